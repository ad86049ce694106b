"""Fields for numbers: what may be typed, what it is, and that nothing changes by accident."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.widgets.number_edit import NumberEdit
from gui.widgets.numbers import number_in_field, parse_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("2e-4", 2e-4), ("2E-4", 2e-4), ("0.0002", 2e-4), ("0,0002", 2e-4), (".5", 0.5),
        (",5", 0.5), ("3", 3.0), ("3.", 3.0), (" 1 000.5 ", 1000.5), ("-1", -1.0),
        ("−1", -1.0),  # noqa: RUF001
        ("+2", 2.0), ("1e3", 1000.0),
    ],
)  # fmt: skip
def test_real_numbers_as_people_write_them(text: str, number: float) -> None:
    assert parse_number(text, whole=False) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [("16", 16), ("1,024", 1024), ("1.024", 1024), ("1 024", 1024), ("1.024.000", 1_024_000),
     ("2e3", 2000), ("16.0", 16), ("-4", -4), ("\N{NO-BREAK SPACE}7", 7)],
)  # fmt: skip
def test_whole_numbers_as_people_write_them(text: str, number: int) -> None:
    parsed = parse_number(text, whole=True)
    assert parsed == number
    assert isinstance(parsed, int)


@pytest.mark.parametrize("whole", [True, False])
@pytest.mark.parametrize(
    "text",
    ["", " ", "-", ".", "e5", "2e", "2e-", "nan", "inf", "-inf", "1e999", "0x10", "1_000", "1..2",
     "1,2,3", "ten", "5 %", "9" * 400],
)  # fmt: skip
def test_what_is_no_number_is_none(text: str, whole: bool) -> None:
    assert parse_number(text, whole=whole) is None


@pytest.mark.parametrize("text", ["1.5", "0,5", "2e-4"])
def test_fractions_are_no_whole_numbers(text: str) -> None:
    assert parse_number(text, whole=True) is None


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_real_number_can_be_shown_and_typed_again(number: float) -> None:
    assert parse_number(number_in_field(number), whole=False) == number


@given(st.integers(-(2**53), 2**53))
def test_every_whole_number_can_be_shown_and_typed_again(number: int) -> None:
    assert parse_number(number_in_field(number), whole=True) == number


@given(st.text(max_size=12))
def test_no_text_upsets_the_parser(text: str) -> None:
    number = parse_number(text, whole=False)
    assert number is None or math.isfinite(number)


@pytest.mark.parametrize(
    ("number", "shown"),
    [(2e-4, "2e-4"), (2.5e-5, "2.5e-5"), (0.001, "0.001"), (0.05, "0.05"), (3.0, "3"), (0.0, "0"),
     (16, "16"), (1_048_576, "1048576")],
)  # fmt: skip
def test_numbers_stand_in_fields_as_short_as_they_can_be_read(number: float, shown: str) -> None:
    assert number_in_field(number) == shown


@pytest.fixture
def field(qtbot: QtBot) -> NumberEdit:
    made = NumberEdit(whole=False)
    qtbot.addWidget(made)
    made.show()
    return made


def test_no_keystroke_is_refused_and_each_tells_what_stands_there(
    field: NumberEdit, qtbot: QtBot
) -> None:
    heard: list[object] = []
    field.edited.connect(heard.append)
    QTest.keyClicks(field, "2e-4")
    assert field.text() == "2e-4"
    assert heard == [2.0, None, None, 2e-4]


def test_a_value_that_stands_there_keeps_its_form(field: NumberEdit) -> None:
    field.setText("0,0002")
    field.show_value(2e-4)
    assert field.text() == "0,0002"
    field.show_value(3e-4)
    assert field.text() == "3e-4"


def test_showing_a_value_is_no_edit(field: NumberEdit, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(field.edited):
        field.show_value(0.5)


def test_the_wheel_changes_nothing(field: NumberEdit) -> None:
    field.show_value(5.0)
    field.setFocus()
    middle = QPointF(field.rect().center())
    wheel = QWheelEvent(
        middle, middle, QPoint(0, 120), QPoint(0, 120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(field, wheel)
    assert field.text() == "5"


def test_arrow_keys_step_whole_numbers(qtbot: QtBot) -> None:
    field = NumberEdit(whole=True)
    qtbot.addWidget(field)
    field.show_value(7)
    with qtbot.waitSignal(field.edited) as sent:
        QTest.keyClick(field, Qt.Key.Key_Up)
    assert sent.args == [8]
    QTest.keyClick(field, Qt.Key.Key_Down)
    assert field.value == 7
