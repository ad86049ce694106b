"""Collects garbage in the window's thread alone, between two events."""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

# So many objects made and not yet looked through are worth a look, which then takes 1 or 2 ms.
_YOUNG = 10_000
# After so many looks at the young ones, those that have survived one are looked through too.
_MIDDLE = 10
# And after so many of these, all there are: with 100,000 steps that takes 0.1 s (measured).
_OLD = 50
_LOOK_EVERY_MS = 100


class GarbageCollector(QObject):
    """Takes over from Python's own collector, until the process ends.

    Python's runs whenever enough objects were made, in whichever thread made the last of them.
    Cycles that hold parts of Qt, such as each redrawn plot leaves behind, are then destroyed in the
    thread that reads a journal, or in the midst of a painting, and the next painting ends the
    process with a segmentation fault (seen in the tests). pyqtgraph's `util.garbage_collector`
    and Anki do as this does, for the same reason.
    """

    def __init__(self, parent: QObject) -> None:
        """Begins at once.

        Args:
            parent: The application.
        """
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)
        self._timer.start(_LOOK_EVERY_MS)

    def _look(self) -> None:
        young, middle, old = gc.get_count()
        if young < _YOUNG:
            return
        generation = 0
        if middle >= _MIDDLE:
            generation = 2 if old >= _OLD else 1
        gc.collect(generation)
