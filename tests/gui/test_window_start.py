"""The app's own start: `tunedesk` without a command opens the window, or says why it can't."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress

import pytest

from tests.command_line import ROOT
from tests.gui.support.person import wait_for
from tests.gui.support.xserver import Screen

TITLE = "^Tunedesk$"


def begin(environment: dict[str, str]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "backend"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def close_by_keys(screen: Screen, program: subprocess.Popen[str]) -> bool:
    """Has the window manager ask the window to close; keys pressed while it gets focus are lost."""
    with suppress(subprocess.CalledProcessError):  # the window went in between
        for window in screen.windows_named(TITLE):
            screen.xdotool("windowactivate", window)
            screen.xdotool("key", "alt+F4")
    return program.poll() is not None


def test_it_opens_a_window_once_and_ends_when_that_is_closed(screen: Screen) -> None:
    first = begin(screen.environment())
    try:
        wait_for("the window is shown", lambda: screen.windows_named(TITLE), 60)
        second = begin(screen.environment())
        out, err = second.communicate(timeout=60)
        assert second.returncode == 0, err
        assert "brought to the front" in err
        assert len(screen.windows_named(TITLE)) == 1
        wait_for("the window closes", lambda: close_by_keys(screen, first), 60)
        out, err = first.communicate(timeout=60)
        assert first.returncode == 0, err
        assert err == ""
        assert out == ""
    finally:
        first.kill()
        first.communicate()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is a display")
def test_without_a_display_it_says_so_and_names_the_demo() -> None:
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    program = begin(environment)
    out, err = program.communicate(timeout=60)
    assert program.returncode == 1
    assert out == ""
    assert "display" in err
    assert "tunedesk demo" in err
