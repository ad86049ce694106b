"""Above every tab: where one is, how it stands, and the next step always in the same place."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from gui.style import GRID, icon, set_role
from gui.tabs.base import PrimaryAction


class Header(QWidget):
    """Title, one sentence, and the primary button.

    Signals:
        taken: The primary button was pressed.
    """

    taken = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begins empty."""
        super().__init__(parent)
        self._title = QLabel(self)
        set_role(self._title, "title")
        self._headline = QLabel(self)
        self._headline.setWordWrap(True)
        self._headline.setTextFormat(Qt.TextFormat.PlainText)
        set_role(self._headline, "muted")
        self._button = QPushButton(self)
        set_role(self._button, "primary")
        self._button.clicked.connect(self.taken)
        words = QVBoxLayout()
        words.setSpacing(GRID // 4)
        words.addWidget(self._title)
        words.addWidget(self._headline)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, GRID)
        layout.setSpacing(3 * GRID)
        layout.addLayout(words, 1)
        layout.addWidget(self._button, 0, Qt.AlignmentFlag.AlignTop)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    @property
    def title_label(self) -> QLabel:
        """The tab's title."""
        return self._title

    @property
    def button(self) -> QPushButton:
        """The primary button."""
        return self._button

    def present(self, title: str, headline: str, action: PrimaryAction | None) -> None:
        """Shows a tab's title, sentence and next step."""
        self._title.setText(title)
        self._headline.setText(headline)
        self._headline.setVisible(bool(headline))
        self._button.setVisible(action is not None)
        if action is None:
            return
        self._button.setText(action.text)
        self._button.setAccessibleName(action.text)
        self._button.setEnabled(action.enabled)
        self._button.setToolTip(action.reason)
        self._button.setIcon(
            icon(action.icon, "accent_text") if action.icon else icon("next", "accent_text")
        )
