"""The learning rate over the steps, as the recipe has it."""

from __future__ import annotations

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from backend.recipe.recipe import Recipe
from backend.recipe.schedule import Schedule
from gui.models.setup import SetupModel
from gui.plots.schedule_plot import SchedulePlot
from gui.style import Theme, scaled
from gui.widgets.card import Card
from gui.widgets.text import show_text, text_label
from gui.wording import number_text

_HEIGHT = 160


class ScheduleCard(Card):
    """Observes the set-up."""

    def __init__(self, setup: SetupModel, theme: Theme, parent: QWidget | None = None) -> None:
        """Begins with the recipe as it is."""
        super().__init__(parent=parent)
        self._setup = setup
        self._plot = SchedulePlot(theme)
        self._caption = text_label(role="small muted", wrap=True)
        self.body.addWidget(self._plot)
        self.body.addWidget(self._caption)
        setup.plan_changed.connect(self.show_schedule)

    def show_schedule(self) -> None:
        """Shows the rates of all steps, or why they can't be known; waits while nobody looks."""
        if not self.isVisible():
            return
        self._plot.setFixedHeight(scaled(_HEIGHT))
        self._plot.set_empty_text(
            self.tr("Correct the settings first.")
            if self._setup.problems
            else self.tr("Build the dataset first: the steps come from its rows.")
        )
        recipe, schedule = self._setup.recipe, self._setup.schedule
        self._plot.show_schedule(recipe, schedule)
        # So small a plot has no room for words within: they stand below.
        self._plot.set_mark("warm-up", "", None)
        show_text(self._caption, self._in_words(recipe, schedule) if schedule else "")

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Catches up with what has changed while nobody looked."""
        super().showEvent(event)
        self.show_schedule()

    def _in_words(self, recipe: Recipe, schedule: Schedule) -> str:
        rise, steps = schedule.warmup_steps, schedule.total_steps
        if recipe.scheduler == "constant":
            text = self.tr("Rises over {rise} steps, then stays until step {steps}.")
        else:
            text = self.tr("Rises over {rise} steps, then falls until step {steps}.")
        return text.format(rise=number_text(rise), steps=number_text(steps))

    def set_active(self, is_active: bool) -> None:
        """Paints only while somebody looks."""
        self._plot.set_active(is_active)
