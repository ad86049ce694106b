"""Names and last values of lines, written where the lines end."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QGraphicsWidget, QStyleOptionGraphicsItem, QWidget

from gui.plots.picture import LineStyle, Picture
from gui.plots.ranges import Range, height_of, spread
from gui.plots.values import value_text
from gui.style.metrics import Type, font, scaled
from gui.style.palette import Palette

PEN_STYLES = {
    LineStyle.SOLID: Qt.PenStyle.SolidLine,
    LineStyle.DASH: Qt.PenStyle.DashLine,
    LineStyle.DOTS: Qt.PenStyle.DotLine,
}
_SAMPLE = 18
_SPACE = 6


@dataclass(frozen=True, slots=True)
class EndLabel:
    """One label.

    Attributes:
        height: On the y axis, at which the line ends.
        name: What the line is.
        value: Its last value, with its unit.
        colour: Of the line.
        style: Of the stroke.
        width: Of the stroke.
        marker: Show a point on the sample of the stroke.
    """

    height: float
    name: str
    value: str
    colour: str
    style: LineStyle
    width: int
    marker: bool = False


class EndLabels(QGraphicsWidget):
    """A column to the right of the curves, as high as they are."""

    def __init__(self) -> None:
        """Begins empty."""
        super().__init__()
        self._labels: tuple[EndLabel, ...] = ()
        self._range: Range = (0.0, 1.0)
        self._palette: Palette | None = None
        self.setFixedWidth(0)

    def setFixedWidth(self, width: float) -> None:  # noqa: N802 - Qt's manner
        """Makes the column so wide."""
        self.setMinimumWidth(width)
        self.setMaximumWidth(width)

    def show_labels(self, labels: Sequence[EndLabel], palette: Palette, most_width: float) -> None:
        """Shows these, in a column no wider than `most_width` pixels."""
        self._labels, self._palette = tuple(labels), palette
        metrics = QFontMetricsF(font(Type.SMALL))
        widest = max(
            (metrics.horizontalAdvance(_words(label.name, label.value)) for label in labels),
            default=0.0,
        )
        wanted = scaled(_SAMPLE + 3 * _SPACE) + widest if labels else 0.0
        self.setFixedWidth(min(wanted, most_width))
        self.update()

    def show_range(self, heights: Range) -> None:
        """Follows the curves' y axis."""
        self._range = heights
        self.update()

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        """Draws the labels, moved apart where the lines end close together."""
        if self._palette is None or not self._labels:
            return
        face = font(Type.SMALL)
        line_height = QFontMetricsF(face).height()
        half = line_height / 2
        box = self.rect()
        wanted = [self._y_of(label.height) for label in self._labels]
        placed = spread(wanted, line_height, half, max(half, box.height() - half))
        painter.setFont(face)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for label, y in zip(self._labels, placed, strict=True):
            self._paint_label(painter, label, self._palette, y, line_height)

    def _y_of(self, height: float) -> float:
        low, high = self._range
        return (high - height) / (high - low or 1.0) * self.rect().height()

    def _paint_label(
        self, painter: QPainter, label: EndLabel, palette: Palette, y: float, line_height: float
    ) -> None:
        left, sample = float(scaled(_SPACE)), float(scaled(_SAMPLE))
        colour = QColor(label.colour)
        painter.setPen(QPen(colour, max(1, label.width), PEN_STYLES[label.style]))
        painter.drawLine(QPointF(left, y), QPointF(left + sample, y))
        if label.marker:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            painter.drawEllipse(QPointF(left + sample / 2, y), 3.0, 3.0)
        metrics = QFontMetricsF(painter.font())
        text_left = left + sample + scaled(_SPACE)
        room = self.rect().width() - text_left
        value_width = metrics.horizontalAdvance(label.value)
        name_room = room - value_width - metrics.horizontalAdvance(" ")
        name = metrics.elidedText(label.name, Qt.TextElideMode.ElideRight, max(name_room, 0.0))
        box = QRectF(text_left, y - line_height / 2, room, line_height)
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.setPen(QColor(palette.muted))
        painter.drawText(box, middle, name)
        box.setLeft(text_left + metrics.horizontalAdvance(_words(name, "")))
        painter.setPen(QColor(palette.text))
        painter.drawText(box, middle, label.value)


def _words(name: str, value: str) -> str:
    return f"{name} {value}" if name else value


def end_labels(
    picture: Picture, palette: Palette, unit: str, shown_x: Range, top: float
) -> list[EndLabel]:
    """The labels of a picture.

    Args:
        picture: Whose lines and levels.
        palette: Their colours.
        unit: Of the values.
        shown_x: The part of the x axis that is shown: lines are named where they leave it.
        top: Upper end of the y axis; a level above it gets an arrow.
    """
    found = []
    # The title says already what a single line is.
    is_alone = len(picture.lines) == 1 and not picture.levels
    for line in picture.lines:
        value = None if line.faint else line.last(*shown_x)
        if value is not None:
            colour = palette.series[line.colour_index % len(palette.series)]
            text = value_text(value, unit)
            height = height_of(value, picture.log)
            name = "" if is_alone else line.label
            found.append(EndLabel(height, name, text, colour, line.style, line.width, line.markers))
    for level in picture.levels:
        height = height_of(level.value, picture.log)
        name = f"\N{UPWARDS ARROW} {level.label}" if height > top else level.label
        text = value_text(level.value, unit)
        found.append(EndLabel(height, name, text, palette.text, level.style, 1))
    return [label for label in found if math.isfinite(label.height)]
