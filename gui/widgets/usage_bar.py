"""How much of something is taken, and by whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolTip, QVBoxLayout, QWidget

from gui.style.current import colour
from gui.style.metrics import GRID, scaled
from gui.widgets.flow_row import FlowRow
from gui.widgets.text import show_text, text_label

_HEIGHT = 12
_COMPACT_HEIGHT = 8
_COMPACT_WIDTH = 96
_SWATCH = 10


@dataclass(frozen=True, slots=True)
class UsagePart:
    """One share of the whole.

    Attributes:
        label: Who takes it.
        value: How much, in the unit of the total.
        colour: A name as `gui.style.colour` takes it: "accent", "series-2", "#rrggbb".
        text: The value in words, such as "3.2 GiB"; shown beside the label.
    """

    label: str
    value: float
    colour: str
    text: str = ""

    @property
    def words(self) -> str:
        """Label and value."""
        return f"{self.label} {self.text}".strip()


class UsageBar(QWidget):
    """A bar of shares, a text on the whole, and the shares' labels below."""

    def __init__(self, parent: QWidget | None = None, *, compact: bool = False) -> None:
        """Makes an empty bar.

        Args:
            parent: The widget it lies in.
            compact: A short bar with its text beside it and its labels in the tooltip, for a
                status line.
        """
        super().__init__(parent)
        self._strip = _Strip(compact)
        self._text = text_label(role="small" if compact else "")
        self._legend = None if compact else FlowRow(spacing=2 * GRID, line_spacing=GRID // 2)
        self._shown: tuple[UsagePart, ...] = ()
        if self._legend is None:
            self._lay_out_beside()
        else:
            self._lay_out_below(self._legend)

    def show_usage(
        self,
        parts: Sequence[UsagePart],
        total: float,
        text: str,
        tick: float | None = None,
        tick_text: str = "",
    ) -> None:
        """Shows the shares.

        Args:
            parts: From left to right.
            total: The whole, in the parts' unit; more than 0. Where the parts are more, the bar
                shows where the whole ends.
            text: The whole in words: "5.7 of 8.0 GiB".
            tick: A value to mark on the bar; None for none.
            tick_text: What the mark is; shown under the mouse.
        """
        shares = tuple(parts)
        self._strip.show_shares(shares, total, tick, tick_text)
        show_text(self._text, text)
        if self._legend is not None and shares != self._shown:
            _fill(self._legend, shares)
        self._shown = shares
        self.setAccessibleName(text)
        self.setAccessibleDescription(", ".join(part.words for part in shares))

    def _lay_out_beside(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self._strip)
        layout.addWidget(self._text)

    def _lay_out_below(self, legend: FlowRow) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        for widget in (self._text, self._strip, legend):
            layout.addWidget(widget)


def _fill(legend: FlowRow, parts: tuple[UsagePart, ...]) -> None:
    legend.clear()
    for part in parts:
        legend.add(_Key(part))


class _Strip(QWidget):
    """The bar itself."""

    def __init__(self, compact: bool) -> None:
        super().__init__()
        self._compact = compact
        self._parts: tuple[UsagePart, ...] = ()
        self._total = 1.0
        self._tick: float | None = None
        self._tick_text = ""
        across = QSizePolicy.Policy.Fixed if compact else QSizePolicy.Policy.Expanding
        self.setSizePolicy(across, QSizePolicy.Policy.Fixed)

    def show_shares(
        self, parts: tuple[UsagePart, ...], total: float, tick: float | None, tick_text: str
    ) -> None:
        self._parts, self._total = parts, max(total, 1e-9)
        self._tick, self._tick_text = tick, tick_text
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        if self._compact:
            return QSize(scaled(_COMPACT_WIDTH), _COMPACT_HEIGHT)
        return QSize(scaled(_COMPACT_WIDTH), _HEIGHT + GRID)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self._words_at(event.pos().x()), self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        bar = self._bar()
        shape = QPainterPath()
        shape.addRoundedRect(bar, bar.height() / 3, bar.height() / 3)
        painter.setClipPath(shape)
        painter.fillRect(bar, colour("raised"))
        for part, left, width in self._spans():
            painter.fillRect(QRectF(left, bar.top(), width, bar.height()), colour(part.colour))
            painter.fillRect(
                QRectF(left + width - 1, bar.top(), 1, bar.height()), colour("surface")
            )
        painter.setClipping(False)
        if sum(part.value for part in self._parts) > self._total:
            self._draw_end(painter)
        if self._tick is not None:
            self._draw_tick(painter, self._tick)
        painter.end()

    def _bar(self) -> QRectF:
        height = _COMPACT_HEIGHT if self._compact else _HEIGHT
        return QRectF(0, (self.height() - height) / 2, self.width(), height)

    def _scale(self) -> float:
        """Logical pixels for one unit."""
        taken = sum(part.value for part in self._parts)
        return self.width() / max(self._total, taken, self._tick or 0.0)

    def _spans(self) -> list[tuple[UsagePart, float, float]]:
        spans, left = [], 0.0
        for part in self._parts:
            width = part.value * self._scale()
            spans.append((part, left, width))
            left += width
        return spans

    def _draw_end(self, painter: QPainter) -> None:
        """A line where the whole ends and the parts go on."""
        x = self._total * self._scale()
        painter.fillRect(QRectF(x - 3, 0, 6, self.height()), colour("surface"))
        painter.fillRect(QRectF(x - 1, 0, 2, self.height()), colour("text"))

    def _draw_tick(self, painter: QPainter, value: float) -> None:
        """A small arrow that points down at a value."""
        half = 5
        x = min(self.width() - half, max(half, value * self._scale()))
        foot = self._bar().top() + 4
        points = (QPointF(x - half, foot - 7), QPointF(x + half, foot - 7))
        painter.setPen(QPen(colour("surface"), 1))
        painter.setBrush(colour("text"))
        painter.drawPolygon([*points, QPointF(x, foot)])

    def _words_at(self, x: int) -> str:
        if self._tick is not None and abs(x - self._tick * self._scale()) <= 4:
            return self._tick_text
        for part, left, width in self._spans():
            if left <= x < left + width:
                return part.words
        return "\n".join(part.words for part in self._parts)


class _Key(QWidget):
    """A share's colour and words."""

    def __init__(self, part: UsagePart) -> None:
        super().__init__()
        self._colour = part.colour
        label = text_label(part.words, "small")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(scaled(_SWATCH) + GRID - 2, 0, 0, 0)
        layout.addWidget(label)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        side = scaled(_SWATCH)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(self._colour))
        painter.drawRoundedRect(QRectF(0, (self.height() - side) / 2, side, side), 2, 2)
        painter.end()
