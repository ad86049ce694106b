"""The scorecard's measures as a table: what it is, before and after, the verdict."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from backend.evaluation.compare import Comparison
from backend.evaluation.metrics import Measure
from backend.evaluation.scorecard import Scorecard
from gui.style import GRID, colour, scaled
from gui.tabs.test.interval_bars import IntervalBars, PercentScale
from gui.tabs.test.measure_words import (
    PERPLEXITY,
    interval_text,
    measure_text,
    measure_title,
    value_text,
    verdict_badge,
)
from gui.widgets.badge import Badge
from gui.widgets.card import Card
from gui.widgets.text import text_label

_MARGIN = 1.05


class MeasuresCard(Card):
    """One row for each measure of a scorecard."""

    def __init__(self, card: Scorecard, parent: QWidget | None = None) -> None:
        """Shows `card`."""
        super().__init__("", parent)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(2 * GRID)
        self._grid.setVerticalSpacing(GRID + GRID // 2)
        self._grid.setColumnStretch(0, 2)
        self._grid.setColumnStretch(1, 3)
        self.body.addLayout(_legend(self.tr("before"), self.tr("after"), self.tr("95 % interval")))
        self.body.addLayout(self._grid)
        self._grid.addWidget(PercentScale(), 0, 1)
        for row, comparison in enumerate(card.comparisons, 1):
            before = getattr(card.before, comparison.measure)
            after = getattr(card.after, comparison.measure)
            self._add(row, comparison, before, after)

    def _add(self, row: int, comparison: Comparison, before: Measure, after: Measure) -> None:
        name = comparison.measure
        title = QWidget()
        lines = QVBoxLayout(title)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addWidget(text_label(measure_title(name)))
        explanation = text_label(measure_text(name), "small muted", wrap=True)
        explanation.setMinimumWidth(scaled(15 * GRID))
        lines.addWidget(explanation)
        bars = IntervalBars(before, after, _top(name, before, after))
        told = self.tr("Before: {before}\nAfter: {after}").format(
            before=interval_text(name, before), after=interval_text(name, after)
        )
        bars.setToolTip(told)
        bars.setAccessibleName(f"{measure_title(name)}: {told}")
        arrow = f"{value_text(name, before)}  →  {value_text(name, after)}"
        values = text_label(arrow, "strong")
        values.setToolTip(told)
        badge = Badge()
        badge.show_state(*verdict_badge(comparison))
        middle = Qt.AlignmentFlag.AlignVCenter
        self._grid.addWidget(title, row, 0, middle)
        self._grid.addWidget(bars, row, 1)
        self._grid.addWidget(values, row, 2, middle | Qt.AlignmentFlag.AlignRight)
        self._grid.addWidget(badge, row, 3, middle)


class _Mark(QWidget):
    """A dot of the legend, or the line for an interval."""

    def __init__(self, shade: str, *, is_full: bool, is_line: bool = False) -> None:
        super().__init__()
        self._shade, self._is_full, self._is_line = shade, is_full, is_line
        side = scaled(2 * GRID)
        self.setFixedSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour(self._shade), 2))
        middle = self.rect().center()
        if self._is_line:
            painter.drawLine(1, middle.y(), self.width() - 1, middle.y())
            for x in (1, self.width() - 2):
                painter.drawLine(x, middle.y() - 3, x, middle.y() + 3)
        else:
            painter.setBrush(colour(self._shade if self._is_full else "surface"))
            painter.drawEllipse(middle, 4, 4)
        painter.end()


def _legend(before: str, after: str, interval: str) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(GRID // 2)
    row.addStretch(1)
    marks = (
        (_Mark("muted", is_full=False), before),
        (_Mark("accent", is_full=True), after),
        (_Mark("muted", is_full=False, is_line=True), interval),
    )
    for mark, text in marks:
        row.addWidget(mark)
        row.addWidget(text_label(text, "small muted"))
        row.addSpacing(GRID)
    return row


def _top(name: str, before: Measure, after: Measure) -> float:
    """Where the scale ends: at 100 %, or a little above the highest perplexity."""
    if name != PERPLEXITY:
        return 1.0
    ends = [measure.high or measure.value or 0.0 for measure in (before, after)]
    return _MARGIN * max(ends)
