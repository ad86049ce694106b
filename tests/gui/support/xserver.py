"""A screen of its own for a test with a real window: Xvfb with a window manager."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

PROGRAMS = ("Xvfb", "openbox", "xdotool")
_READY_S = 20.0


@dataclass(frozen=True)
class Screen:
    """A running X server, named as in DISPLAY."""

    display: str

    def environment(self) -> dict[str, str]:
        """What a program needs to show real windows on it."""
        kept = {name: value for name, value in os.environ.items() if name != "WAYLAND_DISPLAY"}
        return {
            **kept,
            "DISPLAY": self.display,
            "QT_QPA_PLATFORM": "xcb",
            "QT_SCALE_FACTOR": "1",
            "QT_FONT_DPI": "96",
        }

    def xdotool(self, *arguments: object) -> str:
        """Runs xdotool on this screen and gives what it prints; raises when it fails."""
        told = subprocess.run(
            ["xdotool", *map(str, arguments)],
            env=self.environment(),
            capture_output=True,
            text=True,
            check=True,
            timeout=30,
        )
        return told.stdout.strip()

    def windows_named(self, pattern: str) -> list[str]:
        """Ids of the visible windows whose title matches the pattern."""
        told = subprocess.run(
            ["xdotool", "search", "--onlyvisible", "--name", pattern],
            env=self.environment(),
            capture_output=True,
            text=True,
            check=False,
            timeout=30,
        )
        return told.stdout.split()

    def _has_manager(self) -> bool:
        told = subprocess.run(
            ["xdotool", "get_num_desktops"],
            env=self.environment(),
            capture_output=True,
            text=True,
            check=False,
        )
        return told.returncode == 0


def missing_programs() -> list[str]:
    """The programs that a screen needs and that are not installed."""
    return [name for name in PROGRAMS if shutil.which(name) is None]


@contextmanager
def open_screen(width: int = 1700, height: int = 900) -> Iterator[Screen]:
    """A screen of `width` x `height` pixels at 96 dpi, on a display number that is free."""
    reading, writing = os.pipe()
    size = f"{width}x{height}x24"
    command = f"Xvfb -displayfd {writing} -screen 0 {size} -dpi 96 -nolisten tcp -noreset"
    server = _begin(command.split(), pass_fds=(writing,))
    os.close(writing)
    try:
        with os.fdopen(reading) as told:
            screen = Screen(f":{told.readline().strip()}")
        manager = _begin(["openbox", "--sm-disable"], env=screen.environment())
        try:
            _wait_for_manager(screen)
            yield screen
        finally:
            _end(manager)
    finally:
        _end(server)


def _wait_for_manager(screen: Screen) -> None:
    deadline = time.monotonic() + _READY_S
    while not screen._has_manager():
        if time.monotonic() > deadline:
            raise TimeoutError("the window manager did not come up")
        time.sleep(0.05)


def _begin(
    command: Sequence[str],
    *,
    env: dict[str, str] | None = None,
    pass_fds: Sequence[int] = (),
) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        command,
        env=env,
        pass_fds=pass_fds,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(timeout=5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
