"""How a training run ended, in words and numbers."""

from __future__ import annotations

import json
from pathlib import Path

from backend.events import JobFinished, JobStopped, StepDone
from backend.message import Message
from backend.project import RunFolder
from backend.training.checkpoint import Checkpoint
from backend.training.progress import Progress


def finished(
    run: RunFolder,
    last: StepDone | None,
    progress: Progress,
    adapter_step: int,
    steps: int,
    *,
    peak_vram_bytes: int | None,
) -> JobFinished:
    """The event of a run that is done.

    Args:
        run: The run.
        last: Its last step; None when a resume had nothing left to train.
        progress: Where it ended.
        adapter_step: The step whose weights were kept.
        steps: Optimizer steps of the whole run.
        peak_vram_bytes: Most memory reserved on the GPU; None without one.
    """
    return JobFinished(
        Message(
            "training.finished",
            "Trained {steps} steps on {tokens} answer tokens; the adapter is in {path}.",
            {"steps": steps, "tokens": progress.trained_tokens, "path": str(run.adapter_folder)},
        ),
        {
            "steps": steps,
            "final_loss": last.loss if last else None,
            "adapter_step": adapter_step,
            "best_step": progress.best_step,
            "best_loss": progress.best_loss,
            "trained_tokens": progress.trained_tokens,
            "train_s": progress.train_s,
            "peak_memory_bytes": progress.peak_memory_bytes,
            "peak_vram_bytes": peak_vram_bytes,
            "plan_total_bytes": _planned_bytes(run.plan_file),
        },
    )


def stopped(checkpoint: Checkpoint | None, pausing: bool) -> JobStopped:
    """The event of a run that was asked to stop."""
    if checkpoint is None:
        summary = Message("training.stopped.nothing", "Stopped; there was nothing to keep yet.")
    else:
        summary = Message(
            "training.paused" if pausing else "training.stopped",
            "Paused after step {step}; resuming goes on from there."
            if pausing
            else "Stopped; the run can go on from step {step}.",
            {"step": checkpoint.step},
        )
    return JobStopped(summary, saved=checkpoint is not None, paused=pausing)


def _planned_bytes(plan_file: Path) -> int | None:
    """What the plan foretold, so that both figures stand side by side."""
    if not plan_file.is_file():
        return None
    total = json.loads(plan_file.read_text(encoding="utf-8")).get("total_bytes")
    return int(total) if isinstance(total, int | float) else None
