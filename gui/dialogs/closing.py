"""Closing the window while a training runs: what is to become of it."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from PySide6.QtWidgets import QWidget

from gui.dialogs.frame import DialogFrame
from gui.models.run import RunModel
from gui.style import GRID
from gui.widgets.option_button import OptionButton
from gui.widgets.text import text_label
from gui.wording import duration_text, number_text

_WIDTH = 560


class CloseChoice(Enum):
    """What the person wants."""

    KEEP_RUNNING = "keep_running"
    STOP_AND_SAVE = "stop_and_save"
    STAY = "stay"


def ask_close(parent: QWidget, jobs: Sequence[RunModel]) -> CloseChoice:
    """Asks what becomes of the running trainings; Escape means to stay."""
    dialog = ClosingDialog(jobs, parent)
    dialog.exec()
    return dialog.choice


class ClosingDialog(DialogFrame):
    """Names the runs and offers three ways, each with what comes of it.

    Attributes:
        choice: What was chosen; `STAY` until then.
    """

    def __init__(self, jobs: Sequence[RunModel], parent: QWidget | None = None) -> None:
        """`jobs` are the trainings at work, at least one."""
        super().__init__("", _WIDTH, parent)
        self.setWindowTitle(self.tr("A training is running"))
        self.choice = CloseChoice.STAY
        self.body.addWidget(text_label(self.tr("Close while a training runs?"), "title", wrap=True))
        for job in jobs:
            self.body.addWidget(text_label(self._state_of(job), "muted", wrap=True))
        self.body.addSpacing(GRID)
        self._add(
            CloseChoice.KEEP_RUNNING,
            "play",
            self.tr("Keep it running"),
            self.tr(
                "The window closes and the training goes on by itself. Open Tunedesk again and "
                "you see it live, with its whole curve."
            ),
        ).setDefault(True)
        self._add(
            CloseChoice.STOP_AND_SAVE,
            "save",
            self.tr("Stop and save"),
            self.tr(
                "Saves where it stands, ends the training, then closes the window. It can be "
                "resumed later and goes on exactly from there."
            ),
        )
        stay = self.add_button(self.tr("Don't close"))
        stay.clicked.connect(self.reject)

    def _add(self, choice: CloseChoice, icon: str, title: str, text: str) -> OptionButton:
        button = OptionButton(icon, title, text)
        button.clicked.connect(lambda: self._choose(choice))
        self.body.addWidget(button)
        return button

    def _choose(self, choice: CloseChoice) -> None:
        self.choice = choice
        self.accept()

    def _state_of(self, job: RunModel) -> str:
        step, eta_s = job.state.steps.last(), job.state.eta_s
        if step is None:
            return self.tr("Run {name} has just begun.").format(name=job.name)
        said = self.tr("Run {name} is at step {step} of {total}").format(
            name=job.name, step=number_text(step.step), total=number_text(step.total_steps)
        )
        if eta_s is None:
            return f"{said}."
        return self.tr("{said}, about {time} to go.").format(said=said, time=duration_text(eta_s))
