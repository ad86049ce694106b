"""Doctor, diagnostics, shortcuts, about."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication, QUndoGroup
from PySide6.QtWidgets import QLabel, QMainWindow, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from backend.doctor.diagnosis import Check, Diagnosis, State
from backend.message import Message, fault
from backend.settings.secrets import HUB_TOKEN, store_secret
from gui.context import AppContext
from gui.dialogs.about import AboutDialog
from gui.dialogs.credits import CREDITS
from gui.dialogs.diagnostics import diagnostics_text
from gui.dialogs.doctor import DoctorDialog
from gui.dialogs.project_actions import ProjectActions
from gui.dialogs.shortcuts import ShortcutsDialog
from gui.menus import Menus
from gui.tabs.registry import TABS
from tests.gui.support.looks import cut_off, nameless, out_of_order
from tests.gui.support.person import find, press, settle
from tests.keyring_support import SENTINEL, no_keyring_chosen

ROOT = Path(__file__).resolve().parents[2]
HEAVY = ("torch", "transformers", "peft", "trl", "datasets", "bitsandbytes")
GOOD = Check("Python", State.OK, Message("a", "CPython 3.11"))
ODD = Check("GPU", State.WARNING, Message("b", "none found"), Message("c", "Install a driver."))
BAD = Check("torch", State.PROBLEM, Message("d", "not installed"), Message("e", "Set up again."))


def said(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]


def doctor(
    context: AppContext, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, *checks: Check
) -> DoctorDialog:
    monkeypatch.setattr("gui.dialogs.doctor.diagnose", lambda: Diagnosis(checks))
    dialog = DoctorDialog(context)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.diagnosis is not None)
    settle()
    return dialog


@pytest.mark.parametrize(
    ("checks", "summary"),
    [
        ((GOOD,), "All is in order"),
        ((GOOD, ODD), "All works, with remarks"),
        ((GOOD, ODD, BAD), "Something has to be mended"),
    ],
)
def test_the_doctor_sums_up(
    context: AppContext,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    checks: tuple[Check, ...],
    summary: str,
) -> None:
    assert said(doctor(context, qtbot, monkeypatch, *checks))[0] == summary


def test_the_worst_comes_first_with_what_to_do(
    context: AppContext, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = doctor(context, qtbot, monkeypatch, GOOD, ODD, BAD)
    text = said(dialog)
    assert text[1:4] == ["torch", "not installed", "Set up again."]
    assert text.index("GPU") < text.index("Python")
    assert nameless(dialog) + out_of_order(dialog) + cut_off(dialog) == []


def test_the_doctor_looks_again(
    context: AppContext, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = doctor(context, qtbot, monkeypatch, BAD)
    monkeypatch.setattr("gui.dialogs.doctor.diagnose", lambda: Diagnosis((GOOD,)))
    press(find(dialog, QPushButton, "Look again"))
    qtbot.waitUntil(lambda: said(dialog)[0] == "All is in order")


def test_a_doctor_that_fails_says_so(
    context: AppContext, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> Diagnosis:
        raise fault("doctor.odd", "The drive is gone.", "Connect it.")

    monkeypatch.setattr("gui.dialogs.doctor.diagnose", fail)
    dialog = DoctorDialog(context)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: "The drive is gone." in said(dialog))


def test_the_doctor_copies_diagnostics(
    context: AppContext, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = doctor(context, qtbot, monkeypatch, GOOD, BAD)
    press(find(dialog, QPushButton, "Copy diagnostics"))
    qtbot.waitUntil(lambda: "PROBLEM  torch: not installed" in QGuiApplication.clipboard().text())
    qtbot.waitUntil(lambda: find(dialog, QPushButton, "Copied").isVisible())


def test_diagnostics_name_the_last_fault_and_nothing_private(
    context: AppContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = str(Path.home())
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    with no_keyring_chosen():
        store_secret(HUB_TOKEN, SENTINEL)
        context.preferences.change(hub_token=True, offline=False)
        assert "Last fault: none" in diagnostics_text(context, Diagnosis((GOOD,)))
        error = fault("files.write", "{path} can't be written.", "Try.", path=f"{home}/a/b.txt")
        error.add_note(f'Traceback:\n  File "{home}/x.py", line 1')
        context.report(error)
        text = diagnostics_text(context, Diagnosis((GOOD, ODD)))
    assert "Last fault: files.write" in text
    assert "~/a/b.txt can't be written." in text
    assert 'File "~/x.py"' in text
    assert "offline mode off" in text
    assert "warning  GPU: none found" in text
    assert SENTINEL not in text
    assert home not in text


def test_looking_at_the_installation_loads_none_of_it() -> None:
    code = (
        "import sys\n"
        "import gui.dialogs.doctor, gui.dialogs.diagnostics\n"
        "from backend.doctor import diagnose\n"
        "diagnose()\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    told = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == "[]"


def test_each_shortcut_of_the_menus_is_told(context: AppContext, qtbot: QtBot) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    titles = [(entry.name, entry.title) for entry in TABS]
    Menus(context, window, ProjectActions(context, window), QUndoGroup(window), titles)
    dialog = ShortcutsDialog(window)
    dialog.show()
    settle()
    text = said(dialog)
    for name, keys in (("Dataset", "Ctrl+2"), ("Undo", "Ctrl+Z"), ("Settings", "Ctrl+,")):
        assert text[text.index(name) + 1] == keys
    assert text.index("Project") < text.index("Edit") < text.index("View")
    assert not any("&" in line or "…" in line for line in text)
    assert nameless(dialog) + cut_off(dialog) == []
    dialog.close()


def test_a_menu_without_shortcuts_is_left_out(qtbot: QtBot) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    window.menuBar().addMenu("&Empty").addAction("Nothing")
    dialog = ShortcutsDialog(window)
    dialog.show()
    assert "Empty" not in said(dialog)
    assert "Everywhere" in said(dialog)
    dialog.close()


@pytest.fixture
def about(qtbot: QtBot, context: AppContext) -> Iterator[AboutDialog]:
    made = AboutDialog()
    made.show()
    settle()
    yield made
    made.close()
    made.deleteLater()


def test_about_names_version_licence_and_parts(about: AboutDialog) -> None:
    text = said(about)
    assert any("Apache-2.0" in line for line in text)
    assert text[text.index("Qt and PySide6") + 2] == "LGPL-3.0"
    assert any("Lesser General Public License" in line for line in text)
    assert nameless(about) + cut_off(about) == []


def test_all_that_the_app_depends_on_is_credited() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    needed = [*project["dependencies"], *project["optional-dependencies"]["gui"]]
    names = {line.split(">")[0].split("=")[0].split(";")[0].strip().lower() for line in needed}
    assert names <= {credit.distribution.lower() for credit in CREDITS}
