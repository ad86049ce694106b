"""What stands where there is nothing yet: it teaches, and offers the first step."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gui.style.metrics import GRID
from gui.style.roles import set_role
from gui.widgets.icon_mark import IconMark
from gui.widgets.text import show_text, text_label

_ICON_SIZE = 48
_WIDTH = 60 * GRID


class EmptyState(QWidget):
    """An icon, what goes here, and one button, in the middle of the room there is.

    Signals:
        triggered: The button was pressed.
    """

    triggered = Signal()

    def __init__(
        self,
        icon_name: str,
        title: str,
        text: str,
        action_text: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """Makes it.

        Args:
            icon_name: One of Tunedesk's icons.
            title: What is missing, in a few words.
            text: What goes here and what it is good for.
            action_text: Words of the button; without them there is none.
            parent: The widget it lies in.
        """
        super().__init__(parent)
        self._title = text_label(role="heading", wrap=True)
        self._text = text_label(role="muted", wrap=True)
        self._button = QPushButton()
        set_role(self._button, "primary")
        self._button.clicked.connect(self.triggered)
        column = QWidget()
        column.setMaximumWidth(_WIDTH)
        middle = Qt.AlignmentFlag.AlignHCenter
        inside = QVBoxLayout(column)
        inside.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        inside.setSpacing(GRID)
        inside.addWidget(IconMark(icon_name, "muted", _ICON_SIZE), 0, middle)
        for label in (self._title, self._text):
            label.setAlignment(middle)
            inside.addWidget(label)
        inside.addSpacing(GRID)
        inside.addWidget(self._button, 0, middle)
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(column, 100)
        across.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addStretch(1)
        layout.addLayout(across)
        layout.addStretch(1)
        self.set_texts(title, text, action_text)

    def set_texts(self, title: str, text: str, action_text: str = "") -> None:
        """Changes the words; without `action_text` there is no button."""
        show_text(self._title, title)
        show_text(self._text, text)
        self._button.setText(action_text)
        self._button.setVisible(bool(action_text))
        self._button.setAccessibleName(action_text)
        self._button.setAccessibleDescription(text)
        self.setAccessibleName(title)
