"""An axis whose ticks are few, round and short. Importing this imports pyqtgraph."""

from __future__ import annotations

import pyqtgraph as pg
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QFontMetricsF, QPen

from gui.plots.ranges import log_ticks, ticks
from gui.plots.values import place_text, tick_text, value_text
from gui.style.metrics import Type, font, scaled
from gui.style.palette import Palette

_GAP_X = 32
_GAP_Y = 36
_DIGIT = 8
_TEXT_GAP = 6
_END_ROOM = 12


class QuietAxis(pg.AxisItem):  # type: ignore[misc]
    """One side's axis: no line, no tick marks; a thin grid and the numbers."""

    def __init__(self, orientation: str, *, whole: bool = False) -> None:
        """Makes it, undressed.

        Args:
            orientation: `left` or `bottom`.
            whole: Label whole numbers alone.
        """
        super().__init__(orientation, maxTickLength=0)
        self._whole = whole
        self._gap = _GAP_X if orientation == "bottom" else _GAP_Y
        self.enableAutoSIPrefix(False)
        self.setGrid(255)

    def dress(self, palette: Palette) -> None:
        """Takes the theme's colours and type."""
        self.setPen(QPen(QColor(palette.line)))
        self.setTickPen(QPen(QColor(palette.line)))
        self.setTextPen(QPen(QColor(palette.muted)))
        self.setTickFont(font(Type.SMALL))
        self.setStyle(tickTextOffset=scaled(_TEXT_GAP), tickAlpha=255)

    def boundingRect(self) -> QRectF:  # noqa: N802 - Qt's name
        """With room for labels at the very ends, which pyqtgraph leaves out beside a grid."""
        room = scaled(_END_ROOM)
        box: QRectF = super().boundingRect()
        return box.adjusted(-room, -room, room, room)

    def tickValues(  # noqa: N802 - pyqtgraph's name
        self,
        minVal: float,  # noqa: N803
        maxVal: float,  # noqa: N803
        size: float,
    ) -> list[tuple[float, list[float]]]:
        """One level of ticks, all of them labelled."""
        count = max(2, int(size / scaled(self._gap + self._label_width(maxVal))))
        if self.logMode:
            return [(0.0, log_ticks(minVal, maxVal, count))]
        values = ticks(minVal, maxVal, count, whole=self._whole)
        step = values[1] - values[0] if len(values) > 1 else 0.0
        return [(step, values)]

    def tickStrings(  # noqa: N802 - pyqtgraph's name
        self, values: list[float], scale: float, spacing: float
    ) -> list[str]:
        """The labels."""
        if self.logMode:
            return [_plain(10.0**value) for value in values]
        return [tick_text(value, spacing) if spacing else place_text(value) for value in values]

    def fit_labels(self, low: float, high: float, size: float) -> None:
        """Makes the axis as wide as its labels for this range, on `size` pixels.

        pyqtgraph does so while painting, one painting too late.
        """
        metrics = QFontMetricsF(font(Type.SMALL))
        widths = [
            metrics.horizontalAdvance(text)
            for spacing, values in self.tickValues(low, high, size)
            for text in self.tickStrings(values, 1.0, spacing)
        ]
        self.setWidth(max(widths, default=0.0) + scaled(_TEXT_GAP) + 2)

    def _label_width(self, greatest: float) -> int:
        """Room along the axis that a label takes, in pixels at font scale 1; about."""
        return len(place_text(greatest)) * _DIGIT if self.orientation == "bottom" else 0


def _plain(value: float) -> str:
    """A round value without the zeros after its point."""
    text = value_text(value)
    return text.rstrip("0").rstrip(".") if "." in text and "e" not in text else text
