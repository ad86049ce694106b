"""The rows of a dataset as a table: however many there are, only those on the screen are read."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import replace
from enum import IntEnum
from pathlib import Path
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelectionRange,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from backend.dataset.browse import RowHead, RowOrder, RowQuery, row_numbers
from backend.dataset.editing import RowChange
from backend.dataset.row import RowState
from backend.message import TunedeskError
from gui.models.row_editing import RowEditor
from gui.models.row_pages import RowPages
from gui.models.row_words import kind_words, source_words, split_words, state_words
from gui.workers.task import Task, run_task

Index = QModelIndex | QPersistentModelIndex

HEAD_ROLE = int(Qt.ItemDataRole.UserRole) + 1
"""The whole `RowHead` of a row; None for one that is gone."""


_SPOKEN = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)


class Column(IntEnum):
    """The columns, from left to right."""

    STATE = 0
    QUESTION = 1
    ANSWER = 2
    KIND = 3
    SOURCE = 4
    SPLIT = 5


_ORDERS = {
    Column.STATE: RowOrder.STATE,
    Column.QUESTION: RowOrder.QUESTION,
    Column.ANSWER: RowOrder.ANSWER,
    Column.KIND: RowOrder.KIND,
    Column.SOURCE: RowOrder.SOURCE,
    Column.SPLIT: RowOrder.SPLIT,
}


class ExampleTable(QAbstractTableModel):
    """Rows that match a query.

    Signals:
        listed: The rows that match have been found anew.
        busy_changed: A search has begun or ended.
        problem: Rows can't be read (`TunedeskError`).
    """

    listed = Signal()
    busy_changed = Signal()
    problem = Signal(object)

    def __init__(self, editor: RowEditor, parent: QObject | None = None) -> None:
        """Begins empty; `editor` writes what is typed into cells."""
        super().__init__(parent)
        self._editor = editor
        self._file: Path | None = None
        self.query = RowQuery()
        self._pages = RowPages()
        self._task: Task | None = None
        editor.written.connect(self._patch)
        editor.failed.connect(self._read_anew)

    @property
    def is_busy(self) -> bool:
        """Whether rows are being searched."""
        return self._task is not None

    def open(self, file: Path | None) -> None:
        """Shows the rows of a dataset; None for none."""
        is_other = file != self._file
        self._file = file
        if is_other:
            self.query = RowQuery()
            self._show(array("q"))
        self.search(self.query)

    def search(self, query: RowQuery) -> None:
        """Shows the rows that match; those shown now stay until they are found."""
        self.query = query
        if self._task is not None:
            self._task.cancel()
            self._task = None
        file = self._file
        if file is None:
            self._take(array("q"))
        else:
            self._task = run_task(self, lambda: row_numbers(file, query), self._take, self._fail)
        self.busy_changed.emit()

    def head(self, row: int) -> RowHead | None:
        """What the table shows in a row; None for one that is gone or can't be read."""
        try:
            return self._pages.head(row)
        except TunedeskError as error:
            self.problem.emit(error)
            return None

    def number(self, row: int) -> int:
        """The number of the row in its file."""
        return self._pages.numbers[row]

    def numbers_in(self, ranges: Iterable[QItemSelectionRange]) -> tuple[int, ...]:
        """The numbers of the rows selected, in the order of the table, each once."""
        rows = sorted({(part.top(), part.bottom()) for part in ranges})
        return tuple(
            dict.fromkeys(
                number for top, bottom in rows for number in self._pages.numbers[top : bottom + 1]
            )
        )

    def row_of(self, number: int) -> int:
        """The row in which that number stands; -1 when it isn't shown."""
        try:
            return self._pages.numbers.index(number)
        except ValueError:
            return -1

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's form
        """Rows that match."""
        return 0 if parent.isValid() else len(self._pages.numbers)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's form
        """As `Column` names them."""
        return 0 if parent.isValid() else len(Column)

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Titles of the columns."""
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        titles = {
            Column.STATE: self.tr("State"),
            Column.QUESTION: self.tr("Question"),
            Column.ANSWER: self.tr("Answer"),
            Column.KIND: self.tr("Kind"),
            Column.SOURCE: self.tr("Source"),
            Column.SPLIT: self.tr("Used for"),
        }
        return titles[Column(section)]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Words of a cell, and the whole row for who paints it."""
        head = self.head(index.row()) if index.isValid() else None
        if head is None or role == HEAD_ROLE:
            return head
        column = Column(index.column())
        if role == Qt.ItemDataRole.EditRole:
            return _editable_text(head, column)
        is_long = column in (Column.QUESTION, Column.ANSWER)
        if role in _SPOKEN or (role == Qt.ItemDataRole.ToolTipRole and is_long):
            return _text(head, column)
        return None

    def setData(  # noqa: N802 - Qt's name
        self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole
    ) -> bool:
        """Takes what was typed into a cell; nothing but spaces is not taken."""
        head = self.head(index.row()) if index.isValid() else None
        text = str(value).strip()
        if role != Qt.ItemDataRole.EditRole or head is None or not text:
            return False
        column = Column(index.column())
        if text == _editable_text(head, column):
            return True
        numbers = (head.number,)
        if column is Column.QUESTION:
            change = RowChange(numbers, question=text, edited=True)
        elif column is Column.ANSWER:
            change = RowChange(numbers, output=text, edited=True)
        else:
            return False
        return self._apply(self.tr("edit"), (change,))

    def decide(self, numbers: Sequence[int], state: RowState) -> bool:
        """Approves rows, rejects them, or leaves them undecided again.

        Returns:
            Whether that may be done now.
        """
        texts = {
            RowState.APPROVED: self.tr("approve"),
            RowState.REJECTED: self.tr("reject"),
            RowState.DRAFT: self.tr("take back the decision"),
        }
        change = RowChange(tuple(numbers), state=state)
        return bool(numbers) and self._apply(texts[state], (change,))

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Question and answer can be written into, unless a build is at work."""
        flags = super().flags(index)
        if not index.isValid() or self._editor.is_locked:
            return flags
        column = Column(index.column())
        if column is Column.ANSWER:
            return flags | Qt.ItemFlag.ItemIsEditable
        if column is Column.QUESTION:
            head = self.head(index.row())
            # A general row may have an instruction and no question.
            if head is not None and head.question:
                return flags | Qt.ItemFlag.ItemIsEditable
        return flags

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sorts by a column; -1 for the order of making."""
        by = RowOrder.MADE if column < 0 else _ORDERS[Column(column)]
        descending = order is Qt.SortOrder.DescendingOrder
        if (by, descending) != (self.query.order, self.query.descending):
            self.search(replace(self.query, order=by, descending=descending))

    def _apply(self, text: str, changes: tuple[RowChange, ...]) -> bool:
        if not self._editor.apply(text, changes):
            return False
        # Shown at once; the editor says when it is written, or that it could not be.
        self._patch(changes)
        return True

    def _patch(self, changes: Sequence[RowChange]) -> None:
        self._pages.patch(changes)
        self._tell_changed()

    def _read_anew(self) -> None:
        self._pages.forget()
        self._tell_changed()

    def _tell_changed(self) -> None:
        if self._pages.numbers:
            last = self.index(len(self._pages.numbers) - 1, len(Column) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def _take(self, numbers: array[int]) -> None:
        self._task = None
        self._show(numbers)
        self.busy_changed.emit()
        self.listed.emit()

    def _show(self, numbers: array[int]) -> None:
        self.beginResetModel()
        self._pages.open(self._file, numbers)
        self.endResetModel()

    def _fail(self, error: TunedeskError) -> None:
        self._task = None
        self.busy_changed.emit()
        self.problem.emit(error)


def _editable_text(head: RowHead, column: Column) -> str:
    return head.question if column is Column.QUESTION else head.output


def _text(head: RowHead, column: Column) -> str:
    match column:
        case Column.STATE:
            return state_words(head.state, edited=head.edited)
        case Column.QUESTION:
            return head.question or head.instruction
        case Column.ANSWER:
            return head.output
        case Column.KIND:
            return kind_words(head.kind)
        case Column.SOURCE:
            return source_words(head.document, head.page)
        case Column.SPLIT:
            return split_words(head.split)
