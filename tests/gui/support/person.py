"""What a person does at the window: look for a control by what it says, press it, write, wait."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QThreadPool, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QListWidget,
    QListWidgetItem,
    QWidget,
)

from gui.main_window import MainWindow
from tests.gui.support.looks import name_of

W = TypeVar("W", bound=QWidget)
_STEP_MS = 20


def wait_for(what: str, condition: Callable[[], object], limit_s: float = 60.0) -> None:
    """Lets the window live until the condition holds.

    Raises:
        AssertionError: It did not within the limit.
    """
    deadline = time.monotonic() + limit_s
    while not condition():
        if time.monotonic() > deadline:
            raise AssertionError(f"waited {limit_s:.0f} s in vain: {what}")
        QTest.qWait(_STEP_MS)


def open_tab(window: MainWindow, name: str) -> QWidget:
    """Goes to a tab by a click on the tab bar; gives its page."""
    strip = window.strip
    titles = [strip.accessibleTabName(index).split(",")[0] for index in range(strip.count())]
    place = strip.tabRect(titles.index(name)).center()
    QTest.mouseClick(strip, Qt.MouseButton.LeftButton, pos=place)
    assert window.front is not None
    return window.front


def press_primary(window: MainWindow, limit_s: float = 20.0) -> None:
    """Presses the button in the header, once it can be pressed."""
    button = window.header.button
    wait_for(
        f"the primary button can be pressed ({button.text()}: {button.toolTip()})",
        lambda: button.isVisible() and button.isEnabled(),
        limit_s,
    )
    press(button)


def press(button: QAbstractButton) -> None:
    """Clicks it with the mouse."""
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def press_item(view: QListWidget, item: QListWidgetItem) -> None:
    """Clicks a row of a list."""
    view.scrollToItem(item)
    place = view.visualItemRect(item).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)


def find(owner: QWidget, kind: type[W], name: str) -> W:
    """The visible control of that kind that has `name` in its name or text."""
    named = {one: name_of(one) for one in owner.findChildren(kind) if one.isVisible()}
    for one, text in named.items():
        if name.lower() in text.lower():
            return one
    raise AssertionError(f"no {kind.__name__} {name!r}; there are {sorted(named.values())}")


def write(field: QWidget, text: str) -> None:
    """Types into a field."""
    field.setFocus()
    QTest.keyClicks(field, text)


def drop_files(target: QWidget, files: list[Path]) -> bool:
    """Drops files onto the middle of a widget by events, as the system would send them.

    Returns:
        Whether it took them.
    """
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    middle = target.rect().center()
    taker = _taker(target, middle)
    place = taker.mapFrom(target, middle)
    action, left, none = (
        Qt.DropAction.CopyAction,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    enter = QDragEnterEvent(place, action, mime, left, none)
    QApplication.sendEvent(taker, enter)
    if not enter.isAccepted():
        return False
    QApplication.sendEvent(taker, QDragMoveEvent(place, action, mime, left, none))
    drop = QDropEvent(QPointF(place), action, mime, left, none)
    QApplication.sendEvent(taker, drop)
    return drop.isAccepted()


def settle() -> None:
    """Lets short work end and what it found be drawn."""
    QTest.qWait(10 * _STEP_MS)
    pool = QThreadPool.globalInstance()
    wait_for("short work is done", lambda: pool.activeThreadCount() == 0)
    QTest.qWait(5 * _STEP_MS)


def close_window(window: MainWindow) -> None:
    """Closes it and waits for what the app waits for at its end."""
    window.close()
    wait_for("the window is closed", lambda: not window.isVisible())
    QThreadPool.globalInstance().waitForDone()


def stop_jobs(window: MainWindow, limit_s: float = 90.0) -> None:
    """Ends all that the window has set going, so that it closes without a question."""
    jobs = window.context.jobs
    for job in jobs.active:
        job.stop(save=False)
    wait_for("all jobs have ended", lambda: not jobs.active, limit_s)


def _taker(target: QWidget, place: QPoint) -> QWidget:
    """The widget at the place that takes drops: the innermost one, as Qt chooses it."""
    one: QWidget | None = target.childAt(place) or target
    while one is not None and not one.acceptDrops():
        one = one.parentWidget()
    if one is None:
        raise AssertionError(f"nothing takes drops at the middle of {type(target).__name__}")
    return one
