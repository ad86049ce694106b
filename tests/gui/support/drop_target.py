"""A window that only takes dropped files, to try the dragging itself on: says what it got."""

from __future__ import annotations

import sys

from PySide6.QtCore import QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel

from tests.gui.support.programs import say


class DropTarget(QLabel):
    """Takes files."""

    def __init__(self) -> None:
        super().__init__("Drop here")
        self.setAcceptDrops(True)
        self.resize(600, 400)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        event.acceptProposedAction()
        say("got", files=[url.toLocalFile() for url in event.mimeData().urls()])


def main() -> int:
    """Shows the window and says where its centre is."""
    app = QApplication(sys.argv[:1])
    target = DropTarget()
    target.show()

    def ready() -> None:
        centre = target.mapToGlobal(target.rect().center())
        say("ready", x=centre.x(), y=centre.y())

    QTimer.singleShot(300, ready)
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
