"""What belongs to a list: a lead-in sentence and its items."""

from __future__ import annotations

from collections.abc import Iterator

from backend.dataset.generate.base import Pair
from backend.dataset.generate.offline.blocks import ListBlock, joined, list_blocks
from backend.dataset.generate.offline.leads import counted_noun, holder_of, open_question
from backend.dataset.generate.offline.reading import Reading
from backend.dataset.generate.offline.text import words_of

STYLE = "list"
# Estimate: a list as an answer stays readable up to here; check by reading the longest ones.
MOST_LIST_WORDS = 60


def pairs(reading: Reading) -> Iterator[Pair | None]:
    """Pairs about each list that is whole and has a lead-in."""
    for block in list_blocks(reading):
        if not block.is_whole or block.is_numbered or len(block.items) < 2:
            continue
        for question in _questions(reading, block):
            yield list_pair(reading, STYLE, question, block)


def list_pair(reading: Reading, style: str, question: str | None, block: ListBlock) -> Pair | None:
    """A pair whose answer is all items."""
    answer = joined(reading, block.items)
    if not question or len(words_of(answer)) > MOST_LIST_WORDS:
        return None
    return Pair(style, question, answer, reading.evidence(block.lead_start, block.end))


def _questions(reading: Reading, block: ListBlock) -> Iterator[str | None]:
    noun = counted_noun(block)
    holder = holder_of(reading, block) if noun else ""
    if holder:
        yield f"What are the {noun} of {holder}?"
        yield f"Which {noun} does {holder} have?"
        return
    yield open_question(reading, block)
