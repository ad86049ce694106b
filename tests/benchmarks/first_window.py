"""Shows a window and prints after how many seconds since BEGAN_NS it was painted first.

`python -m tests.benchmarks.first_window bare|app`: a window with nothing but Qt, or Tunedesk's.
"""

from __future__ import annotations

import os
import sys
import time

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

BEGAN = "BEGAN_NS"


class FirstPaint(QObject):
    """Prints the time once a window has been painted, then ends the program."""

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() is QEvent.Type.Paint:
            watched.removeEventFilter(self)
            # After this event the children have been painted too.
            QTimer.singleShot(0, self._tell)
        return False

    def _tell(self) -> None:
        passed_s = (time.monotonic_ns() - int(os.environ[BEGAN])) / 1e9
        print(f"{passed_s:.4f}", flush=True)
        window = self.parent()
        assert isinstance(window, QMainWindow)
        QTimer.singleShot(0, window.close)


def main(kind: str) -> int:
    """Shows the window of that kind until it has been painted."""
    if kind == "bare":
        application = QApplication(sys.argv[:1])
        window = QMainWindow()
        window.setCentralWidget(QLabel("Bare"))
        window.resize(1280, 800)
        watcher = FirstPaint(window)
        window.show()
    else:
        from backend.cli import main as _command_line  # noqa: F401 - `tunedesk` begins with it
        from gui.app import make_application, open_window

        application = make_application()
        window = open_window(application)
        watcher = FirstPaint(window)
    status = application.exec()
    del watcher
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
