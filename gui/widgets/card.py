"""A quiet surface that holds what belongs together."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from gui.style.metrics import GRID
from gui.style.roles import set_role
from gui.widgets.text import show_text, text_label


class Card(QFrame):
    """A surface with an optional title; no border, and no card is put inside another.

    Attributes:
        body: Where the content goes.
        header: The line of the title; widgets added here stand at its right end.
    """

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "card")
        self._title = text_label(role="heading")
        self.header = QHBoxLayout()
        self.header.setSpacing(GRID)
        self.header.addWidget(self._title)
        self.header.addStretch(1)
        self.body = QVBoxLayout()
        self.body.setSpacing(GRID + GRID // 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        layout.setSpacing(GRID + GRID // 2)
        layout.addLayout(self.header)
        layout.addLayout(self.body, 1)
        self.set_title(title)

    def set_title(self, title: str) -> None:
        """Changes the title; an empty one takes no place."""
        show_text(self._title, title)
        self.setAccessibleName(title)
