"""What is asked when the window is closed while a training runs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from backend.events import PhaseChanged, StepDone
from backend.message import Message
from gui.dialogs.closing import CloseChoice, ClosingDialog, ask_close
from gui.models.run import RunModel
from tests.gui.support.fake_jobs import FakeJob
from tests.gui.support.looks import cut_off, nameless, out_of_order
from tests.gui.support.person import find, press, settle

TRAINING = PhaseChanged("training", Message("a", "Training"))


def step(number: int) -> StepDone:
    return StepDone(number, 420, 0.1, 1.0, 1e-4, 1.0, 900.0, 100, 4.0, 10)


@pytest.fixture
def job(tmp_path: Path, qapp: QApplication) -> FakeJob:
    made = FakeJob(tmp_path / "3-qlora", "train", None, qapp)
    made.name = made.folder.name  # type: ignore[attr-defined]
    return made


@pytest.fixture
def dialog(job: FakeJob) -> Iterator[ClosingDialog]:
    job.say(TRAINING, *(step(number) for number in range(1, 131)))
    made = ClosingDialog([as_run(job)])
    made.show()
    settle()
    yield made
    made.close()
    made.deleteLater()


def as_run(job: FakeJob) -> RunModel:
    return job  # type: ignore[return-value]


def said(dialog: QWidget) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(QLabel) if label.isVisible())


def test_the_run_is_named_with_where_it_stands(dialog: ClosingDialog) -> None:
    assert "Run 3-qlora is at step 130 of 420, about 19 min to go." in said(dialog)


def test_a_run_without_a_step_has_just_begun(job: FakeJob, qtbot: QtBot) -> None:
    dialog = ClosingDialog([as_run(job)])
    qtbot.addWidget(dialog)
    dialog.show()
    assert "Run 3-qlora has just begun." in said(dialog)


def test_each_way_says_what_comes_of_it(dialog: ClosingDialog) -> None:
    keep = find(dialog, QPushButton, "Keep it running")
    stop = find(dialog, QPushButton, "Stop and save")
    assert "goes on by itself" in keep.accessibleDescription()
    assert "resumed" in stop.accessibleDescription()
    assert keep.isDefault()


@pytest.mark.parametrize(
    ("button", "choice"),
    [
        ("Keep it running", CloseChoice.KEEP_RUNNING),
        ("Stop and save", CloseChoice.STOP_AND_SAVE),
        ("Don't close", CloseChoice.STAY),
    ],
)
def test_a_press_is_the_choice(dialog: ClosingDialog, button: str, choice: CloseChoice) -> None:
    press(find(dialog, QPushButton, button))
    assert dialog.choice is choice
    assert not dialog.isVisible()


def test_escape_stays(job: FakeJob, qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)

    def escape() -> None:
        QTest.keyClick(QApplication.activeModalWidget(), Qt.Key.Key_Escape)

    QTimer.singleShot(0, parent, escape)
    assert ask_close(parent, [as_run(job)]) is CloseChoice.STAY
    settle()
    assert parent.findChildren(ClosingDialog) == []


def test_it_can_be_used_by_ear_and_by_keyboard(dialog: ClosingDialog) -> None:
    assert nameless(dialog) + out_of_order(dialog) + cut_off(dialog) == []
