"""Changing a recipe by texts, and keeping it as a file."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.message import TunedeskError
from backend.recipe.edit import parse_settings, with_settings
from backend.recipe.io import read_recipe, write_recipe
from backend.recipe.recipe import Recipe


def test_values_of_every_kind() -> None:
    changed = with_settings(
        Recipe(),
        {
            "epochs": "2",
            "learning_rate": "3e-4",
            "rank": "32",
            "double_quantisation": "off",
            "checkpointing": "TRUE",
            "scheduler": "linear",
            "minimum_steps": "1e3",
        },
    )
    assert changed == Recipe(
        epochs=2.0,
        learning_rate=3e-4,
        rank=32,
        double_quantisation=False,
        checkpointing=True,
        scheduler="linear",
        minimum_steps=1000,
    )
    assert isinstance(changed.epochs, float)
    assert isinstance(changed.minimum_steps, int)


def test_all_that_is_wrong_comes_at_once_with_the_nearest_key() -> None:
    with pytest.raises(TunedeskError) as caught:
        with_settings(
            Recipe(),
            {"epoch": "2", "zzzzzz": "1", "rank": "many", "checkpointing": "maybe", "seed": "1.5"},
        )
    text = str(caught.value.message)
    assert "There is no field epoch; did you mean epochs?" in text
    assert "There is no field zzzzzz." in text
    assert "rank must be a whole number, not 'many'" in text
    assert "checkpointing must be on or off, not 'maybe'" in text
    assert "seed must be a whole number, not '1.5'" in text
    assert "learning_rate" in str(caught.value.remedy)


@pytest.mark.parametrize("value", ["inf", "nan", "-inf", ""])
def test_odd_numbers_for_a_whole_one(value: str) -> None:
    with pytest.raises(TunedeskError, match="rank must be a whole number"):
        with_settings(Recipe(), {"rank": value})


def test_large_whole_numbers_stay_exact() -> None:
    assert with_settings(Recipe(), {"seed": "9007199254740993"}).seed == 9007199254740993


def test_pairs() -> None:
    assert parse_settings(["a=1", " b = x=y ", "a=2"]) == {"a": "2", "b": "x=y"}
    assert parse_settings([]) == {}


@pytest.mark.parametrize("pair", ["epochs", "=2", " =2", ""])
def test_what_is_no_pair_is_refused(pair: str) -> None:
    with pytest.raises(TunedeskError, match="KEY=VALUE"):
        parse_settings([pair])


@given(
    st.builds(
        Recipe,
        epochs=st.floats(0.01, 100),
        learning_rate=st.floats(1e-8, 1),
        rank=st.integers(1, 512),
        checkpointing=st.booleans(),
        targets=st.text(min_size=1, max_size=20),
    )
)
def test_a_recipe_survives_as_texts(recipe: Recipe) -> None:
    texts = {key: str(value) for key, value in dataclasses.asdict(recipe).items()}
    assert with_settings(Recipe(), texts) == recipe


def test_a_recipe_survives_as_a_file(tmp_path: Path) -> None:
    recipe = Recipe(epochs=1.5, learning_rate=1.23456789e-4, targets="q_proj, Größe")
    write_recipe(tmp_path / "recipe.json", recipe)
    assert read_recipe(tmp_path / "recipe.json") == recipe


def test_a_file_with_less_keeps_the_defaults(tmp_path: Path) -> None:
    file = tmp_path / "recipe.json"
    file.write_text('{"rank": 8}')
    assert read_recipe(file) == Recipe(rank=8)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ('{"rnak": 8}', "did you mean rank"),
        ('{"rank": "eight"}', "rank"),
        ('{"rank": 8', "recipe.json"),
        ("[]", "recipe.json"),
        ("", "recipe.json"),
    ],
)
def test_a_broken_file_is_refused_in_words(tmp_path: Path, content: str, words: str) -> None:
    file = tmp_path / "recipe.json"
    file.write_text(content)
    with pytest.raises(TunedeskError, match=words):
        read_recipe(file)


def test_the_file_is_plain_json(tmp_path: Path) -> None:
    write_recipe(tmp_path / "recipe.json", Recipe())
    assert json.loads((tmp_path / "recipe.json").read_text()) == dataclasses.asdict(Recipe())
