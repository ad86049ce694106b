from __future__ import annotations

import dataclasses
from array import array

from backend.documents.letters import Letters
from backend.documents.model import Box, Span
from backend.documents.places import Place, places_of
from tests.dataset_support import make_chunk

LINES = (
    Span(0, 10, 3, Box(50, 100, 150, 112)),
    Span(11, 31, 3, Box(50, 114, 250, 126)),
    Span(32, 36, 4, Box(50, 40, 90, 52)),
)
TEXT = "Ships come. In from the north tide. End."
CHUNK = dataclasses.replace(make_chunk(TEXT), spans=LINES)


def letters(text: str, left: float, top: float) -> Letters:
    """Each 5 points wide and 10 high."""
    corners: list[float] = []
    for at in range(len(text)):
        corners += [left + 5 * at, top, left + 5 * at + 5, top + 10]
    return Letters(text, array("f", corners))


def test_a_stretch_has_a_place_in_each_of_its_lines() -> None:
    assert places_of(CHUNK, 6, 16) == (
        Place(3, LINES[0].box, TEXT[6:10]),
        Place(3, LINES[1].box, TEXT[11:16]),
    )


def test_a_stretch_across_pages_lies_on_both() -> None:
    assert [place.page for place in places_of(CHUNK, 30, 33)] == [3, 4]


def test_the_break_between_two_lines_lies_nowhere() -> None:
    assert places_of(CHUNK, 10, 11) == ()


def test_words_are_found_among_the_letters_of_their_line() -> None:
    line = Box(50, 100, 150, 112)
    found = letters("Thethreeships", 50, 101).box_of("three ships", line)
    assert found == Box(65, 100, 115, 112)


def test_letters_of_other_lines_are_not_looked_at() -> None:
    line = Box(50, 100, 150, 112)
    assert letters("three", 50, 130).box_of("three", line) is None
    assert letters("three", 200, 101).box_of("three", line) is None


def test_a_ligature_is_one_letter_for_several_characters() -> None:
    line = Box(50, 100, 150, 112)
    assert letters("o\ufb03ce", 50, 101).box_of("fice", line) == Box(55, 100, 70, 112)


def test_where_the_words_are_not_found_the_whole_line_is_the_place() -> None:
    place = Place(3, LINES[0].box, "three")
    assert place.box_in(Letters()) == LINES[0].box
    assert place.box_in(letters("thethree", 50, 101)).left == 65
