"""A second program on the screen, from which files are dragged: `python -m ... FILE...`.

Says `ready` with the place to press, and `dropped` with the action that the target took.
"""

from __future__ import annotations

import sys

from PySide6.QtCore import QMimeData, QPoint, Qt, QTimer, QUrl
from PySide6.QtGui import QDrag, QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel

from tests.gui.support.programs import say

# The target asks for the data after the drop; it gets none from a program that has ended.
_LINGER_MS = 1500


class DragSource(QLabel):
    """Drags the files as a file manager does."""

    def __init__(self, files: list[str]) -> None:
        super().__init__("Files")
        self._files = files
        self._pressed: QPoint | None = None
        self.setWindowTitle("Drag source")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.resize(200, 120)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        self._pressed = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        moved = event.position().toPoint() - (self._pressed or event.position().toPoint())
        if moved.manhattanLength() >= QApplication.startDragDistance():
            self._pressed = None
            self._drag()

    def _drag(self) -> None:
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(file) for file in self._files])
        drag = QDrag(self)
        drag.setMimeData(mime)
        say("dragging")
        action = drag.exec(Qt.DropAction.CopyAction)
        say("dropped", action=action.name)
        QTimer.singleShot(_LINGER_MS, QApplication.quit)


def main(arguments: list[str]) -> int:
    """Shows the source at the right edge of the screen until something was dragged."""
    app = QApplication(arguments[:1])
    source = DragSource(arguments[1:])
    source.setWindowFlag(Qt.WindowType.X11BypassWindowManagerHint)
    room = app.primaryScreen().geometry()
    source.move(room.right() - source.width() - 20, room.bottom() - source.height() - 20)
    source.show()
    # Only once the event loop runs and the window is on the screen can it be pressed.
    QTimer.singleShot(200, lambda: _say_ready(source))
    return app.exec()


def _say_ready(source: DragSource) -> None:
    centre = source.mapToGlobal(source.rect().center())
    say("ready", x=centre.x(), y=centre.y())


if __name__ == "__main__":
    sys.exit(main(sys.argv))
