"""What still goes wrong, sorted by how, each to be looked at in the chat."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTabBar,
    QTableView,
    QWidget,
)

from backend.evaluation.failures import FailureKind
from backend.evaluation.judge import AnsweredRow
from gui.models.exchange import AskInChat
from gui.models.measuring import Measured
from gui.style import GRID, icon, scaled
from gui.tabs.test.failure_table import FailureTable
from gui.widgets.card import Card
from gui.widgets.text import text_label

_HEIGHT = 30 * GRID


class FailuresCard(Card):
    """A table for each kind of failure.

    Signals:
        opened: Look at this question in the chat (`AskInChat`).
    """

    opened = Signal(object)

    def __init__(self, measured: Measured, parent: QWidget | None = None) -> None:
        """Shows the failures of a measured run."""
        super().__init__(parent=parent)
        self.set_title(self.tr("What still goes wrong"))
        self._contexts: Mapping[str, str] = measured.contexts
        self._failures = measured.failures
        self._kinds = list(FailureKind)
        self._tabs = QTabBar()
        self._tabs.setExpanding(False)
        self._tabs.setAccessibleName(self.tr("Kind of failure"))
        self._model = FailureTable(self)
        self._table = QTableView()
        self._open = QPushButton(icon("chat"), self.tr("Open in chat"))
        self._none = text_label(role="muted", wrap=True)
        self._dress_table()
        self._lay_out()
        for kind in self._kinds:
            self._tabs.addTab(f"{self._title_of(kind)} ({len(self._failures[kind])})")
        self._tabs.currentChanged.connect(self._show_kind)
        self._open.clicked.connect(self._open_current)
        self._table.doubleClicked.connect(self._open_current)
        self._show_kind(0)

    @property
    def table(self) -> QTableView:
        """The failures of the kind in front."""
        return self._table

    def _dress_table(self) -> None:
        table = self._table
        table.setModel(self._model)
        table.setAccessibleName(self.tr("Failures"))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(scaled(4 * GRID))
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        last = self._model.columnCount() - 1
        header.setSectionResizeMode(last, QHeaderView.ResizeMode.ResizeToContents)
        table.setMinimumHeight(scaled(_HEIGHT))

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.addWidget(self._tabs, 1)
        line.addWidget(self._open, 0, Qt.AlignmentFlag.AlignVCenter)
        self._open.setAccessibleName(self._open.text())
        self.body.addLayout(line)
        self.body.addWidget(self._none)
        self.body.addWidget(self._table)

    def _title_of(self, kind: FailureKind) -> str:
        titles = {
            FailureKind.WRONG_ANSWER: self.tr("Wrong answers"),
            FailureKind.OVER_REFUSAL: self.tr("Refused by mistake"),
            FailureKind.MISSED_REFUSAL: self.tr("Guessed instead of refusing"),
        }
        return titles[kind]

    def _show_kind(self, index: int) -> None:
        rows = self._failures[self._kinds[index]]
        self._model.show_rows(rows)
        self._none.setText(self.tr("None of the questions asked."))
        self._none.setVisible(not rows)
        self._table.setVisible(bool(rows))
        self._open.setVisible(bool(rows))
        if rows:
            self._table.selectRow(0)

    def _open_current(self) -> None:
        index = self._table.currentIndex()
        if index.isValid():
            self.opened.emit(self._question_of(self._model.row_at(index.row())))

    def _question_of(self, row: AnsweredRow) -> AskInChat:
        return AskInChat(row.question, self._contexts.get(row.chunk_id))
