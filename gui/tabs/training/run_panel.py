"""One run, live or past: state, numbers, plots, answers, notes."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QMessageBox, QVBoxLayout, QWidget

from backend.commands import SaveNow
from backend.events import JobFailed
from backend.jobs.reducer import RunStatus
from gui.context import AppContext
from gui.models.run import RunModel
from gui.models.run_papers import RunPapers
from gui.style.metrics import GRID
from gui.tabs.training.controls import RunControls
from gui.tabs.training.notes import NotesCard
from gui.tabs.training.plots_panel import PlotsPanel
from gui.tabs.training.samples import SamplesCard
from gui.tabs.training.tiles import RunTiles
from gui.widgets.error_card import ErrorCard
from gui.wording import number_text, words

# A running job speaks many times a second; words and numbers need not follow each time.
_LEAST_GAP_MS = 100
# So often is looked whether a job has fallen silent: nothing tells of silence.
_LISTEN_MS = 5_000


class RunPanel(QWidget):
    """Shows one run and takes what is to be told to it.

    Signals:
        refreshed: What is shown is up to date again.
        resume_asked: Go on with the run.
    """

    refreshed = Signal()
    resume_asked = Signal()

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        """Begins without a run."""
        super().__init__(parent)
        self._run: RunModel | None = None
        self._papers = RunPapers()
        self._fault: JobFailed | None = None
        self.status = RunStatus.WAITING
        self.card = ErrorCard()
        self.controls = RunControls()
        self.tiles = RunTiles()
        self.plots = PlotsPanel(context)
        self.samples = SamplesCard()
        self.notes = NotesCard()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_LEAST_GAP_MS)
        self._soon.timeout.connect(self.refresh)
        self._listening = QTimer(self)
        self._listening.setInterval(_LISTEN_MS)
        self._listening.timeout.connect(self._listen)
        self._lay_out()
        self._connect()

    @property
    def run(self) -> RunModel | None:
        """The run that is shown."""
        return self._run

    def show_run(self, run: RunModel | None) -> None:
        """Shows this run from now on; None for none."""
        if self._run is not None:
            self._run.changed.disconnect(self._soon.start)
        self._run, self._papers, self._fault = run, RunPapers(), None
        self.card.hide()
        self.samples.forget()
        if run is None:
            self._soon.stop()
            self._listening.stop()
            self.plots.show_run(None, self._papers)
            return
        run.changed.connect(self._soon.start)
        self.refresh()

    def show_papers(self, papers: RunPapers) -> None:
        """Shows the run beside its recipe and plan."""
        self._papers = papers
        self.refresh()

    def refresh(self) -> None:
        """Shows the run as it stands now."""
        run = self._run
        if run is None:
            return
        status = run.status
        # A journal that is still being read looks silent; only the timer's word counts for that.
        if status is not RunStatus.SILENT:
            self.status = status
        elif self.status is not RunStatus.SILENT:
            self.status = RunStatus.RUNNING
        self._show_fault(run)
        has_curves = len(run.curves.steps) > 0 or len(run.curves.resource_s) > 0
        for widget in (self.tiles, self.plots):
            widget.setVisible(run.is_live or has_curves)
        self.controls.show_run(run, self.status)
        self.tiles.show_run(run, self._papers)
        self.plots.show_run(run.curves, self._papers)
        self.samples.show_samples(run.state.samples)
        self.notes.show_notices(run.state.notices)
        if not run.is_live:
            self._listening.stop()
        elif not self._listening.isActive():
            self._listening.start()
        self.refreshed.emit()

    def close_down(self) -> None:
        """Lets go of the run and of the timers."""
        self.plots.keep()
        self.show_run(None)

    def _listen(self) -> None:
        run = self._run
        if run is not None and run.status is RunStatus.SILENT:
            self.status = RunStatus.SILENT
            self.refresh()

    def _show_fault(self, run: RunModel) -> None:
        outcome = run.state.outcome
        if not isinstance(outcome, JobFailed):
            self.card.hide()
            self._fault = None
        elif outcome is not self._fault:
            self._fault = outcome
            self.card.show_fault(
                words(outcome.message),
                words(outcome.remedy),
                outcome.details,
                self.tr("Resume"),
            )

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * GRID)
        for widget in (self.card, self.controls, self.tiles):
            layout.addWidget(widget)
        layout.addWidget(self.plots, 1)
        layout.addWidget(self.samples)
        layout.addWidget(self.notes)
        layout.addStretch(0)

    def _connect(self) -> None:
        self.card.action_requested.connect(self.resume_asked)
        self.controls.pause_asked.connect(self._pause)
        self.controls.save_asked.connect(self._save)
        self.controls.stop_asked.connect(self._stop)
        self.controls.stop_now_asked.connect(self._ask_stop_now)

    def _pause(self) -> None:
        if self._run is not None:
            self._run.pause()

    def _save(self) -> None:
        if self._run is not None:
            self._run.send(SaveNow())

    def _stop(self) -> None:
        if self._run is not None:
            self._run.stop(save=True)

    def _ask_stop_now(self) -> None:
        run = self._run
        if run is None or not run.is_live:
            return
        saved = run.state.checkpoints.last()
        lost = (
            self.tr("Nothing has been saved yet: all steps are lost.")
            if saved is None
            else self.tr("The last checkpoint is of step {step}; steps after it are lost.").format(
                step=number_text(saved.step)
            )
        )
        box = QMessageBox(self)
        box.setWindowTitle(self.tr("Stop now?"))
        box.setText(self.tr("Stop without saving?"))
        box.setInformativeText(lost)
        stop = box.addButton(self.tr("Stop now"), QMessageBox.ButtonRole.DestructiveRole)
        keep = box.addButton(self.tr("Keep training"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(keep)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        stop.clicked.connect(lambda: run.stop(save=False))
        box.open()
