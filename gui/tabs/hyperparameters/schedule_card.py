"""The learning rate over the steps, as the recipe has it."""

from __future__ import annotations

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from gui.models.setup import SetupModel
from gui.plots.schedule_plot import SchedulePlot
from gui.style import Theme, scaled
from gui.widgets.card import Card

_HEIGHT = 176


class ScheduleCard(Card):
    """Observes the set-up."""

    def __init__(self, setup: SetupModel, theme: Theme, parent: QWidget | None = None) -> None:
        """Begins with the recipe as it is."""
        super().__init__(parent=parent)
        self._setup = setup
        self._plot = SchedulePlot(theme)
        self.body.addWidget(self._plot)
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
        self._plot.show_schedule(self._setup.recipe, self._setup.schedule)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Catches up with what has changed while nobody looked."""
        super().showEvent(event)
        self.show_schedule()

    def set_active(self, is_active: bool) -> None:
        """Paints only while somebody looks."""
        self._plot.set_active(is_active)
