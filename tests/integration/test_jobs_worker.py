"""Real worker processes: how they end, how they are followed, stopped, killed and found again."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from backend.commands import SaveNow
from backend.events import (
    Event,
    JobFailed,
    JobFinished,
    JobStopped,
    NoticeRaised,
    PhaseChanged,
    ProgressMade,
)
from backend.jobs.handle import JobHandle, launch
from backend.jobs.journal import JournalReader
from backend.jobs.process_record import ProcessRecord, read_record, write_own_record
from backend.jobs.reducer import reduce
from backend.jobs.spec import write_spec
from backend.message import TunedeskError
from tests.sample_jobs import SampleSpec

ROOT = Path(__file__).resolve().parents[2]


def begin(folder: Path, behaviour: str, kind: str = "never") -> JobHandle:
    folder.mkdir(exist_ok=True)
    write_spec(folder, kind, SampleSpec(behaviour))
    return launch(folder, [sys.executable, "-m", "tests.sample_jobs", str(folder)])


def wait_until(handle: JobHandle, kind: type[Event]) -> None:
    for entry in handle.events():
        if isinstance(entry.event, kind):
            return
    pytest.fail(f"the job ended without {kind.__name__}:\n{handle.log_tail()}")


@pytest.fixture(autouse=True)
def in_the_root(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("TUNEDESK_HOME", str(tmp_path / "home"))


def test_a_worker_that_has_ended_but_not_gone_is_not_taken_for_one_at_work(tmp_path: Path) -> None:
    first = begin(tmp_path / "job", "end_slowly")
    assert isinstance(first.outcome(), JobFinished)
    assert first.is_alive(), "the process is to be there still, or this test says nothing"
    again = begin(tmp_path / "job", "count")
    assert isinstance(again.outcome(), JobFinished)
    state = reduce(JournalReader(tmp_path / "job" / "events.jsonl").read_new())
    assert state.attempt == 2


def test_a_good_job(tmp_path: Path) -> None:
    handle = begin(tmp_path / "job", "count")
    entries = list(handle.events())
    assert [entry.sequence for entry in entries] == list(range(1, len(entries) + 1))
    assert isinstance(entries[0].event, PhaseChanged)
    assert entries[-1].event == JobFinished(entries[-1].event.summary, {"attempt": 1})  # type: ignore[union-attr]
    assert str(entries[-1].event.summary) == "Counted to 3"  # type: ignore[union-attr]


def test_prints_go_to_the_log_and_not_into_the_journal(tmp_path: Path) -> None:
    handle = begin(tmp_path / "job", "count")
    handle.outcome()
    assert "a library prints" in handle.log_tail()
    sequences = [
        entry.sequence for entry in JournalReader(tmp_path / "job/events.jsonl").read_new()
    ]
    assert 999 not in sequences


def test_a_fault_comes_out_in_its_own_words(tmp_path: Path) -> None:
    ending = begin(tmp_path / "job", "fail_in_words").outcome()
    assert isinstance(ending, JobFailed)
    assert str(ending.message) == "a.pdf has no pages."
    assert str(ending.remedy) == "Add another."


def test_the_unforeseen_is_told_with_its_traceback(tmp_path: Path) -> None:
    ending = begin(tmp_path / "job", "raise_unforeseen").outcome()
    assert isinstance(ending, JobFailed)
    assert "ZeroDivisionError" in str(ending.message)
    assert "sample_jobs.py" in ending.details


@pytest.mark.parametrize("behaviour", ["segfault", "vanish"])
def test_a_worker_that_ends_without_a_word_has_failed(tmp_path: Path, behaviour: str) -> None:
    handle = begin(tmp_path / "job", behaviour)
    ending = handle.outcome()
    assert isinstance(ending, JobFailed)
    assert ending.message.code == "jobs.worker_died"
    assert ending.message.values["cause"]
    assert not any(
        isinstance(entry.event, JobFailed)
        for entry in JournalReader(tmp_path / "job/events.jsonl").read_new()
    ), "the journal is the worker's alone"


def test_stop_is_an_outcome(tmp_path: Path) -> None:
    handle = begin(tmp_path / "job", "until_stopped")
    handle.stop(save=True)
    assert isinstance(handle.outcome(), JobStopped)


def test_a_command_given_before_the_job_listens_is_not_lost(tmp_path: Path) -> None:
    handle = begin(tmp_path / "job", "until_stopped")
    handle.send(SaveNow())
    wait_until(handle, NoticeRaised)
    handle.stop(save=False)


def test_the_ladder_ends_a_job_that_does_not_listen(tmp_path: Path) -> None:
    handle = begin(tmp_path / "job", "deaf")
    wait_until(handle, ProgressMade)
    handle.stop(save=True, grace_s=0.2)
    assert not handle.is_alive()
    assert isinstance(handle.outcome(), JobFailed)


def test_terminate_is_a_wish_to_save_and_stop(tmp_path: Path) -> None:
    handle = begin(tmp_path / "job", "until_stopped")
    wait_until(handle, ProgressMade)
    record = read_record(tmp_path / "job")
    assert record is not None
    psutil.Process(record.pid).terminate()
    assert isinstance(handle.outcome(), JobStopped)


def test_a_killed_worker_is_seen_and_can_be_launched_again(tmp_path: Path) -> None:
    handle = begin(tmp_path / "job", "until_stopped")
    wait_until(handle, ProgressMade)
    record = read_record(tmp_path / "job")
    assert record is not None
    psutil.Process(record.pid).kill()
    ending = handle.outcome()
    assert isinstance(ending, JobFailed)
    again = begin(tmp_path / "job", "count")
    assert again.outcome() == JobFinished(again.outcome().summary, {"attempt": 2})  # type: ignore[union-attr]
    state = reduce(JournalReader(tmp_path / "job/events.jsonl").read_new())
    assert state.attempt == 2
    assert isinstance(state.outcome, JobFinished)


def test_launching_a_living_job_attaches_to_it(tmp_path: Path) -> None:
    handle = begin(tmp_path / "job", "until_stopped")
    first = read_record(tmp_path / "job")
    second = begin(tmp_path / "job", "until_stopped")
    assert read_record(tmp_path / "job") == first
    second.stop(save=True)
    assert not handle.is_alive()


def test_two_workers_never_share_a_folder(tmp_path: Path) -> None:
    handle = begin(tmp_path / "job", "until_stopped")
    wait_until(handle, ProgressMade)
    other = subprocess.run(
        [sys.executable, "-m", "tests.sample_jobs", str(tmp_path / "job")], check=False
    )
    assert other.returncode == 3
    handle.stop(save=True)
    starts = [
        entry
        for entry in JournalReader(tmp_path / "job/events.jsonl").read_new()
        if isinstance(entry.event, PhaseChanged) and entry.event.phase == "starting"
    ]
    assert len(starts) == 1


def test_the_job_outlives_the_program_that_launched_it(tmp_path: Path) -> None:
    folder = tmp_path / "job"
    folder.mkdir()
    write_spec(folder, "never", SampleSpec("until_stopped"))
    program = (
        "import sys, os; from pathlib import Path; from backend.jobs.handle import launch;"
        "launch(Path(sys.argv[1]), [sys.executable, '-m', 'tests.sample_jobs', sys.argv[1]]);"
        "os.kill(os.getpid(), 9)"
    )
    subprocess.run([sys.executable, "-c", program, str(folder)], check=False)
    handle = JobHandle(folder)
    assert handle.is_alive()
    handle.stop(save=True)
    assert isinstance(handle.outcome(), JobStopped)


def test_a_reused_process_number_is_not_taken_for_the_worker(tmp_path: Path) -> None:
    record = write_own_record(tmp_path, 1)
    assert record.is_alive()
    assert not ProcessRecord(os.getpid(), record.start_time - 60, 1).is_alive()


def test_jobs_for_the_device_run_one_after_the_other(tmp_path: Path) -> None:
    first = begin(tmp_path / "first", "until_stopped", "always")
    wait_until(first, ProgressMade)
    second = begin(tmp_path / "second", "count", "always")
    wait_until(second, NoticeRaised)
    state = reduce(JournalReader(tmp_path / "second/events.jsonl").read_new())
    assert state.phase == "queued"
    first.stop(save=True)
    assert isinstance(second.outcome(), JobFinished)


def test_a_worker_that_cannot_begin_is_told(tmp_path: Path) -> None:
    write_spec(tmp_path, "never", SampleSpec("count"))
    with pytest.raises(TunedeskError, match=r"(?s)could not begin.*No module named"):
        launch(tmp_path, [sys.executable, "-m", "tests.no_such_module"])
