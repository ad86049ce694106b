"""The table of rows."""

from __future__ import annotations

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from backend.dataset.row import RowState
from gui.models.dataset_table import Column, ExampleTable
from gui.style import scaled
from gui.tabs.dataset.example_delegate import ExampleDelegate

Index = QModelIndex | QPersistentModelIndex

_WIDTHS = {Column.STATE: 56, Column.KIND: 140, Column.SOURCE: 152, Column.SPLIT: 92}
# On a narrow table these give way to question and answer, the first one first.
_GIVES_WAY = ((Column.SPLIT, 920), (Column.SOURCE, 640), (Column.KIND, 480))
_FLEXIBLE = (Column.QUESTION, Column.ANSWER)
_LEAST_TEXT = 120
_KEYS = {
    Qt.Key.Key_A: RowState.APPROVED,
    Qt.Key.Key_R: RowState.REJECTED,
    Qt.Key.Key_U: RowState.DRAFT,
}


class ExamplesView(QTableView):
    """Selects whole rows. A approves, R rejects, U takes it back, F2 or Enter edits.

    Signals:
        current_moved: Another row is in front now (its position, -1 for none).
        picked: Other rows are selected now.
        decided: The person pressed a key that decides on the rows selected (`RowState`).
    """

    current_moved = Signal(int)
    picked = Signal()
    decided = Signal(object)

    def __init__(self, table: ExampleTable, parent: QWidget | None = None) -> None:
        """Shows the table."""
        super().__init__(parent)
        self._table = table
        self.setModel(table)
        self._delegate = ExampleDelegate(self)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(self.tr("Rows of the dataset"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.setMouseTracking(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._set_headers()
        table.modelReset.connect(self._tell_picked)

    def show_row(self, row: int) -> None:
        """Selects a row and brings it into view; -1 for none."""
        if row < 0:
            self.clearSelection()
            self.setCurrentIndex(QModelIndex())
            return
        self.setCurrentIndex(self._table.index(row, Column.QUESTION))

    def chosen_numbers(self) -> tuple[int, ...]:
        """Numbers of the rows that are selected, in the order of the table."""
        return self._table.numbers_in(self._ranges())

    def chosen_count(self) -> int:
        """How many rows are selected."""
        ranges = {(part.top(), part.bottom()) for part in self._ranges()}
        return sum(bottom - top + 1 for top, bottom in ranges)

    def step_on(self) -> None:
        """Goes to the next row, when a single one is selected and there is one more."""
        row = self.currentIndex().row() + 1
        if self.chosen_count() == 1 and row < self._table.rowCount():
            self.setCurrentIndex(self._table.index(row, self.currentIndex().column()))

    def edit_current(self) -> None:
        """Opens the cell in front, or the answer where that one can't be written into."""
        index = self.currentIndex()
        if not index.isValid():
            return
        if index.column() not in _FLEXIBLE:
            index = index.siblingAtColumn(Column.ANSWER)
            self.setCurrentIndex(index)
        if self._table.flags(index) & Qt.ItemFlag.ItemIsEditable:
            self.edit(index)

    def stop_editing(self) -> None:
        """Closes the cell that is being edited; what was typed is not taken."""
        self._delegate.close_open()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Letters decide; all else is as in any table."""
        key = Qt.Key(event.key())
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        if plain and key in _KEYS:
            self.decided.emit(_KEYS[key])
        elif plain and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.edit_current()
        else:
            super().keyPressEvent(event)

    def currentChanged(self, current: Index, previous: Index) -> None:  # noqa: N802 - Qt's name
        """Tells which row is in front."""
        super().currentChanged(current, previous)
        if current.row() != previous.row():
            self.current_moved.emit(current.row())

    def selectionChanged(  # noqa: N802 - Qt's name
        self, selected: QItemSelection, deselected: QItemSelection
    ) -> None:
        """Tells that other rows are selected."""
        super().selectionChanged(selected, deselected)
        self.picked.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Question and answer share what the other columns leave."""
        super().resizeEvent(event)
        self._share_width()

    def _ranges(self) -> list[QItemSelectionRange]:
        selection = self.selectionModel().selection()
        return [selection.at(place) for place in range(selection.count())]

    def _share_width(self) -> None:
        for column, least in _GIVES_WAY:
            self.setColumnHidden(column, self.viewport().width() < scaled(least))
        fixed = sum(
            self.columnWidth(column) for column in _WIDTHS if not self.isColumnHidden(column)
        )
        room = max(2 * scaled(_LEAST_TEXT), self.viewport().width() - fixed)
        self.setColumnWidth(Column.QUESTION, round(room * 0.55))
        self.setColumnWidth(Column.ANSWER, room - round(room * 0.55))

    def _set_headers(self) -> None:
        across = self.horizontalHeader()
        across.setHighlightSections(False)
        # A header asks for the flags of every selected row whenever it is painted, for a million
        # rows half a minute long; one that sees an empty selection does not.
        across.setSelectionModel(QItemSelectionModel(self._table, self))
        across.setSectionsClickable(True)
        across.setSortIndicatorShown(True)
        across.setSortIndicatorClearable(True)
        across.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        across.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        across.setMinimumSectionSize(scaled(48))
        self.setSortingEnabled(True)
        for column, width in _WIDTHS.items():
            self.setColumnWidth(column, scaled(width))
        down = self.verticalHeader()
        down.hide()
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        height = self.itemDelegate().sizeHint(QStyleOptionViewItem(), QModelIndex()).height()
        down.setDefaultSectionSize(height)

    def _tell_picked(self) -> None:
        self.current_moved.emit(-1)
        self.picked.emit()
