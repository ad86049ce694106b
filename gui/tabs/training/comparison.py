"""Another run's loss, laid over the one that is shown."""

from __future__ import annotations

from PySide6.QtCore import QObject

from backend.project import RunFolder
from gui.models.jobs import JobBoard
from gui.models.run import RunModel
from gui.models.runs import RunList
from gui.tabs.training.plots_panel import PlotsPanel
from gui.tabs.training.run_words import run_title


class LossComparison(QObject):
    """Offers the other runs of the project, and follows the chosen one."""

    def __init__(self, plots: PlotsPanel, runs: RunList, jobs: JobBoard, parent: QObject) -> None:
        """Offers nothing yet."""
        super().__init__(parent)
        self._plots, self._runs, self._jobs = plots, runs, jobs
        self._other: RunModel | None = None
        plots.comparison_chosen.connect(self._choose)

    def offer(self, shown: RunModel | None) -> None:
        """Offers the runs that have a curve, but for the one that is shown."""
        self._plots.offer_comparison(
            [
                (entry.run.name, run_title(entry.run.name))
                for entry in self._runs.entries
                if entry.step and (shown is None or entry.run.root != shown.folder)
            ]
        )

    def end(self) -> None:
        """Takes the other curve away."""
        self._follow(None)

    def _choose(self, name: str) -> None:
        chosen = next((each.run for each in self._runs.entries if each.run.name == name), None)
        self._follow(chosen)

    def _follow(self, run: RunFolder | None) -> None:
        if self._other is not None:
            self._other.changed.disconnect(self._show)
        self._other = None if run is None else self._jobs.open_run(run)
        if self._other is not None:
            self._other.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        other = self._other
        curves = None if other is None else other.curves
        self._plots.loss.compare_with(run_title(other.name) if other else "", curves)
