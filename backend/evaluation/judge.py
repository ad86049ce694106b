"""What one answer is worth: right, refused, or a guess."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from backend.dataset.row import ExampleKind
from backend.evaluation.wording import exact_match, is_refusal, word_f1


@dataclass(frozen=True, slots=True)
class Asked:
    """A row that was asked, before its answers are judged.

    Attributes:
        example_id: The row.
        kind: Answerable or unanswerable.
        document: Name of its document.
        page: 1-based page.
        chunk_id: The chunk that was the context.
        question: What was asked.
        expected: The row's answer.
        before: What the base model said.
        after: What the tuned model said.
    """

    example_id: str
    kind: ExampleKind
    document: str
    page: int
    chunk_id: str
    question: str
    expected: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class AnsweredRow(Asked):
    """A row with both answers judged; a line of `evaluation.jsonl`.

    Attributes:
        before_correct: Whether the base model was right: the answer, or a refusal where there is
            none.
        after_correct: The same after training.
        before_refused: Whether the base model declined.
        after_refused: Whether the tuned model declined.
    """

    before_correct: bool
    after_correct: bool
    before_refused: bool
    after_refused: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """One answer, judged.

    Attributes:
        answerable: Whether the context holds the answer.
        correct: Exact match if answerable (a refusal is wrong), a refusal if not.
        refused: Whether the model declined to answer.
        f1: Words shared with the expected answer, 0 to 1; 0 for a refusal.
    """

    answerable: bool
    correct: bool
    refused: bool
    f1: float


def judge(kind: ExampleKind, expected: str, answer: str, refusal_phrases: Sequence[str]) -> Outcome:
    """Judges what a model said to one row.

    Args:
        kind: Answerable or unanswerable; replay rows have no single right answer.
        expected: The row's answer.
        answer: What the model said.
        refusal_phrases: What the project teaches the model to say instead of guessing.
    """
    if kind is ExampleKind.UNANSWERABLE:
        # The row's own answer is a refusal too, whatever phrase it was written with.
        refused = is_refusal(answer, (*refusal_phrases, expected))
        return Outcome(answerable=False, correct=refused, refused=refused, f1=0.0)
    correct = exact_match(answer, expected)
    # An answer taken word for word from the row is never a refusal, even if it reads like one.
    refused = not correct and is_refusal(answer, refusal_phrases)
    f1 = 0.0 if refused else word_f1(answer, expected)
    return Outcome(answerable=True, correct=correct, refused=refused, f1=f1)
