"""The three hyperparameters that decide most over memory, as sliders."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from backend.recipe.descriptions import DESCRIPTIONS
from gui.models.recipe_words import problem_text
from gui.models.setup import SetupModel
from gui.style import GRID
from gui.tabs.hardware.knob import Knob, doublings
from gui.widgets.even_row import EvenRow
from gui.wording import number_text

_SHORTEST, _LONGEST = 64, 32_768
_MOST_ROWS = 64
_SMALLEST_RANK, _LARGEST_RANK = 4, 256


class Knobs(EvenRow):
    """Longest row, rows at once, rank; each change goes straight into the recipe."""

    def __init__(self, setup: SetupModel, parent: QWidget | None = None) -> None:
        """Begins with the recipe as it is."""
        super().__init__(smallest=200, spacing=4 * GRID, parent=parent)
        self._setup = setup
        self._knobs = {
            name: Knob(DESCRIPTIONS[name], steps)
            for name, steps in (
                ("max_length", doublings(_SHORTEST, _LONGEST)),
                ("micro_batch", doublings(1, _MOST_ROWS)),
                ("rank", doublings(_SMALLEST_RANK, _LARGEST_RANK)),
            )
        }
        for name, knob in self._knobs.items():
            knob.turned.connect(self._turner(name))
            self.add(knob)
        setup.recipe_changed.connect(self.show_recipe)
        setup.facts_changed.connect(self._limit_length)
        self._limit_length()
        self.show_recipe()

    def show_recipe(self) -> None:
        """Shows the recipe's values and what is wrong with them."""
        wrong = {problem.field: problem_text(problem) for problem in self._setup.problems}
        for name, knob in self._knobs.items():
            note = wrong.get(name) or (self._length_note() if name == "max_length" else "")
            knob.show_value(getattr(self._setup.recipe, name), note, is_problem=name in wrong)

    def _turner(self, name: str) -> Callable[[int], None]:
        return lambda value: self._setup.set_field(name, value)

    def _limit_length(self) -> None:
        facts = self._setup.facts
        most = facts.max_positions if facts and facts.max_positions else _LONGEST
        steps = doublings(_SHORTEST, max(2 * _SHORTEST, min(most, _LONGEST)))
        self._knobs["max_length"].set_steps(steps)
        self.show_recipe()

    def _length_note(self) -> str:
        """The plan counts with the longest row there is, where that is shorter."""
        longest = self._setup.longest_row_tokens
        if longest is None or longest > self._setup.recipe.max_length:
            return ""
        return self.tr("Your longest row has {count} tokens; the plan counts with that.").format(
            count=number_text(longest)
        )
