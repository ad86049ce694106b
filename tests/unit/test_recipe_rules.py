"""Which recipes are refused, and what is said about the others."""

from __future__ import annotations

import dataclasses
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.message import TunedeskError
from backend.recipe.advice import advice
from backend.recipe.fields import CHOICES, NUMBERS
from backend.recipe.recipe import Recipe
from backend.recipe.rules import problems, raise_problems

FIELDS = {field.name: getattr(Recipe(), field.name) for field in dataclasses.fields(Recipe)}


def fields_of(recipe: Recipe) -> set[str]:
    return {problem.field for problem in problems(recipe)}


def test_every_field_has_a_rule() -> None:
    free = {name for name, value in FIELDS.items() if isinstance(value, bool)} | {"targets"}
    assert set(NUMBERS) | set(CHOICES) | free == set(FIELDS)


def test_the_default_has_no_problem() -> None:
    assert problems(Recipe()) == ()
    raise_problems(Recipe())


@pytest.mark.parametrize("name", NUMBERS)
def test_numbers_just_outside_are_refused_and_the_bounds_are_not(name: str) -> None:
    field = NUMBERS[name]
    step = 1 if isinstance(FIELDS[name], int) else 1e-6

    def with_value(value: float) -> Recipe:
        return dataclasses.replace(Recipe(), **{name: type(FIELDS[name])(value)})

    assert fields_of(with_value(field.low - step)) == {name}
    assert fields_of(with_value(field.high + step)) == {name}
    assert fields_of(with_value(field.high)) == set()
    assert fields_of(with_value(field.low)) == ({name} if field.above_low else set())


@pytest.mark.parametrize("name", [name for name in NUMBERS if isinstance(FIELDS[name], float)])
@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_what_is_no_number_is_refused(name: str, value: float) -> None:
    assert fields_of(dataclasses.replace(Recipe(), **{name: value})) == {name}


@pytest.mark.parametrize("name", CHOICES)
def test_unknown_words_are_refused_with_the_nearest(name: str) -> None:
    known = CHOICES[name].choices[0]
    (problem,) = problems(dataclasses.replace(Recipe(), **{name: known + "x"}))
    assert problem.field == name
    assert all(choice in str(problem.message) for choice in CHOICES[name].choices)
    assert known in str(problem.remedy)


@pytest.mark.parametrize("targets", ["", "  ", ",", " , "])
def test_no_target_is_refused(targets: str) -> None:
    assert fields_of(Recipe(targets=targets)) == {"targets"}


def test_all_problems_come_at_once_each_with_field_value_range_and_remedy() -> None:
    with pytest.raises(TunedeskError) as caught:
        raise_problems(Recipe(rank=0, learning_rate=-1.0, scheduler="sine", epochs=0))
    text = str(caught.value)
    for part in ("rank is 0", "1 to 512", "learning_rate is -1.0", "scheduler is sine", "cosine"):
        assert part in text
    assert "epochs is 0" in text
    assert "Set rank to 16" in str(caught.value.remedy)


# Advice


def advised(recipe: Recipe, rows: int = 5000, parameters: int | None = None) -> dict[str, str]:
    return {item.field: str(item) for item in advice(recipe, rows, parameters)}


def test_the_default_needs_no_advice() -> None:
    assert advised(Recipe()) == {}


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        ({"learning_rate": 1e-6}, "learning_rate", "below the safe band of 2e-5 to 2e-4"),
        ({"learning_rate": 1e-3}, "learning_rate", "about ten times that of full fine-tuning"),
        ({"learning_rate": 1e-2}, "learning_rate", "the model may break"),
        ({"epochs": 0.5}, "epochs", "never seen"),
        ({"epochs": 10.0}, "epochs", "by heart"),
        ({"accumulation": 128}, "accumulation", "32 to 64 is usual"),
        ({"accumulation": 2}, "accumulation", "noisy"),
        ({"warmup_fraction": 0.0}, "warmup_fraction", "Without a warm-up"),
        ({"warmup_fraction": 0.5}, "warmup_fraction", "below full rate"),
        ({"scheduler": "constant"}, "scheduler", "cosine or linear"),
        ({"trainable_dtype": "bfloat16"}, "trainable_dtype", "rounding"),
    ],
)
def test_unwise_values_are_advised_on(fields: dict[str, object], field: str, words: str) -> None:
    recipe = dataclasses.replace(Recipe(), **fields)  # type: ignore[arg-type]
    assert problems(recipe) == ()
    found = advised(recipe)
    assert set(found) == {field}
    assert words in found[field]


@pytest.mark.parametrize(
    ("fields"), [{"learning_rate": 1e-3}, {"accumulation": 128}, {"epochs": 10.0}]
)
def test_advice_names_its_source(fields: dict[str, object]) -> None:
    recipe = dataclasses.replace(Recipe(), **fields)  # type: ignore[arg-type]
    assert all(item.source and item.severity == "advice" for item in advice(recipe, 5000))


def test_small_models_and_small_data_are_spared() -> None:
    assert advised(Recipe(learning_rate=2e-3, epochs=8.0), parameters=4_000_000) == {}
    # So few rows that even ten epochs make no more than the minimum of steps.
    assert "epochs" not in advised(Recipe(epochs=10.0), rows=6)


@given(
    learning_rate=st.floats(1e-9, 1),
    epochs=st.floats(0.01, 1000),
    batch=st.integers(1, 1024),
    rows=st.integers(1, 100_000),
)
def test_advice_never_fails_on_a_valid_recipe(
    learning_rate: float, epochs: float, batch: int, rows: int
) -> None:
    recipe = Recipe(learning_rate=learning_rate, epochs=epochs, micro_batch=batch)
    assert problems(recipe) == ()
    assert all(str(item) for item in advice(recipe, rows))
