"""Choosing the method: each with a sentence, its memory, and what it trains."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from backend.methods.base import Method
from backend.methods.registry import METHODS
from backend.planning.memory_plan import MemoryPlan
from gui.models.setup import SetupModel
from gui.style import GRID
from gui.widgets.badge import Badge
from gui.widgets.card import Card
from gui.widgets.text import show_text, text_label
from gui.wording import count_text, size_text, words


class MethodChooser(Card):
    """Every method there is; observes the set-up and changes its recipe."""

    def __init__(self, setup: SetupModel, parent: QWidget | None = None) -> None:
        """Begins with the recipe as it is."""
        super().__init__(parent=parent)
        self.set_title(self.tr("Method"))
        self._setup = setup
        self._group = QButtonGroup(self)
        self._rows = {
            name: _MethodRow(method, self._chooser(name)) for name, method in METHODS.items()
        }
        self.body.setSpacing(2 * GRID)
        for row in self._rows.values():
            self._group.addButton(row.button)
            self.body.addWidget(row)
        setup.recipe_changed.connect(self.show_recipe)
        setup.plan_changed.connect(self.show_plans)
        self.show_recipe()

    def show_recipe(self) -> None:
        """Shows the recipe's method, and which ones can't work with this model."""
        facts, recipe = self._setup.facts, self._setup.recipe
        for name, row in self._rows.items():
            problems = METHODS[name].problems(facts, recipe) if facts is not None else ()
            row.show_problem(" ".join(words(problem) for problem in problems))
        if recipe.method in self._rows:
            self._rows[recipe.method].button.setChecked(True)

    def show_plans(self) -> None:
        """Shows what each method would take; waits while nobody looks."""
        if not self.isVisible():
            return
        plans = self._setup.method_plans
        for name, row in self._rows.items():
            row.show_plan(plans.get(name))

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Catches up with what has changed while nobody looked."""
        super().showEvent(event)
        self.show_plans()

    def _chooser(self, name: str) -> Callable[[], None]:
        return lambda: self._setup.set_field("method", name)


class _MethodRow(QWidget):
    """One method."""

    def __init__(self, method: Method, choose: Callable[[], None]) -> None:
        super().__init__()
        sentence = words(method.sentence)
        self.button = QRadioButton(method.title)
        self.button.setAccessibleDescription(sentence)
        self.button.clicked.connect(choose)
        about = text_label(sentence, "small muted", wrap=True)
        about.setContentsMargins(3 * GRID + 4, 0, 0, 0)
        self._size = text_label(role="strong")
        self._trained = text_label(role="small muted")
        self._fits = Badge()
        self._problem = text_label(role="small bad", wrap=True)
        self._problem.setContentsMargins(3 * GRID + 4, 0, 0, 0)
        self._problem.hide()
        left = QVBoxLayout()
        left.setSpacing(0)
        for widget in (self.button, about, self._problem):
            left.addWidget(widget)
        numbers = QVBoxLayout()
        numbers.setSpacing(0)
        right = Qt.AlignmentFlag.AlignRight
        numbers.addStretch(1)
        numbers.addWidget(self._size, 0, right)
        numbers.addWidget(self._trained, 0, right)
        numbers.addStretch(1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * GRID)
        layout.addLayout(left, 1)
        layout.addWidget(self._fits, 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addLayout(numbers)
        self.show_plan(None)

    def show_plan(self, plan: MemoryPlan | None) -> None:
        """Shows memory and trained parameters; nothing while there is no plan."""
        self._fits.setVisible(plan is not None)
        if plan is None:
            show_text(self._size, "")
            show_text(self._trained, "")
            return
        show_text(self._size, size_text(plan.total_bytes))
        trained = self.tr("{count} trained").format(count=count_text(plan.trainable_parameters))
        show_text(self._trained, trained)
        fits = plan.fits
        self._fits.show_state(
            self.tr("fits") if fits else self.tr("doesn't fit"), "good" if fits else "bad"
        )

    def show_problem(self, text: str) -> None:
        """Says why the method can't work here; nothing when it can."""
        show_text(self._problem, text)
