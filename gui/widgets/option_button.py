"""A large button that says what will come of it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from gui.style.metrics import GRID
from gui.style.roles import set_role
from gui.widgets.content_button import ContentButton
from gui.widgets.icon_mark import IconMark
from gui.widgets.text import show_text, text_label

_ICON_SIZE = 24
_TALL_ICON_SIZE = 32


class OptionButton(ContentButton):
    """An icon, a title and a sentence, all of which can be pressed."""

    def __init__(
        self,
        icon_name: str,
        title: str,
        text: str,
        parent: QWidget | None = None,
        *,
        is_tall: bool = False,
    ) -> None:
        """Makes the button.

        Args:
            icon_name: One of Tunedesk's icons.
            title: What it does, in a few words.
            text: What comes of that, in a sentence.
            parent: The widget it lies in.
            is_tall: The icon stands above the words instead of beside them.
        """
        super().__init__(parent)
        set_role(self, "option")
        self._title = text_label(role="heading" if is_tall else "strong", wrap=True)
        self._text = text_label(role="muted", wrap=True)
        words = QVBoxLayout()
        words.setSpacing(GRID // 2)
        words.addWidget(self._title)
        words.addWidget(self._text)
        words.addStretch(1)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        layout = QBoxLayout(down if is_tall else across, self)
        margin = (3 if is_tall else 2) * GRID
        layout.setContentsMargins(margin, margin, margin, margin)
        layout.setSpacing(GRID + GRID // 2)
        mark = IconMark(icon_name, "accent", _TALL_ICON_SIZE if is_tall else _ICON_SIZE)
        layout.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(words, 1)
        self.seal()
        self.set_texts(title, text)

    def set_texts(self, title: str, text: str) -> None:
        """Changes the words."""
        show_text(self._title, title)
        show_text(self._text, text)
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
