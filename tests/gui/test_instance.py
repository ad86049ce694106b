"""One window per person."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from pytestqt.qtbot import QtBot

from gui.instance import LOCK_FILE, SingleInstance

ROOT = Path(__file__).resolve().parents[2]
HOLDER = """
import sys
from backend.settings.paths import app_folder
from backend.platform import try_lock
lock = (app_folder() / "window.lock").open("ab")
assert try_lock(lock)
print("held", flush=True)
sys.stdin.read()
"""


def test_a_second_start_brings_the_first_to_the_front(qtbot: QtBot) -> None:
    first, second = SingleInstance(), SingleInstance()
    assert first.take()
    assert not second.take()
    with qtbot.waitSignal(first.raised):
        assert second.raise_other()
    first.release()
    assert second.take()
    second.release()


def test_two_app_folders_each_have_their_window(tmp_path: Path, monkeypatch) -> None:
    first = SingleInstance()
    assert first.take()
    monkeypatch.setenv("TUNEDESK_HOME", str(tmp_path / "other"))
    second = SingleInstance()
    assert second.take()
    first.release()
    second.release()


def test_the_lock_of_a_killed_window_does_not_count() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        instance = SingleInstance()
        assert not instance.take()
        assert not instance.raise_other()
        holder.kill()
        holder.wait()
    assert (Path(os.environ["TUNEDESK_HOME"]) / LOCK_FILE).exists()
    assert instance.take()
    instance.release()


def test_without_a_display_the_command_says_so_and_names_the_demo() -> None:
    screenless = {
        name: value
        for name, value in os.environ.items()
        if name not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    }
    told = subprocess.run(
        [sys.executable, "-m", "backend"],
        cwd=ROOT,
        env=screenless,
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 1
    assert "no display" in told.stderr
    assert "demo" in told.stderr
