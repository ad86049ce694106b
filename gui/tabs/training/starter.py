"""Begins runs: prepares them in the background, then launches them."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from backend.message import TunedeskError
from backend.project import RunFolder
from backend.training.prepare import PreparedRun, prepare_run
from gui.context import AppContext
from gui.workers.task import run_task


class RunStarter(QObject):
    """One run at a time is being prepared.

    Signals:
        changed: It has become busy, or is no longer.
        refused: A new run can't begin like this (`TunedeskError`).
    """

    changed = Signal()
    refused = Signal(object)

    def __init__(self, context: AppContext, parent: QObject) -> None:
        """`context` outlives it."""
        super().__init__(parent)
        self._context = context
        self.is_busy = False

    def start(self, *, ignore_plan: bool = False) -> None:
        """Begins a new run with the recipe as it is now.

        Args:
            ignore_plan: Begin even if the plan says that it does not fit.
        """
        if self.is_busy:
            return
        project = self._context.project.require()
        recipe_file = self._context.setup.kept_recipe()
        self._set_busy(True)
        run_task(
            self,
            lambda: prepare_run(project, recipe_file, ignore_plan=ignore_plan),
            self._launch,
            self._refuse,
        )

    def resume(self, run: RunFolder) -> None:
        """Goes on with a run that ended before its end."""
        try:
            self._context.jobs.resume_run(run)
        except TunedeskError as error:
            self._context.report(error)

    def _launch(self, prepared: PreparedRun) -> None:
        project = self._context.project.project
        self._set_busy(False)
        if project is not None and prepared.run.root.is_relative_to(project.root):
            self._context.jobs.start_run(prepared.run)

    def _refuse(self, error: TunedeskError) -> None:
        self._set_busy(False)
        self.refused.emit(error)

    def _set_busy(self, busy: bool) -> None:
        self.is_busy = busy
        self.changed.emit()
