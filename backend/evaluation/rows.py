"""Which rows a scorecard asks."""

from __future__ import annotations

from collections.abc import Sequence

from backend.dataset.row import Example, ExampleKind, Split
from backend.message import TunedeskError, fault
from backend.project import Project


def rows_to_ask(project: Project, split: str, limit: int | None) -> tuple[Example, ...]:
    """The rows of `split` that have one right answer: no replay rows, none that was rejected.

    Args:
        project: Whose dataset.
        split: `train`, `validation` or `test`.
        limit: At most so many, spread evenly; None for all.

    Raises:
        TunedeskError: No such split, a limit below 1, no dataset, or no such row in it.
    """
    from backend.dataset.store import DatasetStore

    if split not in set(Split):
        raise fault(
            "evaluation.no_split",
            "There is no split called {split}; the dataset has {known}.",
            "Name one of them; test is the one that training never sees.",
            split=split,
            known=", ".join(Split),
        )
    if not project.dataset_file.is_file():
        raise _no_rows(project, split)
    examples = DatasetStore(project.dataset_file).examples(split=Split(split))
    rows = tuple(row for row in examples if row.kind is not ExampleKind.REPLAY)
    if not rows:
        raise _no_rows(project, split)
    return spread(rows, limit)


def spread(rows: Sequence[Example], limit: int | None) -> tuple[Example, ...]:
    """At most `limit` of the rows, evenly from first to last.

    Raises:
        TunedeskError: The limit is below 1.
    """
    if limit is not None and limit < 1:
        raise fault(
            "evaluation.limit",
            "At most {limit} questions can't be asked.",
            "Give a limit of 1 or more, or none.",
            limit=limit,
        )
    if limit is None or limit >= len(rows):
        return tuple(rows)
    return tuple(rows[place * len(rows) // limit] for place in range(limit))


def _no_rows(project: Project, split: str) -> TunedeskError:
    return fault(
        "evaluation.no_rows",
        "The dataset of {path} has no questions in its {split} split, so nothing can be measured.",
        "Build the dataset from more text: tunedesk dataset build --project {path}",
        path=str(project.root),
        split=split,
    )
