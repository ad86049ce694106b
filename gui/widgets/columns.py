"""Side by side where there is room, one below the other where there is not."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from gui.style.metrics import GRID

_ACROSS = QBoxLayout.Direction.LeftToRight
_DOWN = QBoxLayout.Direction.TopToBottom


class Columns(QWidget):
    """Children in columns; they stack when the columns would be too narrow."""

    def __init__(self, parent: QWidget | None = None, *, spacing: int = 2 * GRID) -> None:
        super().__init__(parent)
        self._row = QBoxLayout(_ACROSS, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(spacing)
        self._columns: list[tuple[QWidget, int, int]] = []

    @property
    def is_stacked(self) -> bool:
        """Whether the children lie one below the other now."""
        return self._row.direction() == _DOWN

    def add(self, widget: QWidget, min_width: int, stretch: int = 1) -> None:
        """Puts one more column at the right.

        Args:
            widget: The column.
            min_width: Where it would be narrower than this, all columns stack; logical pixels.
            stretch: Its share of the width.
        """
        self._columns.append((widget, min_width, stretch))
        self._row.addWidget(widget, 0 if self.is_stacked else stretch)
        self._turn()

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """As narrow as the widest child alone, since it can stack."""
        least = super().minimumSizeHint()
        widths = (column.minimumSizeHint().width() for column, _, _ in self._shown())
        return QSize(max(widths, default=0), least.height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Stacks or unstacks for the new width."""
        self._turn()
        super().resizeEvent(event)

    def event(self, event: QEvent) -> bool:
        """Looks again when a column was shown or hidden."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._turn()
        return super().event(event)

    def _shown(self) -> list[tuple[QWidget, int, int]]:
        return [each for each in self._columns if not each[0].isHidden()]

    def _turn(self) -> None:
        shown = self._shown()
        gaps = self._row.spacing() * max(0, len(shown) - 1)
        needed = gaps + sum(max(least, each.minimumSizeHint().width()) for each, least, _ in shown)
        direction = _ACROSS if self.width() >= needed else _DOWN
        if direction != self._row.direction():
            self._row.setDirection(direction)
            for widget, _, stretch in self._columns:
                self._row.setStretchFactor(widget, stretch if direction == _ACROSS else 0)
