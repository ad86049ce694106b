"""A slider and a field for one hyperparameter that decides over memory."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSlider, QVBoxLayout, QWidget

from backend.recipe.description import FieldDescription
from gui.style import GRID, set_role
from gui.widgets.help_button import HelpButton
from gui.widgets.number_edit import NumberEdit
from gui.widgets.steady import steady
from gui.widgets.text import show_text, text_label
from gui.wording import words


def doublings(low: int, high: int) -> tuple[int, ...]:
    """`low` and its doubles up to `high`, and `high` itself."""
    steps = []
    value = low
    while value < high:
        steps.append(value)
        value *= 2
    return (*steps, high)


class Knob(QWidget):
    """The slider goes by doublings; the field takes every whole number.

    Signals:
        turned: The person set a number.
    """

    turned = Signal(int)

    def __init__(
        self, described: FieldDescription, steps: Sequence[int], parent: QWidget | None = None
    ) -> None:
        """Makes it for one field of the recipe; `steps` are the slider's values, ascending."""
        super().__init__(parent)
        name = words(described.label)
        self._steps = tuple(steps)
        label = text_label(name)
        self._field = NumberEdit(whole=True)
        self._field.setAccessibleName(name)
        self._field.edited.connect(self._take_number)
        label.setBuddy(self._field)
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setAccessibleName(self.tr("{field}, slider").format(field=name))
        self._slider.setPageStep(1)
        self._slider.valueChanged.connect(self._take_step)
        steady(self._slider)
        self._note = text_label(role="small muted", wrap=True)
        head = QHBoxLayout()
        head.setSpacing(GRID // 2)
        head.addWidget(label)
        head.addWidget(HelpButton(words(described.help), about=name))
        head.addStretch(1)
        head.addWidget(self._field)
        if described.unit is not None:
            head.addWidget(text_label(words(described.unit), "muted"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID // 2)
        layout.addLayout(head)
        layout.addWidget(self._slider)
        layout.addWidget(self._note)
        self.set_steps(steps)

    def set_steps(self, steps: Sequence[int]) -> None:
        """Changes the slider's values."""
        self._steps = tuple(steps)
        self._slider.blockSignals(True)
        self._slider.setRange(0, len(self._steps) - 1)
        self._slider.blockSignals(False)

    def show_value(self, value: int, note: str = "", *, is_problem: bool = False) -> None:
        """Shows the recipe's value and a word about it."""
        self._field.show_value(value)
        nearest = min(range(len(self._steps)), key=lambda i: abs(self._steps[i] - value))
        self._slider.blockSignals(True)
        self._slider.setValue(nearest)
        self._slider.blockSignals(False)
        self._show_note(note, is_problem=is_problem)

    def _take_step(self, index: int) -> None:
        self.turned.emit(self._steps[index])

    def _take_number(self, value: int | None) -> None:
        if value is None:
            self._show_note(self.tr("This is no whole number."), is_problem=True)
        else:
            self.turned.emit(value)

    def _show_note(self, text: str, *, is_problem: bool) -> None:
        set_role(self._note, "small bad" if is_problem else "small muted")
        show_text(self._note, text)
