"""The dialog that makes a project."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QDialog, QFileDialog, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from backend.project import STARTER, Project
from gui.context import AppContext
from gui.dialogs.new_project import NewProjectDialog
from tests.gui.support.looks import cut_off, nameless, out_of_order
from tests.gui.support.person import find, press, settle
from tests.tiny_model import make_tiny_model


@pytest.fixture
def dialog(context: AppContext, tmp_path: Path) -> Iterator[NewProjectDialog]:
    context.preferences.change(projects_folder=str(tmp_path / "projects"))
    made = NewProjectDialog(context)
    made.show()
    settle()
    yield made
    made.close()
    made.deleteLater()


def said(dialog: NewProjectDialog) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(QLabel) if label.isVisible())


def name_of(dialog: NewProjectDialog) -> QLineEdit:
    return find(dialog, QLineEdit, "Name")


def folder_of(dialog: NewProjectDialog) -> QLineEdit:
    return find(dialog, QLineEdit, "Folder")


def models_of(dialog: NewProjectDialog) -> QComboBox:
    found = dialog.findChild(QComboBox)
    assert isinstance(found, QComboBox)
    return found


def create_of(dialog: NewProjectDialog) -> QPushButton:
    return find(dialog, QPushButton, "Create project")


def write(line: QLineEdit, text: str) -> None:
    line.selectAll()
    QTest.keyClicks(line, text) if text else line.clear()
    line.textEdited.emit(line.text())


def test_a_name_is_enough(
    dialog: NewProjectDialog, context: AppContext, tmp_path: Path, qtbot: QtBot
) -> None:
    write(name_of(dialog), "Harbour rules")
    root = tmp_path / "projects" / "Harbour rules"
    qtbot.waitUntil(lambda: folder_of(dialog).text() == str(root))
    press(create_of(dialog))
    assert dialog.result() == QDialog.DialogCode.Accepted
    project = context.project.require()
    assert (project.root, project.info.name) == (root, "Harbour rules")
    assert project.info.base_model == STARTER


def test_what_it_begins_with_will_do(dialog: NewProjectDialog, context: AppContext) -> None:
    assert create_of(dialog).isEnabled()
    press(create_of(dialog))
    assert context.project.require().root.name == context.project.require().info.name


def test_a_taken_name_gets_a_folder_that_is_free(
    dialog: NewProjectDialog, tmp_path: Path, qtbot: QtBot
) -> None:
    Project.create(tmp_path / "projects" / "Harbour")
    write(name_of(dialog), "Harbour")
    qtbot.waitUntil(lambda: folder_of(dialog).text().endswith("Harbour 2"))
    assert create_of(dialog).isEnabled()


def test_no_name_is_said(dialog: NewProjectDialog) -> None:
    write(name_of(dialog), "")
    assert "Give the project a name." in said(dialog)
    assert not create_of(dialog).isEnabled()


def test_a_folder_that_will_not_do_is_said_before_anything_is_made(
    dialog: NewProjectDialog, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "a.txt").write_text("x")
    write(folder_of(dialog), str(tmp_path / "full"))
    qtbot.waitUntil(lambda: "already holds something" in said(dialog))
    assert not create_of(dialog).isEnabled()
    write(folder_of(dialog), "relative")
    qtbot.waitUntil(lambda: "whole path" in said(dialog))
    write(folder_of(dialog), str(tmp_path / "free"))
    qtbot.waitUntil(lambda: create_of(dialog).isEnabled())


def test_a_folder_chosen_by_hand_stays_when_the_name_changes(
    dialog: NewProjectDialog, tmp_path: Path, qtbot: QtBot
) -> None:
    write(folder_of(dialog), str(tmp_path / "mine"))
    write(name_of(dialog), "Another")
    settle()
    assert folder_of(dialog).text() == str(tmp_path / "mine")
    write(folder_of(dialog), "")
    qtbot.waitUntil(lambda: folder_of(dialog).text().endswith("Another"))


def test_what_the_system_refuses_is_a_card(
    dialog: NewProjectDialog, context: AppContext, tmp_path: Path
) -> None:
    folder = Path(folder_of(dialog).text())
    folder.mkdir(parents=True)
    (folder / "came meanwhile").write_text("x")
    press(create_of(dialog))
    assert "already holds something" in said(dialog)
    assert context.project.project is None
    assert dialog.isVisible()


def test_a_model_folder_can_be_chosen(
    dialog: NewProjectDialog,
    context: AppContext,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    models = models_of(dialog)
    assert models.currentData() == STARTER
    folder = make_tiny_model(tmp_path / "tiny")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    models.activated.emit(models.count() - 1)
    qtbot.waitUntil(lambda: models.currentData() == str(folder))
    made: list[tuple[object, ...]] = []
    # Opening it would work out the model's facts, in a process of its own.
    monkeypatch.setattr(context.project, "create", lambda *given: made.append(given))
    expected = (Path(folder_of(dialog).text()), name_of(dialog).text(), str(folder))
    press(create_of(dialog))
    assert made == [expected]


def test_a_folder_without_a_model_is_said(
    dialog: NewProjectDialog, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    models = models_of(dialog)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    models.activated.emit(models.count() - 1)
    qtbot.waitUntil(lambda: "config.json" in said(dialog))
    assert models.currentData() == STARTER


def test_it_can_be_used_by_ear_and_by_keyboard(dialog: NewProjectDialog) -> None:
    assert nameless(dialog) + out_of_order(dialog) + cut_off(dialog) == []
