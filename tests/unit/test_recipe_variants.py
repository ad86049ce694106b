"""The recipes that can be chosen whole."""

from __future__ import annotations

import dataclasses

import pytest

from backend.methods.registry import METHODS
from backend.models.facts import ModelFacts, ModuleRole, TensorFacts
from backend.planning.compose import plan_without_advice
from backend.planning.disk import disk
from backend.planning.request import CPU, CUDA, PlanRequest
from backend.recipe.advice import advice
from backend.recipe.recipe import Recipe
from backend.recipe.rules import problems
from backend.recipe.schedule import plan_schedule
from backend.recipe.variants import FAST, LOW_MEMORY, RECOMMENDED, THOROUGH, Variant, variants_for


def facts_with(parameters: int) -> ModelFacts:
    """A model of about that many parameters in four layers."""
    width = max(8, int((parameters / 4) ** 0.5))
    tensors = tuple(
        TensorFacts(
            f"model.layers.{layer}.self_attn.q_proj.weight",
            (width, width),
            ModuleRole.ATTENTION,
            linear=True,
        )
        for layer in range(4)
    )
    return ModelFacts(
        name="made up", architecture="LlamaForCausalLM", model_type="llama", layers=4, width=width,
        heads=4, key_value_heads=4, head_size=width // 4, feed_forward_width=width,
        feed_forward_gated=True, vocabulary=1000, max_positions=4096, sliding_window=None,
        tied_embeddings=True, experts=0, experts_per_token=0, tensors=tensors,
    )  # fmt: skip


SMALL, LARGE = facts_with(4_000_000), facts_with(1_000_000_000)


def variants(facts: ModelFacts, rows: int = 2000, device: str = CUDA) -> dict[str, Variant]:
    return {each.name: each for each in variants_for(facts, rows, device)}


def work(recipe: Recipe, rows: int) -> float:
    """Rows that pass through the model."""
    schedule = plan_schedule(recipe, rows)
    return schedule.total_steps * schedule.accumulation.value * recipe.micro_batch


def total_bytes(facts: ModelFacts, recipe: Recipe) -> int:
    return plan_without_advice(PlanRequest(facts, recipe, 8 * 2**30, CUDA)).total_bytes


def test_all_four_are_offered_for_a_model_with_room() -> None:
    assert list(variants(LARGE)) == [RECOMMENDED, FAST, THOROUGH, LOW_MEMORY]


def test_one_that_is_no_different_is_not_offered() -> None:
    # Without a GPU the recommended recipe of a large model is the thriftiest already.
    assert LOW_MEMORY not in variants(LARGE, device=CPU)


@pytest.mark.parametrize("device", [CPU, CUDA])
@pytest.mark.parametrize("facts", [SMALL, LARGE], ids=["small", "large"])
@pytest.mark.parametrize("rows", [1, 84, 20_000])
def test_each_can_be_used_and_gives_a_reason_for_all_that_it_picks(
    facts: ModelFacts, rows: int, device: str
) -> None:
    for variant in variants_for(facts, rows, device):
        assert problems(variant.recipe) == ()
        picked = {choice.field: choice.choice.value for choice in variant.choices}
        assert len(picked) == len(variant.choices)
        for field in dataclasses.fields(Recipe):
            value = getattr(variant.recipe, field.name)
            assert picked.get(field.name, field.default) == value
        assert all(str(choice.choice.reason).strip() for choice in variant.choices)
        assert variant.recipe.method in METHODS


@pytest.mark.parametrize("rows", [84, 2000])
@pytest.mark.parametrize("facts", [SMALL, LARGE], ids=["small", "large"])
def test_a_fast_try_is_about_a_third_of_the_work(facts: ModelFacts, rows: int) -> None:
    offered = variants(facts, rows)
    share = work(offered[FAST].recipe, rows) / work(offered[RECOMMENDED].recipe, rows)
    assert 0.25 < share < 0.45


@pytest.mark.parametrize("facts", [SMALL, LARGE], ids=["small", "large"])
def test_a_thorough_run_trains_more_and_measures_twice_as_often(facts: ModelFacts) -> None:
    offered = variants(facts)
    one, other = offered[RECOMMENDED].recipe, offered[THOROUGH].recipe
    assert other.rank == 2 * one.rank
    assert work(other, 2000) >= work(one, 2000)

    def measurements(recipe: Recipe) -> float:
        return plan_schedule(recipe, 2000).total_steps / recipe.eval_steps

    assert measurements(other) / measurements(one) == pytest.approx(2, rel=0.1)
    assert other.save_steps == other.eval_steps


def test_variants_of_a_large_model_follow_the_programs_own_advice() -> None:
    for variant in variants_for(LARGE, 5000, CUDA):
        assert advice(variant.recipe, 5000, LARGE.parameters) == ()


def test_low_memory_needs_less_and_keeps_the_effective_batch() -> None:
    offered = variants(LARGE)
    one, other = offered[RECOMMENDED].recipe, offered[LOW_MEMORY].recipe
    assert total_bytes(LARGE, other) < total_bytes(LARGE, one)
    assert other.micro_batch * other.accumulation == one.micro_batch * one.accumulation
    assert (other.epochs, other.learning_rate) == (one.epochs, one.learning_rate)


def test_the_disk_grows_with_the_checkpoints_kept_and_with_the_rank() -> None:
    def needed(recipe: Recipe) -> int:
        return disk(plan_without_advice(PlanRequest(LARGE, recipe, 2**33, CUDA)), recipe).bytes

    base = needed(Recipe())
    adapter_bytes = 4 * 2 * 16 * LARGE.width * 4
    # Optimizer states of 8 bits, two for each number, and a constant for each 256 of them.
    one_checkpoint = adapter_bytes + adapter_bytes // 4 * 2 + 8 * (adapter_bytes // 4 // 256)
    assert base == pytest.approx(4 * (one_checkpoint + 1_000_000) + adapter_bytes, rel=0.01)
    assert needed(Recipe(keep_checkpoints=3)) - base == pytest.approx(
        one_checkpoint + 1_000_000, rel=0.01
    )
    assert needed(Recipe(rank=32)) > base
