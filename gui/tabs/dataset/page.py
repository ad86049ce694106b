"""The Dataset tab."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QResizeEvent,
    QUndoStack,
)
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from gui.context import AppContext
from gui.models.dataset_build import DatasetBuild
from gui.models.dataset_table import ExampleTable
from gui.models.row_editing import RowEditor
from gui.models.row_view import RowView
from gui.models.sources import SourceBoard
from gui.tabs.base import PrimaryAction, Tab, TabState
from gui.tabs.dataset.arrangement import Arrangement
from gui.tabs.dataset.build_panel import BuildPanel
from gui.tabs.dataset.build_progress import BuildProgress
from gui.tabs.dataset.details_panel import DetailsPanel
from gui.tabs.dataset.drop_overlay import DropArea, DropOverlay, dropped_paths
from gui.tabs.dataset.examples_panel import ExamplesPanel
from gui.tabs.dataset.exporting import RowExporter
from gui.tabs.dataset.side_column import SideColumn
from gui.tabs.dataset.sources_panel import SourcesPanel
from gui.tabs.dataset.standing import Step, standing_of
from gui.widgets.empty_state import EmptyState

# Others look at the rows anew once the person pauses.
_SETTLED_MS = 800


class DatasetTab(Tab):
    """Documents in, rows out."""

    name: ClassVar[str] = "dataset"

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        """`context` outlives the tab."""
        super().__init__(context, parent)
        self.sources = SourceBoard(context.project, context.jobs, self)
        self.build = DatasetBuild(context.project, context.jobs, self)
        self.editor = RowEditor(self)
        self.table = ExampleTable(self.editor, self)
        self.row = RowView(context.project, self.sources, self)
        self._exporter = RowExporter(self, context.tell, context.report)
        self._is_own_change = False
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(_SETTLED_MS)
        self._settled.timeout.connect(self._tell_changed)
        self.sources_panel = SourcesPanel(self.sources)
        self.build_panel = BuildPanel(self.build, self.sources)
        self.progress = BuildProgress(self.build)
        self.examples = ExamplesPanel(self.table, self.build, self.progress)
        self.details = DetailsPanel(self.row, context.theme)
        self._pages = QStackedWidget()
        self._no_project = EmptyState("project", "", "")
        self._no_documents = EmptyState("dataset", "", "")
        self._standing = standing_of(self.sources, self.build, self._has_project)
        self._lay_out()
        self._overlay = DropOverlay(self)
        self.setAcceptDrops(True)
        self._connect()
        self._open_rows()
        self._refresh()

    def headline(self) -> str:
        """How it stands and what is next."""
        return self._standing.headline

    def state(self) -> TabState:
        """How far the work of the tab has come."""
        return self._standing.state

    def primary(self) -> PrimaryAction | None:
        """The next step."""
        return self._standing.action

    def run_primary(self) -> None:
        """Takes the next step."""
        match self._standing.step:
            case Step.START:
                self.context.go_to("start")
            case Step.ADD:
                self.sources_panel.choose_files()
            case Step.BUILD:
                self.build.start()
            case Step.HARDWARE:
                self.context.go_to("hardware")

    def undo_stack(self) -> QUndoStack:
        """Edits and decisions on rows."""
        return self.editor.undo_stack

    def close_down(self) -> None:
        """Stops timers and what is being drawn."""
        self._settled.stop()
        self.sources.close_down()
        self.row.close_down()
        self.examples.close_down()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Files and folders may be dropped anywhere, once there is a project for them."""
        paths = dropped_paths(event.mimeData())
        if not paths or not self._has_project:
            event.ignore()
            return
        event.acceptProposedAction()
        if len(paths) == 1:
            text = self.tr("Drop to add {name}").format(name=paths[0].name)
        else:
            text = self.tr("Drop to add {number} files and folders").format(number=len(paths))
        self._overlay.show_over(text)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:  # noqa: N802 - Qt's name
        """The whole tab takes them."""
        event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802 - Qt's name
        """The files are elsewhere now."""
        self._overlay.hide()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Adds what was dropped."""
        self._overlay.hide()
        paths = dropped_paths(event.mimeData())
        if paths and self._has_project:
            event.acceptProposedAction()
            self.sources.add(paths)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """The highlight covers the tab whatever its size."""
        super().resizeEvent(event)
        self._overlay.setGeometry(self.rect())

    @property
    def _is_empty(self) -> bool:
        """Whether there is nothing to show but where documents can be dropped."""
        sources, build = self.sources, self.build
        has_something = sources.sources or sources.failure or build.failure or build.stand.total
        return not has_something

    @property
    def _has_project(self) -> bool:
        return self.context.project.project is not None

    def _lay_out(self) -> None:
        self._no_project.set_texts(
            self.tr("No project is open"),
            self.tr("A project holds documents, rows and runs. Make one, or open one, to begin."),
            self.tr("Go to Start"),
        )
        self._no_documents.set_texts(
            self.tr("Drop your documents here"),
            self.tr(
                "PDF files or whole folders: manuals, rules, reports; whatever the model is to "
                "answer from. They are copied into the project and never leave this computer."
            ),
            self.tr("Add folder…"),
        )
        side = SideColumn(self.sources_panel, self.build_panel)
        work = Arrangement(side, self.examples, self.details, self.context.preferences)
        self._work = work
        self._drop_area = DropArea(self._no_documents)
        for page in (self._no_project, self._drop_area, work):
            self._pages.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._pages)

    def _connect(self) -> None:
        context = self.context
        self._no_project.triggered.connect(lambda: context.go_to("start"))
        self._no_documents.triggered.connect(self.sources_panel.choose_folder)
        self.sources.changed.connect(self._refresh)
        self.sources.changed.connect(self.row.draw_again)
        self.build.changed.connect(self._refresh)
        self.build.rebuilt.connect(self._open_rows)
        self.editor.written.connect(self._settle)
        self.examples.current_moved.connect(self._show_row)
        self.examples.export_asked.connect(self._export)
        context.project.dataset_changed.connect(self._take_foreign_change)
        context.project.closed.connect(self._open_rows)
        context.project.closed.connect(self._refresh)
        for problem in (
            self.sources.problem,
            self.build.problem,
            self.editor.failed,
            self.table.problem,
            self.row.problem,
        ):
            problem.connect(context.report)

    def _refresh(self) -> None:
        self.editor.lock(self.build.is_building)
        self._standing = standing_of(self.sources, self.build, self._has_project)
        page: QWidget = self._work
        if not self._has_project:
            page = self._no_project
        elif self._is_empty:
            page = self._drop_area
        self._pages.setCurrentWidget(page)
        self.details.setVisible(self.build.stand.total > 0)
        self.presented.emit()

    def _open_rows(self) -> None:
        """The rows are others now."""
        file = self.build.file
        self.editor.open(file)
        self.table.open(file)

    def _show_row(self, number: int | None) -> None:
        self.row.show(self.build.file, number)

    def _settle(self) -> None:
        """Something was written: counts now, the other tabs when the person pauses."""
        self.build.reload()
        self._show_row(self.examples.current_number)
        self._settled.start()

    def _tell_changed(self) -> None:
        if not self._has_project:
            return
        self._is_own_change = True
        self.context.project.dataset_changed.emit()
        self._is_own_change = False

    def _take_foreign_change(self) -> None:
        """Another tab has changed rows; a build tells of itself."""
        if not self._is_own_change and not self.build.is_building:
            self._open_rows()

    def _export(self) -> None:
        self._exporter.export(self.context.project.require())
