"""The Training tab."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from backend.jobs.reducer import RunStatus
from backend.message import TunedeskError
from backend.project import RunFolder
from gui.context import AppContext
from gui.models.jobs import TRAIN
from gui.models.run import RunModel
from gui.models.run_papers import RunPapers, read_papers
from gui.models.runs import RunList
from gui.style.metrics import scaled
from gui.tabs.base import PrimaryAction, Tab, TabState
from gui.tabs.training.comparison import LossComparison
from gui.tabs.training.run_list_view import RunListView
from gui.tabs.training.run_panel import RunPanel
from gui.tabs.training.run_words import can_go_on, standing
from gui.tabs.training.start_panel import StartPanel
from gui.tabs.training.starter import RunStarter
from gui.widgets.columns import Columns
from gui.widgets.empty_state import EmptyState
from gui.widgets.scroll_page import ScrollPage
from gui.widgets.text import text_label
from gui.wording import number_text, words
from gui.workers.task import Task, run_task

_LIST_WIDTH = 264
_PANEL_WIDTH = 560


class TrainingTab(Tab):
    """Begins runs, shows the one that is at work, and those that were."""

    name: ClassVar[str] = "training"
    icon: ClassVar[str] = "training"

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        """`context` outlives the tab."""
        super().__init__(context, parent)
        self.runs = RunList(context.project, context.jobs, self)
        self._starter = RunStarter(context, self)
        self._papers_task: Task | None = None
        self._has_chosen = False
        self.list = RunListView()
        self.start_panel = StartPanel(context.setup)
        self.panel = RunPanel(context)
        self._comparison = LossComparison(self.panel.plots, self.runs, context.jobs, self)
        self._empty = EmptyState("training", "", "")
        self._pages = QStackedWidget()
        self._lay_out()
        self._connect()
        self._show_project()
        self.panel.plots.set_active(False)

    def title(self) -> str:
        """The tab's name."""
        return self.tr("Training")

    def headline(self) -> str:
        """How it stands and what is next."""
        if self.context.project.project is None:
            return self.tr("Open or make a project first.")
        run = self.panel.run
        if run is not None:
            return standing(run, self.panel.status)
        if self._starter.is_busy:
            return self.tr("Checking model, rows and memory before it begins.")
        setup = self.context.setup
        if not setup.rows:
            return self.tr("There is nothing to learn from yet.")
        if setup.schedule is None:
            return self.tr("{rows} rows to learn from.").format(rows=number_text(setup.rows))
        return self.tr("{rows} rows to learn from, in {steps} steps.").format(
            rows=number_text(setup.rows), steps=number_text(setup.schedule.total_steps)
        )

    def state(self) -> TabState:
        """How far the work of the tab has come."""
        if self.context.project.project is None:
            return TabState.EMPTY
        if self.context.jobs.of_kind(TRAIN) is not None:
            return TabState.RUNNING
        newest = self.runs.entries[0].status if self.runs.entries else None
        if newest is RunStatus.FAILED:
            return TabState.ATTENTION
        if any(entry.status is RunStatus.FINISHED for entry in self.runs.entries):
            return TabState.DONE
        return TabState.READY if self.context.setup.rows else TabState.EMPTY

    def primary(self) -> PrimaryAction | None:
        """Start, resume or test, as the chosen run stands."""
        if self.context.project.project is None:
            return None
        run = self.panel.run
        if run is None:
            return self._start_action()
        if run.state.outcome is None:
            return None  # at work, or its journal is still being read
        if self.panel.status is RunStatus.FINISHED:
            return PrimaryAction(self.tr("Test it"), icon="test")
        if can_go_on(run.state):
            return PrimaryAction(self.tr("Resume"), icon="resume")
        return self._start_action()

    def run_primary(self) -> None:
        """Takes the next step."""
        run = self.panel.run
        if run is not None and self.panel.status is RunStatus.FINISHED:
            self.context.go_to("test", RunFolder(run.folder))
        elif run is not None and can_go_on(run.state):
            self._resume()
        else:
            self.start_panel.forget_refusal()
            self._starter.start()

    def shown(self) -> None:
        """Plots are drawn while the tab is in front."""
        self.panel.plots.set_active(True)

    def hidden(self) -> None:
        """Nothing is drawn behind another tab."""
        self.panel.plots.set_active(False)

    def receive(self, payload: object) -> None:
        """Takes a run to be shown (`RunFolder`)."""
        if isinstance(payload, RunFolder):
            self._choose(payload.root)

    def close_down(self) -> None:
        """Lets go of runs and timers; remembers how the plots were divided."""
        self.panel.close_down()

    def _lay_out(self) -> None:
        work = QWidget()
        work_column = QVBoxLayout(work)
        work_column.setContentsMargins(0, 0, 0, 0)
        for widget in (self.start_panel, self.panel):
            work_column.addWidget(widget)
        self._show_work(self.start_panel)
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(text_label(self.tr("Runs"), "heading"))
        column.addWidget(self.list)
        column.addStretch(1)
        side.setMaximumWidth(scaled(2 * _LIST_WIDTH))
        columns = Columns()
        columns.add(side, scaled(_LIST_WIDTH), 0)
        columns.add(work, scaled(_PANEL_WIDTH), 1)
        page = ScrollPage()
        page.body.addWidget(columns)
        empty = ScrollPage()
        empty.body.addWidget(self._empty)
        self._pages.addWidget(empty)
        self._pages.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._pages)

    def _connect(self) -> None:
        context = self.context
        self.list.chosen.connect(self._choose)
        self.runs.changed.connect(self._show_runs)
        self.runs.problem.connect(context.report)
        self._starter.changed.connect(self.presented)
        self._starter.refused.connect(self._show_refusal)
        self.start_panel.fit_asked.connect(lambda: context.go_to("hardware"))
        self.start_panel.recipe_asked.connect(lambda: context.go_to("hyperparameters"))
        self.start_panel.anyway_asked.connect(lambda: self._starter.start(ignore_plan=True))
        self.panel.refreshed.connect(self.presented)
        self.panel.resume_asked.connect(self._resume)
        self._empty.triggered.connect(self._leave_empty)
        context.project.opened.connect(self._open_project)
        context.project.closing.connect(self._close_project)
        context.project.closed.connect(self._show_project)
        context.setup.plan_changed.connect(self._show_project)
        context.jobs.started.connect(self._show_started)
        context.jobs.ended.connect(lambda _: self.presented.emit())

    def _start_action(self) -> PrimaryAction:
        text = self.tr("Start training")
        setup = self.context.setup
        if self._starter.is_busy:
            return PrimaryAction(text, False, self.tr("It is being prepared."), "play")
        if setup.facts_problem is not None:
            return PrimaryAction(text, False, words(setup.facts_problem.message), "play")
        if not setup.rows:
            reason = self.tr("There are no rows to learn from: build the dataset first.")
            return PrimaryAction(text, False, reason, "play")
        if setup.problems:
            return PrimaryAction(text, False, words(setup.problems[0].message), "play")
        return PrimaryAction(text, icon="play")

    def _open_project(self) -> None:
        self._has_chosen = False
        self._show_project()

    def _close_project(self) -> None:
        self._comparison.end()
        self.panel.show_run(None)
        self.start_panel.forget_refusal()
        self._show_work(self.start_panel)

    def _show_project(self) -> None:
        """The page itself, or what is missing before there can be one."""
        if self.context.project.project is None:
            self._empty.set_texts(
                self.tr("No project is open"),
                self.tr(
                    "Here a model learns from your rows, and you watch: the loss falls, the "
                    "memory is seen beside its plan, and the same questions are answered better "
                    "and better."
                ),
                self.tr("Go to Start"),
            )
        elif not self.context.setup.rows and not self.runs.entries:
            self._empty.set_texts(
                self.tr("Nothing to learn from yet"),
                self.tr(
                    "A training needs rows: questions with their right answers. Add documents in "
                    "the Dataset tab and build them."
                ),
                self.tr("Go to Dataset"),
            )
        else:
            self._pages.setCurrentIndex(1)
            self.presented.emit()
            return
        self._pages.setCurrentIndex(0)
        self.presented.emit()

    def _leave_empty(self) -> None:
        has_project = self.context.project.project is not None
        self.context.go_to("dataset" if has_project else "start")

    def _show_runs(self) -> None:
        self.list.show_entries(self.runs.entries)
        run = self.panel.run
        self.list.choose(None if run is None else run.folder)
        if self.runs.is_read and not self._has_chosen:
            self._choose_first()
        self._comparison.offer(self.panel.run)
        self._show_project()

    def _choose_first(self) -> None:
        """The run at work, else the newest one, else a new one."""
        live = self.context.jobs.of_kind(TRAIN)
        if live is not None:
            self._choose(live.folder)
        elif self.runs.entries:
            self._choose(self.runs.entries[0].run.root)

    def _show_started(self, job: RunModel) -> None:
        if job.kind == TRAIN:
            self._choose(job.folder)

    def _choose(self, folder: Path | None) -> None:
        self._has_chosen = True
        self.list.choose(folder)
        self.start_panel.forget_refusal()
        if folder is None:
            self.panel.show_run(None)
            self._show_work(self.start_panel)
            self.presented.emit()
            return
        run = RunFolder(folder)
        self.panel.show_run(self.context.jobs.open_run(run))
        self._show_work(self.panel)
        if self._papers_task is not None:
            self._papers_task.cancel()
        self._papers_task = run_task(
            self, lambda: read_papers(run), self._show_papers, self._fail_papers
        )
        self._show_runs()

    def _show_work(self, widget: QWidget) -> None:
        """One of the two; in a stack the page would be as high as the higher of them."""
        for each in (self.start_panel, self.panel):
            each.setVisible(each is widget)

    def _show_papers(self, papers: RunPapers) -> None:
        self._papers_task = None
        self.panel.show_papers(papers)

    def _fail_papers(self, error: TunedeskError) -> None:
        self._papers_task = None
        self.context.report(error)

    def _show_refusal(self, error: TunedeskError) -> None:
        self._choose(None)
        self.start_panel.show_refusal(error)

    def _resume(self) -> None:
        run = self.panel.run
        if run is not None:
            self._starter.resume(RunFolder(run.folder))
