"""The Export tab."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from backend.events import JobFailed, JobFinished
from backend.export.made import Made
from backend.export.registry import TARGETS
from backend.project import RunFolder
from gui.context import AppContext
from gui.models.run import RunModel
from gui.style import GRID
from gui.tabs.base import PrimaryAction, Tab, TabState
from gui.tabs.export.contents import Contents
from gui.tabs.export.form import ExportForm
from gui.tabs.export.made_list import MadeList
from gui.tabs.export.model import KIND, ExportModel
from gui.tabs.export.result import Result
from gui.widgets.columns import Columns
from gui.widgets.empty_state import EmptyState
from gui.widgets.error_card import ErrorCard
from gui.widgets.progress_row import ProgressRow
from gui.widgets.scroll_page import ScrollPage
from gui.wording import words

_MAX_WIDTH = 1600
_COLUMN_WIDTH = 400


class ExportTab(Tab):
    """Hands over a finished run."""

    name = "export"

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        """Looks for finished runs when a project is opened, and when the tab comes to the front."""
        super().__init__(context, parent)
        self._model = ExportModel(context, self)
        self._job: RunModel | None = None
        self._is_shown = False
        self._build()
        self._connect()
        self._begin_anew()

    def headline(self) -> str:
        """What can be handed over."""
        if not self._model.runs:
            return self.tr("Take what a training has learned with you.")
        if self._model.job is not None:
            return self.tr("The export is being written.")
        return self.tr("Take the trained model with you, or give it to others.")

    def state(self) -> TabState:
        """Done once something was exported."""
        if self._model.job is not None:
            return TabState.RUNNING
        if not self._model.runs:
            return TabState.EMPTY
        return TabState.DONE if self._model.exports else TabState.READY

    def primary(self) -> PrimaryAction | None:
        """To export what is chosen."""
        if not self._model.runs:
            return None
        title = self.tr(TARGETS[self._model.target].title).lower()
        text = self.tr("Export {form}").format(form=title)
        reason = self._why_not()
        return PrimaryAction(text, not reason, reason, "export")

    def run_primary(self) -> None:
        """Launches the export."""
        self._fault.hide()
        self._model.begin()

    def shown(self) -> None:
        """Looks anew, since exports may have been deleted by hand."""
        self._is_shown = True
        self._model.look()

    def hidden(self) -> None:
        """What changes now is looked at when the tab comes to the front again."""
        self._is_shown = False

    def receive(self, payload: object) -> None:
        """Takes a run that is to be exported."""
        if isinstance(payload, RunFolder) and payload in self._model.runs:
            self._model.choose(payload, self._model.target)

    def _why_not(self) -> str:
        if self._model.job is not None:
            return self.tr("An export is being written.")
        if self._model.problem is not None:
            return words(self._model.problem.message)
        return "" if self._model.estimate is not None else self.tr("Looking at the drive …")

    def _build(self) -> None:
        self._no_project = EmptyState(
            "export",
            self.tr("Nothing to export yet"),
            self.tr("Open a project or make one: what its training has learned is exported here."),
            self.tr("Go to Start"),
        )
        self._no_run = EmptyState(
            "export",
            self.tr("No training is finished yet"),
            self.tr(
                "When a training is finished, its adapter can be taken from here: a few megabytes "
                "that turn the base model into yours, with a model card that says what is in them."
            ),
            self.tr("Go to Training"),
        )
        self._fault = ErrorCard()
        self._progress = ProgressRow()
        self._progress.hide()
        self._contents = Contents()
        self._result = Result()
        self._made = MadeList()
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * GRID)
        for part in (self._contents, self._result, self._made):
            column.addWidget(part)
        column.addStretch(1)
        columns = Columns()
        form = QWidget()
        form_column = QVBoxLayout(form)
        form_column.setContentsMargins(0, 0, 0, 0)
        form_column.addWidget(ExportForm(self._model))
        form_column.addStretch(1)
        columns.add(form, _COLUMN_WIDTH)
        columns.add(side, _COLUMN_WIDTH)
        self._page = ScrollPage(max_width=_MAX_WIDTH)
        for widget in (self._fault, self._progress, columns):
            self._page.body.addWidget(widget)
        self._page.body.addStretch(1)
        self._stack = QStackedLayout(self)
        for page in (self._no_project, self._no_run, self._page):
            self._stack.addWidget(page)

    def _connect(self) -> None:
        project, jobs = self.context.project, self.context.jobs
        for signal in (project.opened, project.closed):
            signal.connect(self._begin_anew)
        project.runs_changed.connect(self._model.look)
        jobs.started.connect(self._take_job)
        jobs.ended.connect(self._take_end)
        self._model.changed.connect(self._show)
        self._model.made.connect(self._show_made)
        self._made.chosen.connect(self._show_made)
        self._progress.cancel_requested.connect(self._cancel)
        self._fault.action_requested.connect(self.run_primary)
        self._no_project.triggered.connect(lambda: self.context.go_to("start"))
        self._no_run.triggered.connect(lambda: self.context.go_to("training"))

    def _begin_anew(self) -> None:
        for widget in (self._result, self._fault, self._progress):
            widget.hide()
        self._contents.show()
        self._job = None
        self._model.forget()
        self._model.look()

    def _show(self) -> None:
        if self.context.project.project is None:
            self._stack.setCurrentWidget(self._no_project)
        elif not self._model.runs:
            self._stack.setCurrentWidget(self._no_run)
        else:
            self._stack.setCurrentWidget(self._page)
        self._made.show_exports(self._model.exports)
        self._contents.show_target(TARGETS[self._model.target])
        self.presented.emit()

    def _show_made(self, made: Made) -> None:
        self._contents.hide()
        self._result.show_made(made)

    def _take_job(self, job: RunModel) -> None:
        if job.kind != KIND:
            return
        self._job = job
        self._result.hide()
        self._contents.show()
        self._progress.set_cancellable(True)
        job.changed.connect(self._show_progress)
        self._show_progress()
        self.presented.emit()

    def _show_progress(self) -> None:
        job = self._job
        self._progress.setVisible(job is not None and job.is_live)
        if job is None or not job.is_live:
            return
        progress = job.state.progress
        known = progress is not None and progress.total > 0
        fraction = progress.done / progress.total if progress is not None and known else None
        detail = (
            self.tr("{done} of {total} files").format(done=progress.done, total=progress.total)
            if progress is not None and known
            else ""
        )
        label = self.tr("Stopping …") if job.is_stopping else words(job.state.label)
        self._progress.show_progress(label, fraction, detail, job.state.eta_s)

    def _take_end(self, job: RunModel) -> None:
        if job.kind != KIND:
            return
        self._job = None
        self._progress.hide()
        outcome = job.state.outcome
        if isinstance(outcome, JobFinished):
            self._model.take_finished(str(outcome.result["path"]))
        elif isinstance(outcome, JobFailed):
            self._fault.show_fault(
                words(outcome.message),
                words(outcome.remedy),
                outcome.details,
                self.tr("Try again"),
            )
        self.presented.emit()

    def _cancel(self) -> None:
        if self._job is not None:
            self._progress.set_cancellable(False)
            self._job.stop(save=False)
