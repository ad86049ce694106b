"""What SIGKILL does to the window and to the worker: nothing is lost, and one click goes on."""

from __future__ import annotations

import os
from pathlib import Path

import psutil
import pytest
from pytestqt.qtbot import QtBot

from backend.jobs.handle import JobHandle
from backend.jobs.journal import JournalReader
from backend.jobs.process_record import read_record
from backend.jobs.reducer import RunStatus, reduce
from backend.project import Project
from gui.main_window import MainWindow
from tests.gui.support.journey import shown_texts, start_training
from tests.gui.support.person import open_tab, press_primary, wait_for
from tests.gui.support.programs import TalkingProgram
from tests.gui.support.projects import LONG_RECIPE, keep_recipe

DRIVEN = "tests.gui.support.driven_app"


@pytest.mark.starter
def test_a_training_outlives_its_window_and_the_next_start_shows_it_whole(
    sample_project: Project,
) -> None:
    first = TalkingProgram(DRIVEN, "train_for_long", sample_project.root, environment=os.environ)
    try:
        reached = 0
        while reached < 3:
            reached = first.wait_for("step", 180)["number"]
    finally:
        first.kill()
    run = sample_project.run("last")
    assert JobHandle(run.root).is_alive(), "the training died with its window"
    _wait_for_steps(run.events_file, reached + 3)

    second = TalkingProgram(DRIVEN, "look_again", environment=os.environ)
    try:
        found = second.wait_for("found", 120)
        assert found["first"] == 1
        assert found["steps"] >= reached + 3
        assert found["live"]
        assert second.wait_for("live_again", 120)["steps"] > found["steps"]
        assert second.wait_for("finished", 120)["heavy"] == []
        assert second.wait_for_end() == 0, second.errors()
    finally:
        second.kill()
        JobHandle(run.root).stop(save=False, grace_s=10)


@pytest.mark.starter
def test_a_killed_worker_is_shown_as_failed_with_its_reason_and_one_click_resumes_it(
    window: MainWindow, sample_project: Project, qtbot: QtBot
) -> None:
    keep_recipe(sample_project, LONG_RECIPE)
    window.context.project.open(sample_project.root)
    run = start_training(window)
    wait_for("a checkpoint is written", lambda: len(run.state.checkpoints), 180)
    record = read_record(run.folder)
    assert record is not None
    psutil.Process(record.pid).kill()

    wait_for("the run is shown as failed", lambda: run.status is RunStatus.FAILED, 30)
    page = open_tab(window, "Training")
    wait_for("the reason is shown", lambda: "killed" in shown_texts(page.window()), 10)
    assert "SIGKILL" in shown_texts(page.window())
    reached = len(run.curves.steps)

    assert "resume" in window.header.button.text().lower()
    press_primary(window)
    wait_for("it is at work again", lambda: run.is_live, 60)
    wait_for("it has gone on", lambda: len(run.curves.steps) > reached, 180)
    assert run.state.attempt == 2
    assert list(run.curves.steps) == list(range(1, len(run.curves.steps) + 1))


def _wait_for_steps(journal: Path, count: int) -> None:
    reader = JournalReader(journal)
    states = [reduce(())]

    def reached() -> bool:
        states[0] = reduce(reader.read_new(), states[0])
        return len(states[0].steps) >= count

    wait_for(f"the journal has {count} steps", reached, 60)
