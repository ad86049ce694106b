"""Optimizer steps, and the presets that rest on them."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.events import StepDone
from backend.jobs.journal import JournalReader
from backend.models.facts import ModelFacts, ModuleRole, TensorFacts
from backend.recipe.presets import SMALL_MODEL_PARAMETERS, preset_for
from backend.recipe.recipe import Recipe
from backend.recipe.rules import problems
from backend.recipe.schedule import plan_schedule, rate_at


def test_large_data_keeps_the_recipes_batch() -> None:
    schedule = plan_schedule(Recipe(epochs=3, micro_batch=2, accumulation=8), rows=1000)
    assert schedule.accumulation.value == 8
    assert schedule.steps_per_epoch == 63  # 500 micro-batches in groups of 8
    assert schedule.total_steps == 189
    assert schedule.warmup_steps == 10


def test_small_data_lowers_accumulation_only_as_far_as_needed() -> None:
    recipe = Recipe(epochs=3, micro_batch=1, accumulation=16, minimum_steps=60)
    schedule = plan_schedule(recipe, rows=100)
    assert schedule.accumulation.value == 5
    assert schedule.total_steps == 60
    text = str(schedule.accumulation.reason)
    assert "from 16 to 5" in text
    assert "100 rows" in text
    assert "21 optimizer steps" in text


def test_tiny_data_gets_what_there_is() -> None:
    schedule = plan_schedule(Recipe(epochs=2, minimum_steps=60), rows=3)
    assert schedule.accumulation.value == 1
    assert schedule.total_steps == 6


def test_the_rate_is_that_of_a_real_run() -> None:
    journal = Path(__file__).parents[1] / "data" / "journals" / "good.jsonl"
    entries = JournalReader(journal).read_new()
    steps = [entry.event for entry in entries if isinstance(entry.event, StepDone)]
    recipe = Recipe(learning_rate=2e-3)
    schedule = replace(plan_schedule(recipe, 1), total_steps=22, warmup_steps=2)
    assert len(steps) == 22
    for done in steps:
        assert rate_at(recipe, schedule, done.step) == pytest.approx(done.learning_rate, rel=1e-9)


@pytest.mark.parametrize(
    ("scheduler", "last"), [("linear", 1e-5), ("constant", 1e-3), ("cosine", 2.467e-7)]
)
def test_each_scheduler_ends_where_it_should(scheduler: str, last: float) -> None:
    recipe = Recipe(learning_rate=1e-3, scheduler=scheduler)
    schedule = replace(plan_schedule(recipe, 1), total_steps=110, warmup_steps=10)
    assert rate_at(recipe, schedule, 1) == 0
    assert rate_at(recipe, schedule, 6) == pytest.approx(5e-4)
    assert rate_at(recipe, schedule, 11) == pytest.approx(1e-3)
    assert rate_at(recipe, schedule, 110) == pytest.approx(last, rel=1e-3)


@given(
    rows=st.integers(1, 5000),
    epochs=st.floats(0.1, 10),
    micro_batch=st.integers(1, 32),
    accumulation=st.integers(1, 64),
    minimum_steps=st.integers(0, 500),
)
def test_steps_reach_the_minimum_whenever_they_can(
    rows: int, epochs: float, micro_batch: int, accumulation: int, minimum_steps: int
) -> None:
    recipe = Recipe(
        epochs=epochs,
        micro_batch=micro_batch,
        accumulation=accumulation,
        minimum_steps=minimum_steps,
    )
    schedule = plan_schedule(recipe, rows)
    most = math.ceil(epochs * math.ceil(rows / micro_batch))
    assert 1 <= schedule.accumulation.value <= accumulation
    assert schedule.total_steps >= min(minimum_steps, most)
    assert 0 <= schedule.warmup_steps <= schedule.total_steps
    if schedule.accumulation.value < accumulation:
        one_more = replace(recipe, accumulation=schedule.accumulation.value + 1, minimum_steps=0)
        assert plan_schedule(one_more, rows).total_steps < minimum_steps


# Presets


def facts(parameters: int, max_positions: int = 8192) -> ModelFacts:
    return ModelFacts(
        name="model",
        architecture="LlamaForCausalLM",
        model_type="llama",
        layers=1,
        width=1,
        heads=1,
        key_value_heads=1,
        head_size=1,
        feed_forward_width=1,
        feed_forward_gated=True,
        vocabulary=1,
        max_positions=max_positions,
        sliding_window=None,
        tied_embeddings=True,
        experts=0,
        experts_per_token=0,
        tensors=(TensorFacts("all", (parameters,), ModuleRole.OTHER, False),),
    )


@pytest.mark.parametrize("parameters", [1_300_000, 360_000_000, 3_000_000_000, 8_000_000_000])
@pytest.mark.parametrize("rows", [1, 50, 400, 20_000])
@pytest.mark.parametrize("device", ["cpu", "cuda"])
def test_presets_are_valid_and_each_difference_has_a_reason(
    parameters: int, rows: int, device: str
) -> None:
    recipe, choices = preset_for(facts(parameters), rows, device)
    assert problems(recipe) == ()
    default = Recipe()
    differing = {
        name
        for name in Recipe.__dataclass_fields__
        if getattr(recipe, name) != getattr(default, name)
    }
    assert differing <= {choice.field for choice in choices}
    assert all(str(choice.choice.reason) for choice in choices)
    assert all(getattr(recipe, choice.field) == choice.choice.value for choice in choices)


def test_small_models_get_a_larger_rate() -> None:
    small, _ = preset_for(facts(SMALL_MODEL_PARAMETERS - 1), 400, "cpu")
    large, _ = preset_for(facts(SMALL_MODEL_PARAMETERS), 400, "cpu")
    assert small.learning_rate >= 5 * large.learning_rate
    assert small.epochs > large.epochs


def test_the_models_positions_limit_the_length() -> None:
    recipe, _ = preset_for(facts(10**9, max_positions=512), 400, "cuda")
    assert recipe.max_length == 512


def test_the_effective_batch_is_the_same_for_every_size() -> None:
    for parameters in (100_000_000, 1_000_000_000, 3_000_000_000, 8_000_000_000):
        recipe, _ = preset_for(facts(parameters), 20_000, "cuda")
        assert recipe.micro_batch * recipe.accumulation == 16


def test_a_short_run_is_measured_often_enough() -> None:
    recipe, _ = preset_for(facts(8_000_000_000), 300, "cuda")
    total_steps = plan_schedule(recipe, 300).total_steps
    assert 5 <= total_steps / recipe.eval_steps <= 20
