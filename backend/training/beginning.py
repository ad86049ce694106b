"""The first part of a run: its rows as tokens, its steps, and where it begins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from transformers import AutoConfig

from backend.dataset.row import Example
from backend.events import NoticeRaised, PhaseChanged
from backend.files import sha256_of
from backend.jobs.context import JobContext
from backend.message import Message, fault
from backend.models.device import pick_device
from backend.models.loading import load_tokenizer
from backend.models.template import plain_template
from backend.project import RunFolder
from backend.recipe.recipe import Recipe
from backend.recipe.schedule import Schedule, plan_schedule
from backend.training.checkpoint import Checkpoint, newest_valid, remove_leftovers
from backend.training.data import (
    EncodedRows,
    check_trainable,
    encode_rows,
    fingerprint,
    tell_left_out,
)
from backend.training.progress import Progress, read_progress
from backend.training.stopping import raise_if_stopping

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerBase


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
class Prepared:
    """What is known once the rows are encoded.

    Attributes:
        tokenizer: With a chat template.
        train: Rows to learn.
        validation: Rows to measure with.
        schedule: The steps of the run.
        progress: Where the run stands.
        checkpoint: Where to go on from; None at the beginning.
        device: `cpu` or `cuda:0`.
    """

    tokenizer: PreTrainedTokenizerBase
    train: EncodedRows
    validation: EncodedRows
    schedule: Schedule
    progress: Progress
    checkpoint: Checkpoint | None
    device: str


def prepare(given: TrainingInput, context: JobContext) -> Prepared:
    """Encodes the rows and finds out where to begin; nothing heavy is loaded yet."""
    enter_phase(context, "preparing", "Preparing the rows")
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
    return Prepared(tokenizer, rows, validation, schedule, progress, checkpoint, device)


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


def _positions(base: Path) -> int:
    config = AutoConfig.from_pretrained(base, local_files_only=True, trust_remote_code=False)
    return int(getattr(config, "max_position_embeddings", None) or 2**31)


def enter_phase(context: JobContext, name: str, label: str) -> None:
    """Says that a new part of the work begins, unless the job was asked to stop."""
    context.emit(PhaseChanged(name, Message(f"training.phase.{name}", label), context.attempt))
    raise_if_stopping(context)
