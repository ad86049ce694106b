"""Closing the window while something trains, over a real worker process."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from pytestqt.qtbot import QtBot

from backend.jobs.handle import JobHandle
from backend.jobs.process_record import read_record
from backend.jobs.reducer import RunStatus
from backend.jobs.spec import write_spec
from backend.project import RunFolder
from gui.context import AppContext
from gui.dialogs import closing
from gui.dialogs.closing import CloseChoice
from gui.main_window import MainWindow
from gui.models.run import RunModel
from gui.tabs.registry import TabEntry
from tests.gui.test_main_window import ENTRIES
from tests.sample_jobs import SampleSpec


@pytest.fixture(autouse=True)
def _sample_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers of this file run the sample jobs."""
    monkeypatch.setattr(
        "backend.jobs.handle.worker_command",
        lambda folder: [sys.executable, "-m", "tests.sample_jobs", str(folder)],
    )


@pytest.fixture
def run(context: AppContext, tmp_path: Path) -> Iterator[RunFolder]:
    context.project.create(tmp_path / "mine")
    made = context.project.require().new_run("sample")
    write_spec(made.root, "never", SampleSpec("until_stopped"))
    yield made
    record = read_record(made.root)
    if record is not None and record.is_alive():
        psutil.Process(record.pid).kill()


@pytest.fixture
def window(context: AppContext, qtbot: QtBot) -> Iterator[MainWindow]:
    entries: tuple[TabEntry, ...] = ENTRIES
    made = MainWindow(context, entries)
    made.show()
    yield made
    made.close()
    made.deleteLater()


def _begin(context: AppContext, run: RunFolder, qtbot: QtBot) -> RunModel:
    job = context.jobs.start_run(run)
    qtbot.waitUntil(lambda: job.status is RunStatus.RUNNING, timeout=30_000)
    return job


def _choose(monkeypatch: pytest.MonkeyPatch, choice: CloseChoice) -> list[int]:
    asked: list[int] = []

    def ask(parent: object, jobs: list[RunModel]) -> CloseChoice:
        asked.append(len(jobs))
        return choice

    monkeypatch.setattr(closing, "ask_close", ask)
    return asked


def test_a_window_may_be_closed_and_the_training_goes_on(
    window: MainWindow,
    context: AppContext,
    run: RunFolder,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _begin(context, run, qtbot)
    asked = _choose(monkeypatch, CloseChoice.KEEP_RUNNING)
    assert window.close()
    assert asked == [1]
    assert JobHandle(run.root).is_alive()


def test_staying_changes_nothing(
    window: MainWindow,
    context: AppContext,
    run: RunFolder,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    job = _begin(context, run, qtbot)
    _choose(monkeypatch, CloseChoice.STAY)
    assert not window.close()
    assert window.isVisible()
    assert job.is_live
    _choose(monkeypatch, CloseChoice.KEEP_RUNNING)


def test_stopping_and_saving_closes_the_window_when_it_is_done(
    window: MainWindow,
    context: AppContext,
    run: RunFolder,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _begin(context, run, qtbot)
    _choose(monkeypatch, CloseChoice.STOP_AND_SAVE)
    assert not window.close()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=30_000)
    qtbot.waitUntil(lambda: not JobHandle(run.root).is_alive())


def test_a_worker_that_was_killed_is_told_and_resumed_by_one_call(
    context: AppContext, run: RunFolder, qtbot: QtBot
) -> None:
    job = _begin(context, run, qtbot)
    record = read_record(run.root)
    assert record is not None
    with qtbot.waitSignal(job.ended, timeout=30_000):
        os.kill(record.pid, 9)
    assert job.status is RunStatus.FAILED
    assert "killed by signal 9" in str(job.state.outcome)
    write_spec(run.root, "never", SampleSpec("until_stopped"))
    again = context.jobs.start_run(run)
    assert again is job
    qtbot.waitUntil(lambda: job.status is RunStatus.RUNNING, timeout=30_000)
    assert job.state.attempt == 2


def test_a_project_that_is_opened_again_finds_its_living_jobs(
    context: AppContext, run: RunFolder, qtbot: QtBot
) -> None:
    _begin(context, run, qtbot)
    root = context.project.require().root
    context.project.close()
    assert context.jobs.active == ()
    context.project.open(root)
    qtbot.waitUntil(lambda: len(context.jobs.active) == 1)
    assert context.jobs.active[0].folder == run.root


def test_a_deaf_worker_is_ended_in_the_end(
    context: AppContext, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gui.workers.stop_ladder.GRACE_MS", 200)
    monkeypatch.setattr("gui.workers.stop_ladder.TERMINATE_MS", 200)
    context.project.create(tmp_path / "other")
    run = context.project.require().new_run("deaf")
    write_spec(run.root, "never", SampleSpec("deaf"))
    job = _begin(context, run, qtbot)
    with qtbot.waitSignal(job.ended, timeout=30_000):
        job.stop(save=True)
    assert job.status is RunStatus.FAILED
    qtbot.waitUntil(lambda: not JobHandle(run.root).is_alive())


def test_a_stop_right_after_the_start_is_heeded(
    context: AppContext, run: RunFolder, qtbot: QtBot
) -> None:
    job = context.jobs.start_run(run)
    with qtbot.waitSignal(job.ended, timeout=30_000):
        job.stop(save=True)
    assert job.status is RunStatus.STOPPED
