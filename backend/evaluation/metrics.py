"""The figures of a scorecard, from judged answers. Pure; no torch."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

from backend.evaluation.judge import Outcome
from backend.evaluation.perplexity import ParagraphLoss, log_perplexity, perplexity
from backend.evaluation.statistics import bootstrap_interval, mean_interval, wilson_interval


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure with how sure it is.

    Attributes:
        value: A share from 0 to 1, or a perplexity from 1; None where there was no case.
        count: Cases that count towards it: right, refused, ...; for F1 those above 0; for
            perplexity the tokens predicted.
        total: Cases looked at: rows, refusals; for perplexity the paragraphs.
        low: Lower end of the 95 % interval; None without a case.
        high: Upper end of the 95 % interval; None without a case.
    """

    value: float | None
    count: int
    total: int
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Scores:
    """All measures of one model.

    Attributes:
        answer_accuracy: Share of the answerable questions answered word for word (normalised).
        answer_f1: Mean word overlap with the expected answers.
        refusal_recall: Share of the unanswerable questions that were refused.
        refusal_precision: Share of the refusals whose question was in truth unanswerable.
        over_refusal: Share of the answerable questions that were refused; lower is better.
        forgetting_perplexity: Perplexity on general prose; lower is better.
    """

    answer_accuracy: Measure
    answer_f1: Measure
    refusal_recall: Measure
    refusal_precision: Measure
    over_refusal: Measure
    forgetting_perplexity: Measure


def score(outcomes: Sequence[Outcome], losses: Sequence[ParagraphLoss]) -> Scores:
    """Computes every measure.

    Args:
        outcomes: Judged answers to the held-out rows, in any order.
        losses: The probe text's paragraphs.
    """
    answerable = [outcome for outcome in outcomes if outcome.answerable]
    unanswerable = [outcome for outcome in outcomes if not outcome.answerable]
    refusals = [outcome for outcome in outcomes if outcome.refused]
    return Scores(
        answer_accuracy=share([outcome.correct for outcome in answerable]),
        answer_f1=_mean([outcome.f1 for outcome in answerable]),
        refusal_recall=share([outcome.refused for outcome in unanswerable]),
        refusal_precision=share([not outcome.answerable for outcome in refusals]),
        over_refusal=share([outcome.refused for outcome in answerable]),
        forgetting_perplexity=_perplexity(losses),
    )


def share(hits: Sequence[bool]) -> Measure:
    """How many of the cases are hits, with the Wilson interval."""
    count, total = sum(hits), len(hits)
    if total == 0:
        return Measure(None, 0, 0, None, None)
    low, high = wilson_interval(count, total)
    return Measure(count / total, count, total, low, high)


def _mean(values: Sequence[float]) -> Measure:
    interval = mean_interval(values)
    if interval is None:
        return Measure(None, 0, 0, None, None)
    return Measure(fmean(values), sum(value > 0 for value in values), len(values), *interval)


def _perplexity(losses: Sequence[ParagraphLoss]) -> Measure:
    interval = bootstrap_interval(losses, log_perplexity)
    if interval is None:
        return Measure(None, 0, 0, None, None)
    low, high = (math.exp(min(700.0, end)) for end in interval)
    tokens = sum(loss.tokens for loss in losses)
    return Measure(perplexity(losses), tokens, len(losses), low, high)
