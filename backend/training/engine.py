"""One training run from base model to adapter. Imports torch; runs in the worker alone."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from transformers import AutoConfig, PrinterCallback, set_seed

from backend.commands import Pause
from backend.dataset.row import Example
from backend.events import (
    EvalDone,
    JobFinished,
    JobStopped,
    NoticeRaised,
    PhaseChanged,
)
from backend.files import sha256_of
from backend.jobs.context import JobContext
from backend.message import Message, fault
from backend.methods.registry import METHODS
from backend.models.loading import (
    ADAPTER_RECORD_VERSION,
    AdapterRecord,
    compute_dtype,
    load_model,
    load_tokenizer,
    pick_device,
)
from backend.models.template import plain_template
from backend.project import RunFolder
from backend.recipe.recipe import Recipe
from backend.recipe.schedule import Schedule, plan_schedule
from backend.training.checkpoint import Checkpoint, find, newest_valid, remove_leftovers
from backend.training.data import (
    EncodedRows,
    check_trainable,
    encode_rows,
    fingerprint,
    tell_left_out,
)
from backend.training.handover import hand_over
from backend.training.loop import LoopParts, TrainingLoop
from backend.training.measuring import Validation
from backend.training.outcome import finished, stopped
from backend.training.snapshot import Progress, load_adapter, read_progress
from backend.training.stopping import StopAsked, raise_if_stopping, run_stoppable
from backend.training.trainer import AnswerTrainer, trainer_arguments

if TYPE_CHECKING:
    from peft import PeftModel
    from transformers import PreTrainedModel, PreTrainedTokenizerBase

# Fixed questions whose answers are shown at each measurement. Estimate: two show a trend and cost
# little; check against the time that training takes.
SAMPLE_QUESTIONS = 2


@dataclass(frozen=True, slots=True)
class TrainingInput:
    """All that a run is made from.

    Attributes:
        run: Where it lives.
        base: Folder of the base model.
        base_model: How the project refers to it.
        recipe: Valid for that model.
        train: Rows to learn.
        validation: Rows to measure with; may be empty.
        resume: Go on from the newest whole checkpoint.
    """

    run: RunFolder
    base: Path
    base_model: str
    recipe: Recipe
    train: Sequence[Example]
    validation: Sequence[Example]
    resume: bool


@dataclass(frozen=True, slots=True)
class _Prepared:
    """What is known once the rows are encoded."""

    tokenizer: PreTrainedTokenizerBase
    train: EncodedRows
    validation: EncodedRows
    schedule: Schedule
    progress: Progress
    checkpoint: Checkpoint | None
    device: str


def train(given: TrainingInput, context: JobContext) -> JobFinished | JobStopped:
    """Trains, or goes on with training, and hands the adapter over.

    Raises:
        TunedeskError: Nothing to train, no whole checkpoint to go on from, a full disk, numbers
            that are not finite.
    """
    loop: TrainingLoop | None = None
    try:
        prepared = _prepare(given, context)
        model = _load(given, prepared, context)
        trainer = _trainer(given, prepared, model)
        loop = _loop(given, prepared, trainer, context)
        _phase(context, "training", "Training")
        _run(given, prepared, trainer)
        return _finish(given, prepared, trainer, loop, context)
    except StopAsked as asked:
        return _stop(asked, loop, given.run)


def _prepare(given: TrainingInput, context: JobContext) -> _Prepared:
    """Encodes the rows and finds out where to begin; nothing heavy is loaded yet."""
    _phase(context, "preparing", "Preparing the rows")
    tokenizer = load_tokenizer(given.base)
    chosen = plain_template(tokenizer)
    if chosen is not None:
        context.emit(NoticeRaised("info", chosen.reason))
    max_tokens = min(given.recipe.max_length, _positions(given.base))
    rows = encode_rows(tokenizer, given.train, max_tokens, context)
    check_trainable(rows, max_tokens)
    tell_left_out(rows, "training", max_tokens, context)
    validation = encode_rows(tokenizer, given.validation, max_tokens, context)
    tell_left_out(validation, "validation", max_tokens, context)
    schedule = plan_schedule(given.recipe, len(rows.rows))
    device = pick_device()
    _tell_choices(given.recipe, schedule, device, context)
    progress = Progress(fingerprint(rows.rows), sha256_of(given.base / "config.json"))
    checkpoint = _begin_from(given, progress, context)
    if checkpoint is not None:
        progress = read_progress(checkpoint.folder)
    return _Prepared(tokenizer, rows, validation, schedule, progress, checkpoint, device)


def _begin_from(given: TrainingInput, progress: Progress, context: JobContext) -> Checkpoint | None:
    """The checkpoint to go on from; None for a run that begins at the beginning."""
    remove_leftovers(given.run.checkpoints_folder)
    if not given.resume:
        return None
    search = newest_valid(given.run.checkpoints_folder)
    for problem in search.skipped:
        context.emit(NoticeRaised("warning", problem))
    if search.checkpoint is None and search.skipped:
        raise fault(
            "training.resume.none_valid",
            "Run {run} can't go on: none of its {count} checkpoints is whole. {first}",
            "Start a new run; if the files were moved or synchronised, restore them and try again.",
            run=given.run.name,
            count=len(search.skipped),
            first=str(search.skipped[0]),
        )
    if search.checkpoint is None:
        context.emit(
            NoticeRaised(
                "warning",
                Message(
                    "training.resume.from_start",
                    "The run ended before its first checkpoint; it begins again at step 1.",
                ),
            )
        )
        return None
    _check_same(given, read_progress(search.checkpoint.folder), progress)
    context.emit(
        NoticeRaised(
            "info",
            Message(
                "training.resume.from",
                "Going on after step {step}.",
                {"step": search.checkpoint.step},
            ),
        )
    )
    return search.checkpoint


def _check_same(given: TrainingInput, before: Progress, now: Progress) -> None:
    """A run can only go on with the rows and the model that it began with."""
    changed = [
        name
        for name, same in (
            ("the training rows have", before.data_sha256 == now.data_sha256),
            ("the base model has", before.base_sha256 == now.base_sha256),
        )
        if not same
    ]
    if changed:
        raise fault(
            "training.resume.changed",
            "Run {run} can't go on: {what} changed since it began.",
            "Start a new run, which uses what is there now; this run's checkpoints stay.",
            run=given.run.name,
            what=" and ".join(changed),
        )


def _load(given: TrainingInput, prepared: _Prepared, context: JobContext) -> PeftModel:
    """Loads the base model and puts the method's parameters in."""
    _phase(context, "loading", "Loading the model")
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


def _trainer(given: TrainingInput, prepared: _Prepared, model: PeftModel) -> AnswerTrainer:
    arguments = trainer_arguments(
        given.recipe, prepared.schedule, prepared.device, given.run.checkpoints_folder
    )
    trainer = AnswerTrainer(model, prepared.tokenizer, prepared.train.rows, given.recipe, arguments)
    # It prints to stdout what the loop says in events.
    trainer.remove_callback(PrinterCallback)
    return trainer


def _loop(
    given: TrainingInput, prepared: _Prepared, trainer: AnswerTrainer, context: JobContext
) -> TrainingLoop:
    recipe = given.recipe
    validation = Validation(
        rows=prepared.validation.rows,
        samples=_samples(given.validation, recipe.seed),
        batch_tokens=recipe.micro_batch * recipe.max_length,
    )
    parts = LoopParts(given.run, recipe, validation, prepared.tokenizer, context)
    return TrainingLoop(parts, trainer, prepared.progress)


def _run(given: TrainingInput, prepared: _Prepared, trainer: AnswerTrainer) -> None:
    """Trains what is left of the run."""
    checkpoint = prepared.checkpoint
    if checkpoint is not None and checkpoint.step >= prepared.schedule.total_steps:
        # The Trainer would go on to the end of the epoch that a fractional run ends in.
        load_adapter(trainer.model, checkpoint.folder, given.recipe.trainable_dtype)
    else:
        trainer.train(resume_from_checkpoint=str(checkpoint.folder) if checkpoint else None)


def _finish(
    given: TrainingInput,
    prepared: _Prepared,
    trainer: AnswerTrainer,
    loop: TrainingLoop,
    context: JobContext,
) -> JobFinished:
    """Chooses the weights that did best and hands them over."""
    raise_if_stopping(context)
    _phase(context, "saving", "Saving the adapter")
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
    return finished(given.run, loop.last_step, progress, record.step, total_steps)


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


def _tell_choices(recipe: Recipe, schedule: Schedule, device: str, context: JobContext) -> None:
    """Says once what differs from the letter of the recipe, and why."""
    if schedule.accumulation.value != recipe.accumulation:
        context.emit(NoticeRaised("info", schedule.accumulation.reason))
    if device == "cpu" and recipe.optimizer.startswith("paged_"):
        context.emit(
            NoticeRaised(
                "info",
                Message(
                    "training.optimizer.not_paged",
                    "There is no GPU whose memory could overflow, so {optimizer} keeps its states "
                    "in RAM without paging; the arithmetic is the same.",
                    {"optimizer": recipe.optimizer},
                ),
            )
        )


def _samples(rows: Sequence[Example], seed: int) -> tuple[Example, ...]:
    """A few rows, always the same for the same split and seed."""
    count = min(SAMPLE_QUESTIONS, len(rows))
    return tuple(random.Random(seed).sample(list(rows), count))


def _positions(base: Path) -> int:
    config = AutoConfig.from_pretrained(base, local_files_only=True, trust_remote_code=False)
    return int(getattr(config, "max_position_embeddings", None) or 2**31)


def _phase(context: JobContext, name: str, label: str) -> None:
    context.emit(PhaseChanged(name, Message(f"training.phase.{name}", label), context.attempt))
    raise_if_stopping(context)
