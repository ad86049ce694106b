"""A control with its label, unit, explanation and what is wrong with its value."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui.style.metrics import GRID
from gui.style.roles import set_role
from gui.widgets.help_button import HelpButton
from gui.widgets.steady import steady
from gui.widgets.text import show_text, text_label


class Labelled(QWidget):
    """The label above, the unit beside, the hint or problem below.

    Attributes:
        label: The label; its buddy is the control.
        control: The widget that was given.
    """

    def __init__(
        self,
        label: str,
        control: QWidget,
        unit: str = "",
        help: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.control = control
        self.label = text_label(label)
        self._help = HelpButton(help, about=label)
        self._note = text_label(role="small muted", wrap=True)
        self._note.hide()
        self.label.setBuddy(control)
        steady(control)
        control.setAccessibleName(f"{label} ({unit})" if unit else label)
        control.setAccessibleDescription(help)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID // 2)
        layout.addLayout(_row(self.label, self._help, at_end=True))
        layout.addLayout(_row(control, text_label(unit, "muted") if unit else None))
        layout.addWidget(self._note)

    def set_hint(self, text: str) -> None:
        """Shows a word of advice below; an empty one takes no place."""
        self._show_note(text, "small muted", is_problem=False)

    def set_problem(self, text: str, kind: str = "bad") -> None:
        """Says what is wrong with the value; an empty text takes it back.

        Args:
            text: What is wrong and what would be right.
            kind: "bad" where the value cannot be used, "warning" where it is unwise.
        """
        self._show_note(text, f"small {kind}", is_problem=bool(text) and kind == "bad")

    def _show_note(self, text: str, role: str, *, is_problem: bool) -> None:
        set_role(self._note, role)
        show_text(self._note, text)
        if self.control.property("problem") != is_problem:
            self.control.setProperty("problem", is_problem)
            self.control.style().unpolish(self.control)
            self.control.style().polish(self.control)


def labelled(label: str, widget: QWidget, unit: str = "", help: str = "") -> Labelled:
    """Puts a label above a control and names it for screen readers.

    Args:
        label: What the control is for.
        widget: The control.
        unit: What its number counts, shown beside it.
        help: An explanation, shown by a "?" beside the label.
    """
    return Labelled(label, widget, unit, help)


def _row(first: QWidget, second: QWidget | None, *, at_end: bool = False) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(GRID // 2 if at_end else GRID)
    row.addWidget(first, 0 if at_end else 1)
    if second is not None:
        row.addWidget(second, 0, Qt.AlignmentFlag.AlignVCenter)
    if at_end:
        row.addStretch(1)
    return row
