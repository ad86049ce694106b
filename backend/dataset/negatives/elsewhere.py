"""Takes questions that another chunk answers: a neighbour, or another section."""

from __future__ import annotations

from collections.abc import Iterator

from backend.dataset.negatives.candidate import ADJACENT, OTHER_SECTION, Candidate, World
from backend.documents.model import Chunk

# Estimate: chunks this near are about the same matter; check by reading adjacent negatives.
_NEIGHBOURS = 2


def propose(chunk: Chunk, others: list[Chunk], world: World) -> Iterator[Candidate]:
    """Candidates from the pairs of `others`."""
    for other in others:
        if other.chunk_id == chunk.chunk_id:
            continue
        near = (
            other.document_id == chunk.document_id and abs(other.index - chunk.index) <= _NEIGHBOURS
        )
        for pair in world.pairs.get(other.chunk_id, ()):
            yield Candidate(
                style=ADJACENT if near else OTHER_SECTION,
                chunk=chunk,
                question=pair.question,
                absent=(pair.entity,) if pair.entity else (),
                anchor=pair.entity,
                answer=pair.answer,
            )
