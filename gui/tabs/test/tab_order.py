"""Widgets that are made later than those below them, put where they belong for the Tab key."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def put_behind(place: QWidget, content: QWidget) -> QWidget:
    """Puts what can be reached by Tab in `content` behind `place`, in the order of its making.

    Args:
        place: Anything in the same window; if Tab does not stop there, what stands before it.
        content: The widget that was added.

    Returns:
        The last one put there, `place` when there is none: what comes next goes behind it.
    """
    before: QWidget | None = place
    while before is not None and not before.focusPolicy() & Qt.FocusPolicy.TabFocus:
        before = before.previousInFocusChain()
    place = before or place
    for one in (content, *content.findChildren(QWidget)):
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus:
            QWidget.setTabOrder(place, one)
            place = one
    return place
