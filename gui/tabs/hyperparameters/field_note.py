"""The line below a field: what is wrong, what is unwise, or why the value was picked."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QHBoxLayout, QWidget

from gui.style import GRID, set_role
from gui.widgets.icon_mark import IconMark
from gui.widgets.text import text_label

_ICON = 14
_LOOKS = {
    "bad": ("error", "bad"),
    "warning": ("warning", "warning"),
    "reason": ("", "muted"),
}


@dataclass(frozen=True, slots=True)
class Note:
    """What is to be said.

    Attributes:
        text: A sentence or two; empty for nothing.
        kind: "bad", "warning" or "reason".
        source: Where that is known from; may be empty; told by the field's "?".
    """

    text: str = ""
    kind: str = "reason"
    source: str = ""


class FieldNote(QWidget):
    """An icon for what needs attention, and the words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Hidden until there is something to say."""
        super().__init__(parent)
        self._icon = IconMark("warning", "warning", _ICON)
        self._text = text_label(role="small muted", wrap=True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID // 2)
        layout.addWidget(self._icon)
        layout.addWidget(self._text, 1)
        self.hide()

    @property
    def text(self) -> str:
        """What is said."""
        return self._text.text() if not self.isHidden() else ""

    def show_note(self, note: Note) -> None:
        """Says it; a note without words hides the line."""
        icon, role = _LOOKS[note.kind]
        self._icon.setVisible(bool(icon))
        if icon:
            self._icon.show_icon(icon, role)
        set_role(self._text, f"small {role}")
        self._text.setText(note.text)
        self.setVisible(bool(note.text))
