from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.chat.retrieval import best_chunk, rank
from backend.documents.bm25 import K1, B
from backend.documents.model import Box, Chunk, Span


def chunk(index: int, text: str, *, heading: tuple[str, ...] = (), page: int = 1) -> Chunk:
    spans = (Span(0, len(text), page, Box(0, 0, 1, 1)),)
    return Chunk(f"d-{index}", "d", "handbook.pdf", index, heading, text, 9, spans)


CHUNKS = (
    chunk(0, "The harbour opens at six and closes at ten.", page=2),
    chunk(1, "Boats pay a fee for each night at the pier.", page=4),
    chunk(2, "The workshop lends tools to the members.", heading=("Boat repair",), page=7),
)


def test_the_chunk_that_shares_the_rare_words_wins() -> None:
    found = best_chunk("When does the harbour close?", CHUNKS)
    assert found is not None
    assert (found.chunk.chunk_id, found.page) == ("d-0", 2)


def test_the_page_is_that_of_the_telling_word() -> None:
    text = "The harbour opens at six.\nFuel is sold at the pier."
    first = text.index("\n")
    box = Box(0, 0, 1, 1)
    spans = (Span(0, first, 2, box), Span(first + 1, len(text), 3, box))
    chunks = (*CHUNKS, Chunk("d-9", "d", "handbook.pdf", 9, (), text, 9, spans))
    found = best_chunk("Where in the harbour is fuel sold?", chunks)
    assert found is not None
    assert (found.chunk.chunk_id, found.page) == ("d-9", 3)


def test_headings_and_plurals_count() -> None:
    found = best_chunk("Who does REPAIRS?", CHUNKS)
    assert found is not None
    assert found.chunk.chunk_id == "d-2"


def test_nothing_shared_is_nothing_found() -> None:
    assert best_chunk("Quantum chromodynamics", CHUNKS) is None
    assert best_chunk("", CHUNKS) is None
    assert best_chunk("harbour", ()) is None


def test_score_by_hand() -> None:
    chunks = (chunk(0, "tide tide wind"), chunk(1, "rain"))
    (found,) = rank("tide", chunks)
    rarity = math.log(1 + (2 - 1 + 0.5) / (1 + 0.5))
    assert found.score == pytest.approx(rarity * 2 * (K1 + 1) / (2 + K1 * (1 - B + B * 3 / 2)))


@given(st.lists(st.text("abc ", max_size=12), max_size=6), st.text("abc ", max_size=6))
def test_best_first_and_only_above_zero(texts: list[str], question: str) -> None:
    ranked = rank(question, [chunk(index, text) for index, text in enumerate(texts)])
    scores = [found.score for found in ranked]
    assert scores == sorted(scores, reverse=True)
    assert all(score > 0 for score in scores)
