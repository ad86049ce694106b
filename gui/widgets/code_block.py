"""Text for a machine, to be read and copied."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from gui.style.icons import icon
from gui.style.metrics import GRID
from gui.style.roles import set_role
from gui.widgets.text import text_label


class CodeBlock(QFrame):
    """Lines in type of one width, with a button that copies them all."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Begins empty.

        Args:
            name: What the text is, for the line above it and for a screen reader.
            parent: The widget it lies in.
        """
        super().__init__(parent)
        set_role(self, "code")
        self._code = text_label(wrap=True)
        self._code.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        set_role(self._code, "mono")
        self._code.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._code.setAccessibleName(name)
        self._copy = QToolButton()
        self._copy.setIcon(icon("copy"))
        self._copy.setText(self.tr("Copy"))
        self._copy.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._copy.setAccessibleName(self.tr("Copy: {what}").format(what=name))
        self._copy.clicked.connect(self._copy_all)
        head = QHBoxLayout()
        head.addWidget(text_label(name, "small muted"), 1)
        head.addWidget(self._copy)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, GRID, GRID, 2 * GRID)
        layout.setSpacing(GRID // 2)
        layout.addLayout(head)
        layout.addWidget(self._code)

    @property
    def label(self) -> QLabel:
        """What shows the text."""
        return self._code

    def show_code(self, code: str) -> None:
        """Shows another text."""
        self._code.setText(code)
        self._copy.setText(self.tr("Copy"))

    def _copy_all(self) -> None:
        QGuiApplication.clipboard().setText(self._code.text())
        self._copy.setText(self.tr("Copied"))
