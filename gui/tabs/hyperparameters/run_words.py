"""What a run with this recipe would be, in numbers and words. Knows no widgets."""

from __future__ import annotations

from dataclasses import dataclass

from backend.planning.component import Component
from backend.planning.disk import disk
from gui.models.setup import SetupModel
from gui.wording import count_text, number_text, size_text, tr, words

_CONTEXT = "Run"
NONE = "–"  # noqa: RUF001  (a dash where a number will be)


@dataclass(frozen=True, slots=True)
class RunFigure:
    """One number and what to compare it with."""

    value: str = NONE
    hint: str = ""


def rows_figure(setup: SetupModel) -> RunFigure:
    """Rows that would be trained with."""
    rows = setup.training_rows
    used = len(rows.within(setup.recipe.max_length))
    if not rows.count:
        return RunFigure(hint=tr(_CONTEXT, "build the dataset first"))
    if used == rows.count:
        return RunFigure(number_text(used))
    return RunFigure(
        number_text(used), tr(_CONTEXT, "of {count}").format(count=number_text(rows.count))
    )


def steps_figure(setup: SetupModel) -> RunFigure:
    """Optimizer steps."""
    schedule = setup.schedule
    if schedule is None:
        return RunFigure()
    hint = tr(_CONTEXT, "{count} a pass").format(count=number_text(schedule.steps_per_epoch))
    return RunFigure(number_text(schedule.total_steps), hint)


def batch_figure(setup: SetupModel) -> RunFigure:
    """Rows that one step learns from."""
    recipe, schedule = setup.recipe, setup.schedule
    accumulation = schedule.accumulation.value if schedule else recipe.accumulation
    if accumulation < 1 or recipe.micro_batch < 1:
        return RunFigure()
    template = (
        tr(_CONTEXT, "{rows} row × {times}")  # noqa: RUF001  (the times sign)
        if recipe.micro_batch == 1
        else tr(_CONTEXT, "{rows} rows × {times}")  # noqa: RUF001
    )
    hint = template.format(rows=recipe.micro_batch, times=accumulation)
    return RunFigure(number_text(recipe.micro_batch * accumulation), hint)


def lowered_text(setup: SetupModel) -> str:
    """Why accumulation is not what the recipe says; empty when it is."""
    schedule = setup.schedule
    if schedule is None or schedule.accumulation.value == setup.recipe.accumulation:
        return ""
    return words(schedule.accumulation.reason)


def tokens_figure(setup: SetupModel) -> RunFigure:
    """Tokens that pass through the model, all passes together."""
    if setup.schedule is None:
        return RunFigure()
    once = sum(setup.training_rows.within(setup.recipe.max_length))
    return RunFigure(
        count_text(setup.recipe.epochs * once),
        tr(_CONTEXT, "{count} a pass").format(count=count_text(once)),
    )


def disk_component(setup: SetupModel) -> Component | None:
    """What the checkpoints take; None without a plan."""
    return disk(setup.plan, setup.recipe) if setup.plan is not None else None


def disk_text(needed: Component, free_bytes: int | None) -> str:
    """What the checkpoints take of what is free."""
    size = size_text(needed.bytes)
    if free_bytes is None:
        return tr(_CONTEXT, "Checkpoints: up to {size}").format(size=size)
    if needed.bytes > free_bytes:
        return tr(_CONTEXT, "Checkpoints don't fit the disk: up to {size}, {free} free").format(
            size=size, free=size_text(free_bytes)
        )
    return tr(_CONTEXT, "Checkpoints: up to {size}; {free} free").format(
        size=size, free=size_text(free_bytes)
    )
