"""What a test of the window leaves behind: widgets, threads, timers, processes."""

from __future__ import annotations

import gc
import time
import weakref
from collections.abc import Iterator
from pathlib import Path

import psutil
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QThread, QThreadPool, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QWidget

_WORKER = "backend.jobs.worker"
# Ending takes a moment: deferred deletes, a thread's last batch, a process between its last
# event and its exit.
SETTLE_S = 10.0


class Before:
    """What was there before the test; `leftovers` names what has come since and stays."""

    def __init__(self, scratch: Path) -> None:
        """Takes stock.

        Args:
            scratch: Where tests keep their folders; a worker in there belongs to a test even
                when whoever launched it has been killed.
        """
        self._scratch = str(scratch)
        self._objects: weakref.WeakSet[QObject] = weakref.WeakSet(_living_objects())
        self._pids = set(psutil.pids())

    def leftovers(self, settle_s: float = SETTLE_S) -> list[str]:
        """Waits until all is gone, some seconds at most, then names what is not."""
        deadline = time.monotonic() + settle_s
        while True:
            _deliver_deletes()
            if not self._new():
                return []
            gc.collect()
            _deliver_deletes()
            found = self._new()
            if not found or time.monotonic() > deadline:
                return found
            QThreadPool.globalInstance().waitForDone(50)

    def end_processes(self) -> None:
        """Ends the processes that a failed test left, so that the next tests don't suffer."""
        left = list(self._processes())
        for process in left:
            process.kill()
        psutil.wait_procs(left, timeout=5)

    def _new(self) -> list[str]:
        found = [_name(one) for one in _living_objects() if one not in self._objects]
        waiting = QThreadPool.globalInstance().activeThreadCount()
        if waiting:
            found.append(f"{waiting} tasks in the thread pool")
        return found + [_process_name(process) for process in self._processes()]

    def _processes(self) -> Iterator[psutil.Process]:
        children = {child.pid for child in psutil.Process().children(recursive=True)}
        for pid in set(psutil.pids()) - self._pids:
            try:
                process = psutil.Process(pid)
                if process.status() == psutil.STATUS_ZOMBIE:
                    continue
                if pid in children or self._is_worker(process.cmdline()):
                    yield process
            except psutil.Error:
                continue  # it ended while it was looked at

    def _is_worker(self, command: list[str]) -> bool:
        return _WORKER in command and any(part.startswith(self._scratch) for part in command)


def _living_objects() -> Iterator[QObject]:
    """Top-level widgets, running threads and active timers."""
    yield from (one for one in QApplication.topLevelWidgets() if shiboken6.isValid(one))
    main_thread = QCoreApplication.instance().thread()
    for wrapper in shiboken6.getAllValidWrappers():
        if isinstance(wrapper, QThread):
            if wrapper is not main_thread and wrapper.isRunning():
                yield wrapper
        elif isinstance(wrapper, QTimer) and wrapper.isActive():
            yield wrapper


def _deliver_deletes() -> None:
    QCoreApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _name(one: QObject) -> str:
    kind = type(one).__name__
    if one.metaObject().className() != kind:
        kind += f" ({one.metaObject().className()})"
    parent = one.parent()
    whose = f" of {type(parent).__name__}" if parent is not None else ""
    label = one.objectName() or (one.windowTitle() if isinstance(one, QWidget) else "")
    if not label and isinstance(one, QLabel):
        label = one.text()
    return f"{kind}{whose}{f' {label!r}' if label else ''}"


def _process_name(process: psutil.Process) -> str:
    try:
        return f"process {process.pid}: {' '.join(process.cmdline())[:200]}"
    except psutil.Error:
        return f"process {process.pid}"
