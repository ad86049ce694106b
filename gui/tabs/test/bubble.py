"""A question as it stands in the transcript."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from gui.style import GRID, colour, scaled
from gui.widgets.text import text_label

_RADIUS = 12
_WIDTH = 56 * GRID


class Bubble(QFrame):
    """The person's words on a wash of the accent, at the right edge."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        label = text_label(text, wrap=True)
        # As wide as its words, up to a limit: a wrapping label alone is as wide as it likes.
        widest = max(label.fontMetrics().horizontalAdvance(line) for line in text.split("\n"))
        label.setMinimumWidth(min(scaled(_WIDTH), widest + 2))
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        layout.addWidget(label)
        self.setAccessibleName(self.tr("You asked: {question}").format(question=text))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paints the surface in the theme's colours."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("accent_soft"))
        painter.drawRoundedRect(self.rect(), _RADIUS, _RADIUS)
        painter.end()
