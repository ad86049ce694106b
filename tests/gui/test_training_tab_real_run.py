"""The Training tab over a real worker: pause, go on exactly, save, stop at once."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QMessageBox, QPushButton

from backend.jobs.reducer import RunStatus
from backend.project import Project
from gui.main_window import MainWindow
from gui.tabs.training.page import TrainingTab
from tests.gui.support.journey import start_training
from tests.gui.support.person import find, press, press_primary, wait_for
from tests.gui.support.projects import LONG_RECIPE, keep_recipe


@pytest.mark.slow
@pytest.mark.starter
def test_pause_resume_save_and_stop_now(window: MainWindow, sample_project: Project) -> None:
    keep_recipe(sample_project, {**LONG_RECIPE, "save_steps": "500"})
    window.context.project.open(sample_project.root)
    run = start_training(window)
    page = window.tabs["training"]
    assert isinstance(page, TrainingTab)
    wait_for("two steps are done", lambda: len(run.state.steps) >= 2, 180)

    press(find(page, QPushButton, "Pause"))
    wait_for("it is paused", lambda: page.panel.status is RunStatus.PAUSED, 90)
    reached = len(run.curves.steps)
    assert not any(button.isVisible() for button in _live_buttons(page))

    press_primary(window)  # Resume
    wait_for("it goes on", lambda: run.is_live and len(run.curves.steps) > reached, 180)
    assert list(run.curves.steps) == list(range(1, len(run.curves.steps) + 1))
    assert page.panel.run is run

    saved = len(run.state.checkpoints)
    wait_for("it can be saved", page.panel.controls._save.isEnabled, 30)
    press(find(page, QPushButton, "Save now"))
    wait_for("it is saved", lambda: len(run.state.checkpoints) > saved, 60)

    press(find(page, QPushButton, "Stop now"))
    (box,) = page.panel.findChildren(QMessageBox)
    assert "last checkpoint is of step" in box.informativeText()
    press(next(one for one in box.buttons() if one.text() == "Stop now"))
    wait_for("it is stopped", lambda: page.panel.status is RunStatus.STOPPED, 90)
    assert window.header.button.text() == "Resume"


def _live_buttons(page: TrainingTab) -> list[QPushButton]:
    names = ("Pause", "Save now", "Stop and save", "Stop now")
    return [one for one in page.panel.controls.findChildren(QPushButton) if one.text() in names]
