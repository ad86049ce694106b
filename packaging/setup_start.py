"""What `start.py` does: set up, look whether a window can open, start Tunedesk."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from types import FrameType

from setup_environment import Environment, prepare, repository_root
from setup_steps import SetupError, Steps, say
from setup_system import ensure_qt_libraries, has_display

_NO_DISPLAY = """\
There is no display here, so no window can open.
Tunedesk's command line works without one. To see it do its main job on the sample handbook:
  python3 packaging/start.py demo
All commands: python3 packaging/start.py --help"""
_INTERRUPTED = 130  # what shells give for a program that Ctrl+C ended


def start(arguments: Sequence[str]) -> int:
    """Sets up what is needed, runs Tunedesk with these arguments and gives its exit status."""
    wants_window = not arguments
    if wants_window and not has_display(sys.platform, os.environ):
        say(_NO_DISPLAY)
        return 1
    try:
        environment = prepare(repository_root(), ("gui",))
        if wants_window:
            _check_window(environment)
    except SetupError as fault:
        say(str(fault))
        return 1
    except KeyboardInterrupt:
        say("\nInterrupted. Run it again to go on; what was downloaded is kept.")
        return _INTERRUPTED
    return run_app([str(environment.python), "-P", "-m", "backend", *arguments])


def _check_window(environment: Environment) -> None:
    """Raises SetupError where Qt could not open a window or would crash in it."""
    found = [
        path.name
        for path in environment.site_packages.glob("[Pp]y[Ss]ide6_[Ee]ssentials-*.dist-info")
    ]
    version = found[0].removesuffix(".dist-info").split("-")[1] if found else ""
    if version.startswith("6.12.") and sys.version_info < (3, 12):
        raise SetupError(
            f"PySide6 {version} crashes with Python before 3.12.",
            "It drops references to None, True and False with every call and then aborts.",
            f"Delete the folder {environment.folder} and run it again.",
        )
    ensure_qt_libraries(Steps(environment.root / "build" / "setup.log"), environment.site_packages)


def run_app(command: Sequence[str]) -> int:
    """Runs the program in this terminal until it ends.

    Ctrl+C reaches it by itself, as the terminal sends it to both; a request to end is passed on.
    """
    process = subprocess.Popen(command)

    def pass_on(_number: int, _frame: FrameType | None) -> None:
        process.terminate()

    signal.signal(signal.SIGTERM, pass_on)
    while True:
        try:
            status = process.wait()
        except KeyboardInterrupt:
            continue
        return status if status >= 0 else 128 - status
