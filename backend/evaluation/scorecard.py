"""The scorecard of a run, and the answers that it was made from, as files in the run's folder."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from pydantic import TypeAdapter

from backend.evaluation.compare import Comparison, compare, overall
from backend.evaluation.judge import AnsweredRow, Asked, Outcome, judge
from backend.evaluation.metrics import Measure, Scores, score
from backend.evaluation.perplexity import ParagraphLoss
from backend.files import read_json, write_atomic, write_json
from backend.message import Message, fault
from backend.project import RunFolder

SCORECARD_VERSION = 1
# Means: how many rows are above zero, or how many tokens were read, says nothing beside them.
_WITHOUT_COUNTS = frozenset({"answer_f1", "forgetting_perplexity"})


@dataclass(frozen=True, slots=True)
class Scorecard:
    """What a run changed.

    Attributes:
        version: Of the file's form.
        run: Name of the run.
        base_model: Folder name of the base model.
        split: The rows asked.
        rows: How many.
        answerable: How many of them have an answer in their context.
        unanswerable: How many have none.
        before: The base model.
        after: The tuned model.
        comparisons: Each measure before and after, with its verdict.
        overall: The verdict in one sentence.
    """

    version: int
    run: str
    base_model: str
    split: str
    rows: int
    answerable: int
    unanswerable: int
    before: Scores
    after: Scores
    comparisons: tuple[Comparison, ...]
    overall: Message


def make_scorecard(
    rows: Sequence[Asked],
    losses: tuple[Sequence[ParagraphLoss], Sequence[ParagraphLoss]],
    refusal_phrases: Sequence[str],
    *,
    run: str,
    base_model: str,
    split: str,
) -> tuple[Scorecard, tuple[AnsweredRow, ...]]:
    """Judges all answers and computes the scorecard.

    Args:
        rows: The rows with both answers.
        losses: The probe's paragraphs before and after.
        refusal_phrases: What the project teaches the model to say instead of guessing.
        run: Name of the run.
        base_model: Name of the base model.
        split: The rows' split.

    Returns:
        The scorecard, and each row with both answers judged.
    """
    before = [judge(row.kind, row.expected, row.before, refusal_phrases) for row in rows]
    after = [judge(row.kind, row.expected, row.after, refusal_phrases) for row in rows]
    scores = score(before, losses[0]), score(after, losses[1])
    comparisons = compare(before, after, *losses)
    answerable = sum(outcome.answerable for outcome in before)
    card = Scorecard(
        SCORECARD_VERSION, run, base_model, split, len(rows), answerable, len(rows) - answerable,
        *scores, comparisons, overall(comparisons),
    )  # fmt: skip
    return card, tuple(map(_answered, rows, before, after))


def save(run: RunFolder, card: Scorecard, answers: Sequence[AnsweredRow]) -> None:
    """Writes both files; the scorecard last, so that one which is there has its answers.

    Raises:
        TunedeskError: The disk is full or the folder can't be written.
    """
    adapter = TypeAdapter(AnsweredRow)
    lines = (
        json.dumps(adapter.dump_python(row, mode="json"), ensure_ascii=False) for row in answers
    )
    write_atomic(run.answers_file, "".join(f"{line}\n" for line in lines))
    write_json(run.scorecard_file, card)


def read_scorecard(file: Path) -> Scorecard:
    """The scorecard in `file`, which is the `scorecard_file` of a run.

    Raises:
        TunedeskError: The run was not measured, or the file is broken.
    """
    if not file.is_file():
        raise fault(
            "evaluation.not_measured",
            "The run {run} has not been measured yet: {path} is not there.",
            "Measure it: tunedesk evaluate --project ... --run {run}",
            run=file.parent.name,
            path=str(file),
        )
    return read_json(file, Scorecard)


def scorecard_text(card: Scorecard) -> str:
    """The scorecard for a terminal: each measure before and after, with counts and verdict."""
    lines = [
        f"{card.rows} questions of the {card.split} split, {card.answerable} answerable and "
        f"{card.unanswerable} not, before and after training:"
    ]
    for each in card.comparisons:
        counts = (_counts(getattr(side, each.measure)) for side in (card.before, card.after))
        told = "" if each.measure in _WITHOUT_COUNTS else f" [{' -> '.join(counts)}]"
        lines.append(f"  {each.sentence}{told}")
    lines.append(str(card.overall))
    return "\n".join(lines)


def _counts(measure: Measure) -> str:
    return f"{measure.count} of {measure.total}"


def read_answers(run: RunFolder) -> tuple[AnsweredRow, ...]:
    """Each row that was asked, with both answers.

    Raises:
        TunedeskError: The run was not measured, or the file is broken.
    """
    read_scorecard(run.scorecard_file)
    text = run.answers_file.read_text(encoding="utf-8")
    adapter = TypeAdapter(AnsweredRow)
    return tuple(adapter.validate_json(line) for line in text.split("\n") if line)


def _answered(row: Asked, before: Outcome, after: Outcome) -> AnsweredRow:
    return AnsweredRow(
        **asdict(row),
        before_correct=before.correct,
        after_correct=after.correct,
        before_refused=before.refused,
        after_refused=after.refused,
    )
