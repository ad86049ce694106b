"""A field for one number."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from gui.style.metrics import scaled
from gui.widgets.numbers import number_in_field, parse_number

_WIDTH = 88


class NumberEdit(QLineEdit):
    """Takes any text and says whether it is a number, so that no keystroke is refused.

    Up and down change a whole number by one. The wheel does nothing.

    Signals:
        edited: The person has typed a number (int or float), or something that is none (None).
    """

    edited = Signal(object)

    def __init__(self, *, whole: bool, parent: QWidget | None = None) -> None:
        """Makes an empty field; `whole` decides which numbers there are."""
        super().__init__(parent)
        self._whole = whole
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.textEdited.connect(self._tell)

    @property
    def value(self) -> int | float | None:
        """The number that stands there; None when it is none."""
        return parse_number(self.text(), whole=self._whole)

    def show_value(self, value: float) -> None:
        """Shows a number; one that stands there already keeps the form in which it was typed."""
        if self.value != value:
            self.setText(number_in_field(value))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Room for some eight digits."""
        return QSize(scaled(_WIDTH), super().sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Steps whole numbers by the arrow keys."""
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
        if step is None or not self._whole or self.value is None:
            super().keyPressEvent(event)
            return
        self.setText(number_in_field(self.value + step))
        self._tell()

    def _tell(self) -> None:
        self.edited.emit(self.value)
