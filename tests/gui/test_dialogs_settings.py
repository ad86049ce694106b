"""The settings dialog: each change holds at once, and the token is never to be seen again."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QPushButton, QSpinBox
from pytestqt.qtbot import QtBot

from backend.settings.app_settings import read_settings
from backend.settings.paths import app_folder
from backend.settings.secrets import HUB_TOKEN, read_secret
from gui.context import AppContext
from gui.dialogs.settings import SettingsDialog
from tests.gui.support.looks import cut_off, nameless, out_of_order
from tests.gui.support.person import find, press, settle
from tests.keyring_support import SENTINEL, no_keyring_chosen


@pytest.fixture(autouse=True)
def _fresh_keyring() -> Iterator[None]:
    with no_keyring_chosen():
        yield


@pytest.fixture
def keyring(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", request.param)


SYSTEM = "tests.keyring_support.SystemKeyring"
LOCKED = "tests.keyring_support.LockedKeyring"
NONE = "keyring.backends.fail.Keyring"


def with_keyring(backend: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("keyring", [backend], indirect=True)


@pytest.fixture
def dialog(context: AppContext, request: pytest.FixtureRequest) -> Iterator[SettingsDialog]:
    if "keyring" in request.fixturenames:
        request.getfixturevalue("keyring")
    made = SettingsDialog(context)
    made.show()
    settle()
    yield made
    made.close()
    made.deleteLater()


def said(dialog: SettingsDialog) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(QLabel) if label.isVisible())


def type_into(line: QLineEdit, text: str) -> None:
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, text)
    QTest.keyClick(line, Qt.Key.Key_Tab)


def test_the_theme_and_the_size_of_text_hold_at_once(
    dialog: SettingsDialog, context: AppContext
) -> None:
    press(find(dialog, QPushButton, "Theme: Dark"))
    assert context.preferences.settings.theme == "dark"
    find(dialog, QSpinBox, "Size of text").setValue(150)
    assert read_settings().font_scale == 1.5
    assert read_settings().theme == "dark"


def test_folders_are_kept_when_they_are_whole_paths(
    dialog: SettingsDialog, context: AppContext, tmp_path: Path
) -> None:
    line = find(dialog, QLineEdit, "New projects")
    type_into(line, "projects")
    assert "whole path" in said(dialog)
    assert context.preferences.settings.projects_folder == ""
    type_into(line, str(tmp_path / "projects"))
    assert "whole path" not in said(dialog)
    assert context.preferences.settings.projects_folder == str(tmp_path / "projects")
    models = find(dialog, QLineEdit, "Models")
    type_into(models, str(tmp_path / "models"))
    assert read_settings().models_folder == str(tmp_path / "models")
    models.clear()
    models.editingFinished.emit()
    assert read_settings().models_folder == ""


def test_working_offline_is_turned_on_and_off(dialog: SettingsDialog) -> None:
    box = find(dialog, QCheckBox, "Work offline")
    assert box.isChecked()
    box.click()
    assert not read_settings().offline


def test_it_says_that_there_is_no_telemetry(dialog: SettingsDialog) -> None:
    assert "no telemetry" in said(dialog)


@with_keyring(SYSTEM)
def test_a_token_goes_into_the_keyring_and_out_again(
    keyring: None, dialog: SettingsDialog, context: AppContext, qtbot: QtBot
) -> None:
    save = find(dialog, QPushButton, "Keep token")
    assert not save.isEnabled()
    field = find(dialog, QLineEdit, "Hugging Face token")
    assert field.echoMode() is QLineEdit.EchoMode.Password
    QTest.keyClicks(field, SENTINEL)
    press(save)
    qtbot.waitUntil(lambda: "A token is kept in the system's keyring." in said(dialog))
    assert read_secret(HUB_TOKEN) == SENTINEL
    assert read_settings().hub_token
    assert field.text() == ""
    field.undo()
    assert field.text() == ""
    press(find(dialog, QPushButton, "Remove token"))
    qtbot.waitUntil(lambda: "No token." in said(dialog))
    assert read_secret(HUB_TOKEN) is None
    assert not read_settings().hub_token


@with_keyring(SYSTEM)
def test_a_kept_token_is_told_and_not_shown(
    keyring: None, context: AppContext, qtbot: QtBot
) -> None:
    from backend.settings.secrets import store_secret

    store_secret(HUB_TOKEN, SENTINEL)
    context.preferences.change(hub_token=True)
    dialog = SettingsDialog(context)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: "A token is kept" in said(dialog))
    shown = [line.text() for line in dialog.findChildren(QLineEdit)] + [said(dialog)]
    assert SENTINEL not in "".join(shown)
    settle()


@with_keyring(NONE)
def test_without_a_keyring_it_says_that_the_token_is_not_kept_for_long(
    keyring: None, dialog: SettingsDialog, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: "has no keyring" in said(dialog))
    QTest.keyClicks(find(dialog, QLineEdit, "Hugging Face token"), SENTINEL)
    press(find(dialog, QPushButton, "Keep token"))
    qtbot.waitUntil(lambda: "A token is kept until Tunedesk closes" in said(dialog))
    assert read_secret(HUB_TOKEN) == SENTINEL


@with_keyring(LOCKED)
def test_a_locked_keyring_is_told_in_our_words(
    keyring: None, context: AppContext, qtbot: QtBot
) -> None:
    context.preferences.change(hub_token=True)
    dialog = SettingsDialog(context)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: "can't be opened" in said(dialog))
    assert SENTINEL not in said(dialog)
    settle()


@with_keyring(NONE)
def test_a_text_that_is_no_token_is_refused(
    keyring: None, dialog: SettingsDialog, qtbot: QtBot
) -> None:
    QTest.keyClicks(find(dialog, QLineEdit, "Hugging Face token"), f"token {SENTINEL}")
    press(find(dialog, QPushButton, "Keep token"))
    qtbot.waitUntil(lambda: "can't be a token" in said(dialog))
    assert SENTINEL not in said(dialog)
    assert not read_settings().hub_token


@with_keyring(NONE)
def test_no_file_and_no_log_holds_the_token(
    keyring: None,
    dialog: SettingsDialog,
    qtbot: QtBot,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG)
    QTest.keyClicks(find(dialog, QLineEdit, "Hugging Face token"), SENTINEL)
    press(find(dialog, QPushButton, "Keep token"))
    qtbot.waitUntil(lambda: "A token is kept" in said(dialog))
    files = [path for path in app_folder().rglob("*") if path.is_file()]
    assert files
    assert [path for path in files if SENTINEL.encode() in path.read_bytes()] == []
    told = capfd.readouterr()
    assert SENTINEL not in caplog.text + told.out + told.err


@with_keyring(NONE)
def test_it_can_be_used_by_ear_and_by_keyboard(keyring: None, dialog: SettingsDialog) -> None:
    assert nameless(dialog) + out_of_order(dialog) + cut_off(dialog) == []
