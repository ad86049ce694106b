"""Changes a recipe by names and texts, as `--set epochs=2` gives them."""

from __future__ import annotations

import dataclasses
import difflib
from collections.abc import Iterable, Mapping
from typing import Any

from backend.message import Message, TunedeskError, fault
from backend.recipe.recipe import Recipe

_TRUE = frozenset({"true", "on", "yes", "1"})
_FALSE = frozenset({"false", "off", "no", "0"})


def parse_settings(pairs: Iterable[str]) -> dict[str, str]:
    """Splits `key=value` texts; the last of a repeated key counts.

    Raises:
        TunedeskError: One has no equals sign or no key.
    """
    settings: dict[str, str] = {}
    for pair in pairs:
        key, equals, value = pair.partition("=")
        if not equals or not key.strip():
            raise fault(
                "recipe.set.form",
                "--set {pair} can't be understood: it must be KEY=VALUE.",
                "For example: --set epochs=2",
                pair=pair,
            )
        settings[key.strip()] = value.strip()
    return settings


def with_settings(recipe: Recipe, settings: Mapping[str, str]) -> Recipe:
    """A copy of `recipe` with the named fields set. Ranges are checked by `rules`.

    Raises:
        TunedeskError: Names all unknown keys, each with the nearest one there is, and all values
            that are not of the field's kind.
    """
    types = {field.name: type(getattr(recipe, field.name)) for field in _fields()}
    wrong: list[str] = []
    values: dict[str, Any] = {}
    for key, text in settings.items():
        if key not in types:
            wrong.append(unknown_key(key))
            continue
        try:
            values[key] = _parsed(text, types[key])
        except ValueError:
            kind = {int: "a whole number", float: "a number", bool: "on or off"}[types[key]]
            wrong.append(f"{key} must be {kind}, not {text!r}.")
    if wrong:
        raise TunedeskError(
            Message(
                "recipe.set", "The recipe can't be changed so: {wrong}", {"wrong": " ".join(wrong)}
            ),
            Message(
                "recipe.set.remedy",
                "The fields are: {fields}.",
                {"fields": ", ".join(types)},
            ),
        )
    return dataclasses.replace(recipe, **values)


def unknown_key(key: str) -> str:
    """Says that there is no such field, and which one may be meant."""
    names = [field.name for field in _fields()]
    nearest = difflib.get_close_matches(key, names, n=1)
    hint = f"; did you mean {nearest[0]}?" if nearest else "."
    return f"There is no field {key}{hint}"


def _fields() -> tuple[dataclasses.Field[Any], ...]:
    return dataclasses.fields(Recipe)


def _parsed(text: str, type_: type) -> str | int | float | bool:
    if type_ is bool:
        if text.lower() not in _TRUE | _FALSE:
            raise ValueError(text)
        return text.lower() in _TRUE
    if type_ is int:
        number = float(text)
        if not number.is_integer():
            raise ValueError(text)
        return int(text) if text.lstrip("+-").isdecimal() else int(number)
    return float(text) if type_ is float else text
