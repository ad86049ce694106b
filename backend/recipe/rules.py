"""Whether a recipe can be used at all, all problems at once."""

from __future__ import annotations

import difflib
from dataclasses import dataclass

from backend.message import Message, TunedeskError
from backend.recipe.fields import CHOICES, NUMBERS
from backend.recipe.recipe import Recipe


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """Why a field's value can't be used, or is unwise.

    Attributes:
        field: The field's name.
        value: Its value.
        message: What is wrong, naming field, value and range.
        remedy: What to do.
        severity: `error` when it can't be used, `advice` when it can.
        source: Of an advice: paper, section or measurement.
    """

    field: str
    value: object
    message: Message
    remedy: Message
    severity: str = "error"
    source: str = ""

    def __str__(self) -> str:
        """Message and remedy in one line, the source in brackets."""
        source = f" [{self.source}]" if self.source else ""
        return f"{self.message} {self.remedy}{source}"


def problems(recipe: Recipe) -> tuple[FieldProblem, ...]:
    """Everything that makes `recipe` unusable, whatever the model; empty when nothing does."""
    found = [*_range_problems(recipe), *_choice_problems(recipe)]
    if not [name for name in recipe.targets.split(",") if name.strip()]:
        found.append(
            FieldProblem(
                "targets",
                recipe.targets,
                Message("recipe.targets.empty", "targets is empty, so nothing would be trained."),
                Message("recipe.targets.empty.remedy", "Use all-linear, or name modules."),
            )
        )
    return tuple(found)


def raise_problems(recipe: Recipe) -> None:
    """Refuses a recipe that can't be used.

    Raises:
        TunedeskError: Names every field that is wrong, its value, its range and the remedy.
    """
    found = problems(recipe)
    if found:
        raise TunedeskError(
            Message(
                "recipe.problems",
                "The recipe can't be used: {problems}",
                {"problems": " ".join(str(problem.message) for problem in found)},
            ),
            Message(
                "recipe.problems.remedy",
                "{remedies}",
                {"remedies": " ".join(str(problem.remedy) for problem in found)},
            ),
        )


def _range_problems(recipe: Recipe) -> list[FieldProblem]:
    found = []
    for name, field in NUMBERS.items():
        value = getattr(recipe, name)
        if not field.allows(value):
            found.append(
                FieldProblem(
                    name,
                    value,
                    Message(
                        f"recipe.{name}.range",
                        "{field} is {value}; it must be {range}.",
                        {"field": name, "value": value, "range": field.words()},
                    ),
                    Message(
                        f"recipe.{name}.range.remedy",
                        "Set {field} to {nearest}, for example.",
                        {"field": name, "nearest": getattr(Recipe(), name)},
                    ),
                )
            )
    return found


def _choice_problems(recipe: Recipe) -> list[FieldProblem]:
    found = []
    for name, field in CHOICES.items():
        value = getattr(recipe, name)
        if value not in field.choices:
            nearest = difflib.get_close_matches(value, field.choices, n=1, cutoff=0)
            found.append(
                FieldProblem(
                    name,
                    value,
                    Message(
                        f"recipe.{name}.choice",
                        "{field} is {value}; it must be one of {choices}.",
                        {"field": name, "value": value, "choices": ", ".join(field.choices)},
                    ),
                    Message(
                        f"recipe.{name}.choice.remedy",
                        "Set {field} to {nearest}, for example.",
                        {"field": name, "nearest": nearest[0]},
                    ),
                )
            )
    return found
