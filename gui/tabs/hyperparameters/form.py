"""The recipe as a form: every described field in its group."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from backend.recipe.description import GROUP_TITLES, FieldDescription, Group
from backend.recipe.descriptions import DESCRIPTIONS
from backend.recipe.recipe import Recipe
from backend.recipe.rules import FieldProblem
from gui.models.recipe_words import problem_text
from gui.models.setup import SetupModel
from gui.style import GRID
from gui.tabs.hyperparameters.editors import Value
from gui.tabs.hyperparameters.field_note import Note
from gui.tabs.hyperparameters.field_row import FieldRow
from gui.widgets.card import Card
from gui.widgets.even_row import EvenRow
from gui.wording import words

# The method has its own chooser above the form.
_ELSEWHERE = frozenset({"method"})
_COLUMNS = (
    (Group.BASICS, Group.DATA, Group.OPTIMISATION),
    (Group.METHOD, Group.MEMORY, Group.SAVING),
)
_COLUMN_WIDTH = 368


class RecipeForm(EvenRow):
    """Rows in cards, a card for each group; observes the set-up and changes its recipe.

    Signals:
        readability_changed: A field's text has become no value, or a value again.
    """

    readability_changed = Signal()

    def __init__(self, setup: SetupModel, parent: QWidget | None = None) -> None:
        """Shows the simple fields."""
        super().__init__(smallest=_COLUMN_WIDTH, parent=parent)
        self._setup = setup
        self._shows_all = False
        defaults = Recipe()
        self._rows = {
            name: self._row(described, getattr(defaults, name))
            for name, described in DESCRIPTIONS.items()
            if name not in _ELSEWHERE
        }
        self._cards: dict[Group, Card] = {}
        for groups in _COLUMNS:
            self.add(self._column(groups))
        setup.recipe_changed.connect(self.show_recipe)
        self.show_recipe()

    @property
    def rows(self) -> dict[str, FieldRow]:
        """Each field's row by the field's name."""
        return dict(self._rows)

    @property
    def unreadable(self) -> tuple[str, ...]:
        """Fields whose text is no value."""
        return tuple(name for name, row in self._rows.items() if not row.is_readable)

    def show_all(self, shows_all: bool) -> None:
        """Shows every field, or the simple ones and those that need attention."""
        self._shows_all = shows_all
        self._choose_rows()

    def show_recipe(self, *, force: bool = False) -> None:
        """Shows the recipe's values with what is to be said about each.

        Args:
            force: Whether texts that are no value go too.
        """
        values = dataclasses.asdict(self._setup.recipe)
        notes = {problem.field: problem for problem in reversed(self._setup.advice)}
        notes |= {problem.field: problem for problem in reversed(self._setup.problems)}
        for name, row in self._rows.items():
            row.show_value(values[name], force=force)
            row.show_note(self._note(name, values[name], notes.get(name)))
        self._choose_rows()

    def _row(self, described: FieldDescription, value: Value) -> FieldRow:
        row = FieldRow(described, value)
        row.changed.connect(self._setup.set_field)
        row.readability_changed.connect(self.readability_changed)
        return row

    def _column(self, groups: Iterable[Group]) -> QWidget:
        column = QWidget()
        layout = QVBoxLayout(column)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * GRID)
        for group in groups:
            card = Card(words(GROUP_TITLES[group]))
            card.body.setSpacing(GRID + GRID // 2)
            for row in self._rows.values():
                if row.described.group is group:
                    card.body.addWidget(row)
            self._cards[group] = card
            layout.addWidget(card)
        return column

    def _note(self, name: str, value: Value, problem: FieldProblem | None) -> Note:
        if problem is not None:
            kind = "bad" if problem.severity == "error" else "warning"
            return Note(problem_text(problem), kind, problem.source)
        choice = self._setup.choice(name)
        if choice is None or choice.value != value:
            return Note()
        return Note(words(choice.reason), "reason", choice.source)

    def _choose_rows(self) -> None:
        method = self._setup.recipe.method
        wrong = {each.field for each in (*self._setup.problems, *self._setup.advice)}
        shown: set[Group] = set()
        for name, row in self._rows.items():
            described = row.described
            means_something = not described.methods or method in described.methods
            asked_for = self._shows_all or described.simple or name in wrong
            is_shown = means_something and (asked_for or not row.is_readable)
            row.setVisible(is_shown)
            if is_shown:
                shown.add(described.group)
        for group, card in self._cards.items():
            card.setVisible(group in shown)
