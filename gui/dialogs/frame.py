"""What every dialog is made of: content that scrolls, and buttons that stay in view."""

from __future__ import annotations

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gui.style import GRID, scaled, set_role
from gui.widgets.scroll_page import ScrollPage

# What the system's frame and task bar take of the screen, and some air.
_MARGIN = 6 * GRID


class DialogFrame(QDialog):
    """A dialog that is as high as its content, or as the screen allows.

    It is deleted when it is closed.

    Attributes:
        body: Where the content goes.
        footer: The row of buttons; what is added to it stands at its right end.
    """

    def __init__(self, title: str, width: int, parent: QWidget | None = None) -> None:
        """Makes an empty dialog.

        Args:
            title: Of the window.
            width: In logical pixels at font scale 1.
            parent: The window that it belongs to.
        """
        super().__init__(parent)
        self.setWindowTitle(title)
        self._width = width
        self._page = ScrollPage()
        self.body = self._page.body
        self.body.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 2 * GRID)
        line = QFrame()
        set_role(line, "line")
        self.footer = QHBoxLayout()
        self.footer.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        self.footer.setSpacing(GRID)
        self.footer.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._page, 1)
        layout.addWidget(line)
        layout.addLayout(self.footer)
        self.finished.connect(self.deleteLater)

    def add_button(self, text: str, role: str = "") -> QPushButton:
        """Puts one more button at the right end of the row."""
        button = QPushButton(text)
        button.setAutoDefault(False)
        if role:
            set_role(button, role)
        self.footer.addWidget(button)
        return button

    def add_close_button(self) -> QPushButton:
        """The button of a dialog in which nothing is decided."""
        button = self.add_button(self.tr("Close"))
        button.setDefault(True)
        button.clicked.connect(self.accept)
        return button

    def fit(self) -> None:
        """Takes the size that the content needs, within what the screen has."""
        room = self.screen().availableGeometry().size()
        width = min(scaled(self._width), room.width() - _MARGIN)
        self.ensurePolished()
        height = self._content_height(width) + self.footer.totalSizeHint().height() + 1
        self.resize(width, min(height, room.height() - _MARGIN))

    def _content_height(self, width: int) -> int:
        page = self._page.widget()
        layout = page.layout() if page is not None else None
        if layout is None:
            return 0
        layout.activate()
        by_width = layout.totalHeightForWidth(width)
        return by_width if by_width > 0 else layout.totalSizeHint().height()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Takes its size before it is seen."""
        if not event.spontaneous():
            self.fit()
        super().showEvent(event)
