"""The rows that a tuned model got wrong, sorted by how."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from backend.dataset.row import ExampleKind
from backend.evaluation.judge import AnsweredRow


class FailureKind(StrEnum):
    """In which way an answer is wrong."""

    WRONG_ANSWER = "wrong answer"
    OVER_REFUSAL = "over-refusal"
    MISSED_REFUSAL = "missed refusal"


def failure_of(row: AnsweredRow) -> FailureKind | None:
    """How the tuned model failed this row; None when it was right."""
    if row.after_correct:
        return None
    if row.kind is ExampleKind.UNANSWERABLE:
        return FailureKind.MISSED_REFUSAL
    return FailureKind.OVER_REFUSAL if row.after_refused else FailureKind.WRONG_ANSWER


def failures(rows: Sequence[AnsweredRow]) -> dict[FailureKind, tuple[AnsweredRow, ...]]:
    """The failed rows of each kind, in the order of the rows; a kind without any is empty."""
    return {kind: tuple(row for row in rows if failure_of(row) is kind) for kind in FailureKind}
