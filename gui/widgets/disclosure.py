"""Something that is shown only when it is asked for."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from gui.style.icons import icon
from gui.style.metrics import GRID
from gui.style.roles import set_role


class Disclosure(QWidget):
    """A line to press, and below it content that opens and closes.

    Attributes:
        body: Where the content goes.

    Signals:
        toggled: It was opened (True) or closed.
    """

    toggled = Signal(bool)

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._button = QToolButton()
        self._button.setCheckable(True)
        set_role(self._button, "line")
        self._button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._button.toggled.connect(self._turn)
        self._content = QWidget()
        self.body = QVBoxLayout(self._content)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(GRID)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID // 2)
        layout.addWidget(self._button, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._content)
        self.set_title(title)
        self._turn(False)

    def set_title(self, title: str) -> None:
        """Changes the words of the line."""
        self._button.setText(title)
        self._button.setAccessibleName(title)

    @property
    def is_open(self) -> bool:
        """Whether the content is shown."""
        return self._button.isChecked()

    def set_open(self, is_open: bool) -> None:
        """Opens or closes it."""
        self._button.setChecked(is_open)

    def _turn(self, is_open: bool) -> None:
        self._button.setIcon(icon("chevron-down" if is_open else "chevron-right"))
        self._content.setVisible(is_open)
        self.toggled.emit(is_open)
