"""How stacked bars are drawn: parts told apart by colour and by pattern."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainter, QPen, QPolygonF

from gui.plots.bars import BarPart
from gui.style.metrics import Type, font, scaled
from gui.style.palette import DARK, LIGHT, Palette, contrast

_PATTERNS = (
    Qt.BrushStyle.NoBrush,
    Qt.BrushStyle.BDiagPattern,
    Qt.BrushStyle.NoBrush,
    Qt.BrushStyle.FDiagPattern,
    Qt.BrushStyle.Dense6Pattern,
    Qt.BrushStyle.NoBrush,
    Qt.BrushStyle.DiagCrossPattern,
    Qt.BrushStyle.VerPattern,
)
_PATTERN_ALPHA = 90


def paint_part(painter: QPainter, box: QRectF, part: BarPart, palette: Palette) -> None:
    """A part, and its name inside where there is room for it."""
    colour: str = palette.series[part.colour_index % len(palette.series)]
    pattern = _PATTERNS[part.colour_index % len(_PATTERNS)]
    if part.shade:
        colour, pattern = getattr(palette, part.shade), Qt.BrushStyle.NoBrush
    ink = _ink_on(colour)
    painter.fillRect(box, QColor(colour))
    if pattern is not Qt.BrushStyle.NoBrush:
        lines = QColor(palette.surface)
        lines.setAlpha(_PATTERN_ALPHA)
        painter.fillRect(box, QBrush(lines, pattern))
    painter.setPen(QPen(QColor(palette.surface), 1))
    painter.drawLine(QLineF(box.topRight(), box.bottomRight()))
    face = font(Type.SMALL)
    width = QFontMetricsF(face).horizontalAdvance(part.label)
    if width + scaled(8) < box.width() and box.height() > scaled(14):
        painter.setFont(face)
        if pattern is not Qt.BrushStyle.NoBrush:
            behind = QRectF(0, 0, width + scaled(8), QFontMetricsF(face).height())
            behind.moveCenter(box.center())
            painter.fillRect(behind, QColor(colour))
        painter.setPen(QColor(ink))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, part.label)


def paint_cut_off(painter: QPainter, box: QRectF, palette: Palette) -> None:
    """The mark of a bar that goes on beyond the edge: its end is torn."""
    teeth = 4
    height = box.height() / teeth
    points = [QPointF(box.right() + 1, box.top())]
    for tooth in range(teeth):
        points.append(QPointF(box.right() - scaled(6), box.top() + (tooth + 0.5) * height))
        points.append(QPointF(box.right() + 1, box.top() + (tooth + 1) * height))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(palette.surface))
    painter.drawPolygon(QPolygonF(points))


def paint_tick(painter: QPainter, x: float, box: QRectF, palette: Palette) -> None:
    """The value to compare with: a small triangle above and a line through the bar."""
    painter.setPen(QPen(QColor(palette.text), 2))
    painter.drawLine(QPointF(x, box.top() - scaled(2)), QPointF(x, box.bottom() + scaled(2)))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(palette.text))
    size = scaled(4)
    top = box.top() - scaled(2)
    painter.drawPolygon(
        QPolygonF([QPointF(x - size, top - size), QPointF(x + size, top - size), QPointF(x, top)])
    )


def _ink_on(colour: str) -> str:
    """The text colour that is read best on `colour`."""
    return max((LIGHT.text, DARK.text), key=lambda ink: contrast(ink, colour))
