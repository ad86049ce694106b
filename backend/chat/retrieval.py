"""Finds the chunk that a question is most likely answered from: BM25 over the project's chunks."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from backend.documents.model import Chunk

# Source: Robertson and Zaragoza 2009, The Probabilistic Relevance Framework: BM25 and Beyond,
# section 3.5: k1 between 1.2 and 2, b between 0.5 and 0.8 have worked in many collections.
K1 = 1.5
B = 0.75
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
    """All chunks that share a word with the question, best first; ties in the chunks' order.

    Source: Robertson and Zaragoza 2009, equation 3.15, with the logarithm of one plus the odds so
    that a word in most chunks counts little instead of against them.
    """
    if not chunks:
        return ()
    counted = [Counter(_words(" ".join((*chunk.heading_path, chunk.text)))) for chunk in chunks]
    holders = Counter(word for words in counted for word in words)
    mean_words = max(1.0, sum(words.total() for words in counted) / len(chunks))
    wanted = set(_words(question))
    scored = []
    for chunk, words in zip(chunks, counted, strict=True):
        length = 1 - B + B * words.total() / mean_words
        shares = {
            word: _rarity(holders[word], len(chunks))
            * words[word]
            * (K1 + 1)
            / (words[word] + K1 * length)
            for word in sorted(wanted & words.keys())
        }
        if shares:
            telling = max(shares, key=lambda word: shares[word])
            page = chunk.page_of(_place(chunk.text, telling))
            scored.append(Found(chunk, page, math.fsum(shares.values())))
    return tuple(sorted(scored, key=lambda found: -found.score))


def _place(text: str, wanted: str) -> int:
    """Where the word first stands in the text; 0 when it stands only in a heading."""
    places = (found.start() for found in _WORD.finditer(text) if _form(found.group()) == wanted)
    return next(places, 0)


def _rarity(holders: int, chunks: int) -> float:
    return math.log1p((chunks - holders + 0.5) / (holders + 0.5))


def _words(text: str) -> list[str]:
    return [_form(word) for word in _WORD.findall(text)]


def _form(word: str) -> str:
    # Enough for rooms/room; a full stemmer gains little on questions made from the same text.
    folded = word.casefold()
    plural = len(folded) > 3 and folded.endswith("s") and not folded.endswith("ss")
    return folded[:-1] if plural else folded
