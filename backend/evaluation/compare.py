"""What changed between before and after, on the same rows, and whether that can be chance."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from backend.evaluation.judge import Outcome
from backend.evaluation.perplexity import ParagraphLoss, log_perplexity, perplexity
from backend.evaluation.statistics import bootstrap_interval, mcnemar_p
from backend.message import Message

# The usual level; with it one in twenty comparisons without any change is called a change.
SIGNIFICANCE = 0.05
# Estimate: below 5 % a reader notices nothing, though over enough text any training is measurable.
# Check against answers to general questions of models on both sides of it.
PERPLEXITY_TOLERANCE_FRACTION = 0.05

_Pair = tuple[float | None, float | None]


class Verdict(StrEnum):
    """What the comparison of one measure says."""

    BETTER = "better"
    SAME = "same"
    WORSE = "worse"
    NOT_MEASURED = "not measured"


@dataclass(frozen=True, slots=True)
class Comparison:
    """One measure before and after.

    Attributes:
        measure: Its name in the scorecard.
        before: Its value before; None where there was no case.
        after: Its value after.
        change: After minus before; for perplexity the relative change. None if not measured.
        low: Lower end of the change's 95 % interval, from resampled rows.
        high: Upper end.
        p: Probability of such a change by chance (exact McNemar); None where rows are not pairs of
            right and wrong.
        verdict: Better, same, worse or not measured.
        sentence: All of it in words.
    """

    measure: str
    before: float | None
    after: float | None
    change: float | None
    low: float | None
    high: float | None
    p: float | None
    verdict: Verdict
    sentence: Message


@dataclass(frozen=True, slots=True)
class _Kind:
    """How one measure of answers is compared.

    Attributes:
        name: In the scorecard.
        title: For a person.
        value: What one row counts; None when it is no case of this measure.
        paired: Whether each row is right or wrong both times, so that McNemar's test applies.
        lower_is_better: Whether less of it is good.
    """

    name: str
    title: str
    value: Callable[[Outcome], float | None]
    paired: bool = True
    lower_is_better: bool = False


_KINDS = (
    _Kind("answer_accuracy", "answers", lambda row: row.correct if row.answerable else None),
    _Kind(
        "answer_f1",
        "words of the answers (F1)",
        lambda row: row.f1 if row.answerable else None,
        paired=False,
    ),
    _Kind("refusal_recall", "refusals", lambda row: None if row.answerable else row.refused),
    _Kind(
        "refusal_precision",
        "refusals that were right",
        lambda row: not row.answerable if row.refused else None,
        paired=False,
    ),
    _Kind(
        "over_refusal",
        "answerable questions refused",
        lambda row: row.refused if row.answerable else None,
        lower_is_better=True,
    ),
)
TITLES = {kind.name: kind.title for kind in _KINDS} | {"forgetting_perplexity": "general text"}


def compare(
    before: Sequence[Outcome],
    after: Sequence[Outcome],
    losses_before: Sequence[ParagraphLoss],
    losses_after: Sequence[ParagraphLoss],
) -> tuple[Comparison, ...]:
    """Compares every measure; `before[i]` and `after[i]` are answers to the same row.

    Args:
        before: The base model's judged answers.
        after: The tuned model's.
        losses_before: The probe's paragraphs, by the base model.
        losses_after: The same paragraphs, by the tuned model.
    """
    pairs = tuple(zip(before, after, strict=True))
    compared = [_compare_answers(kind, pairs) for kind in _KINDS]
    losses = tuple(zip(losses_before, losses_after, strict=True))
    return (*compared, _compare_perplexity(losses))


def overall(comparisons: Sequence[Comparison]) -> Message:
    """One sentence on what training did."""
    titles = {
        verdict: ", ".join(TITLES[each.measure] for each in comparisons if each.verdict is verdict)
        for verdict in Verdict
    }
    better, worse = titles[Verdict.BETTER], titles[Verdict.WORSE]
    values = {"better": better, "worse": worse}
    if better and worse:
        text, code = "Better after training: {better}. Worse: {worse}.", "mixed"
    elif better:
        text, code = "Better after training: {better}. Worse in nothing measured.", "better"
    elif worse:
        text, code = "Worse after training: {worse}. Better in nothing measured.", "worse"
    else:
        text, code = "No clear difference between before and after training.", "same"
    return Message(f"evaluation.overall.{code}", text, values)


def _compare_answers(kind: _Kind, pairs: Sequence[tuple[Outcome, Outcome]]) -> Comparison:
    values = tuple((kind.value(first), kind.value(second)) for first, second in pairs)
    cases = [pair for pair in values if pair != (None, None)]
    first, second = _mean(pair[0] for pair in cases), _mean(pair[1] for pair in cases)
    interval = bootstrap_interval(cases, _difference)
    if first is None or second is None or interval is None:
        return _not_measured(kind.name, first, second)
    change = second - first
    p = _paired_p(cases) if kind.paired else None
    clear = p < SIGNIFICANCE if p is not None else not interval[0] <= 0 <= interval[1]
    verdict = _verdict(change, clear, lower_is_better=kind.lower_is_better)
    sentence = Message(
        "evaluation.compare.share",
        "{title}: {before} % -> {after} % ({change} points, 95 % interval {low} to {high}): "
        "{verdict}",
        {
            "title": kind.title,
            "before": f"{100 * first:.0f}",
            "after": f"{100 * second:.0f}",
            "change": f"{100 * change:+.0f}",
            "low": f"{100 * interval[0]:+.0f}",
            "high": f"{100 * interval[1]:+.0f}",
            "verdict": verdict.value,
        },
    )
    return Comparison(kind.name, first, second, change, *interval, p, verdict, sentence)


def _compare_perplexity(losses: Sequence[tuple[ParagraphLoss, ParagraphLoss]]) -> Comparison:
    name = "forgetting_perplexity"
    interval = bootstrap_interval(losses, _log_ratio)
    if interval is None:
        return _not_measured(name, None, None)
    first, second = (perplexity(each) for each in zip(*losses, strict=True))
    low, high = (_relative(end) for end in interval)
    change = _relative(_log_ratio(losses))
    clear = not low <= 0 <= high and abs(change) > PERPLEXITY_TOLERANCE_FRACTION
    verdict = _verdict(change, clear, lower_is_better=True)
    sentence = Message(
        "evaluation.compare.perplexity",
        "{title}: perplexity {before} -> {after} ({change} %, 95 % interval {low} to {high}): "
        "{verdict} (a change counts beyond {tolerance} %)",
        {
            "title": TITLES[name],
            "before": f"{first:.1f}",
            "after": f"{second:.1f}",
            "change": f"{100 * change:+.1f}",
            "low": f"{100 * low:+.1f}",
            "high": f"{100 * high:+.1f}",
            "verdict": verdict.value,
            "tolerance": f"{100 * PERPLEXITY_TOLERANCE_FRACTION:.0f}",
        },
    )
    return Comparison(name, first, second, change, low, high, None, verdict, sentence)


def _not_measured(name: str, first: float | None, second: float | None) -> Comparison:
    sentence = Message(
        "evaluation.compare.not_measured",
        "{title}: not measured, there was no such case {when}",
        {
            "title": TITLES[name],
            "when": "at all" if first == second else "before" if first is None else "after",
        },
    )
    return Comparison(name, first, second, None, None, None, None, Verdict.NOT_MEASURED, sentence)


def _verdict(change: float, clear: bool, *, lower_is_better: bool) -> Verdict:
    if not clear or change == 0:
        return Verdict.SAME
    return Verdict.BETTER if (change < 0) == lower_is_better else Verdict.WORSE


def _paired_p(cases: Sequence[_Pair]) -> float:
    gained = sum(pair == (False, True) for pair in cases)
    lost = sum(pair == (True, False) for pair in cases)
    return mcnemar_p(gained, lost)


def _difference(cases: Sequence[_Pair]) -> float | None:
    """Mean after minus mean before, each over the rows that are a case then."""
    first, second = _mean(pair[0] for pair in cases), _mean(pair[1] for pair in cases)
    return None if first is None or second is None else second - first


def _mean(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None


def _log_ratio(losses: Sequence[tuple[ParagraphLoss, ParagraphLoss]]) -> float:
    first, second = zip(*losses, strict=True)
    return log_perplexity(second) - log_perplexity(first)


def _relative(log_ratio: float) -> float:
    return math.expm1(min(700.0, log_ratio))
