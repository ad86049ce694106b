"""What a question generator is, and what it makes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from backend.dataset.row import Evidence
from backend.documents.model import Chunk


@dataclass(frozen=True, slots=True)
class Pair:
    """A question that a chunk answers.

    Attributes:
        style: How it was made: `definition`, `number`, `name`, `place`, `list`, `procedure`, ...
        question: Ends with a question mark.
        answer: Short, copied from the chunk; items of a list are joined by `; `.
        evidence: The words of the chunk that the answer rests on.
        entity: The words of the question that name what is asked about; empty when unknown.
        entity_kind: What the entity is, such as `person` or `thing`; empty when unknown.
    """

    style: str
    question: str
    answer: str
    evidence: Evidence
    entity: str = ""
    entity_kind: str = ""

    @property
    def fact(self) -> tuple[int, int, str]:
        """Equal for two wordings of one fact of a chunk."""
        return (self.evidence.start, self.evidence.end, self.answer)


class Generator(Protocol):
    """Writes questions and answers that rest on one chunk alone."""

    def pairs(self, chunk: Chunk) -> tuple[Pair, ...]:
        """All pairs for `chunk`, the best first."""
        ...
