"""Emits signals by the thousand, as a long training does, and says how many arrived.

A program of its own: the fault that this is about (an interpreter that lets go of None, True and
False with every call) ends the whole process.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QObject, Qt, QThread, Signal, Slot

from tests.gui.support.programs import say

COUNT = 5_000


class Emitter(QThread):
    """Emits from a thread of its own, as the follower of a job does.

    Signals:
        heard: A batch; holds the constants that the fault lets go of.
        told: Nothing but a flag.
    """

    heard = Signal(object)
    told = Signal(bool)

    def run(self) -> None:
        for number in range(COUNT):
            self.heard.emit((number, None, True, False))
            self.told.emit(number % 2 == 0)


class Listener(QObject):
    """Counts what arrives, in the main thread."""

    def __init__(self, when_whole: Callable[[], None]) -> None:
        super().__init__()
        self.heard = 0
        self.flags = 0
        self._when_whole = when_whole

    @Slot(object)
    def hear(self, batch: tuple[int, None, bool, bool]) -> None:
        number, nothing, yes, no = batch
        assert number == self.heard
        assert nothing is None
        assert yes is True
        assert no is False
        self.heard += 1

    def take_flag(self, flag: bool) -> None:
        self.flags += flag in (True, False)
        if self.flags == COUNT:
            self._when_whole()


def main() -> int:
    """Runs until all have arrived."""
    app = QCoreApplication(sys.argv[:1])
    emitter = Emitter()
    listener = Listener(app.quit)
    # Both kinds of slot: one that Qt knows, and a plain method.
    emitter.heard.connect(listener.hear, Qt.ConnectionType.QueuedConnection)
    emitter.told.connect(listener.take_flag, Qt.ConnectionType.QueuedConnection)
    emitter.start()
    app.exec()
    emitter.wait()
    for number in range(COUNT):
        emitter.heard.emit((COUNT + number, None, True, False))
        emitter.told.emit(bool(number % 2))
    QCoreApplication.sendPostedEvents()
    say("counted", heard=listener.heard, flags=listener.flags)
    return 0


if __name__ == "__main__":
    sys.exit(main())
