"""One window per person: a second start brings the first window to the front and ends."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import IO

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from backend.platform import try_lock
from backend.settings.paths import app_folder

LOCK_FILE = "window.lock"
_ANSWER_LIMIT_MS = 3000
_RAISE = b"raise\n"


class SingleInstance(QObject):
    """Holds the window's lock, or reaches the window that holds it.

    The lock is the operating system's, so one that a killed window left behind does not count.

    Signals:
        raised: The app was started again: come to the front.
    """

    raised = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        """Nothing is taken yet."""
        super().__init__(parent)
        self._lock: IO[bytes] | None = None
        self._server: QLocalServer | None = None
        self._name = _socket_name(app_folder())

    def take(self) -> bool:
        """Becomes the one window; False when there is one."""
        lock = (app_folder() / LOCK_FILE).open("ab")
        if not try_lock(lock):
            lock.close()
            return False
        self._lock = lock
        QLocalServer.removeServer(self._name)  # what a killed window left behind
        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        server.newConnection.connect(self._answer)
        server.listen(self._name)
        self._server = server
        return True

    def raise_other(self) -> bool:
        """Asks the window that there is to come to the front; False when it doesn't answer."""
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(_ANSWER_LIMIT_MS):
            return False
        socket.write(_RAISE)
        reached = socket.waitForBytesWritten(_ANSWER_LIMIT_MS)
        socket.disconnectFromServer()
        return reached

    def release(self) -> None:
        """Lets another window be the one."""
        if self._server is not None:
            self._server.close()
            self._server = None
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def _answer(self) -> None:
        server = self._server
        if server is None:
            return
        connection = server.nextPendingConnection()
        connection.disconnected.connect(connection.deleteLater)
        self.raised.emit()


def _socket_name(folder: Path) -> str:
    """One name for each app folder: two people, or two homes, each have their window."""
    return "tunedesk-" + hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:16]
