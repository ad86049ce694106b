"""How well mere word overlap tells answerable from unanswerable rows.

If it tells them well, a model can learn to refuse by matching words instead of reading.
"""

from __future__ import annotations

from collections.abc import Iterable

from backend.dataset.row import Example, ExampleKind
from backend.dataset.words import all_stems, content_stems, share


def overlap(question: str, context: str) -> float:
    """Share of the question's words that occur in the context, 0 to 1."""
    return share(content_stems(question), frozenset(all_stems(context)))


def overlap_auc(examples: Iterable[Example]) -> float | None:
    """Chance that an answerable question shares more words with its context than a negative.

    Returns:
        0.5 when word overlap tells nothing, 1 when it tells all; None without rows of both kinds.

    Source: the area under the ROC curve as the Mann-Whitney U statistic over all pairs (Hanley and
        McNeil, Radiology 143, 1982), ties counted half.
    """
    scores: dict[ExampleKind, list[float]] = {kind: [] for kind in ExampleKind}
    for example in examples:
        scores[example.kind].append(overlap(example.question, example.context))
    answerable, unanswerable = scores[ExampleKind.ANSWERABLE], scores[ExampleKind.UNANSWERABLE]
    if not answerable or not unanswerable:
        return None
    won = sum(
        1.0 if high > low else 0.5 if high == low else 0.0
        for high in answerable
        for low in unanswerable
    )
    return won / (len(answerable) * len(unanswerable))
