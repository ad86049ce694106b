"""A recipe as a JSON file."""

from __future__ import annotations

import dataclasses
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
        TunedeskError: No file, not JSON, a field of the wrong kind, or fields that don't exist.
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
    return read_json(path, Recipe)
