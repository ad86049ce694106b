"""The Tab key follows what the eye sees, also through widgets that were made later."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QWidget


def follow_layout(page: QWidget) -> None:
    """Lets Tab go through all that `page` holds in the order in which its layouts hold it.

    Qt goes by the order of making, so this is called after rows were added in the middle.
    """
    for before, after in pairwise((page, *_reachable(page))):
        QWidget.setTabOrder(before, after)


def _reachable(widget: QWidget) -> Iterator[QWidget]:
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
        yield widget
    layout = widget.layout()
    content = widget.widget() if isinstance(widget, QScrollArea) else None
    if content is not None:
        yield from _reachable(content)
    elif layout is not None:
        yield from _in_layout(layout)


def _in_layout(layout: QLayout) -> Iterator[QWidget]:
    for index in range(layout.count()):
        item = layout.itemAt(index)
        if item is None:
            continue
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            yield from _reachable(widget)
        elif inner is not None:
            yield from _in_layout(inner)
