"""Faults that can be seen or heard: controls without a name, a wrong order, text that is cut off.

Each function gives sentences that name the widget, and nothing when all is well.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QTextDocument
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QCheckBox,
    QComboBox,
    QLabel,
    QPushButton,
    QRadioButton,
    QToolButton,
    QWidget,
)

# Widgets in a line seldom begin at the very same point.
_TOLERANCE = 8


def nameless(page: QWidget) -> list[str]:
    """Visible controls that take the keyboard and that a screen reader can't name."""
    return [f"{_path(one)} has no accessible name" for one in _focusable(page) if not name_of(one)]


def name_of(widget: QWidget) -> str:
    """What a screen reader calls a control; the text that a box has chosen is no name for it."""
    if isinstance(widget, QComboBox) and not widget.accessibleName():
        return next((label.text() for label in _labels_of(widget)), "")
    seen = QAccessible.queryAccessibleInterface(widget)
    return seen.text(QAccessible.Text.Name).strip() if seen is not None else ""


def out_of_order(page: QWidget) -> list[str]:
    """Steps of the Tab key that lead back: upwards in the same column, leftwards in a line."""
    order = [one for one in _focus_chain(page) if one.focusPolicy() & Qt.FocusPolicy.TabFocus]
    faults = []
    for before, after in pairwise(order):
        if _leads_back(_place(before, page), _place(after, page)):
            faults.append(f"Tab goes back from {_path(before)} to {_path(after)}")
    return faults


def cut_off(window: QWidget) -> list[str]:
    """Visible texts that don't fit their widget, and widgets that stick out of what shows them."""
    faults = []
    for one in _shown(window):
        if isinstance(one, QLabel) and not _label_fits(one):
            faults.append(f"the text of {_path(one)} is cut off ({one.width()} x {one.height()})")
        elif isinstance(one, QAbstractButton) and not _button_fits(one):
            faults.append(f"the text of {_path(one)} is cut off ({one.width()} wide)")
        elif not _within(one, window):
            faults.append(f"{_path(one)} sticks out of its surroundings")
    return faults


def _shown(page: QWidget) -> Iterator[QWidget]:
    for one in page.findChildren(QWidget):
        if one.isVisibleTo(page.window()) and not _is_inner(one) and one.window() is page.window():
            yield one


def _is_inner(widget: QWidget) -> bool:
    """Parts that Qt makes for itself within a widget."""
    return widget.objectName().startswith("qt_") or widget.focusProxy() is not None


def _focusable(page: QWidget) -> Iterator[QWidget]:
    for one in _shown(page):
        if one.focusPolicy() != Qt.FocusPolicy.NoFocus:
            yield one


def _focus_chain(page: QWidget) -> list[QWidget]:
    wanted = set(_focusable(page))
    chain = []
    one = page.nextInFocusChain()
    while one is not None and one is not page:
        if one in wanted and one.isEnabled():
            chain.append(one)
        one = one.nextInFocusChain()
    return chain


def _place(widget: QWidget, page: QWidget) -> QRect:
    return QRect(widget.mapTo(page, QPoint(0, 0)), widget.size())


def _leads_back(before: QRect, after: QRect) -> bool:
    starts_left = after.left() <= before.left() + _TOLERANCE
    above = after.bottom() < before.top() + _TOLERANCE and starts_left
    one_line = (
        min(before.bottom(), after.bottom()) - max(before.top(), after.top())
        > min(before.height(), after.height()) / 2
    )
    left = one_line and after.right() < before.left() + _TOLERANCE
    return above or left


def _labels_of(widget: QWidget) -> Iterator[QLabel]:
    for label in widget.window().findChildren(QLabel):
        if label.buddy() is widget and label.text():
            yield label


def _label_fits(label: QLabel) -> bool:
    text = label.text()
    if not text or not label.pixmap().isNull():
        return True
    room = label.contentsRect().adjusted(*(label.margin(),) * 2, *(-label.margin(),) * 2)
    if label.textFormat() != Qt.TextFormat.PlainText and "</" in text:
        document = QTextDocument()
        document.setDefaultFont(label.font())
        document.setHtml(text)
        document.setDocumentMargin(0)
        document.setTextWidth(room.width() if label.wordWrap() else -1)
        needed = document.size().toSize()
        return needed.width() <= room.width() + 1 and needed.height() <= room.height() + 1
    flags = Qt.TextFlag.TextWordWrap if label.wordWrap() else Qt.TextFlag.TextExpandTabs
    shown = text.replace("&", "") if label.buddy() else text
    needed = label.fontMetrics().boundingRect(QRect(0, 0, room.width(), 10**6), flags, shown)
    return needed.width() <= room.width() + 1 and needed.height() <= room.height() + 1


def _button_fits(button: QAbstractButton) -> bool:
    if not button.text() or not isinstance(
        button, QPushButton | QToolButton | QCheckBox | QRadioButton
    ):
        return True
    if isinstance(button, QToolButton):
        if button.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly:
            return True
        text = button.text().replace("&", "")
        return button.fontMetrics().horizontalAdvance(text) <= button.width()
    return button.minimumSizeHint().width() <= button.width() + 1


def _within(widget: QWidget, window: QWidget) -> bool:
    """Whether each surrounding widget has room for it, up to one that can be scrolled."""
    one = widget
    while one is not window:
        parent = one.parentWidget()
        if parent is None or isinstance(parent.parentWidget(), QAbstractScrollArea):
            return True
        if not parent.rect().adjusted(-1, -1, 1, 1).contains(one.geometry()):
            return False
        one = parent
    return True


def _path(widget: QWidget) -> str:
    """The widget for a person: its kind, what it says, and whose it is."""
    text = next(
        (
            str(getattr(widget, name)())
            for name in ("text", "title", "windowTitle")
            if callable(getattr(widget, name, None)) and str(getattr(widget, name)())
        ),
        widget.accessibleName() or widget.objectName(),
    )
    owners = []
    parent = widget.parentWidget()
    while parent is not None and len(owners) < 3:
        if type(parent) is not QWidget:
            owners.append(type(parent).__name__)
        parent = parent.parentWidget()
    shown = f" {text[:40]!r}" if text else ""
    return f"{type(widget).__name__}{shown} in {' in '.join(owners)}"
