"""What happens between two optimizer steps: tell, obey, measure, save."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import torch
from transformers import TrainerCallback

from backend.commands import Command, SampleNow, SaveNow
from backend.events import CheckpointSaved, EvalDone, NoticeRaised, StepDone
from backend.jobs.context import JobContext
from backend.message import Message, fault
from backend.methods.precision import check_trainable
from backend.project import RunFolder
from backend.recipe.recipe import Recipe
from backend.training.checkpoint import Checkpoint, keep_only, write_checkpoint
from backend.training.measuring import Validation, answer_samples, measure_loss
from backend.training.meter import StepMeter
from backend.training.progress import Progress
from backend.training.snapshot import random_states, snapshot_bytes, write_snapshot
from backend.training.stopping import raise_if_stopping

if TYPE_CHECKING:
    from transformers import (
        PreTrainedTokenizerBase,
        TrainerControl,
        TrainerState,
        TrainingArguments,
    )

    from backend.training.trainer import AnswerTrainer

# One bad batch happens; several in a row mean that the run is lost (learning rate, data).
# Estimate: three; check against runs that recover.
LARGEST_BAD_RUN = 3


@dataclass(frozen=True, slots=True)
class LoopParts:
    """What the loop works with.

    Attributes:
        run: Where checkpoints go.
        recipe: How often to measure and save.
        validation: What is measured.
        tokenizer: For the answers to fixed questions.
        context: To tell and to be told.
    """

    run: RunFolder
    recipe: Recipe
    validation: Validation
    tokenizer: PreTrainedTokenizerBase
    context: JobContext


class TrainingLoop(TrainerCallback):  # type: ignore[misc]  # transformers comes without types here
    """Hangs in the Trainer's loop; it alone emits, measures and saves."""

    def __init__(self, parts: LoopParts, trainer: AnswerTrainer, progress: Progress) -> None:
        """Takes its place in `trainer`, whose micro-batches it watches from now on."""
        self._parts = parts
        self._trainer = trainer
        self._meter = StepMeter()
        self._bad_steps = 0
        self._skipping = False
        self._states = random_states()
        self._saved: Checkpoint | None = None
        self.progress = progress
        self.last_step: StepDone | None = None
        self.last_eval: EvalDone | None = None
        trainer.before_micro_batch = lambda: raise_if_stopping(parts.context)
        trainer.after_micro_batch = self._meter.add
        trainer.add_callback(self)

    def on_train_begin(
        self,
        args: TrainingArguments,
        state: TrainerState,
        control: TrainerControl,
        **kwargs: Any,
    ) -> None:
        """The last moment before the first step, also after a resume."""
        check_trainable(self._trainer.model, self._parts.recipe.trainable_dtype)
        self._states = random_states()
        if state.global_step == 0 and self._measures:
            self._tell_eval(0)
            self._samples(0)
        self._meter.begin()

    def on_pre_optimizer_step(
        self,
        args: TrainingArguments,
        state: TrainerState,
        control: TrainerControl,
        **kwargs: Any,
    ) -> None:
        """Drops a gradient that is not finite: it would ruin the weights for good."""
        self._skipping = not (math.isfinite(self._meter.loss) and self._gradient_is_finite())
        if self._skipping:
            self._trainer.model.zero_grad()

    def on_log(
        self,
        args: TrainingArguments,
        state: TrainerState,
        control: TrainerControl,
        logs: dict[str, Any] | None = None,
        **kwargs: Any,
    ) -> None:
        """A step has ended: the Trainer logs once a step, and once more at the very end."""
        if logs is None or "learning_rate" not in logs:
            return
        self._states = random_states()
        step = self._meter.event(logs, state.global_step, state.max_steps, state.epoch or 0.0)
        self._count(step)
        if self._skipping:
            self._tell_skipped(state.global_step)
        else:
            self._bad_steps = 0
            self.last_step = step
            self._parts.context.emit(step)
        self._between_steps(state.global_step, state.max_steps)
        self._meter.begin()

    def save(self) -> Checkpoint:
        """Writes a checkpoint of the last finished step, unless there is one."""
        step = self.steps_done
        if self._saved is not None and self._saved.step == step:
            return self._saved
        began_s = time.monotonic()
        self._saved = write_checkpoint(
            self._parts.run.checkpoints_folder,
            step,
            snapshot_bytes(self._trainer),
            lambda folder: write_snapshot(self._trainer, folder, self.progress, self._states),
        )
        keep_only(
            self._parts.run.checkpoints_folder,
            self._parts.recipe.keep_checkpoints,
            self.progress.best_step,
        )
        self._parts.context.emit(
            CheckpointSaved(
                step=step,
                path=self._saved.folder.relative_to(self._parts.run.root).as_posix(),
                size_bytes=self._saved.size_bytes,
                save_s=time.monotonic() - began_s,
            )
        )
        return self._saved

    @property
    def steps_done(self) -> int:
        """Optimizer steps finished, those before a resume included."""
        return int(self._trainer.state.global_step)

    @property
    def _measures(self) -> bool:
        return self._parts.recipe.eval_steps > 0 and bool(self._parts.validation.rows)

    def _between_steps(self, step: int, total_steps: int) -> None:
        """Measures, saves and obeys; a stop is raised by the next look, here or in a batch."""
        recipe, last = self._parts.recipe, step == total_steps
        commands = self._parts.context.commands()
        improved = False
        if self._measures and (last or step % recipe.eval_steps == 0):
            improved = self._measure(step)
        elif _asked(commands, SampleNow):
            self._samples(step)
        if last or improved or step % recipe.save_steps == 0 or _asked(commands, SaveNow):
            self.save()
        raise_if_stopping(self._parts.context)

    def _measure(self, step: int) -> bool:
        """Measures the validation split; True when it is the best so far."""
        loss = self._tell_eval(step).loss
        best = self.progress.best_loss
        improved = math.isfinite(loss) and (best is None or loss < best)
        if improved:
            self.progress = replace(self.progress, best_step=step, best_loss=loss)
        self._samples(step)
        return improved

    def _tell_eval(self, step: int) -> EvalDone:
        self.last_eval = measure_loss(
            self._trainer, self._parts.validation, step, self._parts.context
        )
        self._parts.context.emit(self.last_eval)
        return self.last_eval

    def _samples(self, step: int) -> None:
        parts = self._parts
        answer_samples(
            self._trainer, parts.tokenizer, parts.validation.samples, step, parts.context
        )

    def _count(self, step: StepDone) -> None:
        self.progress = replace(
            self.progress,
            trained_tokens=self.progress.trained_tokens + step.trained_tokens,
            train_s=self.progress.train_s + step.step_s,
            peak_memory_bytes=max(self.progress.peak_memory_bytes, step.memory_bytes),
        )

    def _gradient_is_finite(self) -> bool:
        gradients = [
            parameter.grad
            for parameter in self._trainer.model.parameters()
            if parameter.grad is not None
        ]
        return bool(torch.isfinite(torch.nn.utils.get_total_norm(gradients)))

    def _tell_skipped(self, step: int) -> None:
        self._bad_steps += 1
        if self._bad_steps < LARGEST_BAD_RUN:
            self._parts.context.emit(
                NoticeRaised(
                    "warning",
                    Message(
                        "training.not_finite.skipped",
                        "Step {step} gave a loss or gradient that is not a finite number; it was "
                        "left out.",
                        {"step": step},
                    ),
                )
            )
            return
        raise fault(
            "training.not_finite",
            "Training was stopped at step {step}: loss or gradient was not a finite number in "
            "{count} steps in a row. The checkpoints are unharmed.",
            "Start a new run with a lower learning rate (now {rate:g}) or a smaller "
            "max_grad_norm; if it happens again, look for odd rows in the dataset.",
            step=step,
            count=self._bad_steps,
            rate=self._parts.recipe.learning_rate,
        )


def _asked(commands: tuple[Command, ...], kind: type[Command]) -> bool:
    return any(isinstance(command, kind) for command in commands)
