"""The widgets that dialogs and the tabs around them are made of."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from gui.context import AppContext
from gui.dialogs.frame import DialogFrame
from gui.widgets.code_block import CodeBlock
from gui.widgets.folder_field import FolderField, nearest_folder
from gui.widgets.labelled import labelled
from gui.widgets.option_button import OptionButton
from gui.wording import when_text
from tests.gui.support.looks import cut_off, nameless
from tests.gui.support.person import find, press, settle

DAY_S = 86_400.0
NOON_S = time.mktime((2026, 6, 15, 12, 0, 0, 0, 0, -1))


@pytest.mark.parametrize("is_tall", [False, True])
def test_an_option_is_one_large_button(qtbot: QtBot, context: AppContext, is_tall: bool) -> None:
    button = OptionButton("add", "New project", "Begin with your own documents.", is_tall=is_tall)
    qtbot.addWidget(button)
    button.resize(240, button.heightForWidth(240))
    button.show()
    settle()
    words = next(each for each in button.findChildren(QLabel) if "Begin" in each.text())
    place = words.mapTo(button, words.rect().center())
    assert button.childAt(place) is None  # the mouse sees the button alone
    with qtbot.waitSignal(button.clicked):
        QTest.mouseClick(button.window(), Qt.MouseButton.LeftButton, pos=place)
    assert button.accessibleDescription() == "Begin with your own documents."
    assert cut_off(button) == []


def test_an_option_takes_more_lines_where_it_is_narrow(qtbot: QtBot, context: AppContext) -> None:
    button = OptionButton("add", "New project", "A sentence that goes on for quite a while here.")
    qtbot.addWidget(button)
    assert button.heightForWidth(180) > button.heightForWidth(600)


def test_a_folder_is_picked(
    qtbot: QtBot, context: AppContext, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    field = FolderField("Folder of the project")
    row = labelled("Folder", field)
    qtbot.addWidget(row)
    row.show()
    begun_in: list[str] = []

    def pick(_parent: QWidget, caption: str, start: str) -> str:
        assert caption == "Folder of the project"
        begun_in.append(start)
        return str(tmp_path / "picked")

    monkeypatch.setattr(QFileDialog, "getExistingDirectory", pick)
    field.set_path(str(tmp_path / "not" / "there"))
    with qtbot.waitSignals([field.edited, field.settled]):
        press(find(row, QPushButton, "Browse: Folder"))
    assert (field.path, begun_in) == (str(tmp_path / "picked"), [str(tmp_path)])
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "")
    with qtbot.assertNotEmitted(field.edited):
        press(find(row, QPushButton, "Browse: Folder"))
    assert nameless(row) == []


def test_the_mark_of_a_problem_is_on_the_line(qtbot: QtBot, context: AppContext) -> None:
    field = FolderField("Folder")
    row = labelled("Folder", field)
    qtbot.addWidget(row)
    row.set_problem("It holds something.")
    assert field.line.property("problem")
    row.set_problem("")
    assert not field.line.property("problem")


def test_setting_a_path_is_no_edit(qtbot: QtBot, context: AppContext) -> None:
    field = FolderField("Folder")
    qtbot.addWidget(field)
    with qtbot.assertNotEmitted(field.edited):
        field.set_path("somewhere")
    assert field.line.toolTip() == "somewhere"


def test_the_nearest_folder_is_there(tmp_path: Path) -> None:
    assert nearest_folder(tmp_path / "a" / "b") == tmp_path
    assert nearest_folder(tmp_path) == tmp_path


def test_code_is_copied_whole(qtbot: QtBot, context: AppContext) -> None:
    block = CodeBlock("Load it in Python")
    qtbot.addWidget(block)
    block.show_code("a = 1\nb = '<b>2</b>'")
    block.show()
    press(find(block, QToolButton, "Copy: Load it in Python"))
    assert QGuiApplication.clipboard().text() == "a = 1\nb = '<b>2</b>'"
    assert find(block, QToolButton, "Copy").text() == "Copied"
    block.show_code("c")
    assert find(block, QToolButton, "Copy").text() == "Copy"


def test_a_dialog_is_no_higher_than_its_content_nor_than_the_screen(
    qtbot: QtBot, context: AppContext
) -> None:
    heights = []
    for count in (2, 200):
        dialog = DialogFrame("A dialog", 400)
        for number in range(count):
            dialog.body.addWidget(QLabel(f"Line {number}"))
        close = dialog.add_close_button()
        dialog.show()
        settle()
        heights.append(dialog.height())
        bottom = close.mapTo(dialog, QPoint(0, close.height())).y()
        assert bottom <= dialog.height()
        dialog.close()
    room = QGuiApplication.primaryScreen().availableGeometry().height()
    assert heights[0] < 200
    assert heights[0] < heights[1] < room


def test_a_closed_dialog_is_gone(qtbot: QtBot, context: AppContext) -> None:
    parent = QWidget()
    QVBoxLayout(parent)
    qtbot.addWidget(parent)
    dialog = DialogFrame("A dialog", 400, parent)
    dialog.show()
    dialog.accept()
    settle()
    assert parent.findChildren(DialogFrame) == []


@pytest.mark.parametrize(
    ("ago_s", "said"),
    [
        (3600.0, "today, 11:00"),
        (DAY_S, "yesterday"),
        (3 * DAY_S, "3 days ago"),
        (40 * DAY_S, "6 May 2026"),
        (-60.0, "today, 12:01"),
    ],
)
def test_a_time_is_said_as_a_person_would(ago_s: float, said: str) -> None:
    assert when_text(NOON_S - ago_s, NOON_S) == said
