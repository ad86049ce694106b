"""Widgets of one width beside each other, in as many lines as the room asks for."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from gui.style.metrics import GRID, scaled


class EvenRow(QWidget):
    """All columns are equally wide; a line never begins before the one above is full."""

    def __init__(
        self, *, smallest: int, spacing: int = 2 * GRID, parent: QWidget | None = None
    ) -> None:
        """Makes an empty row.

        Args:
            smallest: Width that each widget has at least, in logical pixels at font scale 1.
            spacing: Between columns.
            parent: The widget it lies in.
        """
        super().__init__(parent)
        self._smallest = smallest
        self._widgets: list[QWidget] = []
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(spacing)
        self._grid.setVerticalSpacing(2 * GRID)

    def add(self, widget: QWidget) -> None:
        """Puts one more at the end."""
        self._widgets.append(widget)
        self._columns = 0
        self._arrange()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As narrow as one column, whatever the arrangement now is."""
        widths = [widget.minimumSizeHint().width() for widget in self._widgets]
        return QSize(max([scaled(self._smallest), *widths]), self._grid.totalMinimumSize().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Changes the number of columns where the width asks for it."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        spacing = self._grid.horizontalSpacing()
        fitting = (self.width() + spacing) // (scaled(self._smallest) + spacing)
        columns = max(1, min(fitting, len(self._widgets)))
        if columns == self._columns:
            return
        for column in range(self._columns):
            self._grid.setColumnStretch(column, 0)
        self._columns = columns
        for index, widget in enumerate(self._widgets):
            self._grid.removeWidget(widget)
            self._grid.addWidget(
                widget, index // columns, index % columns, Qt.AlignmentFlag.AlignTop
            )
        for column in range(columns):
            self._grid.setColumnStretch(column, 1)
        self.updateGeometry()
