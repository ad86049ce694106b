"""Problems and advice of a recipe as a form says them: fields by their labels."""

from __future__ import annotations

from dataclasses import replace

from backend.message import Message
from backend.recipe.descriptions import DESCRIPTIONS
from backend.recipe.rules import FieldProblem
from gui.wording import words


def problem_text(problem: FieldProblem) -> str:
    """What is wrong; with what to do about it where that says more than the range."""
    said = [problem.message] if _is_range(problem.message) else [problem.message, problem.remedy]
    return " ".join(words(_labelled(message)) for message in said)


def field_label(name: str) -> str:
    """A field's label."""
    return words(DESCRIPTIONS[name].label)


def _is_range(message: Message) -> bool:
    return "range" in message.values or "choices" in message.values


def _labelled(message: Message) -> Message:
    name = message.values.get("field")
    if name not in DESCRIPTIONS:
        return message
    return replace(message, values={**message.values, "field": field_label(str(name))})
