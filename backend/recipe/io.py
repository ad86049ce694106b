"""A recipe as a JSON file."""

from __future__ import annotations

import dataclasses
import json
import math
from pathlib import Path
from typing import Any

from backend.files import read_json, write_json
from backend.message import fault
from backend.recipe.edit import unknown_key
from backend.recipe.recipe import Recipe


def write_recipe(path: Path, recipe: Recipe) -> None:
    """Writes `recipe` whole or not at all.

    Raises:
        TunedeskError: The file can't be written.
    """
    write_json(path, recipe)


def read_recipe(path: Path) -> Recipe:
    """Reads a recipe; fields that the file lacks keep their default.

    Raises:
        TunedeskError: No file, not JSON, a field of the wrong kind or without end, or fields that
            don't exist.
    """
    values = read_json(path, dict[str, Any])
    known = {field.name for field in dataclasses.fields(Recipe)}
    unknown = [unknown_key(key) for key in values if key not in known]
    if unknown:
        raise fault(
            "recipe.file.unknown",
            "{path} is not a recipe of this version: {unknown}",
            "Correct or remove these lines.",
            path=str(path),
            unknown=" ".join(unknown),
        )
    recipe = read_json(path, Recipe)
    endless = [name for name, value in _numbers(recipe).items() if not math.isfinite(value)]
    if endless:
        raise fault(
            "recipe.file.endless",
            "{path} can't be used: {fields} must be a number with an end.",
            "Correct or remove these lines.",
            path=str(path),
            fields=", ".join(endless),
        )
    return recipe


def recipe_text(recipe: Recipe) -> str:
    """The recipe as the text of its JSON file."""
    return json.dumps(dataclasses.asdict(recipe), indent=1) + "\n"


def _numbers(recipe: Recipe) -> dict[str, float]:
    values = dataclasses.asdict(recipe)
    return {name: value for name, value in values.items() if isinstance(value, float)}
