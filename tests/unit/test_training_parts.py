"""The small parts of training: rows as tokens, batches, stopping."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.commands import Pause, Stop
from backend.message import TunedeskError
from backend.models.encoding import Encoded
from backend.training.data import (
    EncodedRows,
    batches_by_length,
    check_trainable,
    fingerprint,
)
from backend.training.stopping import StopAsked, raise_if_stopping, run_stoppable
from tests.recording_context import RecordingContext


def row(length: int, prompt: int = 1) -> Encoded:
    return Encoded(tuple(range(length)), prompt)


def test_labels() -> None:
    assert Encoded((7, 8, 9, 2), 2).labels == (-100, -100, 9, 2)


@given(
    lengths=st.lists(st.integers(1, 300), max_size=40),
    limit_tokens=st.integers(1, 2000),
)
def test_batches_hold_every_row_once_within_the_limit(
    lengths: list[int], limit_tokens: int
) -> None:
    rows = [Encoded((number,) * length, 0) for number, length in enumerate(lengths)]
    batches = batches_by_length(rows, limit_tokens)
    assert sorted(r.input_ids for batch in batches for r in batch) == sorted(
        r.input_ids for r in rows
    )
    for batch in batches:
        longest = max(len(r.input_ids) for r in batch)
        assert len(batch) == 1 or len(batch) * longest <= limit_tokens


def test_the_fingerprint_knows_order_tokens_and_masks() -> None:
    rows = [row(5), row(7)]
    assert fingerprint(rows) == fingerprint([row(5), row(7)])
    others = ([row(7), row(5)], [row(5)], [row(5), row(7, prompt=2)], [row(5), row(8)])
    assert len({fingerprint(rows), *(fingerprint(other) for other in others)}) == 5


def test_rows_that_are_all_prompt_are_refused() -> None:
    with pytest.raises(TunedeskError, match="Not one token"):
        check_trainable(EncodedRows((row(3, prompt=3),), 0, 0, 3), 100)
    check_trainable(EncodedRows((row(3, prompt=3), row(3, prompt=2)), 0, 0, 3), 100)


def test_stopping(tmp_path: Path) -> None:
    context = RecordingContext(tmp_path)
    raise_if_stopping(context)
    context.say(Pause())
    with pytest.raises(StopAsked) as caught:
        raise_if_stopping(context)
    assert caught.value.command == Pause()


def test_work_that_can_be_stopped_gives_its_result_and_its_fault(tmp_path: Path) -> None:
    context = RecordingContext(tmp_path)
    assert run_stoppable(lambda: 7, context) == 7

    def broken() -> int:
        raise ValueError("as it came")

    with pytest.raises(ValueError, match="as it came"):
        run_stoppable(broken, context)


def test_a_stop_does_not_wait_for_the_work(tmp_path: Path) -> None:
    context = RecordingContext(tmp_path)
    release = threading.Event()

    def endless() -> None:
        context.say(Stop())
        release.wait(60)

    try:
        with pytest.raises(StopAsked):
            run_stoppable(endless, context)
        assert not release.is_set()
    finally:
        release.set()
