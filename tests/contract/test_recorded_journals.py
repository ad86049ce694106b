"""Journals of real runs, recorded once: what was written then must be read the same for ever."""

from __future__ import annotations

from pathlib import Path

import pytest

from backend.events import JobFailed, JobFinished, JobStopped
from backend.jobs.journal import JournalReader, encode_entry
from backend.jobs.reducer import RunState, RunStatus, reduce, status_of

JOURNALS = Path(__file__).resolve().parents[1] / "data" / "journals"


def state_of(name: str) -> RunState:
    return reduce(JournalReader(JOURNALS / f"{name}.jsonl").read_new())


@pytest.mark.parametrize(
    ("name", "status", "ending"),
    [
        ("good", RunStatus.FINISHED, JobFinished),
        ("stopped", RunStatus.STOPPED, JobStopped),
        ("failed", RunStatus.FAILED, JobFailed),
        ("killed", RunStatus.FAILED, type(None)),
        ("torn", RunStatus.FAILED, type(None)),
        ("resumed", RunStatus.FINISHED, JobFinished),
    ],
)
def test_each_ending_is_recognised(name: str, status: RunStatus, ending: type) -> None:
    state = state_of(name)
    assert isinstance(state.outcome, ending)
    assert status_of(state, alive=False, now_s=state.last_s) is status


def test_a_resumed_run_has_one_unbroken_curve() -> None:
    good, resumed = state_of("good"), state_of("resumed")
    assert resumed.attempt == 2
    assert [(done.step, done.loss) for done in resumed.steps] == [
        (done.step, done.loss) for done in good.steps
    ]


def test_a_torn_line_costs_that_line_alone() -> None:
    killed, torn = state_of("killed"), state_of("torn")
    assert list(torn.steps) == list(killed.steps)[:-1]


def test_the_failed_run_says_why() -> None:
    outcome = state_of("failed").outcome
    assert isinstance(outcome, JobFailed)
    assert "has no weights" in str(outcome.message)
    assert str(outcome.remedy)


@pytest.mark.parametrize("file", sorted(JOURNALS.glob("*.jsonl")), ids=lambda file: file.stem)
def test_every_whole_line_is_known_and_written_back_alike(file: Path) -> None:
    reader = JournalReader(file)
    entries = reader.read_new()
    assert reader.unreadable_lines == 0
    lines = file.read_bytes().splitlines(keepends=True)
    assert [encode_entry(entry) for entry in entries] == lines[: len(entries)]
