"""The measures of a scorecard in a person's words."""

from __future__ import annotations

from backend.evaluation.compare import Comparison, Verdict
from backend.evaluation.metrics import Measure
from gui.wording import number_text, share_text, tr

PERPLEXITY = "forgetting_perplexity"
_CONTEXT = "Measures"


def measure_title(name: str) -> str:
    """What a measure is called."""
    titles = {
        "answer_accuracy": tr(_CONTEXT, "Right answers"),
        "answer_f1": tr(_CONTEXT, "Words in common"),
        "refusal_recall": tr(_CONTEXT, "Says so when it can't know"),
        "refusal_precision": tr(_CONTEXT, "Refusals that were right"),
        "over_refusal": tr(_CONTEXT, "Refused by mistake"),
        PERPLEXITY: tr(_CONTEXT, "General language"),
    }
    return titles[name]


def measure_text(name: str) -> str:
    """What a measure counts, and which way is good where that is not plain."""
    texts = {
        "answer_accuracy": tr(_CONTEXT, "Questions that the text answers, answered word for word"),
        "answer_f1": tr(_CONTEXT, "How much of the expected answer's words were said"),
        "refusal_recall": tr(_CONTEXT, "Questions that the text does not answer, refused"),
        "refusal_precision": tr(_CONTEXT, "Of all refusals, those where the text had no answer"),
        "over_refusal": tr(_CONTEXT, "Questions that the text answers, refused; lower is better"),
        PERPLEXITY: tr(_CONTEXT, "Perplexity on other text: what was forgotten; lower is better"),
    }
    return texts[name]


def value_text(name: str, measure: Measure) -> str:
    """A value with its unit; a dash where there was no case."""
    if measure.value is None:
        return "–"  # noqa: RUF001 - a dash
    return number_text(measure.value) if name == PERPLEXITY else share_text(measure.value)


def interval_text(name: str, measure: Measure) -> str:
    """A value with its 95 % interval and cases, for tooltips and screen readers."""
    if measure.value is None or measure.low is None or measure.high is None:
        return tr(_CONTEXT, "no such case")
    low, high = (
        value_text(name, Measure(end, 0, 0, None, None)) for end in (measure.low, measure.high)
    )
    value = value_text(name, measure)
    sure = tr(_CONTEXT, "{value} (95 % interval {low} to {high})")
    text = sure.format(value=value, low=low, high=high)
    if name in (PERPLEXITY, "answer_f1"):
        return text
    counts = tr(_CONTEXT, "{count} of {total}").format(count=measure.count, total=measure.total)
    return f"{text}, {counts}"


def verdict_badge(comparison: Comparison) -> tuple[str, str]:
    """The words of a verdict and the kind of its badge."""
    badges = {
        Verdict.BETTER: (tr(_CONTEXT, "better"), "good"),
        Verdict.SAME: (tr(_CONTEXT, "no clear change"), "neutral"),
        Verdict.WORSE: (tr(_CONTEXT, "worse"), "bad"),
        Verdict.NOT_MEASURED: (tr(_CONTEXT, "no comparison"), "neutral"),
    }
    return badges[comparison.verdict]


def overall_badge(comparisons: tuple[Comparison, ...]) -> tuple[str, str]:
    """All verdicts in one badge."""
    verdicts = {comparison.verdict for comparison in comparisons}
    if {Verdict.BETTER, Verdict.WORSE} <= verdicts:
        return tr(_CONTEXT, "mixed"), "warning"
    if Verdict.WORSE in verdicts:
        return tr(_CONTEXT, "worse"), "bad"
    if Verdict.BETTER in verdicts:
        return tr(_CONTEXT, "better"), "good"
    return tr(_CONTEXT, "no clear change"), "neutral"
