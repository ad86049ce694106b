"""A large button that says what will come of it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from gui.style.metrics import GRID
from gui.style.roles import set_role
from gui.widgets.icon_mark import IconMark
from gui.widgets.text import show_text, text_label

_ICON_SIZE = 24


class OptionButton(QPushButton):
    """An icon, a title and a sentence, all of which can be pressed."""

    def __init__(
        self, icon_name: str, title: str, text: str, parent: QWidget | None = None
    ) -> None:
        """Makes the button.

        Args:
            icon_name: One of Tunedesk's icons.
            title: What it does, in a few words.
            text: What comes of that, in a sentence.
            parent: The widget it lies in.
        """
        super().__init__(parent)
        set_role(self, "option")
        self._title = text_label(role="strong", wrap=True)
        self._text = text_label(role="muted", wrap=True)
        words = QVBoxLayout()
        words.setSpacing(GRID // 2)
        words.addWidget(self._title)
        words.addWidget(self._text)
        words.addStretch(1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        layout.setSpacing(GRID + GRID // 2)
        mark = IconMark(icon_name, "accent", _ICON_SIZE)
        layout.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(words, 1)
        for child in (mark, self._title, self._text):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_texts(title, text)

    def set_texts(self, title: str, text: str) -> None:
        """Changes the words."""
        show_text(self._title, title)
        show_text(self._text, text)
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        """True: in a narrow one the sentence takes more lines."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        """The height that the words need at that width, in logical pixels."""
        layout = self.layout()
        return layout.totalHeightForWidth(width) if layout else super().heightForWidth(width)

    def sizeHint(self) -> QSize:  # noqa: N802
        """As much as the words need, not what a button without words would."""
        layout = self.layout()
        return layout.totalSizeHint() if layout else super().sizeHint()

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """As little as the longest word allows."""
        layout = self.layout()
        return layout.totalMinimumSize() if layout else super().minimumSizeHint()
