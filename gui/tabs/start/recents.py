"""The projects that were open last."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from backend.overview import RecentProject
from gui.tabs.start.recent_row import RecentRow
from gui.widgets.card import Card


class Recents(Card):
    """A list; it shows nothing of itself where it is empty.

    Signals:
        opened: The folder of the project that is to be opened (`Path`).
        forgotten: The folder of the project that is to be taken off the list (`Path`).
    """

    opened = Signal(object)
    forgotten = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.set_title(self.tr("Recent projects"))
        self._projects: tuple[RecentProject, ...] = ()
        self._rows: list[RecentRow] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self._list.setContentsMargins(0, 0, 0, 0)
        self.body.addLayout(self._list)
        self.hide()

    @property
    def projects(self) -> tuple[RecentProject, ...]:
        """Those in the list."""
        return self._projects

    def show_projects(self, projects: Sequence[RecentProject]) -> None:
        """Shows these, in their order."""
        if tuple(projects) == self._projects:
            return
        self._projects = tuple(projects)
        for row in self._rows:
            self._list.removeWidget(row)
            row.deleteLater()
        self._rows = [self._row(project) for project in projects]
        self.setVisible(bool(projects))

    def _row(self, project: RecentProject) -> RecentRow:
        folder: Path = project.folder
        row = RecentRow(project)
        row.opened.connect(lambda: self.opened.emit(folder))
        row.forgotten.connect(lambda: self.forgotten.emit(folder))
        self._list.addWidget(row)
        return row
