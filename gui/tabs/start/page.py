"""The Start tab."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout, QWidget

from backend.message import TunedeskError
from backend.overview import NextStep, Overview, RecentProject, overview, recent_project
from gui.context import AppContext
from gui.dialogs.project_actions import ProjectActions
from gui.style import GRID
from gui.tabs.base import PrimaryAction, Tab, TabState
from gui.tabs.start.begin import Begin
from gui.tabs.start.next_step import button_text, sentence, tab_of
from gui.tabs.start.recents import Recents
from gui.tabs.start.steps import Steps
from gui.tabs.start.summary import Summary
from gui.widgets.scroll_page import ScrollPage
from gui.widgets.text import text_label
from gui.workers.task import Task, run_task

_MAX_WIDTH = 1920


class StartTab(Tab):
    """Begins projects, and says where the open one stands."""

    name = "start"

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        """Reads the recent projects in the background."""
        super().__init__(context, parent)
        self._actions = ProjectActions(context, self)
        self._step: NextStep | None = None
        self._recent_folders: tuple[str, ...] | None = None
        self._known: tuple[RecentProject, ...] = ()
        self._looking: Task | None = None
        self._listing: Task | None = None
        self._is_shown = False
        self._build()
        self._connect()
        self._show_project()
        self._list_recents()

    def headline(self) -> str:
        """Where the open project stands, or how to begin."""
        project = self.context.project.project
        if project is None:
            return self.tr("Everything happens on this computer. Choose how to begin.")
        return project.info.name if self._step is None else sentence(self._step)

    def state(self) -> TabState:
        """Done once a project is open."""
        return TabState.EMPTY if self.context.project.project is None else TabState.DONE

    def primary(self) -> PrimaryAction | None:
        """The open project's next step, else the project that was open last, else the sample."""
        if self.context.project.project is not None:
            if self._step is None:
                reason = self.tr("The project is being looked at.")
                return PrimaryAction(self.tr("Next step"), False, reason, "next")
            return PrimaryAction(button_text(self._step), icon="next")
        last = self._last_project()
        if last is not None:
            return PrimaryAction(self.tr("Open {name}").format(name=last.name), icon="open")
        return PrimaryAction(self.tr("Try the sample handbook"), icon="sample")

    def run_primary(self) -> None:
        """Takes it."""
        last = self._last_project()
        if self.context.project.project is not None:
            if self._step is not None:
                self.context.go_to(tab_of(self._step))
        elif last is not None:
            self._actions.open_recent(str(last.folder))
        else:
            self._actions.try_sample()

    def shown(self) -> None:
        """Looks anew at the project and at the recent ones."""
        self._is_shown = True
        self._recent_folders = None
        self._list_recents()
        self._look()

    def hidden(self) -> None:
        """What changes now is looked at when the tab comes to the front again."""
        self._is_shown = False

    def _build(self) -> None:
        page = ScrollPage(max_width=_MAX_WIDTH)
        self._hero = text_label(
            self.tr("Teach a model what your documents say"), "display", wrap=True
        )
        self._hero_text = text_label(
            self.tr(
                "Tunedesk makes questions and answers from your documents, trains a small language "
                "model on them, and shows what it has learned, beside what it knew before."
            ),
            "muted",
            wrap=True,
        )
        self._summary = Summary()
        self._begin = Begin(is_tall=True)
        self._begin_other = Begin(is_tall=False)
        self._recents = Recents()
        self._steps = Steps()
        page.body.setSpacing(3 * GRID)
        hero = QVBoxLayout()
        hero.setSpacing(GRID)
        hero.addWidget(self._hero)
        hero.addWidget(self._hero_text)
        page.body.addLayout(hero)
        for widget in (
            self._summary,
            self._begin,
            self._begin_other,
            self._recents,
            self._steps,
        ):
            page.body.addWidget(widget)
        page.body.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(page)

    def _connect(self) -> None:
        project, jobs = self.context.project, self.context.jobs
        for signal in (project.opened, project.closed):
            signal.connect(self._show_project)
        for signal in (
            project.documents_changed,
            project.dataset_changed,
            project.runs_changed,
            project.info_changed,
        ):
            signal.connect(self._look_if_shown)
        jobs.started.connect(self._look_if_shown)
        jobs.ended.connect(self._look_if_shown)
        self.context.preferences.changed.connect(self._list_recents)
        for begin in (self._begin, self._begin_other):
            begin.sample_wanted.connect(self._actions.try_sample)
            begin.new_wanted.connect(self._actions.new_project)
            begin.open_wanted.connect(self._actions.open_project)
        self._recents.opened.connect(lambda folder: self._actions.open_recent(str(folder)))
        self._recents.forgotten.connect(self._forget)

    def _show_project(self) -> None:
        """Another project is open, or none."""
        self._step = None
        project = self.context.project.project
        is_open = project is not None
        with_project: tuple[QWidget, ...] = (self._summary, self._begin_other)
        without: tuple[QWidget, ...] = (self._hero, self._hero_text, self._begin)
        for widget in with_project:
            widget.setVisible(is_open)
        for widget in without:
            widget.setVisible(not is_open)
        self._show_recents()
        if project is not None:
            self._summary.show_project(project, None)
        self._look()
        self.presented.emit()

    def _show_recents(self) -> None:
        """Those that are not open; who has none is shown the steps in their place."""
        project = self.context.project.project
        root = project.root if project else None
        self._recents.show_projects([each for each in self._known if each.folder != root])
        self._steps.setVisible(project is None and not self._known)

    def _look_if_shown(self) -> None:
        if self._is_shown:
            self._look()

    def _look(self) -> None:
        """Counts what is in the open project; only the last look counts."""
        if self._looking is not None:
            self._looking.cancel()
            self._looking = None
        project = self.context.project.project
        if project is not None:
            self._looking = run_task(
                self, lambda: overview(project), self._take_overview, self._fail
            )

    def _take_overview(self, found: Overview) -> None:
        self._looking = None
        project = self.context.project.project
        if project is None:
            return
        self._step = found.next_step
        self._summary.show_project(project, found)
        self.presented.emit()

    def _fail(self, error: TunedeskError) -> None:
        """What can't be read is mended in the Dataset tab, by building it anew."""
        self._looking = None
        self._step = NextStep.BUILD_DATASET
        self.context.report(error)
        self.presented.emit()

    def _list_recents(self) -> None:
        """Looks at the recent projects, if they are others than before."""
        folders = self.context.preferences.settings.recent
        if folders == self._recent_folders:
            return
        self._recent_folders = folders
        if self._listing is not None:
            self._listing.cancel()
        self._listing = run_task(
            self,
            lambda: [recent_project(Path(folder)) for folder in folders],
            self._take_recents,
            self.context.report,
        )

    def _take_recents(self, projects: Sequence[RecentProject]) -> None:
        self._listing = None
        self._known = tuple(projects)
        self._show_recents()
        self.presented.emit()

    def _last_project(self) -> RecentProject | None:
        return next((each for each in self._known if each.is_there), None)

    def _forget(self, folder: Path) -> None:
        self.context.preferences.forget_project(str(folder))
