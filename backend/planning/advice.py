"""Make it fit: changes to the recipe in the order in which they cost least."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from backend.message import Message, Value
from backend.planning.compose import plan_without_advice
from backend.planning.memory_plan import Advice, MemoryPlan
from backend.planning.request import PlanRequest
from backend.recipe.recipe import Recipe

# Below these a change costs more than it saves. Estimate: rows of 256 tokens hold a short passage
# with its question, rank 4 is the least that LoRA's authors tried on all tasks; check with the
# dataset's longest row and the scorecard.
_SHORTEST_TOKENS = 256
_SMALLEST_RANK = 4


def make_it_fit(request: PlanRequest, bare: MemoryPlan) -> tuple[Advice, ...]:
    """Changes to take one after the other until the plan fits, each with what it saves.

    A change that saves nothing is left out. When all together are not enough, the last one taken
    says `fits` false, and only a smaller model helps.
    """
    advice: list[Advice] = []
    recipe, total_bytes = request.recipe, bare.total_bytes
    for message, settings in _changes(recipe):
        changed = replace(recipe, **settings)  # type: ignore[arg-type]
        smaller = plan_without_advice(
            replace(request, recipe=changed, terms=None if "method" in settings else request.terms)
        )
        if smaller.total_bytes >= total_bytes:
            continue
        advice.append(
            Advice(
                change=message,
                settings=settings,
                saves_bytes=total_bytes - smaller.total_bytes,
                total_bytes=smaller.total_bytes,
                fits=smaller.fits,
            )
        )
        recipe, total_bytes = changed, smaller.total_bytes
        if smaller.fits:
            break
    return tuple(advice)


def _changes(recipe: Recipe) -> Iterator[tuple[Message, dict[str, Value]]]:
    """The changes that this recipe leaves to be made, the cheapest first."""
    if not recipe.checkpointing:
        yield (
            Message("planning.advice.checkpointing", "Recompute activations: steps take about a "
                    "third longer, results stay the same."),
            {"checkpointing": True},
        )  # fmt: skip
    if recipe.micro_batch > 1:
        accumulation = recipe.accumulation * recipe.micro_batch
        yield (
            Message("planning.advice.micro_batch", "One row at a time and {accumulation} per step: "
                    "slower, the same effective batch.", {"accumulation": accumulation}),
            {"micro_batch": 1, "accumulation": accumulation},
        )  # fmt: skip
    if recipe.optimizer != "paged_adamw_8bit":
        yield (
            Message("planning.advice.optimizer", "Keep the optimizer's averages in 8 bits and let "
                    "them move to the computer's memory when the card is full."),
            {"optimizer": "paged_adamw_8bit"},
        )  # fmt: skip
    if recipe.method != "qlora":
        yield (
            Message("planning.advice.qlora", "Hold the model in 4 bits (QLoRA): hardly any loss in "
                    "quality, somewhat slower."),
            {"method": "qlora", "double_quantisation": True},
        )  # fmt: skip
    elif not recipe.double_quantisation:
        yield (
            Message("planning.advice.double", "Quantise the constants too."),
            {"double_quantisation": True},
        )
    yield from _shorter(recipe)
    yield from _thinner(recipe)


def _shorter(recipe: Recipe) -> Iterator[tuple[Message, dict[str, Value]]]:
    tokens = recipe.max_length // 2
    while tokens >= _SHORTEST_TOKENS:
        yield (
            Message("planning.advice.max_length", "Rows of at most {tokens} tokens: longer ones "
                    "are left out.", {"tokens": tokens}),
            {"max_length": tokens},
        )  # fmt: skip
        tokens //= 2


def _thinner(recipe: Recipe) -> Iterator[tuple[Message, dict[str, Value]]]:
    rank = recipe.rank // 2
    while rank >= _SMALLEST_RANK:
        alpha = max(1, recipe.alpha * rank // recipe.rank)
        yield (
            Message("planning.advice.rank", "Rank {rank}: the adapter can learn less.",
                    {"rank": rank}),
            {"rank": rank, "alpha": alpha},
        )  # fmt: skip
        rank //= 2
