"""How a wrong answer is wrong."""

from __future__ import annotations

import pytest

from backend.dataset.row import ExampleKind
from backend.evaluation.failures import FailureKind, failure_of, failures
from backend.evaluation.judge import AnsweredRow

KINDS = (ExampleKind.ANSWERABLE, ExampleKind.UNANSWERABLE)


def row(kind: ExampleKind, *, correct: bool, refused: bool) -> AnsweredRow:
    return AnsweredRow(
        "r", kind, "h.pdf", 1, "c", "How much?", "two", "one", "three",
        before_correct=False, after_correct=correct, before_refused=False, after_refused=refused,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "correct", "refused", "failure"),
    [
        (ExampleKind.ANSWERABLE, True, False, None),
        (ExampleKind.ANSWERABLE, False, False, FailureKind.WRONG_ANSWER),
        (ExampleKind.ANSWERABLE, False, True, FailureKind.OVER_REFUSAL),
        (ExampleKind.UNANSWERABLE, True, True, None),
        (ExampleKind.UNANSWERABLE, False, False, FailureKind.MISSED_REFUSAL),
    ],
)
def test_each_way(
    kind: ExampleKind, correct: bool, refused: bool, failure: FailureKind | None
) -> None:
    assert failure_of(row(kind, correct=correct, refused=refused)) is failure


def test_every_wrong_row_is_in_one_list_and_no_right_one() -> None:
    rows = [
        row(kind, correct=correct, refused=refused)
        for kind in KINDS
        for correct in (True, False)
        for refused in (True, False)
    ]
    sorted_rows = failures(rows)
    assert set(sorted_rows) == set(FailureKind)
    listed = [each for kind in FailureKind for each in sorted_rows[kind]]
    assert len(listed) == sum(not each.after_correct for each in rows)
    assert not any(each.after_correct for each in listed)
