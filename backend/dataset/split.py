"""Divides the chunks among train, validation and test, so that test is honest.

A part of a document (a chunk and its neighbours within one chapter) stays together, and with it all
wordings of a fact and all questions on the same context.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from backend.dataset.row import Example, Split
from backend.documents.model import Chunk
from backend.message import Message

# Source: a common division; test is a fifth so that a ten-page document gives a scorecard with
# some 60 answers, whose 95 % interval is about 12 points wide on each side.
SHARES: Mapping[Split, float] = {Split.TRAIN: 0.7, Split.VALIDATION: 0.1, Split.TEST: 0.2}
# Estimate: two chunks hold what one question may need; check how often an answer stands in both.
_MOST_CHUNKS = 2
_FEWEST_CHUNKS = 5


@dataclass(frozen=True, slots=True)
class Division:
    """Which chunk belongs to which split.

    Attributes:
        splits: By chunk identifier; every chunk is there once.
        note: What was done differently because there is too little; None when all is as usual.
    """

    splits: Mapping[str, Split]
    note: Message | None = None


def divide(chunks: Sequence[Chunk], rows: Mapping[str, int], seed: int) -> Division:
    """Assigns every chunk to a split.

    Args:
        chunks: All chunks, in the order of their documents.
        rows: Answerable rows of each chunk that has some.
        seed: The same seed divides the same chunks in the same way.
    """
    asked = [chunk for chunk in chunks if rows.get(chunk.chunk_id, 0) > 0]
    parts = parts_of(chunks, 1 if len(asked) < 4 * _FEWEST_CHUNKS else _MOST_CHUNKS)
    sizes = [sum(rows.get(chunk.chunk_id, 0) for chunk in part) for part in parts]
    order = list(range(len(parts)))
    random.Random(seed).shuffle(order)
    # Large parts first, so that the small ones can even out the shares; equal ones by the seed.
    order.sort(key=lambda at: sizes[at] < max(sizes, default=0) / 2)
    splits: dict[str, Split] = {}
    filled = dict.fromkeys(SHARES, 0)
    for at in order:
        split = _neediest(filled, sum(sizes)) if sizes[at] else Split.TRAIN
        filled[split] += sizes[at]
        splits.update((chunk.chunk_id, split) for chunk in parts[at])
    return Division(splits, _note(len(asked), filled))


def without_leaks(examples: Sequence[Example]) -> list[Example]:
    """Drops a row whose question is asked in a split that is kept for measuring.

    Two chunks may give the same question, as a table and the text beside it do.
    """
    asked: dict[str, set[Split]] = {}
    for example in examples:
        asked.setdefault(example.question.lower(), set()).add(example.split)
    order = (Split.TEST, Split.VALIDATION, Split.TRAIN)
    first = {
        question: next(split for split in order if split in splits)
        for question, splits in asked.items()
    }
    return [example for example in examples if first[example.question.lower()] is example.split]


def parts_of(chunks: Sequence[Chunk], most_chunks: int) -> list[list[Chunk]]:
    """Runs of neighbouring chunks of one chapter, of at most `most_chunks`."""
    parts: list[list[Chunk]] = []
    for chunk in chunks:
        last = parts[-1][-1] if parts else None
        together = (
            last is not None
            and last.document_id == chunk.document_id
            and last.heading_path[:1] == chunk.heading_path[:1]
            and (len(parts[-1]) < most_chunks or last.heading_path == chunk.heading_path)
        )
        if together:
            parts[-1].append(chunk)
        else:
            parts.append([chunk])
    return parts


def _neediest(filled: Mapping[Split, int], total: int) -> Split:
    """The split that lacks the largest share of what it should have; train first when all do."""
    return max(SHARES, key=lambda split: 1 - filled[split] / (SHARES[split] * total))


def _note(asked: int, filled: Mapping[Split, int]) -> Message | None:
    empty = [split.value for split, rows in filled.items() if not rows]
    if not empty and asked >= _FEWEST_CHUNKS:
        return None
    return Message(
        "dataset.split.small",
        "Only {chunks} parts of the documents gave questions, so the split is coarse; "
        "without rows: {empty}.",
        {"chunks": asked, "empty": ", ".join(empty) or "none"},
    )
