"""How many optimizer steps a run takes, and at which rate: arithmetic for plan and engine alike."""

from __future__ import annotations

import math
from dataclasses import dataclass

from backend.choice import Choice
from backend.message import Message
from backend.recipe.recipe import Recipe


@dataclass(frozen=True, slots=True)
class Schedule:
    """The steps of a run.

    Attributes:
        accumulation: Micro-batches per optimizer step, with the reason.
        steps_per_epoch: Optimizer steps in one pass over the rows.
        total_steps: Optimizer steps of the whole run.
        warmup_steps: Of these, the ones over which the learning rate rises.
    """

    accumulation: Choice[int]
    steps_per_epoch: int
    total_steps: int
    warmup_steps: int


def plan_schedule(recipe: Recipe, rows: int) -> Schedule:
    """Works out the steps for `rows` training rows, at least 1.

    A small dataset gives few optimizer steps at the recipe's effective batch; accumulation is then
    lowered until the run has `minimum_steps` of them, for a model learns by steps, not by rows.
    """
    accumulation = _accumulation(recipe, rows)
    total_steps = _total_steps(recipe, rows, accumulation.value)
    return Schedule(
        accumulation=accumulation,
        steps_per_epoch=_steps_per_epoch(recipe, rows, accumulation.value),
        total_steps=total_steps,
        warmup_steps=math.ceil(total_steps * recipe.warmup_fraction),
    )


def rate_at(recipe: Recipe, schedule: Schedule, step: int) -> float:
    """The learning rate that a step is taken with.

    Source: transformers 5.23, `optimization.py`, the schedules with warm-up; they count the steps
    already done, so the first step of a warm-up is taken with 0.

    Args:
        recipe: With a scheduler that is known.
        schedule: Of the run.
        step: 1 to `schedule.total_steps`.
    """
    done = step - 1
    if done < schedule.warmup_steps:
        return recipe.learning_rate * done / max(1, schedule.warmup_steps)
    falling_steps = max(1, schedule.total_steps - schedule.warmup_steps)
    passed = (done - schedule.warmup_steps) / falling_steps
    match recipe.scheduler:
        case "cosine":
            return recipe.learning_rate * max(0.0, 0.5 * (1.0 + math.cos(math.pi * passed)))
        case "linear":
            return recipe.learning_rate * max(0.0, 1.0 - passed)
        case _:
            return recipe.learning_rate


def _accumulation(recipe: Recipe, rows: int) -> Choice[int]:
    asked = recipe.accumulation
    value = next(
        (
            candidate
            for candidate in range(asked, 0, -1)
            if _total_steps(recipe, rows, candidate) >= recipe.minimum_steps
        ),
        1,
    )
    if value == asked:
        return Choice(asked, Message("training.accumulation.asked", "As the recipe says."))
    return Choice(
        value,
        Message(
            "training.accumulation.lowered",
            "Accumulation is lowered from {asked} to {value}: {rows} rows would give only "
            "{before} optimizer steps, fewer than the {minimum} that a run should have; "
            "it now has {after}, each over {batch} rows.",
            {
                "asked": asked,
                "value": value,
                "rows": rows,
                "before": _total_steps(recipe, rows, asked),
                "minimum": recipe.minimum_steps,
                "after": _total_steps(recipe, rows, value),
                "batch": value * recipe.micro_batch,
            },
        ),
    )


def _steps_per_epoch(recipe: Recipe, rows: int, accumulation: int) -> int:
    """The last step of an epoch may have fewer micro-batches.

    Source: transformers 5.23, `Trainer.set_initial_training_values`.
    """
    return math.ceil(math.ceil(rows / recipe.micro_batch) / accumulation)


def _total_steps(recipe: Recipe, rows: int, accumulation: int) -> int:
    return math.ceil(recipe.epochs * _steps_per_epoch(recipe, rows, accumulation))
