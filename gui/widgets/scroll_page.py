"""A page that scrolls, so that nothing is cut off on a small screen."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from gui.style.metrics import GRID


class ScrollPage(QScrollArea):
    """Scrolls down, and across only where the content cannot be made narrower.

    It takes no focus itself: page and arrow keys that a control on it does not use scroll it.

    Attributes:
        body: Where the content goes, from top to bottom.
    """

    def __init__(self, max_width: int = 0, parent: QWidget | None = None) -> None:
        """Makes an empty page.

        Args:
            max_width: Wider than this the content does not grow, in logical pixels; it then
                stands at the left. 0 for no limit.
            parent: The widget it lies in.
        """
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        content = QWidget()
        if max_width:
            content.setMaximumWidth(max_width)
        self.body = QVBoxLayout(content)
        self.body.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 3 * GRID)
        self.body.setSpacing(2 * GRID)
        page = QWidget()
        across = QHBoxLayout(page)
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(content, 1)
        if max_width:
            across.addStretch(0)
        self.setWidget(page)
        # Qt fills both with the window's colour, which would show on a card.
        page.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
