"""The devices of this computer, each in a few lines."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from backend.hardware.machine import Machine
from gui.style import GRID
from gui.tabs.hardware.device_words import DeviceLines, device_lines
from gui.widgets.card import Card
from gui.widgets.help_button import HelpButton
from gui.widgets.icon_mark import IconMark
from gui.widgets.text import show_text, text_label

_PER_MILLE = 1000
_ICON = 20


class DevicesCard(Card):
    """What this computer has; rows are kept while their number stays, so nothing flickers.

    Signals:
        rows_changed: There are more or fewer rows now.
    """

    rows_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Empty until `show_machine`."""
        super().__init__(parent=parent)
        self.set_title(self.tr("This computer"))
        self.body.setSpacing(2 * GRID)
        self._rows: list[_DeviceRow] = []
        self._waiting = text_label(self.tr("Looking at the machine…"), "muted")
        self.body.addWidget(self._waiting)

    def show_machine(self, machine: Machine) -> None:
        """Shows what was found."""
        self._waiting.hide()
        devices = device_lines(machine)
        before = len(self._rows)
        while len(self._rows) > len(devices):
            row = self._rows.pop()
            self.body.removeWidget(row)
            row.hide()
            row.deleteLater()
        while len(self._rows) < len(devices):
            row = _DeviceRow()
            self._rows.append(row)
            self.body.addWidget(row)
            row.show()
        for row, lines in zip(self._rows, devices, strict=True):
            row.show_lines(lines)
        if len(self._rows) != before:
            self.rows_changed.emit()


class _DeviceRow(QWidget):
    """An icon, the name, how much is free, a bar, and a note."""

    def __init__(self) -> None:
        super().__init__()
        self._icon = IconMark("cpu", "muted", _ICON)
        self._name = text_label(role="strong", wrap=True)
        self._room = text_label(role="small")
        self._help = HelpButton()
        self._bar = QProgressBar()
        self._bar.setRange(0, _PER_MILLE)
        self._bar.setTextVisible(False)
        self._note = text_label(role="small muted", wrap=True)
        head = QHBoxLayout()
        head.setSpacing(GRID)
        head.addWidget(self._name, 1)
        head.addWidget(self._room)
        head.addWidget(self._help)
        lines = QVBoxLayout()
        lines.setSpacing(GRID // 2)
        lines.addLayout(head)
        lines.addWidget(self._bar)
        lines.addWidget(self._note)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID + GRID // 2)
        layout.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(lines, 1)

    def show_lines(self, lines: DeviceLines) -> None:
        self._icon.show_icon(lines.icon, "muted")
        self._name.setText(lines.name)
        show_text(self._room, lines.room)
        show_text(self._note, lines.note)
        self._help.set_help(lines.details, about=lines.name)
        self._bar.setVisible(lines.used_fraction is not None)
        self._bar.setValue(round(_PER_MILLE * (lines.used_fraction or 0.0)))
        self._bar.setAccessibleName(self.tr("{device} in use").format(device=lines.name))
        self._bar.setAccessibleDescription(lines.room)
