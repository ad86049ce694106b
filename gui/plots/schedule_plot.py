"""The learning rate over the steps of a run that has not begun."""

from __future__ import annotations

import numpy as np
from PySide6.QtWidgets import QWidget

from backend.recipe.recipe import Recipe
from backend.recipe.schedule import Schedule, rate_at
from gui.plots.live_plot import LivePlot
from gui.style.theme import Theme
from gui.wording import tr

_MOST_POINTS = 400


class SchedulePlot(LivePlot):
    """Warm-up and fall of the learning rate, as the run will take them."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Empty until `show_schedule`."""
        super().__init__(
            theme,
            tr("SchedulePlot", "Learning rate"),
            tr("SchedulePlot", "Step"),
            "",
            parent,
            from_zero=True,
        )
        self.set_empty_text(
            self.tr("Needs a dataset: the number of steps comes from the number of rows.")
        )

    def show_schedule(self, recipe: Recipe, schedule: Schedule | None) -> None:
        """Shows the rates of all steps; no schedule shows nothing."""
        self.clear()
        if schedule is None:
            return
        count = min(schedule.total_steps, _MOST_POINTS)
        steps = np.unique(np.linspace(1, schedule.total_steps, count).round())
        warm = np.array([schedule.warmup_steps + 1.0])  # so that the peak is never missed
        if schedule.warmup_steps < schedule.total_steps:
            steps = np.union1d(steps, warm)
        rates = np.array([rate_at(recipe, schedule, int(step)) for step in steps])
        name = self.tr("Learning rate")
        self.set_line("rate", name, steps, rates, colour_index=0, width=2)
        if schedule.warmup_steps:
            text = self.tr("warm-up ends: step {step}").format(step=schedule.warmup_steps)
            peak = (float(schedule.warmup_steps + 1), recipe.learning_rate)
            self.set_mark("warm-up", text, peak, above=True)
