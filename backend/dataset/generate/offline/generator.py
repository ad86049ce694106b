"""Puts the styles together: all pairs of a chunk, without doubles, the best spread first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise

from backend.dataset.generate.base import Pair
from backend.dataset.generate.offline import (
    definitions,
    facts,
    names,
    numbers,
    places,
    procedures,
    tables,
    times,
)
from backend.dataset.generate.offline import lists as lists_
from backend.dataset.generate.offline.reading import Reading, read
from backend.dataset.generate.offline.text import LineKind, Vocabulary, lines_of
from backend.documents.model import Chunk

Style = Callable[[Reading], Iterator[Pair | None]]
# To add a style: one file with a function `pairs(reading)`, and one entry here. When two styles
# ask the same question, the one named first keeps it.
STYLES: tuple[Style, ...] = (
    names.pairs,
    definitions.pairs,
    procedures.pairs,
    lists_.pairs,
    tables.pairs,
    times.pairs,
    numbers.pairs,
    places.pairs,
    facts.pairs,
)


class OfflineGenerator:
    """Writes questions by rules of English grammar; needs no model."""

    def __init__(self, chunks: Sequence[Chunk]) -> None:
        """Learns the names in `chunks`, all chunks of the project in their order."""
        self._vocabulary = Vocabulary.of(chunks)
        self._cut = frozenset(
            first.chunk_id
            for first, second in pairwise(chunks)
            if first.document_id == second.document_id and _begins_within_block(second)
        )

    def pairs(self, chunk: Chunk) -> tuple[Pair, ...]:
        """All pairs for `chunk`: one wording of each fact first, then the other wordings."""
        reading = read(chunk, self._vocabulary, chunk.chunk_id in self._cut)
        found = [pair for style in STYLES for pair in style(reading) if pair]
        return spread(without_ambiguous(found))


def _begins_within_block(chunk: Chunk) -> bool:
    first = next((line for line in lines_of(chunk) if line.kind is not LineKind.HEADING), None)
    return first is not None and first.kind is LineKind.ITEM and first.number != 1


def without_ambiguous(found: Iterable[Pair]) -> list[Pair]:
    """Drops doubles, and every question that has two different answers within the chunk."""
    answers: dict[str, set[str]] = defaultdict(set)
    kept: dict[str, Pair] = {}
    for pair in found:
        key = pair.question.lower()
        answers[key].add(pair.answer.lower())
        kept.setdefault(key, pair)
    return [pair for key, pair in kept.items() if len(answers[key]) == 1]


def spread(found: Sequence[Pair]) -> tuple[Pair, ...]:
    """Orders pairs so that the first N cover as many facts and styles as possible."""
    wordings: dict[tuple[int, int, str], int] = defaultdict(int)
    of_style: dict[tuple[int, str], int] = defaultdict(int)
    ranked: list[tuple[int, int, int, Pair]] = []
    for pair in found:
        wording = wordings[pair.fact]
        wordings[pair.fact] += 1
        turn = of_style[(wording, pair.style)]
        of_style[(wording, pair.style)] += 1
        ranked.append((wording, turn, len(ranked), pair))
    ranked.sort(key=lambda entry: entry[:3])
    return tuple(pair for *_, pair in ranked)
