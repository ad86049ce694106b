"""One field of the form, made from its description alone."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from backend.recipe.description import FieldDescription
from gui.style import GRID, scaled
from gui.tabs.hyperparameters.editors import Value, editor_for
from gui.tabs.hyperparameters.field_note import FieldNote, Note
from gui.widgets.help_button import HelpButton
from gui.widgets.numbers import number_in_field
from gui.widgets.text import text_label
from gui.wording import tr, words

_LABEL_WIDTH = 144


class FieldRow(QWidget):
    """Label, control, unit, "?", and a note below.

    Signals:
        changed: The person set a value (name, value).
        readability_changed: The text has become no value, or a value again.
    """

    changed = Signal(str, object)
    readability_changed = Signal()

    def __init__(
        self, described: FieldDescription, value: Value, parent: QWidget | None = None
    ) -> None:
        """Makes the row.

        Args:
            described: The field.
            value: Its default.
            parent: The widget it lies in.
        """
        super().__init__(parent)
        self.described = described
        self.is_readable = True
        self._shown: Value | None = None
        self._note = Note()
        self._editor = editor_for(described, value, self._take)
        self._below = FieldNote()
        name = words(described.label)
        unit = words(described.unit) if described.unit else ""
        control = self._editor.widget
        control.setAccessibleName(f"{name} ({unit})" if unit else name)
        control.setAccessibleDescription(words(described.help))
        self._explanation = _explanation(described, value)
        self._help = HelpButton(about=name)
        self._label = text_label(wrap=True, parent=self)
        self._lay_out(name, unit)
        self._fit_widths()
        self.show_note(Note())

    @property
    def control(self) -> QWidget:
        """What the value is set with."""
        return self._editor.widget

    @property
    def note(self) -> str:
        """What is said below the field."""
        return self._below.text

    def show_value(self, value: Value, *, force: bool = False) -> None:
        """Shows a value; a text that is no value stays until its field's value changes.

        Args:
            value: The recipe's.
            force: Whether such a text goes in any case.
        """
        if not self.is_readable and value == self._shown and not force:
            return
        self._shown = value
        self._editor.show(value)
        self._set_readable(True)

    def show_note(self, note: Note) -> None:
        """Says something about the value; that it can't be read comes first."""
        self._note = note
        unreadable = Note(self._unreadable_text(), "bad")
        shown = note if self.is_readable else unreadable
        self._below.show_note(shown)
        parts = [self._explanation, note.text] if note.kind == "reason" else [self._explanation]
        sources = (self.described.source, note.source)
        self._help.set_help(
            "\n\n".join(part for part in parts if part),
            "\n".join(dict.fromkeys(source for source in sources if source)),
            words(self.described.label),
        )
        self._mark(is_problem=shown.kind == "bad" and bool(shown.text))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Gives labels and controls their width at another size of type."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit_widths()

    def _fit_widths(self) -> None:
        self._label.setFixedWidth(scaled(_LABEL_WIDTH))
        if self._editor.width:
            self._editor.widget.setFixedWidth(scaled(self._editor.width))

    def _lay_out(self, name: str, unit: str) -> None:
        line = QHBoxLayout()
        line.setSpacing(GRID)
        control = self._editor.widget
        self._label.setVisible(not isinstance(control, QCheckBox))
        if not isinstance(control, QCheckBox):
            self._label.setText(name)
            self._label.setBuddy(control)
            line.addWidget(self._label)
        line.addWidget(control)
        if unit:
            line.addWidget(text_label(unit, "muted"))
        line.addWidget(self._help)
        line.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID // 2)
        layout.addLayout(line)
        layout.addWidget(self._below)
        layout.setAlignment(line, Qt.AlignmentFlag.AlignTop)

    def _take(self, value: Value | None) -> None:
        self._set_readable(value is not None)
        if value is None:
            self.show_note(self._note)
        else:
            self._shown = value
            self.changed.emit(self.described.name, value)

    def _set_readable(self, is_readable: bool) -> None:
        if is_readable == self.is_readable:
            return
        self.is_readable = is_readable
        self.show_note(self._note)
        self.readability_changed.emit()

    def _unreadable_text(self) -> str:
        control = self._editor.widget
        text = control.text().strip() if isinstance(control, QLineEdit) else ""
        if not text:
            return self.tr("A number is missing here.")
        if isinstance(self._shown, int):
            return self.tr("“{text}” is no whole number.").format(text=text)
        return self.tr("“{text}” is no number; write 0.0002 or 2e-4.").format(text=text)

    def _mark(self, *, is_problem: bool) -> None:
        control = self._editor.widget
        if bool(control.property("problem")) != is_problem:
            control.setProperty("problem", is_problem)
            control.style().unpolish(control)
            control.style().polish(control)


def _explanation(described: FieldDescription, value: Value) -> str:
    """What the "?" says: what the field does, its default, and why."""
    return (
        f"{words(described.help)}\n\n{_default_text(described, value)}: {words(described.reason)}"
    )


def _default_text(described: FieldDescription, value: Value) -> str:
    """The default in words."""
    if isinstance(value, bool):
        shown = tr("FieldRow", "on") if value else tr("FieldRow", "off")
    elif isinstance(value, int | float):
        shown = number_in_field(value)
    else:
        shown = words(described.choices[value]) if value in described.choices else value
    return tr("FieldRow", "Default {value}").format(value=shown)
