"""The control for a field, made from what the field may be."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget

from backend.recipe.description import FieldDescription, Switch
from backend.recipe.fields import ChoiceField, NumberField
from gui.widgets.number_edit import NumberEdit
from gui.widgets.steady import steady
from gui.wording import words

Value = str | int | float | bool
Take = Callable[[Value | None], None]

_WIDTH = 208


@dataclass(frozen=True, slots=True)
class Editor:
    """A control, and how a value is put into it.

    Attributes:
        widget: The control.
        show: Shows a value, without telling that it was edited.
        width: Of the control, in logical pixels at font scale 1; 0 for its own.
    """

    widget: QWidget
    show: Callable[[Value], None]
    width: int = 0


def editor_for(described: FieldDescription, value: Value, take: Take) -> Editor:
    """Makes the control for a field.

    Args:
        described: The field.
        value: What it is now; also says whether a number is whole.
        take: Gets each new value, or None for a text that is no value.
    """
    kind = described.kind
    if isinstance(kind, NumberField):
        return _number(take, whole=isinstance(value, int))
    if isinstance(kind, ChoiceField):
        return _choice(described, kind, take)
    if isinstance(kind, Switch):
        return _switch(described, take)
    return _text(take)


def _number(take: Take, *, whole: bool) -> Editor:
    edit = NumberEdit(whole=whole)
    edit.edited.connect(take)

    def show(value: Value) -> None:
        edit.show_value(float(value) if not whole else int(value))

    return Editor(edit, show)


def _choice(described: FieldDescription, kind: ChoiceField, take: Take) -> Editor:
    box = QComboBox()
    steady(box)
    for value in kind.choices:
        message = described.choices.get(value)
        box.addItem(words(message) if message else value, value)
    box.activated.connect(lambda index: take(box.itemData(index)))
    return Editor(box, lambda value: box.setCurrentIndex(box.findData(value)), _WIDTH)


def _switch(described: FieldDescription, take: Take) -> Editor:
    box = QCheckBox(words(described.label))
    box.clicked.connect(take)
    return Editor(box, lambda value: box.setChecked(bool(value)))


def _text(take: Take) -> Editor:
    edit = QLineEdit()
    edit.textEdited.connect(take)

    def show(value: Value) -> None:
        if edit.text() != value:
            edit.setText(str(value))

    return Editor(edit, show, _WIDTH)
