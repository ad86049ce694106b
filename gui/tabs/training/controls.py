"""What can be told to a run, beside how far it is."""

from __future__ import annotations

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from backend.jobs.reducer import RunState, RunStatus
from gui.models.run import RunModel
from gui.style.icons import icon
from gui.style.metrics import GRID
from gui.style.roles import set_role
from gui.tabs.training.run_words import run_title, status_look
from gui.widgets.badge import Badge
from gui.widgets.flow_row import FlowRow
from gui.widgets.progress_row import ProgressRow
from gui.widgets.text import text_label
from gui.wording import number_text, words


class RunControls(QWidget):
    """Name and state of a run; while it is live its progress and four buttons.

    Signals:
        pause_asked: Save, give the device back, go on later.
        save_asked: Write a checkpoint now.
        stop_asked: Save and end.
        stop_now_asked: End without saving.
    """

    pause_asked = Signal()
    save_asked = Signal()
    stop_asked = Signal()
    stop_now_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begins without a run."""
        super().__init__(parent)
        self._title = text_label(role="heading")
        self._badge = Badge()
        self._progress = ProgressRow()
        self._progress.set_cancellable(False)
        self._row = FlowRow()
        self._row.add(self._name())
        self._pause = self._button(
            "pause",
            self.tr("Pause"),
            self.tr("Saves and gives the device back; Resume goes on exactly from here."),
            self.pause_asked,
        )
        self._save = self._button(
            "checkpoint",
            self.tr("Save now"),
            self.tr("Writes a checkpoint after the present step; training goes on."),
            self.save_asked,
        )
        self._stop = self._button(
            "stop",
            self.tr("Stop and save"),
            self.tr("Ends after the present step; it can be resumed later."),
            self.stop_asked,
        )
        self._stop_now = self._button(
            "close",
            self.tr("Stop now"),
            self.tr("Ends at once; steps since the last checkpoint are done again on Resume."),
            self.stop_now_asked,
        )
        self._lay_out()

    def show_run(self, run: RunModel, status: RunStatus) -> None:
        """Shows a run as it stands now."""
        look = status_look(status)
        self._title.setText(run_title(run.name))
        text = self.tr("Stopping") if run.is_live and run.is_stopping else look.text
        self._badge.show_state(text, look.kind, look.icon)
        self._progress.setVisible(run.is_live)
        for button in (self._pause, self._save, self._stop, self._stop_now):
            button.setVisible(run.is_live)
        if not run.is_live:
            return
        self._progress.show_progress(*self._progress_of(run.state))
        at_work = not run.is_stopping and run.state.attempt > 0
        for button in (self._pause, self._save, self._stop):
            button.setEnabled(at_work)
        self._save.setEnabled(at_work and run.state.phase == "training")

    def _progress_of(self, state: RunState) -> tuple[str, float | None]:
        """What is being done, and how much of it is done."""
        label = words(state.label) if state.attempt else self.tr("Starting")
        step, progress = state.steps.last(), state.progress
        if state.phase == "training" and step is not None:
            place = self.tr("step {step} of {total}").format(
                step=number_text(step.step), total=number_text(step.total_steps)
            )
            return f"{label}: {place}", step.step / max(1, step.total_steps)
        if progress is not None and progress.total:
            place = self.tr("{done} of {total} {unit}").format(
                done=number_text(progress.done),
                total=number_text(progress.total),
                unit=progress.unit,
            )
            return f"{label}: {place}", progress.done / progress.total
        return label, None

    def _button(self, icon_name: str, text: str, tip: str, asked: SignalInstance) -> QPushButton:
        button = QPushButton(icon(icon_name), text)
        button.setToolTip(tip)
        button.setAccessibleName(text)
        button.setAccessibleDescription(tip)
        button.clicked.connect(asked)
        self._row.add(button)
        return button

    def _name(self) -> QWidget:
        name = QWidget()
        row = QHBoxLayout(name)
        row.setContentsMargins(0, GRID - 2, 2 * GRID, 0)
        row.setSpacing(GRID + GRID // 2)
        row.addWidget(self._title)
        row.addWidget(self._badge)
        return name

    def _lay_out(self) -> None:
        set_role(self._stop_now, "quiet")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self._row)
        layout.addWidget(self._progress)
