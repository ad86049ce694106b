"""What every test of the window runs with: a fixed scale, and nothing left behind."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from tests.gui.support.leaks import Before
from tests.gui.support.xserver import Screen, missing_programs, open_screen

# Read when the application is made: the same pixels whatever screen the tests run beside.
os.environ["QT_SCALE_FACTOR"] = "1"
os.environ["QT_FONT_DPI"] = "96"


@pytest.fixture(autouse=True)
def _nothing_left_behind(
    qapp: QApplication, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """Fails a test that leaves widgets, threads, timers or processes."""
    before = Before(tmp_path_factory.getbasetemp())
    yield
    left = before.leftovers()
    if left:
        before.end_processes()
        pytest.fail("left behind: " + "; ".join(left), pytrace=False)


@pytest.fixture(scope="session")
def screen() -> Iterator[Screen]:
    """A real screen with a window manager."""
    missing = missing_programs()
    if missing:
        pytest.skip(f"a real window needs {', '.join(missing)}")
    with open_screen() as opened:
        yield opened
