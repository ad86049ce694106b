"""Checks of Python and the libraries: looked up, never imported."""

from __future__ import annotations

import importlib.util
import platform
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from backend.doctor.diagnosis import Check, State
from backend.message import Message

SET_UP_AGAIN = "Delete the folder .venv and run: python3 packaging/start.py"
OLDEST_PYTHON, NEWEST_PYTHON = (3, 11), (3, 14)


@dataclass(frozen=True, slots=True)
class Library:
    """A library that Tunedesk uses.

    Attributes:
        distribution: Its name for installers.
        module: Its name for Python.
        without: What does not work without it; empty when nothing does.
    """

    distribution: str
    module: str
    without: str = ""


LIBRARIES = (
    Library("torch", "torch"),
    Library("transformers", "transformers"),
    Library("tokenizers", "tokenizers"),
    Library("peft", "peft"),
    Library("trl", "trl"),
    Library("accelerate", "accelerate"),
    Library("bitsandbytes", "bitsandbytes"),
    Library("datasets", "datasets"),
    Library("pypdfium2", "pypdfium2"),
    Library("nvidia-ml-py", "pynvml"),
    Library("PySide6-Essentials", "PySide6", "the window"),
    Library("pyqtgraph", "pyqtgraph", "the window's plots"),
)


def check_python(found: Sequence[int]) -> Check:
    """Whether this Python is one that the pinned libraries exist for."""
    values = {"version": ".".join(map(str, found)), "kind": platform.python_implementation()}
    message = Message("doctor.python", "{kind} {version}", values)
    if OLDEST_PYTHON <= tuple(found[:2]) <= NEWEST_PYTHON:
        return Check("Python", State.OK, message)
    remedy = Message("doctor.python.remedy", "Install Python 3.11 to 3.14 and set up with it.")
    return Check("Python", State.PROBLEM, message, remedy)


def installed_version(distribution: str) -> str | None:
    """The version of an installed library; None where it isn't."""
    try:
        return version(distribution)
    except PackageNotFoundError:
        return None


def check_library(library: Library) -> Check:
    """Whether a library is installed and can be found by Python."""
    found = installed_version(library.distribution)
    if found is not None and importlib.util.find_spec(library.module) is not None:
        return Check(
            library.distribution,
            State.OK,
            Message("doctor.library", "{version}", {"version": found}),
        )
    missing = Message(
        "doctor.library.missing",
        "not installed; {without} does not work without it",
        {"without": library.without or "Tunedesk"},
    )
    remedy = Message("doctor.library.missing.remedy", SET_UP_AGAIN)
    state = State.WARNING if library.without else State.PROBLEM
    return Check(library.distribution, state, missing, remedy)


def check_qt_pair(python: Sequence[int], qt: str | None) -> Check:
    """Whether this PySide6 works with this Python.

    Source: measured; PySide6 6.12.0 on Python before 3.12 drops references to None, True and
    False with every call and aborts after some 570 signals. 6.10.1: Spine-Toolbox issue 3224.
    """
    found = (qt or "none").split(".")
    is_bad = qt == "6.10.1" or (found[:2] == ["6", "12"] and tuple(python[:2]) < (3, 12))
    values = {"qt": qt or "none", "python": ".".join(map(str, python))}
    if not is_bad:
        message = Message("doctor.qt_pair", "PySide6 {qt} with Python {python}", values)
        return Check("Qt and Python", State.OK, message)
    return Check(
        "Qt and Python",
        State.PROBLEM,
        Message("doctor.qt_pair.bad", "PySide6 {qt} crashes with Python {python}", values),
        Message("doctor.qt_pair.bad.remedy", SET_UP_AGAIN),
    )


def missing_qt_libraries() -> tuple[str, ...]:
    """The system libraries that Qt's window plugin needs and the loader does not find.

    Empty where there is no `ldd` or no such plugin, as on Windows.
    """
    spec = importlib.util.find_spec("PySide6")
    if spec is None or spec.origin is None or not shutil.which("ldd"):
        return ()
    qt = Path(spec.origin).parent / "Qt"
    missing: set[str] = set()
    for file in (qt / "plugins" / "platforms" / "libqxcb.so", qt / "lib" / "libQt6Gui.so.6"):
        told = subprocess.run(["ldd", file], capture_output=True, text=True, check=False).stdout
        missing |= {line.split()[0] for line in told.splitlines() if line.endswith("not found")}
    return tuple(sorted(missing))


def check_qt_libraries(missing: Sequence[str]) -> Check:
    """Whether a window could open, as far as libraries go."""
    if not missing:
        return Check("Qt's libraries", State.OK, Message("doctor.qt", "all found"))
    return Check(
        "Qt's libraries",
        State.WARNING,
        Message(
            "doctor.qt.missing",
            "a window can't open without {names}",
            {"names": ", ".join(missing)},
        ),
        Message(
            "doctor.qt.missing.remedy",
            "Run packaging/start.py from a desktop; it installs them or prints the command.",
        ),
    )
