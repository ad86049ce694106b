"""Takes pictures of all tabs in one scale: `python -m ... OUT FILLED RUNNING`.

See `tests.gui.screenshots`, which calls it with projects that it has made.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from PySide6.QtWidgets import QAbstractButton

from gui.app import make_application, open_window
from gui.main_window import MainWindow
from gui.tabs.registry import TABS, TabEntry
from tests.gui.support.journey import ask, start_training
from tests.gui.support.person import (
    close_window,
    find,
    open_tab,
    press,
    settle,
    stop_jobs,
    wait_for,
)

SIZES = ((1280, 720), (1920, 1080))
THEMES = ("light", "dark")
QUESTION = "Who approves refunds?"
# So many that the training outlasts the pictures of it.
PASSES = 60.0


class PictureTaker:
    """Shows each tab and keeps what it looks like."""

    def __init__(self, window: MainWindow, out: Path) -> None:
        self._window = window
        self._out = out
        self._scale = round(window.devicePixelRatioF())

    def take(self, state: str, entries: Iterable[TabEntry] = TABS) -> None:
        """Some tabs, or all, in all sizes and themes, named by `state`."""
        preferences = self._window.context.preferences
        for width, height in SIZES:
            self._window.resize(width // self._scale, height // self._scale)
            for theme in THEMES:
                preferences.change(theme=theme)
                suffix = f"{theme}-{width}x{height}{'' if self._scale == 1 else '-200'}"
                for entry in entries:
                    open_tab(self._window, entry.title)
                    settle()
                    file = self._out / f"{state}-{entry.name}-{suffix}.png"
                    if not self._window.grab().save(str(file)):
                        raise OSError(f"{file} can't be written")


def main(arguments: Iterable[str]) -> int:
    """Empty, filled, running."""
    out, filled, running = map(Path, arguments)
    application = make_application()
    window = open_window(application)
    wait_for("all tabs are made", lambda: len(window.tabs) == len(TABS))
    taker = PictureTaker(window, out)
    taker.take("empty")

    context = window.context
    context.project.open(filled)
    ask(window, QUESTION)
    taker.take("filled")
    page = open_tab(window, "Test")
    press(find(page, QAbstractButton, "Scorecard"))
    taker.take("scorecard", [entry for entry in TABS if entry.name == "test"])
    press(find(page, QAbstractButton, "Chat"))

    context.project.open(running)
    wait_for("the recipe is there", lambda: context.setup.schedule)
    context.setup.set_field("epochs", PASSES)
    run = start_training(window)
    ask(window, QUESTION)
    wait_for("the training is under way", lambda: len(run.curves.steps) > 30, 180)
    taker.take("running")
    stop_jobs(window)
    close_window(window)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
