"""Stacked bars against a capacity: what takes how much, and does it fit?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from gui.plots.bar_painter import paint_cut_off, paint_part, paint_tick
from gui.plots.bars import Bar, BarPart, legend, scale_end, segments
from gui.style.metrics import Type, font, scaled
from gui.style.theme import Theme

_BAR, _ROW, _TOP, _GAP = 22, 40, 28, 8
# Between the content and the ring of the focused control.
_INSET = 4
_SWATCH = 12
_LABEL_SHARE = 0.3


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where a part was painted."""

    bar: Bar
    part: BarPart
    box: QRectF


class StackedBar(QWidget):
    """One row for each bar, with the capacity as an upright line through all of them.

    Signals:
        pressed: A bar was clicked, or Enter was pressed on one of its parts (its key).
    """

    pressed = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Empty until `show_bars`."""
        super().__init__(parent)
        self._theme = theme
        self._bars: tuple[Bar, ...] = ()
        self._capacity: float | None = None
        self._capacity_text = ""
        self._tick_text = ""
        self._spots: list[_Spot] = []
        self._chosen = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._restyle)

    def show_bars(
        self,
        bars: Sequence[Bar],
        capacity: float | None = None,
        capacity_text: str = "",
        tick_text: str = "",
    ) -> None:
        """Shows these bars, all in one unit.

        Args:
            bars: From top to bottom.
            capacity: What there is; None where nothing limits.
            capacity_text: Said at its line, such as `8.0 GiB on the card`.
            tick_text: What the bars' ticks are, such as `rule of thumb`.
        """
        self._bars, self._capacity = tuple(bars), capacity
        self._capacity_text, self._tick_text = capacity_text, tick_text
        self._chosen = -1
        self.setAccessibleDescription(self._in_words())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As high as its rows and its legend need."""
        rows = scaled(_TOP) + scaled(_ROW) * len(self._bars)
        width = self.width() if self.width() > scaled(100) else scaled(480)
        return QSize(scaled(480), rows + self._legend_height(width))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Narrower than this, nothing could be told apart."""
        return QSize(scaled(280), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draws all of it and remembers where the parts are."""
        self._spots.clear()
        if not self._bars:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font(Type.SMALL))
        for row, bar in enumerate(self._bars):
            self._paint_row(painter, bar, scaled(_TOP) + row * scaled(_ROW))
        self._paint_capacity(painter)
        self._paint_legend(painter)
        self._paint_focus(painter)

    def resizeEvent(self, event: QEvent) -> None:  # noqa: N802
        """The legend may need more lines now."""
        self.updateGeometry()

    def event(self, event: QEvent) -> bool:
        """Explains the part under the pointer."""
        if isinstance(event, QHelpEvent):
            spot = self._spot_at(QPointF(event.pos()))
            if spot is None:
                QToolTip.hideText()
            else:
                QToolTip.showText(event.globalPos(), _explain(spot), self, spot.box.toRect())
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """The arrow keys walk over the parts and explain each."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._chosen >= 0:
            self.pressed.emit(self._spots[self._chosen].bar.key)
            return
        stride = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()))
        if stride is None or not self._spots:
            super().keyPressEvent(event)
            return
        self._chosen = (self._chosen + stride) % len(self._spots)
        spot = self._spots[self._chosen]
        place = spot.box.bottomLeft().toPoint()
        QToolTip.showText(self.mapToGlobal(place), _explain(spot), self)
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Tells which bar was clicked."""
        row = int((event.position().y() - scaled(_TOP)) // scaled(_ROW))
        if event.button() == Qt.MouseButton.LeftButton and 0 <= row < len(self._bars):
            self.pressed.emit(self._bars[row].key)

    def focusOutEvent(self, event: QEvent) -> None:  # noqa: N802
        """Nothing is chosen any more."""
        self._chosen = -1
        self.update()

    def _columns(self) -> tuple[float, float]:
        """Where the bars begin, and how wide their scale is."""
        metrics = QFontMetricsF(font(Type.SMALL))
        labels = max((metrics.horizontalAdvance(bar.label) for bar in self._bars), default=0.0)
        ends = max((metrics.horizontalAdvance(bar.text) for bar in self._bars), default=0.0)
        left = min(labels, self.width() * _LABEL_SHARE) + scaled(_GAP + _INSET)
        return left, max(1.0, self.width() - left - ends - scaled(2 * _GAP + _INSET))

    def _x_of(self, value: float) -> float:
        left, width = self._columns()
        return left + width * value / scale_end(self._bars, self._capacity)

    def _paint_row(self, painter: QPainter, bar: Bar, top: float) -> None:
        palette = self._theme.palette
        left, width = self._columns()
        box = QRectF(left, top + (scaled(_ROW) - scaled(_BAR)) / 2, width, scaled(_BAR))
        metrics = QFontMetricsF(painter.font())
        name = metrics.elidedText(
            bar.label, Qt.TextElideMode.ElideRight, left - scaled(_GAP + _INSET)
        )
        painter.setPen(QColor(palette.text if bar.current else palette.muted))
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(QRectF(scaled(_INSET), box.top(), left, box.height()), middle, name)
        end = scale_end(self._bars, self._capacity)
        for segment in segments(bar, end):
            part_box = QRectF(box)
            part_box.setLeft(self._x_of(segment.start))
            part_box.setRight(self._x_of(segment.end))
            paint_part(painter, part_box, segment.part, palette)
            self._spots.append(_Spot(bar, segment.part, part_box))
        if bar.total > end:
            paint_cut_off(painter, box, palette)
        if bar.tick is not None and bar.tick <= end:
            paint_tick(painter, self._x_of(bar.tick), box, palette)
        colours = {True: palette.good, False: palette.bad, None: palette.text}
        painter.setFont(font(Type.SMALL))
        painter.setPen(QColor(colours[bar.fits]))
        at_end = box.translated(box.width() + scaled(_GAP), 0)
        painter.drawText(at_end, middle, bar.text)

    def _paint_capacity(self, painter: QPainter) -> None:
        if self._capacity is None:
            return
        palette = self._theme.palette
        x = self._x_of(self._capacity)
        bottom = scaled(_TOP) + scaled(_ROW) * len(self._bars)
        painter.setPen(QPen(QColor(palette.text), 1, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(x, scaled(_TOP) - scaled(2)), QPointF(x, bottom))
        painter.setPen(QColor(palette.text))
        metrics = QFontMetricsF(painter.font())
        width = metrics.horizontalAdvance(self._capacity_text)
        left = min(max(scaled(_INSET), x - width / 2), self.width() - width - scaled(_INSET))
        painter.drawText(QPointF(left, metrics.ascent() + scaled(_INSET)), self._capacity_text)

    def _legend_places(self, width: float) -> Iterator[tuple[str, BarPart | None, QPointF]]:
        """Name, part and place below the rows; a part of None stands for the tick."""
        metrics = QFontMetricsF(font(Type.SMALL))
        entries: list[tuple[str, BarPart | None]] = [
            (part.label, part) for part in legend(self._bars)
        ]
        if self._tick_text and any(bar.tick is not None for bar in self._bars):
            entries.append((self._tick_text, None))
        first = float(scaled(_INSET))
        x, y = first, float(scaled(_GAP))
        for name, part in entries:
            needed = scaled(_SWATCH + _GAP) + metrics.horizontalAdvance(name)
            if x > first and x + needed > width:
                x, y = first, y + metrics.height() + scaled(4)
            yield name, part, QPointF(x, y)
            x += needed + scaled(2 * _GAP)

    def _legend_height(self, width: float) -> int:
        places = [place.y() for _, _, place in self._legend_places(width)]
        line = QFontMetricsF(font(Type.SMALL)).height()
        return round(max(places) + line + scaled(_GAP)) if places else 0

    def _paint_legend(self, painter: QPainter) -> None:
        palette = self._theme.palette
        top = scaled(_TOP) + scaled(_ROW) * len(self._bars)
        metrics = QFontMetricsF(painter.font())
        for name, part, place in self._legend_places(self.width()):
            box = QRectF(place.x(), top + place.y(), scaled(_SWATCH), scaled(_SWATCH))
            box.moveTop(box.top() + (metrics.height() - box.height()) / 2)
            if part is None:
                low = box.adjusted(0, scaled(4), 0, 0)
                paint_tick(painter, low.center().x(), low, palette)
            else:
                paint_part(painter, box, part, palette)
            painter.setPen(QColor(palette.muted))
            text_left = box.right() + scaled(_GAP)
            painter.drawText(QPointF(text_left, top + place.y() + metrics.ascent()), name)

    def _paint_focus(self, painter: QPainter) -> None:
        if not self.hasFocus():
            return
        painter.setPen(QPen(QColor(self._theme.palette.focus), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        chosen = 0 <= self._chosen < len(self._spots)
        box = self._spots[self._chosen].box if chosen else QRectF(self.rect())
        painter.drawRect(box.adjusted(1, 1, -1, -1))

    def _spot_at(self, place: QPointF) -> _Spot | None:
        return next((spot for spot in self._spots if spot.box.contains(place)), None)

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def _in_words(self) -> str:
        """All that the bars say, for a screen reader."""
        sentences = [self._capacity_text] if self._capacity_text else []
        for bar in self._bars:
            parts = ", ".join(f"{part.label} {part.text}" for part in bar.parts)
            sentences.append(f"{bar.label} {bar.text}: {parts}".strip())
        return ". ".join(sentences)


def _explain(spot: _Spot) -> str:
    head = f"{spot.bar.label} – {spot.part.label}: {spot.part.text}"  # noqa: RUF001
    return f"{head}\n{spot.part.detail}" if spot.part.detail else head
