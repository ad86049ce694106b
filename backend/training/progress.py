"""Where a run stands at a checkpoint, beyond what the Trainer records."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from backend.files import read_json

PROGRESS_FILE = "progress.json"


@dataclass(frozen=True, slots=True)
class Progress:
    """Counted over all attempts at the run.

    Attributes:
        data_sha256: Fingerprint of the training rows.
        base_sha256: SHA-256 of the base model's config.
        best_step: Step with the lowest validation loss; None before the first measurement.
        best_loss: That loss.
        trained_tokens: Tokens with a label that were trained so far.
        train_s: Seconds spent in optimizer steps so far.
        peak_memory_bytes: Most resident memory seen so far.
    """

    data_sha256: str
    base_sha256: str
    best_step: int | None = None
    best_loss: float | None = None
    trained_tokens: int = 0
    train_s: float = 0.0
    peak_memory_bytes: int = 0


def read_progress(folder: Path) -> Progress:
    """Where the run stood at a checkpoint that was checked."""
    return read_json(folder / PROGRESS_FILE, Progress)
