"""What is in the open project."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QPushButton, QWidget

from backend.overview import Overview
from backend.project import STARTER, Project
from gui.style import GRID, icon, set_role
from gui.widgets.card import Card
from gui.widgets.even_row import EvenRow
from gui.widgets.stat_tile import StatTile
from gui.widgets.text import show_text, text_label
from gui.wording import number_text, words

_LEAST_WIDTH = 136


class Summary(Card):
    """Name and place, four numbers, and what the last scorecard says."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._folder = Path()
        self._path = text_label(role="small muted", wrap=True)
        self._verdict_head = text_label(role="small muted")
        self._verdict = text_label(wrap=True)
        show = QPushButton(icon("external"), self.tr("Show folder"))
        set_role(show, "quiet")
        show.clicked.connect(self._show_folder)
        self.header.addWidget(show)
        self._documents = StatTile(self.tr("Documents"))
        self._rows = StatTile(self.tr("Rows"))
        self._runs = StatTile(self.tr("Runs"))
        self._model = StatTile(self.tr("Base model"))
        tiles = EvenRow(smallest=_LEAST_WIDTH)
        for tile in (self._documents, self._rows, self._runs, self._model):
            tiles.add(tile)
        self.body.addWidget(self._path)
        self.body.addSpacing(GRID)
        self.body.addWidget(tiles)
        self.body.addSpacing(GRID)
        self.body.addWidget(self._verdict_head)
        self.body.addWidget(self._verdict)

    def show_project(self, project: Project, overview: Overview | None) -> None:
        """Shows a project; the numbers follow when they are known."""
        self._folder = project.root
        self.set_title(project.info.name)
        self._path.setText(str(project.root))
        base = project.info.base_model
        self._model.set_value(self.tr("Starter") if base == STARTER else Path(base).name)
        if overview is None:
            return
        self._documents.set_value(number_text(overview.documents))
        self._rows.set_value(number_text(overview.rows))
        finished = self.tr("{count} finished").format(count=number_text(overview.finished))
        self._runs.set_value(number_text(overview.runs), finished if overview.runs else "")
        has_verdict = overview.verdict is not None
        head = self.tr("What run {name} has learned").format(name=overview.measured_run)
        show_text(self._verdict_head, head if has_verdict else "")
        show_text(self._verdict, words(overview.verdict) if overview.verdict else "")

    def _show_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))
