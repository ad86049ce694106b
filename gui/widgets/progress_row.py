"""How far a piece of work is, how long it will take, and a way to end it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from gui.style.icons import icon
from gui.style.metrics import GRID
from gui.widgets.text import show_text, text_label
from gui.wording import duration_text

_STEPS = 1000


class ProgressRow(QWidget):
    """What is being done, a bar, how far it is, and Cancel.

    Signals:
        cancel_requested: The person pressed Cancel; the row shows nothing of it by itself.
    """

    cancel_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = text_label(wrap=True)
        self._detail = text_label(role="small muted", wrap=True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._cancel = QPushButton(icon("close"), self.tr("Cancel"))
        self._cancel.clicked.connect(self.cancel_requested)
        column = QVBoxLayout()
        column.setSpacing(GRID // 2)
        for widget in (self._label, self._bar, self._detail):
            column.addWidget(widget)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * GRID)
        layout.addLayout(column, 1)
        layout.addWidget(self._cancel)

    def show_progress(
        self, label: str, fraction: float | None, detail: str = "", eta_s: float | None = None
    ) -> None:
        """Shows how the work stands.

        Args:
            label: What is being done.
            fraction: How much is done, 0 to 1; None where nobody can say.
            detail: More words, such as "12 of 140 pages".
            eta_s: How much longer it will take, in seconds; None where nobody can say.
        """
        left = self.tr("about {time} left").format(time=_calm(eta_s)) if eta_s else ""
        aside = " · ".join(part for part in (detail, left) if part)
        self._label.setText(label)
        show_text(self._detail, aside)
        if fraction is None:
            self._bar.setRange(0, 0)
        else:
            self._bar.setRange(0, _STEPS)
            self._bar.setValue(round(_STEPS * min(1.0, max(0.0, fraction))))
        self._bar.setAccessibleName(label)
        self._bar.setAccessibleDescription(aside)
        self._cancel.setAccessibleName(self.tr("Cancel: {work}").format(work=label))

    def set_cancellable(self, can_cancel: bool) -> None:
        """Shows or hides Cancel."""
        self._cancel.setVisible(can_cancel)


def _calm(seconds: float) -> str:
    """A duration that does not change its words every second."""
    step = 60 if seconds >= 120 else 10 if seconds >= 30 else 5
    return duration_text(max(step, step * round(seconds / step)))
