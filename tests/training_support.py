"""Runs the training engine on the tiny model, within the test's own process."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from backend.dataset.row import Example, ExampleKind, Split
from backend.events import EvalDone, Event, JobFinished, JobStopped, StepDone
from backend.project import RunFolder
from backend.recipe.recipe import Recipe
from tests.recording_context import RecordingContext

TINY_RECIPE = Recipe(
    epochs=2,
    rank=4,
    alpha=8,
    dropout=0.1,
    micro_batch=2,
    accumulation=3,
    minimum_steps=1,
    save_steps=3,
    eval_steps=4,
    max_length=256,
    learning_rate=3e-3,
    checkpointing=False,
)


class KilledError(Exception):
    """Stands for the end of the process at that moment."""


class WatchedContext(RecordingContext):
    """Shows each event to `watch` first, which may raise or give commands."""

    def __init__(self, folder: Path, watch: Callable[[WatchedContext, Event], None]) -> None:
        super().__init__(folder)
        self._watch = watch

    def emit(self, event: Event) -> None:
        super().emit(event)
        self._watch(self, event)


def kill_at(step: int) -> Callable[[WatchedContext, Event], None]:
    def watch(context: WatchedContext, event: Event) -> None:
        if isinstance(event, StepDone) and event.step == step:
            raise KilledError

    return watch


def rows(count: int, split: Split = Split.TRAIN) -> list[Example]:
    """Rows of differing length, as a document about boxes would give."""
    return [
        Example(
            example_id=f"{split}-{number}",
            kind=ExampleKind.ANSWERABLE,
            style="number",
            instruction="Answer.",
            context=f"Box {number} weighs {number * 7 % 31} kg."
            + " Handle it well." * (number % 3),
            question=f"How heavy is box {number}?",
            output=f"{number * 7 % 31} kg",
            document="boxes.pdf",
            chunk_id=f"chunk-{split}",
            page=1,
            split=split,
        )
        for number in range(count)
    ]


def train_tiny(
    base: Path,
    root: Path,
    *,
    watch: Callable[[WatchedContext, Event], None] | None = None,
    resume: bool = False,
    recipe: Recipe = TINY_RECIPE,
    train_rows: list[Example] | None = None,
) -> tuple[WatchedContext, JobFinished | JobStopped | None]:
    """Trains in `root`; the outcome is None when `watch` killed it."""
    import torch

    from backend.training.beginning import TrainingInput
    from backend.training.engine import train
    from backend.training.noise import quiet_progress_bars

    torch.set_num_threads(1)
    quiet_progress_bars()
    root.mkdir(parents=True, exist_ok=True)
    context = WatchedContext(root, watch or (lambda context, event: None))
    given = TrainingInput(
        run=RunFolder(root),
        base=base,
        base_model=str(base),
        recipe=recipe,
        train=rows(30) if train_rows is None else train_rows,
        validation=rows(4, Split.VALIDATION),
        resume=resume,
    )
    try:
        return context, train(given, context)
    except KilledError:
        return context, None


def steps_of(context: RecordingContext) -> dict[int, tuple[float, float, float]]:
    """Loss, gradient norm and learning rate of each step, exact."""
    return {
        event.step: (event.loss, event.grad_norm, event.learning_rate)
        for event in context.events
        if isinstance(event, StepDone)
    }


def evals_of(context: RecordingContext) -> dict[int, float]:
    return {event.step: event.loss for event in context.events if isinstance(event, EvalDone)}


def with_recipe(**fields: object) -> Recipe:
    return replace(TINY_RECIPE, **fields)  # type: ignore[arg-type]
