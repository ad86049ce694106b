"""Widgets that arrange themselves by the room there is, and the Tab key that follows."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from gui.widgets.even_row import EvenRow
from gui.widgets.tab_order import follow_layout
from tests.gui.support.looks import out_of_order


@pytest.mark.parametrize(("width", "columns"), [(150, 1), (220, 2), (640, 3)])
def test_an_even_row_has_as_many_columns_as_there_is_room_for(
    qtbot: QtBot, width: int, columns: int
) -> None:
    row = EvenRow(smallest=100, spacing=10)
    qtbot.addWidget(row)
    widgets = [QWidget() for _ in range(3)]
    for widget in widgets:
        row.add(widget)
    row.resize(width, 100)
    row.show()
    qtbot.waitUntil(lambda: len({widget.x() for widget in widgets}) == columns)
    assert max(widget.width() for widget in widgets) - min(w.width() for w in widgets) <= 1
    assert row.minimumSizeHint().width() == 100


def test_tab_goes_by_the_layout_even_to_what_was_made_last(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    layout = QVBoxLayout(page)
    scrolling, inside = QScrollArea(), QWidget()
    scrolling.setWidgetResizable(True)
    scrolling.setWidget(inside)
    line = QHBoxLayout(inside)
    last, third, second, first = QLineEdit(), QLineEdit(), QLineEdit(), QLineEdit()
    layout.addWidget(first)
    layout.addWidget(scrolling)
    layout.addWidget(last)
    line.addWidget(third)
    line.insertWidget(0, second)
    for number, field in enumerate((first, second, third, last)):
        field.setAccessibleName(str(number))
    page.show()
    assert out_of_order(page) != []
    follow_layout(page)
    assert out_of_order(page) == []
    order = []
    one = first
    for _ in range(12):
        if isinstance(one, QLineEdit):
            order.append(one.accessibleName())
        one = one.nextInFocusChain()
    assert order[:4] == ["0", "1", "2", "3"]
