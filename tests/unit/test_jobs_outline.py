"""A journal read without its curves says the same of the run."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from backend.events import StepDone
from backend.jobs.journal import JournalReader, read_outline
from backend.jobs.reducer import RunState, reduce
from backend.jobs.series import Series

JOURNALS = sorted((Path(__file__).parents[1] / "data" / "journals").glob("*.jsonl"))


def bare(state: RunState) -> RunState:
    """The state without what an outline leaves out."""
    last = state.steps.last()
    return replace(
        state,
        steps=Series((), () if last is None else (last,)),
        resources=None,
        progress=None,
        peak_memory_bytes=0,
        last_s=0.0,
    )


@pytest.mark.parametrize("file", JOURNALS, ids=lambda file: file.stem)
def test_the_outline_reduces_to_the_same_state(file: Path) -> None:
    whole = reduce(JournalReader(file).read_new())
    outline = read_outline(file)
    assert bare(reduce(outline)) == bare(whole)
    assert sum(isinstance(entry.event, StepDone) for entry in outline) <= 1


def test_a_journal_that_is_not_there_has_no_outline(tmp_path: Path) -> None:
    assert read_outline(tmp_path / "events.jsonl") == ()
