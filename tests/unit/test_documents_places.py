from __future__ import annotations

import dataclasses

from backend.documents.model import Box, Span
from backend.documents.places import Place, places_of
from tests.dataset_support import make_chunk

LINES = (
    Span(0, 10, 3, Box(50, 100, 150, 112)),
    Span(11, 31, 3, Box(50, 114, 250, 126)),
    Span(32, 36, 4, Box(50, 40, 90, 52)),
)
CHUNK = dataclasses.replace(make_chunk("a" * 36), spans=LINES)


def test_whole_lines_have_their_own_boxes() -> None:
    assert places_of(CHUNK, 0, 36) == tuple(Place(line.page, line.box) for line in LINES)


def test_of_a_line_that_is_partly_meant_the_part_is_taken() -> None:
    assert places_of(CHUNK, 5, 16) == (
        Place(3, Box(100, 100, 150, 112)),
        Place(3, Box(50, 114, 100, 126)),
    )


def test_a_stretch_across_pages_lies_on_both() -> None:
    assert [place.page for place in places_of(CHUNK, 30, 33)] == [3, 4]


def test_the_break_between_two_lines_lies_nowhere() -> None:
    assert places_of(CHUNK, 10, 11) == ()
