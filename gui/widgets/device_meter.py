"""The device that models run on, in a line: name, and how much of its memory is taken."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QSizePolicy, QWidget

from backend.hardware.machine import Machine
from gui.models.setup import SetupModel
from gui.style import GRID, scaled, set_role
from gui.wording import number_text

_GIB = 2**30
_PER_MILLE = 1000


class DeviceMeter(QWidget):
    """The first GPU, or the computer's memory when there is none."""

    def __init__(self, setup: SetupModel, parent: QWidget | None = None) -> None:
        """Observes what the set-up knows of the machine."""
        super().__init__(parent)
        self._setup = setup
        self._text = QLabel(self)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        set_role(self._text, "small muted")
        # Its numbers change every few seconds and must not be squeezed by their neighbours.
        self._text.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Preferred)
        self._bar = QProgressBar(self)
        self._bar.setRange(0, _PER_MILLE)
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(scaled(9 * GRID))
        self._bar.setAccessibleName(self.tr("Memory in use"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self._text)
        layout.addWidget(self._bar)
        setup.machine_changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        machine = self._setup.machine
        self.setVisible(machine is not None)
        if machine is None:
            return
        name, used, total, hint = self._describe(machine)
        sizes = self.tr("{used} of {total} GiB").format(
            used=number_text(used / _GIB, 1), total=number_text(total / _GIB, 1)
        )
        self._text.setText(f"{name} {sizes}")
        self._bar.setValue(round(_PER_MILLE * used / total) if total else 0)
        self.setToolTip(hint)

    def _describe(self, machine: Machine) -> tuple[str, int, int, str]:
        if machine.gpus:
            gpu = machine.gpus[0]
            hint = self.tr("Memory of the graphics card in use by all programs.")
            return gpu.name.removeprefix("NVIDIA "), gpu.used_bytes, gpu.total_bytes, hint
        used = machine.ram_total_bytes - machine.ram_available_bytes
        hint = self.tr(
            "No NVIDIA card was found, so training runs on the processor: good for the starter "
            "and other very small models."
        )
        return self.tr("CPU · RAM"), used, machine.ram_total_bytes, hint
