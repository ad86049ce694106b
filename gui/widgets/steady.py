"""Controls that keep their value while the page scrolls past under the mouse."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QLineEdit, QSlider, QWidget

from gui.style.metrics import GRID


def steady(control: QWidget) -> None:
    """Makes a number field, drop-down list or slider heed the wheel only while it has the focus.

    Without this, scrolling a form changes the values that the mouse happens to pass. Other widgets
    are left as they are.
    """
    if isinstance(control, QAbstractSpinBox):
        # A stylesheet's left padding does not reach the text of a number field.
        edit = control.findChild(QLineEdit)
        if edit is not None:
            edit.setTextMargins(GRID - 2, 0, 0, 0)
    if isinstance(control, QAbstractSpinBox | QComboBox | QSlider):
        control.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        control.installEventFilter(_WheelGuard(control))


class _WheelGuard(QObject):
    """Lets the wheel through to the page, unless the control has the focus."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        is_wheel = event.type() == QEvent.Type.Wheel
        if is_wheel and isinstance(watched, QWidget) and not watched.hasFocus():
            event.ignore()
            return True
        return False
