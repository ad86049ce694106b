"""The parts of a plan as a table: what the bar shows, for those who read."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QSizePolicy,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from backend.planning.component import Component
from backend.planning.memory_plan import MemoryPlan
from gui.plots.bars import BarPart
from gui.style import Theme, scaled
from gui.tabs.hardware.parts_delegate import ASIDE, PART, PartsDelegate
from gui.tabs.hardware.plan_words import between_text, others_of, part_of, range_text
from gui.wording import size_text, words

# At most so wide, and at most such a share of the table.
_NAME_WIDTH, _SIZE_WIDTH = 216, 144
_NAME_SHARE, _SIZE_SHARE = 0.3, 0.2
_SMALLEST_WIDTH = 320


class PartsTable(QTableWidget):
    """Part, size, how it comes about and where that is known from; as high as its rows."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Empty until `show_plan`."""
        super().__init__(0, 3, parent)
        self._delegate = PartsDelegate(theme)
        self.setItemDelegate(self._delegate)
        self.setHorizontalHeaderLabels(
            [self.tr("Part"), self.tr("Size"), self.tr("How it comes about, and the source")]
        )
        self.setAccessibleName(self.tr("Parts of the memory plan"))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setSectionsClickable(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(scaled(_SMALLEST_WIDTH))
        theme.changed.connect(self._fit)

    def show_plan(self, plan: MemoryPlan) -> None:
        """Shows the parts of a plan, their total, and what other programs use."""
        count = len(plan.components)
        self.setRowCount(count + 2)
        for row, component in enumerate(plan.components):
            self._show_component(row, component)
        total = size_text(plan.total_bytes)
        self._show_cell(count, 0, self.tr("Total"))
        self._show_cell(count, 1, total, between_text(*plan.interval_bytes))
        self._show_cell(count, 2, self.tr("All of the above, at the moment of the peak"))
        others = others_of(plan)
        self._show_cell(count + 1, 0, others.label, part=others)
        self._show_cell(count + 1, 1, others.text)
        self._show_cell(count + 1, 2, others.detail)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Gives the columns their width, and the table the height of its rows."""
        super().resizeEvent(event)
        self._fit()

    def _show_component(self, row: int, component: Component) -> None:
        part = part_of(component)
        self._show_cell(row, 0, part.label, part=part)
        self._show_cell(row, 1, part.text, range_text(component))
        self._show_cell(row, 2, words(component.formula), component.source)

    def _show_cell(
        self, row: int, column: int, text: str, aside: str = "", part: BarPart | None = None
    ) -> None:
        item = self.item(row, column)
        if item is None:
            item = QTableWidgetItem()
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            self.setItem(row, column, item)
        item.setText(text)
        item.setData(ASIDE, aside)
        item.setData(PART, part)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{text}. {aside}" if aside else text)

    def _fit(self) -> None:
        room = self.viewport().width()
        name = min(scaled(_NAME_WIDTH), round(_NAME_SHARE * room))
        size = min(scaled(_SIZE_WIDTH), round(_SIZE_SHARE * room))
        for column, width in enumerate((name, size, max(1, room - name - size))):
            self.setColumnWidth(column, width)
        for row in range(self.rowCount()):
            self.setRowHeight(row, max(self._cell_height(row, column) for column in range(3)))
        rows = sum(self.rowHeight(row) for row in range(self.rowCount()))
        self.setFixedHeight(self.horizontalHeader().height() + rows + 2 * self.frameWidth())

    def _cell_height(self, row: int, column: int) -> int:
        index = self.model().index(row, column)
        return self._delegate.height_for(index, self.columnWidth(column))
