"""One choice of a few, all of them in view."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from gui.style.roles import set_role


class Segmented(QFrame):
    """A row of choices of which one is taken; arrow keys move it.

    Signals:
        chosen: The person took another choice; its value. Not emitted by `set_value`.
    """

    chosen = Signal(str)

    def __init__(self, options: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        """Makes the row; the first choice is taken.

        Args:
            options: For each choice its value and the words on it; at least one.
            parent: The widget it lies in.
        """
        super().__init__(parent)
        set_role(self, "segments")
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QPushButton] = {}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2, 2, 2, 2)
        layout.setSpacing(2)
        for value, words in options:
            button = QPushButton(words)
            button.setCheckable(True)
            set_role(button, "segment")
            self._group.addButton(button)
            self._buttons[value] = button
            layout.addWidget(button)
        self._value = options[0][0]
        self._buttons[self._value].setChecked(True)
        self._group.buttonToggled.connect(self._take)

    @property
    def value(self) -> str:
        """The value of the choice that is taken."""
        return self._value

    def set_value(self, value: str) -> None:
        """Takes a choice without emitting `chosen`.

        Raises:
            KeyError: There is no such choice.
        """
        self._value = value
        self._buttons[value].setChecked(True)

    def set_enabled(self, value: str, is_enabled: bool, reason: str = "") -> None:
        """Turns one choice on or off.

        Args:
            value: The choice.
            is_enabled: Whether it can be taken.
            reason: Why not; shown under the mouse.
        """
        self._buttons[value].setEnabled(is_enabled)
        self._buttons[value].setToolTip(reason)

    def setAccessibleName(self, name: str) -> None:  # noqa: N802
        """Names the row, and each choice as part of it."""
        super().setAccessibleName(name)
        for button in self._buttons.values():
            button.setAccessibleName(f"{name}: {button.text()}")

    def _take(self, button: QAbstractButton, is_taken: bool) -> None:
        value = next(key for key, each in self._buttons.items() if each is button)
        if is_taken and value != self._value:
            self._value = value
            self.chosen.emit(value)
