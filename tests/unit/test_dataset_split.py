from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from backend.dataset.mix import mix_for, portions
from backend.dataset.row import Split
from backend.dataset.split import divide, parts_of
from tests.dataset_support import make_chunk


@given(
    rows=st.lists(st.integers(0, 12), min_size=1, max_size=80),
    seed=st.integers(0, 1000),
    per_chapter=st.integers(1, 6),
)
def test_every_chunk_is_in_one_split(rows: list[int], seed: int, per_chapter: int) -> None:
    chunks = [
        make_chunk("text", at, headings=(f"Chapter {at // per_chapter}",))
        for at in range(len(rows))
    ]
    counts = {chunk.chunk_id: number for chunk, number in zip(chunks, rows, strict=True)}
    division = divide(chunks, counts, seed)
    assert set(division.splits) == {chunk.chunk_id for chunk in chunks}
    assert division.splits == divide(chunks, counts, seed).splits
    if sum(number > 0 for number in rows) < 5:
        assert division.note is not None


@given(seed=st.integers(0, 200))
def test_shares_are_near_what_is_wanted(seed: int) -> None:
    chunks = [make_chunk("text", at, headings=(f"Chapter {at // 4}",)) for at in range(60)]
    counts = {chunk.chunk_id: 6 + at % 3 for at, chunk in enumerate(chunks)}
    division = divide(chunks, counts, seed)
    total = sum(counts.values())
    for split, low, high in (
        (Split.TRAIN, 0.62, 0.78),
        (Split.VALIDATION, 0.05, 0.16),
        (Split.TEST, 0.15, 0.27),
    ):
        share = sum(counts[i] for i, s in division.splits.items() if s is split) / total
        assert low < share < high
    assert division.note is None


def test_neighbours_of_a_chapter_stay_together() -> None:
    chunks = [make_chunk("text", at, headings=("A" if at < 3 else "B",)) for at in range(6)]
    parts = [[chunk.index for chunk in part] for part in parts_of(chunks, 2)]
    assert parts == [[0, 1, 2], [3, 4, 5]]


def test_one_chunk_is_for_training_and_said_so() -> None:
    chunk = make_chunk("text")
    division = divide([chunk], {chunk.chunk_id: 5}, 42)
    assert division.splits == {chunk.chunk_id: Split.TRAIN}
    assert division.note is not None
    assert "validation, test" in str(division.note)


@given(
    answerable=st.integers(1, 5000),
    negatives=st.floats(0, 0.5),
    replay=st.floats(0, 0.4),
    available=st.integers(0, 400),
)
def test_shares_of_all_rows(
    answerable: int, negatives: float, replay: float, available: int
) -> None:
    mix = mix_for(
        answerable, negatives_fraction=negatives, replay_fraction=replay, replay_rows=available
    )
    total = mix.answerable + mix.negatives + mix.replay
    assert mix.replay <= available
    # Whole rows: half a row more or less moves the share by no more than this.
    assert abs(mix.negatives / total - negatives) <= 1 / total
    if mix.replay < available:
        assert abs(mix.replay / total - replay) <= 1.5 / total


@given(total=st.integers(0, 500), weights=st.lists(st.integers(0, 50), min_size=1, max_size=6))
def test_portions_add_up(total: int, weights: list[int]) -> None:
    given_out = portions(total, dict(enumerate(weights)))
    assert sum(given_out.values()) == (total if sum(weights) else 0)
    assert all(given_out[at] == 0 for at, weight in enumerate(weights) if weight == 0)
