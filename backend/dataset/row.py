"""A row of the dataset: one example, with the way back to its page."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from backend.wording import model_input


class ExampleKind(StrEnum):
    """What a row teaches."""

    ANSWERABLE = "answerable"
    UNANSWERABLE = "unanswerable"
    REPLAY = "replay"


class Split(StrEnum):
    """What a row is used for."""

    TRAIN = "train"
    VALIDATION = "validation"
    TEST = "test"


class RowState(StrEnum):
    """What a person has decided about a row."""

    DRAFT = "draft"
    APPROVED = "approved"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words of the chunk that an answer rests on.

    Attributes:
        quote: The exact text; always `chunk.text[start:end]`.
        start: First character within the chunk's text.
        end: One past the last character.
        page: 1-based page on which it begins.
    """

    quote: str
    start: int
    end: int
    page: int


@dataclass(frozen=True, slots=True)
class NegativeCheck:
    """How it was made sure that a question has no answer in its context.

    Attributes:
        by: `rules`, or a model's name.
        method: What was done, in words.
        chunks_searched: Chunks that were looked through.
        nearest_chunk: Identifier of the chunk that comes nearest to an answer; may be empty.
        nearest_score: 0 (nothing in common) to 1 (answers it), for that chunk.
    """

    by: str
    method: str
    chunks_searched: int
    nearest_chunk: str
    nearest_score: float


@dataclass(frozen=True, slots=True)
class Example:
    """One row: instruction, input, output, and where they come from.

    Attributes:
        example_id: Stable for the same question on the same chunk.
        kind: Answerable, unanswerable or replay.
        style: How it was made: `definition`, `number`, `name`, `list`, `procedure`, `table`; for a
            negative `near_miss`, `entity_swap`, ...; for replay the kind of task.
        instruction: What the model is told to do.
        context: The chunk's text; empty for replay.
        question: The question; empty for a replay row that has only an instruction.
        output: The answer that is trained.
        document: Name of the document; empty for replay.
        chunk_id: The chunk that is the context; empty for replay.
        page: 1-based page of the evidence (of the chunk's beginning for a negative); 0 for replay.
        split: What it is used for.
        state: What a person decided.
        edited: Whether a person changed its words; a rebuild leaves it alone.
        evidence: Where the answer stands; None for negatives and replay.
        check: How a negative was verified; None for all others.
    """

    example_id: str
    kind: ExampleKind
    style: str
    instruction: str
    context: str
    question: str
    output: str
    document: str
    chunk_id: str
    page: int
    split: Split = Split.TRAIN
    state: RowState = RowState.DRAFT
    edited: bool = False
    evidence: Evidence | None = None
    check: NegativeCheck | None = None

    @property
    def input(self) -> str:
        """Context and question as the model gets them; empty for a bare instruction."""
        return model_input(self.context, self.question)
