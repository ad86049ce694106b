"""A column of blocks of which mostly the last one grows."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from gui.style import GRID

_SIDE = 3 * GRID
_ABOVE = GRID
_BELOW = 2 * GRID
_BETWEEN = 3 * GRID


class BlockColumn(QWidget):
    """Places its blocks one below the other.

    In place of a box layout, which asks all of its items for their heights whenever one of them
    changes: with 200 answers in it, each piece of text took 300 ms. Here only the block that has
    changed is measured, and those below it are moved.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begins empty."""
        super().__init__(parent)
        self._blocks: list[QWidget] = []
        self._heights: dict[QWidget, int] = {}
        self._width = 0

    def add(self, block: QWidget) -> None:
        """Puts a block below all others."""
        block.setParent(self)
        block.installEventFilter(self)
        self._blocks.append(block)
        self._heights[block] = 0
        block.show()
        self._measure(block)

    def remove(self, block: QWidget) -> None:
        """Takes a block away and deletes it."""
        at = self._blocks.index(block)
        block.removeEventFilter(self)
        del self._blocks[at], self._heights[block]
        block.hide()
        block.deleteLater()
        self._place_from(at)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Hears that a block's content has changed."""
        if event.type() == QEvent.Type.LayoutRequest and watched in self._heights:
            assert isinstance(watched, QWidget)  # noqa: S101 - only blocks are watched
            self._measure(watched)
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Another width makes other heights."""
        super().resizeEvent(event)
        if self.width() != self._width:
            self._width = self.width()
            for block in self._blocks:
                self._heights[block] = self._height_of(block)
            self._place_from(0)

    def _measure(self, block: QWidget) -> None:
        height = self._height_of(block)
        if height != self._heights[block]:
            self._heights[block] = height
            self._place_from(self._blocks.index(block))

    def _height_of(self, block: QWidget) -> int:
        width = self._block_width(block)
        if block.hasHeightForWidth():
            return block.heightForWidth(width)
        return block.sizeHint().height()

    def _block_width(self, block: QWidget) -> int:
        return max(1, min(self.width() - 2 * _SIDE, block.maximumWidth()))

    def _place_from(self, first: int) -> None:
        """Places the blocks from that one on."""
        top = _ABOVE
        if first > 0:
            top = self._blocks[first - 1].geometry().bottom() + 1 + _BETWEEN
        for block in self._blocks[first:]:
            height = self._heights[block]
            block.setGeometry(_SIDE, top, self._block_width(block), height)
            top += height + _BETWEEN
        self.setMinimumHeight(top - _BETWEEN + _BELOW if self._blocks else 0)
