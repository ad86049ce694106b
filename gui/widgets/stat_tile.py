"""One number that matters."""

from __future__ import annotations

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from gui.widgets.text import show_text, text_label


class StatTile(QWidget):
    """A small label, below it a large value, below that a hint where there is one."""

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = text_label(label, "small muted")
        self._value = text_label("–", "title")  # noqa: RUF001  (a dash where a number will be)
        self._hint = text_label(role="small muted", wrap=True)
        self._hint.hide()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        for widget in (self._label, self._value, self._hint):
            layout.addWidget(widget)
        self.setAccessibleName(label)

    def set_value(self, text: str, hint: str = "") -> None:
        """Shows a value.

        Args:
            text: The number with its unit.
            hint: What to compare it with, in a few words.
        """
        self._value.setText(text)
        show_text(self._hint, hint)
        self.setAccessibleName(f"{self._label.text()}: {text} {hint}".strip())

    def set_label(self, label: str) -> None:
        """Changes what the number is of."""
        self._label.setText(label)
        self.set_value(self._value.text(), self._hint.text())
