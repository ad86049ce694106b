"""Nothing that reaches the window speaks of the command line."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from backend.message import fault
from gui.wording import AT_A_WINDOW, words

BACKEND = Path(__file__).resolve().parents[2] / "backend"
COMMAND_LINE = re.compile(r"\btunedesk [a-z]|(?<![\w-])--[a-z]")
# Said only to who has typed a command.
ONLY_TYPED = frozenset({"recipe.set.form", "recipe.set.form.remedy"})
# Not said to anybody: a worker's own arguments.
NOT_SAID = frozenset({"--worker"})


@dataclass(frozen=True)
class Sentence:
    """One text of a message as it stands in the source."""

    place: str
    code: str
    text: str
    values: frozenset[str] | None


def sentences_of(file: Path) -> Iterator[Sentence]:
    """All texts of `fault(...)` and `Message(...)`; a constant outside of them has no code."""
    tree = ast.parse(file.read_text("utf-8"))
    told: set[int] = set()
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        kind = getattr(call.func, "id", "")
        if kind not in ("fault", "Message") or not isinstance(call.args[0], ast.Constant):
            continue
        values = values_of(call)
        for at, ending in ((1, ""), (2, ".remedy"))[: 2 if kind == "fault" else 1]:
            if at < len(call.args) and isinstance(call.args[at], ast.Constant):
                constant = call.args[at]
                told.add(id(constant))
                code = f"{call.args[0].value}{ending}"
                yield Sentence(f"{file.name}:{constant.lineno}", code, constant.value, values)
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        outside = id(node) not in told | docstrings
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and outside:
            yield Sentence(f"{file.name}:{node.lineno}", "", node.value, None)


def values_of(call: ast.Call) -> frozenset[str] | None:
    """Names of the values that a message is given; None where they are not to be seen."""
    given = call.args[2] if getattr(call.func, "id", "") == "Message" and call.args[2:] else None
    if isinstance(given, ast.Dict):
        return frozenset(key.value for key in given.keys if isinstance(key, ast.Constant))
    names = {keyword.arg for keyword in call.keywords}
    return None if None in names or given is not None else frozenset(filter(None, names))


SENTENCES = [
    sentence
    for file in sorted(BACKEND.rglob("*.py"))
    if "cli" not in file.relative_to(BACKEND).parts
    for sentence in sentences_of(file)
]


def test_the_search_finds_sentences() -> None:
    assert len([each for each in SENTENCES if each.code]) > 150


def test_what_names_a_command_has_words_for_the_window() -> None:
    without = [
        f"{each.place} {each.code}: {each.text}"
        for each in SENTENCES
        if COMMAND_LINE.search(each.text)
        and each.text not in NOT_SAID
        and each.code not in AT_A_WINDOW
        and each.code not in ONLY_TYPED
    ]
    assert without == []


@pytest.mark.parametrize("code", AT_A_WINDOW)
def test_words_for_the_window_belong_to_a_message_and_need_no_other_values(code: str) -> None:
    meant = [each for each in SENTENCES if each.code == code]
    assert meant, "no message of the backend has this code"
    places = {name for _, name, _, _ in string.Formatter().parse(AT_A_WINDOW[code]) if name}
    for each in meant:
        assert each.values is None or places <= each.values
    assert not COMMAND_LINE.search(AT_A_WINDOW[code])


def test_words_stand_in_place_of_the_command() -> None:
    error = fault("export.not_empty", "{path} is full.", "Use --out.", path="a")
    assert words(error.message) == "a is full."
    assert words(error.remedy) == "Choose a new or empty folder."
