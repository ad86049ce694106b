"""What a build of the dataset is to do."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BuildSpec:
    """Settings of `dataset build`.

    Attributes:
        project: The project's folder.
        generator: `offline`: by rules, without a model.
        questions_per_chunk: At most so many answerable rows from one chunk.
        negatives: Unanswerable rows as a share of all rows, 0 to 0.5.
        replay: General rows as a share of all rows, 0 to 0.5.
        seed: The same seed on the same documents gives the same rows.
        chunk_tokens: Longest chunk in the base model's tokens; None takes the project's setting.
    """

    project: str
    generator: str = "offline"
    questions_per_chunk: int = 10
    negatives: float = 0.15
    replay: float = 0.1
    seed: int = 42
    chunk_tokens: int | None = None
