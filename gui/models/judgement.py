"""What is to be said about a recipe for a model on a machine. Pure; knows no Qt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from backend.hardware.machine import Machine
from backend.message import Message
from backend.methods.registry import METHODS
from backend.models.facts import ModelFacts
from backend.planning.compose import plan_without_advice
from backend.planning.memory_plan import MemoryPlan
from backend.planning.request import PlanRequest, request_for
from backend.recipe.advice import advice
from backend.recipe.recipe import Recipe
from backend.recipe.rules import FieldProblem, problems
from backend.recipe.schedule import Schedule, plan_schedule
from backend.training.prepare import TrainingRows

# Codes of messages that are about the field `targets` and not about the method as a whole.
_TARGETS = "methods.targets."


@dataclass(frozen=True, slots=True)
class Judgement:
    """All that follows from a recipe, but for the memory that it takes.

    Attributes:
        problems: Why it can't be used.
        advice: What is unwise in it.
        schedule: Its steps; None without rows or when a value is out of its range.
        request: What a memory plan is asked; None when something is unknown or out of its range.
    """

    problems: tuple[FieldProblem, ...]
    advice: tuple[FieldProblem, ...]
    schedule: Schedule | None
    request: PlanRequest | None


def judge(
    recipe: Recipe, rows: TrainingRows, facts: ModelFacts | None, machine: Machine | None
) -> Judgement:
    """Judges a recipe; model and machine may still be unknown."""
    refused = problems(recipe)
    if refused:
        return Judgement(refused, (), None, None)
    used = len(rows.within(recipe.max_length))
    return Judgement(
        problems=_model_problems(facts, recipe) if facts else (),
        advice=(
            *advice(recipe, max(1, used), facts.parameters if facts else None),
            *_left_out(recipe, rows),
        ),
        schedule=plan_schedule(recipe, used) if used else None,
        request=(
            request_for(facts, recipe, machine, longest_row_tokens=rows.longest_tokens or None)
            if facts and machine
            else None
        ),
    )


def plans_by_method(request: PlanRequest) -> Mapping[str, MemoryPlan]:
    """The same recipe with each method there is; a millisecond each."""
    return {
        name: plan_without_advice(
            replace(request, recipe=replace(request.recipe, method=name), terms=None)
        )
        for name in METHODS
    }


def _left_out(recipe: Recipe, rows: TrainingRows) -> tuple[FieldProblem, ...]:
    """Says how many rows would not be trained with; their tokens are known to a few."""
    count = rows.count - len(rows.within(recipe.max_length))
    if not count:
        return ()
    text = Message(
        "recipe.max_length.advice.left_out",
        "About {count} of {rows} rows are longer and would be left out.",
        {"count": count, "rows": rows.count},
    )
    remedy = Message(
        "recipe.max_length.advice.left_out.remedy",
        "The longest has some {tokens} tokens.",
        {"tokens": rows.longest_tokens},
    )
    return (FieldProblem("max_length", recipe.max_length, text, remedy, "advice"),)


def _model_problems(facts: ModelFacts, recipe: Recipe) -> tuple[FieldProblem, ...]:
    """Why the method can't work with this model."""
    return tuple(
        _as_problem(message, recipe) for message in METHODS[recipe.method].problems(facts, recipe)
    )


def _as_problem(message: Message, recipe: Recipe) -> FieldProblem:
    if message.code.startswith(_TARGETS):
        remedy = Message("recipe.targets.remedy", "Write all-linear for every linear layer.")
        return FieldProblem("targets", recipe.targets, message, remedy)
    remedy = Message("recipe.method.remedy", "Choose another method.")
    return FieldProblem("method", recipe.method, message, remedy)
