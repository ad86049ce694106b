"""What a build says at its end."""

from __future__ import annotations

from collections.abc import Sequence

from backend.dataset.overlap import overlap_auc
from backend.dataset.row import Example, ExampleKind, Split
from backend.dataset.spec import BuildSpec
from backend.dataset.store import DatasetCounts
from backend.events import JobFinished, NoticeRaised
from backend.jobs.context import JobContext
from backend.message import Message

# Shares of rows within this of what was asked are as asked.
SHARE_TOLERANCE = 0.01
# Estimate: above this a model can tell most negatives by matching words; people's own negatives
# reach 0.54 and questions on a neighbouring passage 0.94 (SQuAD 2.0).
_EASY_AUC = 0.85


def tell_shortages(spec: BuildSpec, examples: Sequence[Example], context: JobContext) -> None:
    """Says where the rows fall short of what was asked."""
    total = len(examples)
    for kind, asked, cause in (
        (ExampleKind.UNANSWERABLE, spec.negatives, "no more could be verified"),
        (ExampleKind.REPLAY, spec.replay, "there are no more distinct ones"),
    ):
        rows = sum(example.kind is kind for example in examples)
        if abs(rows / total - asked) > SHARE_TOLERANCE:
            text = Message(
                f"dataset.share.{kind.value}",
                "{rows} of {total} rows are {kind}: {made:.1%} instead of {asked:.1%}; {cause}.",
                {"rows": rows, "total": total, "kind": kind.value, "made": rows / total,
                 "asked": asked, "cause": cause},
            )  # fmt: skip
            remedy = Message(
                "dataset.share.remedy", "Add more documents, or ask for a smaller share."
            )
            context.emit(NoticeRaised("warning", text, remedy))
    auc = overlap_auc(examples)
    if auc is not None and auc > _EASY_AUC:
        text = Message(
            "dataset.easy_negatives",
            "The unanswerable questions can be told by their words alone in {auc:.0%} of cases.",
            {"auc": auc},
        )
        remedy = Message("dataset.easy_negatives.remedy", "Add documents on related matters.")
        context.emit(NoticeRaised("info", text, remedy))


def finished(counts: DatasetCounts, chunks: int, kept: int) -> JobFinished:
    """The outcome with its counts by kind and split."""
    result: dict[str, str | int | float | bool | None] = {
        "rows": counts.total,
        "chunks": chunks,
        "kept": kept,
    }
    result.update({kind.value: counts.of(kind) for kind in ExampleKind})
    for split in Split:
        result[split.value] = counts.of(split=split)
        for kind in ExampleKind:
            result[f"{split.value}_{kind.value}"] = counts.of(kind, split)
    text = (
        "{rows} rows from {chunks} chunks: {answerable} answerable, {unanswerable} unanswerable, "
        "{replay} general; train {train}, validation {validation}, test {test}."
    )
    values = {key: value for key, value in result.items() if isinstance(value, int)}
    return JobFinished(Message("dataset.finished", text, values), result)
