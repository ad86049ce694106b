"""Checks the settings of a build, all at once."""

from __future__ import annotations

from backend.dataset.generate.registry import GENERATORS
from backend.dataset.spec import BuildSpec
from backend.message import Message, fault

MOST_SHARE = 0.5
MOST_QUESTIONS = 1000
# Below this no sentence with its heading fits.
FEWEST_CHUNK_TOKENS = 32
# Shares of unanswerable rows that are recommended. Source: the product's own brief, "10-20 %
# negatives"; CRaFT (arXiv 2410.06913) for refusing too much beyond it.
NEGATIVES_BAND = (0.1, 0.2)


def negatives_advice(share: float) -> Message:
    """What to expect of a share of unanswerable rows, 0 to 1."""
    low, high = NEGATIVES_BAND
    share = round(share, 2)
    if share < low:
        return Message(
            "dataset.negatives.few",
            "Less than the recommended 10-20 %: the model hardly learns to refuse.",
        )
    if share > high:
        return Message(
            "dataset.negatives.many",
            "More than the recommended 10-20 %: the model may refuse what it could answer.",
        )
    return Message("dataset.negatives.good", "Within the recommended 10-20 %.")


def check_spec(spec: BuildSpec) -> None:
    """Names every setting that is out of range.

    Raises:
        TunedeskError: At least one is.
    """
    problems = []
    if spec.generator not in GENERATORS:
        problems.append(f"generator is {spec.generator}, known are {', '.join(GENERATORS)}")
    if not 1 <= spec.questions_per_chunk <= MOST_QUESTIONS:
        problems.append(
            f"questions per chunk is {spec.questions_per_chunk}, it must be 1 to {MOST_QUESTIONS}"
        )
    for name, value in (("negatives", spec.negatives), ("replay", spec.replay)):
        if not 0 <= value <= MOST_SHARE:
            problems.append(f"{name} is {value:g}, it must be 0 to {MOST_SHARE:g}")
    if spec.negatives + spec.replay > 0.9:
        problems.append("negatives and replay together leave less than a tenth for answers")
    if spec.chunk_tokens is not None and spec.chunk_tokens < FEWEST_CHUNK_TOKENS:
        problems.append(
            f"chunk tokens is {spec.chunk_tokens}, it must be {FEWEST_CHUNK_TOKENS} or more"
        )
    if problems:
        raise fault(
            "dataset.spec",
            "The dataset can't be built like this: {problems}.",
            "Change that and build again.",
            problems="; ".join(problems),
        )
