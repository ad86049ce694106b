"""What the makers of negatives work on, and what they propose."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from backend.dataset.generate.base import Pair
from backend.dataset.search import ChunkIndex
from backend.dataset.words import all_stems, normalised
from backend.documents.model import Chunk

_PERSON_NAME = re.compile(r"\b[A-Z][a-z]+ [A-Z][a-z]+\b")
NEAR_MISS = "near_miss"
MIXED_UP = "mixed_up"
ENTITY_SWAP = "entity_swap"
VALUE_SWAP = "value_swap"
ADJACENT = "adjacent"
OTHER_SECTION = "other_section"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A question proposed as unanswerable from a chunk; nothing is made sure yet.

    Attributes:
        style: How it was made.
        chunk: Its context.
        question: The question.
        absent: Words that must not all occur in the context: what the question asks about or by.
        anchor: What the question is about and the context does name; may be empty.
        answer: The question's true answer where it is known; empty when there is none.
    """

    style: str
    chunk: Chunk
    question: str
    absent: tuple[str, ...]
    anchor: str = ""
    answer: str = ""


@dataclass(frozen=True, slots=True)
class ContextWords:
    """A chunk's words, ready for comparing."""

    stems: frozenset[str]
    sentences: tuple[frozenset[str], ...]
    text: str


@dataclass(frozen=True, slots=True)
class World:
    """Everything that is known about all chunks.

    Attributes:
        chunks: All chunks by identifier, in their order.
        pairs: Every pair of each chunk, chosen as a row or not.
        words: The words of each chunk.
        index: Search over all chunks.
    """

    chunks: Mapping[str, Chunk]
    pairs: Mapping[str, tuple[Pair, ...]]
    words: Mapping[str, ContextWords]
    index: ChunkIndex


def world_of(chunks: Sequence[Chunk], pairs: Mapping[str, tuple[Pair, ...]]) -> World:
    """Prepares the chunks for making and checking negatives."""
    return World(
        chunks={chunk.chunk_id: chunk for chunk in chunks},
        pairs=pairs,
        words={chunk.chunk_id: _words(chunk) for chunk in chunks},
        index=ChunkIndex(chunks),
    )


def occurs(phrase: str, words: ContextWords) -> bool:
    """Whether the words of `phrase` occur in a context, one after the other."""
    return normalised(phrase) in words.text


def all_occur(phrases: Iterable[str], words: ContextWords) -> bool:
    """Whether every word of the phrases occurs somewhere in a context, in any form."""
    return all(stem in words.stems for phrase in phrases for stem in all_stems(phrase))


def any_trigger(triggers: Iterable[str], chunk: Chunk, words: ContextWords) -> bool:
    """Whether a context holds any of the words; `#` is any number, `@` any person's name."""
    for trigger in triggers:
        if trigger == "#":
            found = any(stem[:1].isdigit() for stem in words.stems)
        elif trigger == "@":
            found = _PERSON_NAME.search(chunk.text) is not None
        else:
            found = all_occur((trigger,), words)
        if found:
            return True
    return False


def _words(chunk: Chunk) -> ContextWords:
    lines = [line for line in chunk.text.replace(". ", ".\n").splitlines() if line.strip()]
    return ContextWords(
        stems=frozenset(all_stems(chunk.text)),
        sentences=tuple(frozenset(all_stems(line)) for line in lines),
        text=normalised(chunk.text),
    )
