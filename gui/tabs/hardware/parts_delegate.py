"""How a cell of the table of parts is painted: a swatch, words, and quieter words below."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from gui.plots.bar_painter import paint_part
from gui.plots.bars import BarPart
from gui.style import GRID, Theme, Type, colour, font, scaled

ASIDE = Qt.ItemDataRole.UserRole
"""The quieter words of a cell."""
PART = Qt.ItemDataRole.UserRole + 1
"""The part of the bar whose colour a cell shows (`BarPart`)."""

_SWATCH = 12
_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop

Index = QModelIndex | QPersistentModelIndex


class PartsDelegate(QStyledItemDelegate):
    """Paints both texts from the top of the cell, wrapped to its width."""

    def __init__(self, theme: Theme) -> None:
        """`theme` gives the colours."""
        super().__init__()
        self._theme = theme

    def height_for(self, index: Index, width: int) -> int:
        """The height that a cell needs at that width."""
        text, aside = _texts(index)
        inner = QRect(0, 0, width - 2 * GRID - self._indent(index), 10_000)
        height = _main_metrics().boundingRect(inner, int(_WRAP), text).height()
        if aside:
            height += _aside_metrics().boundingRect(inner, int(_WRAP), aside).height() + 2
        return height + 2 * GRID

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802
        """At the width that the cell has."""
        width = option.rect.width()
        return QSize(width, self.height_for(index, width))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paints the cell."""
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, colour("selection"))
        inner = rect.adjusted(GRID + self._indent(index), GRID, -GRID, -GRID)
        part = index.data(PART)
        if isinstance(part, BarPart):
            self._paint_swatch(painter, rect, part)
        text, aside = _texts(index)
        painter.setFont(_main_font())
        painter.setPen(colour("text"))
        used = painter.boundingRect(inner, int(_WRAP), text)
        painter.drawText(inner, int(_WRAP), text)
        painter.setFont(_aside_font())
        painter.setPen(colour("muted"))
        painter.drawText(inner.adjusted(0, used.height() + 2, 0, 0), int(_WRAP), aside)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(colour("focus"))
            painter.drawRect(rect.adjusted(0, 0, -1, -1))
        painter.restore()

    def _paint_swatch(self, painter: QPainter, rect: QRect, part: BarPart) -> None:
        side = scaled(_SWATCH)
        top = rect.top() + GRID + (_main_metrics().height() - side) / 2
        paint_part(painter, QRectF(rect.left() + GRID, top, side, side), part, self._theme.palette)

    def _indent(self, index: Index) -> int:
        return scaled(_SWATCH) + GRID if index.column() == 0 else 0


def _texts(index: Index) -> tuple[str, str]:
    return str(index.data() or ""), str(index.data(ASIDE) or "")


def _main_font() -> QFont:
    return font(Type.BODY)


def _aside_font() -> QFont:
    return font(Type.SMALL)


def _main_metrics() -> QFontMetrics:
    return QFontMetrics(_main_font())


def _aside_metrics() -> QFontMetrics:
    return QFontMetrics(_aside_font())
