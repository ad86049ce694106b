"""What went wrong, why, and what to do about it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QGuiApplication
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gui.style.icons import icon
from gui.style.metrics import GRID, scaled
from gui.style.roles import set_role
from gui.widgets.disclosure import Disclosure
from gui.widgets.flow_row import FlowRow
from gui.widgets.icon_mark import IconMark
from gui.widgets.text import show_text, text_label

_DETAILS_HEIGHT = 120


class ErrorCard(QFrame):
    """A fault in words, a button that mends it where one can, and details to copy.

    Hidden until there is a fault to show.

    Signals:
        action_requested: The button that mends it was pressed.
        other_requested: The button of the other way out was pressed.
        dismissed: The person closed the card; it is hidden already.
    """

    action_requested = Signal()
    other_requested = Signal()
    dismissed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "fault")
        self._message = text_label(role="strong", wrap=True)
        self._remedy = text_label(wrap=True)
        self._details_text = ""
        for label in (self._message, self._remedy):
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._action = QPushButton()
        self._action.clicked.connect(self.action_requested)
        self._other = QPushButton()
        self._other.clicked.connect(self.other_requested)
        self._copy = QPushButton(icon("copy"), self.tr("Copy details"))
        set_role(self._copy, "quiet")
        self._copy.clicked.connect(self._copy_details)
        self._details = QPlainTextEdit()
        self._details.setReadOnly(True)
        self._details.setAccessibleName(self.tr("Details"))
        self._disclosure = Disclosure(self.tr("Details"))
        self._disclosure.body.addWidget(self._details)
        self._lay_out()
        self.hide()

    def show_fault(
        self,
        message: str,
        remedy: str,
        details: str = "",
        action_text: str = "",
        other_text: str = "",
    ) -> None:
        """Shows a fault in place of the one before.

        Args:
            message: What happened and why.
            remedy: What to do.
            details: For whoever helps: the end of a log, for instance.
            action_text: Words of the button that does what the remedy says; empty for none.
            other_text: Words of a second button, for another way out; empty for none.
        """
        self._details_text = details
        show_text(self._message, message)
        show_text(self._remedy, remedy)
        for button, text in ((self._action, action_text), (self._other, other_text)):
            button.setText(text)
            button.setAccessibleName(text)
            button.setVisible(bool(text))
        self._details.setPlainText(details)
        self._details.setFixedHeight(scaled(_DETAILS_HEIGHT))
        self._disclosure.set_open(False)
        self._disclosure.setVisible(bool(details))
        self._copy.setText(self.tr("Copy details"))
        self.setAccessibleName(message)
        self.setAccessibleDescription(remedy)
        self.show()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def _lay_out(self) -> None:
        close = QToolButton()
        close.setIcon(icon("close"))
        close.setAccessibleName(self.tr("Dismiss"))
        close.setToolTip(self.tr("Dismiss"))
        close.clicked.connect(self._dismiss)
        buttons = FlowRow()
        buttons.add(self._action)
        buttons.add(self._other)
        buttons.add(self._copy)
        column = QVBoxLayout()
        column.setSpacing(GRID)
        for widget in (self._message, self._remedy, buttons, self._disclosure):
            column.addWidget(widget)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * GRID, GRID, GRID, GRID)
        layout.setSpacing(GRID + GRID // 2)
        top = Qt.AlignmentFlag.AlignTop
        layout.addWidget(IconMark("error", "bad", 20), 0, top)
        layout.addLayout(column, 1)
        layout.addWidget(close, 0, top)

    def _dismiss(self) -> None:
        self.hide()
        self.dismissed.emit()

    def _copy_details(self) -> None:
        parts = (self._message.text(), self._remedy.text(), self._details_text)
        QGuiApplication.clipboard().setText("\n\n".join(part for part in parts if part))
        self._copy.setText(self.tr("Copied"))
