"""A measure before and after, with its 95 % intervals, on one scale."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from backend.evaluation.metrics import Measure
from gui.style import GRID, Type, colour, font, scaled
from gui.wording import share_text

_DOT = 5.0
_LANE = 14
_LINES = 4


class IntervalBars(QWidget):
    """A hollow dot for before, a full one for after, and a line for how sure each is."""

    def __init__(
        self, before: Measure, after: Measure, top: float, parent: QWidget | None = None
    ) -> None:
        """Shows two values.

        Args:
            before: Upper lane; without a value the lane stays empty.
            after: Lower lane.
            top: Where the scale ends; it begins at 0.
            parent: The widget it lies in.
        """
        super().__init__(parent)
        self._before, self._after = before, after
        self._top = max(top, 1e-9)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Two lanes."""
        return QSize(scaled(24 * GRID), scaled(2 * _LANE) + GRID)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Narrower it can't be read."""
        return QSize(scaled(12 * GRID), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paints scale, intervals and dots in the theme's colours."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_scale(painter)
        middle = self.height() / 2
        lane = scaled(_LANE) / 2
        self._draw(painter, self._before, middle - lane, "muted", is_full=False)
        self._draw(painter, self._after, middle + lane, "accent", is_full=True)
        painter.end()

    def _draw_scale(self, painter: QPainter) -> None:
        painter.setPen(QPen(colour("line"), 1))
        for part in range(_LINES + 1):
            x = round(self._x(self._top * part / _LINES)) + 0.5
            painter.drawLine(QPointF(x, 2), QPointF(x, self.height() - 2))

    def _draw(
        self, painter: QPainter, measure: Measure, y: float, shade: str, *, is_full: bool
    ) -> None:
        if measure.value is None:
            return
        paint = colour(shade)
        if measure.low is not None and measure.high is not None:
            painter.setPen(QPen(paint, 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
            low, high = self._x(measure.low), self._x(measure.high)
            painter.drawLine(QPointF(low, y), QPointF(high, y))
            for end in (low, high):
                painter.drawLine(QPointF(end, y - 3), QPointF(end, y + 3))
        painter.setPen(QPen(paint, 2))
        painter.setBrush(paint if is_full else colour("surface"))
        x = self._x(measure.value)
        painter.drawEllipse(QRectF(x - _DOT, y - _DOT, 2 * _DOT, 2 * _DOT))

    def _x(self, value: float) -> float:
        return _place(self.width(), value / self._top)


class PercentScale(QWidget):
    """The numbers above a column of bars that end at 100 %."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """A line of small type."""
        return QSize(scaled(12 * GRID), QFontMetrics(font(Type.SMALL)).height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paints 0, 50 and 100 % where the bars have them."""
        painter = QPainter(self)
        painter.setFont(font(Type.SMALL))
        painter.setPen(colour("muted"))
        for fraction in (0.0, 0.5, 1.0) if self.width() > scaled(20 * GRID) else (0.0, 1.0):
            text = share_text(fraction)
            width = painter.fontMetrics().horizontalAdvance(text)
            left = _place(self.width(), fraction) - width / 2
            inside = min(max(0.0, left), self.width() - width)
            painter.drawText(QPointF(inside, painter.fontMetrics().ascent()), text)
        painter.end()


def _place(width: int, fraction: float) -> float:
    """Where a share of the scale stands in a widget of that width."""
    edge = _DOT + 1
    return edge + (width - 2 * edge) * min(1.0, max(0.0, fraction))
