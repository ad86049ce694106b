"""The values at one x, in a small box beside the pointer."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QWidget

from gui.plots.picture import Line
from gui.plots.values import place_text, value_text
from gui.style.current import current_palette
from gui.style.metrics import Type, font

_AWAY = 12


class Readout(QLabel):
    """Says the value of each line where the person points."""

    def __init__(self, parent: QWidget) -> None:
        """Hidden until there is something to say."""
        super().__init__(parent)
        self._owner = parent
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFont(font(Type.SMALL))
        self.setMargin(8)
        self.hide()
        self._x: float | None = None

    def show_values(
        self,
        x: float | None,
        lines: Sequence[Line],
        x_label: str,
        unit: str,
    ) -> float | None:
        """Shows the values nearest to `x`; None hides the box.

        Args:
            x: Where the person points.
            lines: Whose values.
            x_label: What x is.
            unit: Of the values.

        Returns:
            The x that is read, of the first line that has a value there.
        """
        points = [] if x is None else [(line, line.nearest(x)) for line in lines]
        found = [(line, point) for line, point in points if point is not None]
        self._x = found[0][1][0] if found else None
        if self._x is None:
            self.hide()
            return None
        rows = [f"{x_label} {place_text(self._x)}"]
        rows += [f"{line.label} {value_text(point[1], unit)}" for line, point in found]
        self.setText("\n".join(rows))
        self.adjustSize()
        return self._x

    def neighbour(self, lines: Sequence[Line], stride: int) -> float | None:
        """The x that is `stride` values after the one that is read; the last one at first."""
        line = next((line for line in lines if len(line.x)), None)
        if line is None:
            return None
        if self._x is None:
            return float(line.x[-1])
        here = int(line.x.searchsorted(self._x))
        return float(line.x[min(max(here + stride, 0), len(line.x) - 1)])

    def place_beside(self, top: QPoint) -> None:
        """Appears to the right of the upright line that begins at `top`, or to its left."""
        left = top.x() + _AWAY
        if left + self.width() > self._owner.width():
            left = top.x() - _AWAY - self.width()
        self.move(max(0, left), top.y() + _AWAY)
        self.show()
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """A box of its own, so that curves behind it don't disturb."""
        palette = current_palette()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(palette.border), 1))
        painter.setBrush(QColor(palette.popup))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 4, 4)
        painter.end()
        super().paintEvent(event)
