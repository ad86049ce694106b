from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.evaluation.wording import exact_match, is_refusal, normalise, word_f1
from backend.wording import REFUSAL


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("The harbour master.", "harbour master"),
        ("41 %", "41%"),
        ("5°C", "5 °C"),
        ("1,250 litres", "1250 Litres"),
        ("U.S.", "US"),
        ("the crew\u2019s mess", "crew's mess"),
        ("\u22125 degrees", "-5 degrees"),
        ("full\u2011time", "full time"),
        ("9\u201317", "9-17"),
        ("\ufb01re", "fire"),
    ],
)
def test_same_answer_in_another_dress(answer: str, expected: str) -> None:
    assert exact_match(answer, expected)


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("1.5 metres", "15 metres"),
        ("-5 degrees", "5 degrees"),
        ("12 hours", "21 hours"),
        ("", "three"),
        ("harbour master on duty", "harbour master"),
    ],
)
def test_other_answer_is_no_match(answer: str, expected: str) -> None:
    assert not exact_match(answer, expected)


def test_f1_counts_shared_words_with_their_number() -> None:
    assert word_f1("red red blue", "red blue green") == pytest.approx(2 * 2 / 6)
    assert word_f1("", "") == 1.0
    assert word_f1("something", "") == 0.0


@given(st.text(), st.text())
def test_f1_is_symmetric_and_one_on_a_match(first: str, second: str) -> None:
    assert word_f1(first, second) == word_f1(second, first)
    assert 0.0 <= word_f1(first, second) <= 1.0
    if exact_match(first, second):
        assert word_f1(first, second) == 1.0


@given(st.text())
def test_normal_form_stays_when_made_again(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once


@pytest.mark.parametrize(
    "text",
    [
        REFUSAL,
        REFUSAL.upper(),
        f"Sorry. {REFUSAL} Please ask again.",
        "The context does not mention the price.",
        "There is not enough information to tell.",
        "I don't know.",
        "The price is not stated in the passage.",
        "This cannot be determined from the text.",
    ],
)
def test_refusals_are_recognised(text: str) -> None:
    assert is_refusal(text, [REFUSAL])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The warranty does not include water damage.",
        "The pump must not be started before 6 a.m.",
        "Information desk, second floor",
        "Two litres",
        "A visitor who does not know the code waits at the gate.",
    ],
)
def test_answers_are_not_called_refusals(text: str) -> None:
    assert not is_refusal(text, [REFUSAL])


def test_own_phrase_counts_and_an_empty_one_does_not() -> None:
    assert is_refusal("Ask the office, please!", ["ask the office please"])
    assert not is_refusal("Two litres", ["", "..."])
