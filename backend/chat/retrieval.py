"""Finds the chunk that a question is most likely answered from: BM25 over the project's chunks."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from backend.documents.bm25 import Bm25
from backend.documents.model import Chunk

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Found:
    """A chunk and how well it fits.

    Attributes:
        chunk: What was found.
        page: 1-based page on which the word that tells most first stands in the chunk.
        score: BM25 score above 0; only comparable within one question.
    """

    chunk: Chunk
    page: int
    score: float


def best_chunk(question: str, chunks: Sequence[Chunk]) -> Found | None:
    """The chunk with the highest score; None when none shares a word with the question."""
    found = rank(question, chunks)
    return found[0] if found else None


def rank(question: str, chunks: Sequence[Chunk]) -> tuple[Found, ...]:
    """All chunks that share a word with the question, best first; ties in the chunks' order."""
    index = Bm25([_words(" ".join((*chunk.heading_path, chunk.text))) for chunk in chunks])
    found = []
    for place, shares in sorted(index.shares(sorted(set(_words(question)))).items()):
        chunk = chunks[place]
        telling = max(shares, key=shares.__getitem__)
        page = chunk.page_of(_place(chunk.text, telling))
        found.append(Found(chunk, page, math.fsum(shares.values())))
    return tuple(sorted(found, key=lambda one: -one.score))


def _place(text: str, wanted: str) -> int:
    """Where the word first stands in the text; 0 when it stands only in a heading."""
    places = (found.start() for found in _WORD.finditer(text) if _form(found.group()) == wanted)
    return next(places, 0)


def _words(text: str) -> list[str]:
    return [_form(word) for word in _WORD.findall(text)]


def _form(word: str) -> str:
    # Enough for rooms/room; a full stemmer gains little on questions made from the same text.
    folded = word.casefold()
    plural = len(folded) > 3 and folded.endswith("s") and not folded.endswith("ss")
    return folded[:-1] if plural else folded
