"""One training run from base model to adapter. Imports torch; runs in the worker alone."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import TYPE_CHECKING

import torch
from transformers import PrinterCallback, set_seed

from backend.commands import Pause
from backend.dataset.row import Example
from backend.events import (
    EvalDone,
    JobFinished,
    JobStopped,
    NoticeRaised,
)
from backend.jobs.context import JobContext
from backend.message import Message
from backend.methods.registry import METHODS
from backend.models.adapter_record import ADAPTER_RECORD_VERSION, AdapterRecord
from backend.models.device import compute_dtype
from backend.models.loading import load_model
from backend.project import RunFolder
from backend.training.beginning import Prepared, TrainingInput, enter_phase, prepare
from backend.training.checkpoint import Checkpoint, find, newest_valid
from backend.training.handover import hand_over
from backend.training.loop import LoopParts, TrainingLoop
from backend.training.measuring import Validation
from backend.training.outcome import finished, stopped
from backend.training.progress import Progress
from backend.training.snapshot import load_adapter
from backend.training.stopping import StopAsked, raise_if_stopping, run_stoppable
from backend.training.trainer import AnswerTrainer, trainer_arguments

if TYPE_CHECKING:
    from peft import PeftModel
    from transformers import PreTrainedModel

# Fixed questions whose answers are shown at each measurement. Estimate: two show a trend and cost
# little; check against the time that training takes.
SAMPLE_QUESTIONS = 2


def train(given: TrainingInput, context: JobContext) -> JobFinished | JobStopped:
    """Trains, or goes on with training, and hands the adapter over.

    Raises:
        TunedeskError: Nothing to train, no whole checkpoint to go on from, a full disk, numbers
            that are not finite.
    """
    loop: TrainingLoop | None = None
    try:
        prepared = prepare(given, context)
        model = _load(given, prepared, context)
        trainer = _trainer(given, prepared, model)
        loop = _loop(given, prepared, trainer, context)
        enter_phase(context, "training", "Training")
        _run(given, prepared, trainer)
        return _finish(given, prepared, trainer, loop, context)
    except StopAsked as asked:
        return _stop(asked, loop, given.run)


def _load(given: TrainingInput, prepared: Prepared, context: JobContext) -> PeftModel:
    """Loads the base model and puts the method's parameters in."""
    enter_phase(context, "loading", "Loading the model")
    method, recipe = METHODS[given.recipe.method], given.recipe

    def load() -> PreTrainedModel:
        return load_model(
            given.base,
            quantisation=method.quantisation(recipe),
            device=prepared.device,
            dtype=compute_dtype(recipe.compute_dtype, prepared.device),
        )

    model = run_stoppable(load, context)
    set_seed(recipe.seed)
    return method.apply(model, recipe)


def _trainer(given: TrainingInput, prepared: Prepared, model: PeftModel) -> AnswerTrainer:
    arguments = trainer_arguments(
        given.recipe, prepared.schedule, prepared.device, given.run.checkpoints_folder
    )
    trainer = AnswerTrainer(model, prepared.tokenizer, prepared.train.rows, given.recipe, arguments)
    # It prints to stdout what the loop says in events.
    trainer.remove_callback(PrinterCallback)
    return trainer


def _loop(
    given: TrainingInput, prepared: Prepared, trainer: AnswerTrainer, context: JobContext
) -> TrainingLoop:
    recipe = given.recipe
    validation = Validation(
        rows=prepared.validation.rows,
        samples=_samples(given.validation, recipe.seed),
        batch_tokens=recipe.micro_batch * recipe.max_length,
    )
    parts = LoopParts(given.run, recipe, validation, prepared.tokenizer, context)
    return TrainingLoop(parts, trainer, prepared.progress)


def _run(given: TrainingInput, prepared: Prepared, trainer: AnswerTrainer) -> None:
    """Trains what is left of the run."""
    checkpoint = prepared.checkpoint
    if checkpoint is not None and checkpoint.step >= prepared.schedule.total_steps:
        # The Trainer would go on to the end of the epoch that a fractional run ends in.
        load_adapter(trainer.model, checkpoint.folder, given.recipe.trainable_dtype)
    else:
        trainer.train(resume_from_checkpoint=str(checkpoint.folder) if checkpoint else None)


def _finish(
    given: TrainingInput,
    prepared: Prepared,
    trainer: AnswerTrainer,
    loop: TrainingLoop,
    context: JobContext,
) -> JobFinished:
    """Chooses the weights that did best and hands them over."""
    raise_if_stopping(context)
    enter_phase(context, "saving", "Saving the adapter")
    progress, total_steps = loop.progress, prepared.schedule.total_steps
    best = _better_checkpoint(given.run, progress, total_steps)
    if best is not None:
        _tell_better(best, progress, loop.last_eval, context)
    record = AdapterRecord(
        version=ADAPTER_RECORD_VERSION,
        base_model=given.base_model,
        base_config_sha256=progress.base_sha256,
        recipe=given.recipe,
        step=best.step if best else total_steps,
    )
    hand_over(given.run, best or trainer.model, prepared.tokenizer, record)
    vram_bytes = torch.cuda.max_memory_reserved() if torch.cuda.is_available() else None
    return finished(
        given.run, loop.last_step, progress, record.step, total_steps, peak_vram_bytes=vram_bytes
    )


def _better_checkpoint(run: RunFolder, progress: Progress, total_steps: int) -> Checkpoint | None:
    """The checkpoint whose validation loss was lower than the last one's, if there is one."""
    if progress.best_step is None or progress.best_step == total_steps:
        return None
    return find(run.checkpoints_folder, progress.best_step)


def _tell_better(
    best: Checkpoint, progress: Progress, last: EvalDone | None, context: JobContext
) -> None:
    context.emit(
        NoticeRaised(
            "info",
            Message(
                "training.best_checkpoint",
                "Validation was best after step {step} (loss {best:.4f}) and no better at the end "
                "({last}): the adapter of step {step} is the one that is kept.",
                {
                    "step": best.step,
                    "best": progress.best_loss or 0.0,
                    "last": f"{last.loss:.4f}" if last else "measured before",
                },
            ),
        )
    )


def _stop(asked: StopAsked, loop: TrainingLoop | None, run: RunFolder) -> JobStopped:
    """Keeps what was done, if that was asked for; the last finished step is what counts."""
    pausing = isinstance(asked.command, Pause)
    keeping = isinstance(asked.command, Pause) or asked.command.save
    if keeping and loop is not None and loop.steps_done > 0:
        loop.save()
    return stopped(newest_valid(run.checkpoints_folder).checkpoint, pausing)


def _samples(rows: Sequence[Example], seed: int) -> tuple[Example, ...]:
    """A few rows, always the same for the same split and seed."""
    count = min(SAMPLE_QUESTIONS, len(rows))
    return tuple(random.Random(seed).sample(list(rows), count))
