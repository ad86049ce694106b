"""Labels: always plain text, since what they show may be a file's name or a document's words."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from gui.style.roles import set_role


def text_label(
    text: str = "", role: str = "", *, wrap: bool = False, parent: QWidget | None = None
) -> QLabel:
    """A label of plain text.

    Args:
        text: What it says; never taken for HTML.
        role: Roles of the stylesheet, such as "small muted".
        wrap: Whether long text goes on in a next line, else it sets the label's width.
        parent: The widget it lies in.
    """
    label = QLabel(text, parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    if role:
        set_role(label, role)
    if wrap:
        label.setWordWrap(True)
        label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    return label


def show_text(label: QLabel, text: str) -> None:
    """Sets a label's text; a label without words takes no place."""
    label.setText(text)
    label.setVisible(bool(text))
