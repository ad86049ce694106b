"""The checks of names, order and room see what they are there to see."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.gui.support.looks import cut_off, nameless, out_of_order


def page(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


def test_a_field_is_named_by_its_label_and_a_box_not_by_its_choice(qtbot: QtBot) -> None:
    window = page(qtbot)
    form = QFormLayout(window)
    form.addRow("Rank", QLineEdit())
    box = QComboBox()
    box.addItem("cosine")
    form.addRow(box)
    form.addRow(QLineEdit())
    window.show()
    assert [fault.split(" in ")[0] for fault in nameless(window)] == ["QComboBox", "QLineEdit"]


def test_a_step_back_in_the_line_or_in_the_column_is_found(qtbot: QtBot) -> None:
    window = page(qtbot)
    column = QVBoxLayout(window)
    line = QHBoxLayout()
    first, second, third = (QPushButton(text) for text in ("first", "second", "third"))
    line.addWidget(first)
    line.addWidget(second)
    column.addLayout(line)
    column.addWidget(third)
    window.show()
    qtbot.waitExposed(window)
    assert out_of_order(window) == []
    QWidget.setTabOrder(second, first)
    assert any("'second'" in fault and "'first'" in fault for fault in out_of_order(window))
    QWidget.setTabOrder(third, first)
    assert any("'third'" in fault for fault in out_of_order(window))


def test_a_second_column_comes_after_the_first(qtbot: QtBot) -> None:
    window = page(qtbot)
    columns = QHBoxLayout(window)
    for name in ("left", "right"):
        column = QVBoxLayout()
        column.addWidget(QPushButton(f"{name} top"))
        column.addWidget(QPushButton(f"{name} bottom"))
        columns.addLayout(column)
    window.show()
    assert out_of_order(window) == []


def test_text_without_room_is_found_and_text_in_a_scroll_area_is_not(qtbot: QtBot) -> None:
    window = page(qtbot)
    window.resize(300, 200)
    label = QLabel("A sentence that is much longer than fifty points of width", window)
    label.setGeometry(10, 10, 50, 20)
    button = QPushButton("Another rather long text", window)
    button.setGeometry(10, 40, 40, 24)
    outside = QPushButton("Out", window)
    outside.setGeometry(250, 100, 90, 24)
    scrolled = QScrollArea(window)
    scrolled.setGeometry(10, 130, 100, 50)
    long = QLabel("A sentence that is much longer than fifty points of width")
    scrolled.setWidget(long)
    window.show()
    long.adjustSize()
    faults = cut_off(window)
    assert len(faults) == 3, faults
    assert "QLabel" in faults[0]
    assert "Another" in faults[1]
    assert "'Out'" in faults[2]


def test_a_label_that_wraps_needs_height(qtbot: QtBot) -> None:
    window = page(qtbot)
    window.resize(300, 200)
    label = QLabel("Some words that need a second line here", window)
    label.setWordWrap(True)
    label.setGeometry(10, 10, 120, 16)
    window.show()
    assert len(cut_off(window)) == 1
    label.setGeometry(10, 10, 120, 120)
    assert cut_off(window) == []
