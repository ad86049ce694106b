"""What a training job is told."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TrainSpec:
    """One training run. The recipe stands in the run's folder.

    Attributes:
        project: The project's folder.
        run: Number or name of the run.
        resume: Continue from the newest whole checkpoint; also done at every later attempt.
    """

    project: str
    run: str
    resume: bool = False
