"""Measures each optimizer step while it is done."""

from __future__ import annotations

import time
from typing import Any

import psutil
import torch

from backend.events import StepDone


class StepMeter:
    """Adds up the micro-batches of a step; knows nothing of what is done with the numbers."""

    def __init__(self) -> None:
        """Begins before the first step."""
        self._process = psutil.Process()
        self.loss = 0.0
        self.trained_tokens = 0
        self._seen_tokens = 0
        self._began_s = time.monotonic()

    def begin(self) -> None:
        """A new step starts now: what was measured of the last one is forgotten."""
        self.loss = 0.0
        self.trained_tokens = 0
        self._seen_tokens = 0
        self._began_s = time.monotonic()

    def add(self, loss: torch.Tensor, inputs: dict[str, Any]) -> None:
        """Counts one micro-batch.

        Args:
            loss: Its share of the step's mean loss; the shares of a step add up to it.
            inputs: `attention_mask` and `labels`, (B, T).
        """
        self.loss += float(loss)
        self._seen_tokens += int(inputs["attention_mask"].sum())
        # The first position has no token before it from which it could be foretold.
        self.trained_tokens += int((inputs["labels"][:, 1:] != -100).sum())

    def event(self, logs: dict[str, Any], step: int, total_steps: int, epoch: float) -> StepDone:
        """The step that has just ended; `logs` are the Trainer's of the same step."""
        step_s = time.monotonic() - self._began_s
        return StepDone(
            step=step,
            total_steps=total_steps,
            epoch=epoch,
            loss=self.loss,
            learning_rate=float(logs["learning_rate"]),
            grad_norm=float(logs["grad_norm"]),
            tokens_per_s=self._seen_tokens / step_s,
            trained_tokens=self.trained_tokens,
            step_s=step_s,
            memory_bytes=self._process.memory_info().rss,
            vram_bytes=torch.cuda.max_memory_reserved() if torch.cuda.is_available() else None,
        )
