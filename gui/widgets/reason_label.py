"""Why a value is what it is."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from gui.style.metrics import GRID
from gui.widgets.help_button import HelpButton
from gui.widgets.text import text_label


class ReasonLabel(QWidget):
    """The reason in small type; its source one "?" away."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reason = text_label(role="small muted", wrap=True)
        self._help = HelpButton()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID // 2)
        layout.addWidget(self._reason, 1)
        layout.addWidget(self._help)
        self.hide()

    def show_reason(self, reason: str, source: str = "") -> None:
        """Shows a reason; an empty one hides the label.

        Args:
            reason: One sentence.
            source: Where that is known from; empty for none.
        """
        self._reason.setText(reason)
        self._help.set_help(source, about=reason)
        self.setVisible(bool(reason))
