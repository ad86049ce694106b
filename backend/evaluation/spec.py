"""What an evaluation is to measure."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class EvaluateSpec:
    """Measures one run against its base model.

    Attributes:
        project: The project's folder.
        run: Number or name of the run, or `last`.
        split: Which rows are asked: `test`, or another split for a look.
        limit: Ask at most so many rows, spread evenly over the split; None for all.
    """

    project: str
    run: str
    split: str = "test"
    limit: int | None = None
