"""Shows a window and prints after how many seconds since BEGAN_NS it could be seen and used.

`python -m tests.benchmarks.first_window bare|app`: a window with nothing but Qt, or Tunedesk's. The
first number is the first painted window; the second, for Tunedesk alone, that with its first tab.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QThreadPool, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow, QWidget

BEGAN = "BEGAN_NS"


class FirstPaint(QObject):
    """Does something once a widget has been painted, and what lies in it."""

    def __init__(self, widget: QWidget, then: Callable[[], None]) -> None:
        super().__init__(widget)
        self._then = then
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() is QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self._then)
        return False


def tell_time() -> None:
    """Prints the seconds since the program was begun."""
    print(f"{(time.monotonic_ns() - int(os.environ[BEGAN])) / 1e9:.4f}", flush=True)


def show_bare() -> int:
    """The least that a program with a window does."""
    application = QApplication(sys.argv[:1])
    window = QMainWindow()
    window.setCentralWidget(QLabel("Bare"))
    window.resize(1280, 800)
    FirstPaint(window, lambda: (tell_time(), window.close()))
    window.show()
    return application.exec()


def show_app() -> int:
    """What `tunedesk` without a command does."""
    from backend.cli import main as _command_line  # noqa: F401 - `tunedesk` begins with it
    from gui.app import make_application, open_window

    application = make_application()
    window = open_window(application)
    FirstPaint(window, tell_time)
    window.filled.connect(lambda: FirstPaint(window.front, lambda: (tell_time(), window.close())))
    status = application.exec()
    QThreadPool.globalInstance().waitForDone()
    return status


if __name__ == "__main__":
    sys.exit(show_bare() if sys.argv[1] == "bare" else show_app())
