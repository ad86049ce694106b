"""Words, sentences and lines of a chunk, and what a whole collection tells about its names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from backend.dataset.generate.offline.lexicon import DETERMINERS, MASS_NOUNS, TITLES
from backend.dataset.generate.offline.nouns import THING, kind_of
from backend.dataset.generate.offline.verbs import verb_form
from backend.documents.model import Chunk
from backend.documents.sentences import split_sentences

_WORD = re.compile(
    r"(?:Dr|Mr|Mrs|Ms|Prof|St)\."
    r"|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|\d{1,2}:\d{2}"
    r"|\d+(?:[.,]\d+)*(?:st|nd|rd|th)?(?!\w)"
    r"|\w+(?:['\u2019&/-]\w+)*(?:s['\u2019](?=\s))?"
    r"|\S"
)
_ITEM = re.compile(r"\s*(?:(?P<number>\d{1,2})[.)]|[-*\u2022\u2013\u25aa\u25cf\u2023\u00b7])\s+")
_LOCATION_WORDS = frozenset({"in", "at", "on", "near", "around"})


class LineKind(StrEnum):
    """What a line of a chunk is."""

    HEADING = "heading"
    PROSE = "prose"
    ITEM = "item"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class Word:
    """A word, number or mark with its place in the text."""

    text: str
    start: int
    end: int

    @property
    def lower(self) -> str:
        """The word in lower case, with a straight apostrophe."""
        return self.text.lower().replace("\u2019", "'")

    @property
    def is_capitalised(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[:1].isupper()

    @property
    def is_mark(self) -> bool:
        """Whether it is punctuation."""
        return not any(letter.isalnum() for letter in self.text)


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of a chunk.

    Attributes:
        kind: What it is.
        start: Its first character in the chunk's text, an item's mark left out.
        end: One past its last character.
        number: A numbered item's number; 0 for all others.
    """

    kind: LineKind
    start: int
    end: int
    number: int = 0


def words_of(text: str, start: int = 0, end: int | None = None) -> tuple[Word, ...]:
    """The words and marks of `text[start:end]`, with places in `text`."""
    stop = len(text) if end is None else end
    return tuple(
        Word(match.group(), match.start(), match.end())
        for match in _WORD.finditer(text, start, stop)
    )


def lines_of(chunk: Chunk) -> tuple[TextLine, ...]:
    """The lines of a chunk that are not blank, each with its kind."""
    titles = {title.strip() for title in chunk.heading_path}
    found = []
    for match in re.finditer(r"[^\n]+", chunk.text):
        line = match.group()
        if line.strip():
            found.append(_line(line, match.start(), match.end(), line.strip() in titles))
    return tuple(found)


def _line(line: str, start: int, end: int, is_title: bool) -> TextLine:
    end -= len(line) - len(line.rstrip())
    if " | " in line:
        return TextLine(LineKind.ROW, start, end)
    if is_title:
        return TextLine(LineKind.HEADING, start, end)
    item = _ITEM.match(line)
    if item:
        return TextLine(LineKind.ITEM, start + item.end(), end, int(item["number"] or 0))
    kind = LineKind.PROSE if line.rstrip()[-1] in '.!?:;"\u201d)' else LineKind.HEADING
    return TextLine(kind, start, end)


def sentences_of(chunk: Chunk) -> Iterator[tuple[TextLine, int, int]]:
    """Each sentence of the chunk's prose and list items: its line, start and end."""
    for line in lines_of(chunk):
        if line.kind in (LineKind.PROSE, LineKind.ITEM):
            text = chunk.text[line.start : line.end]
            for start, end in split_sentences(text):
                yield line, line.start + start, line.start + end


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What all chunks together tell about words that begin with a capital.

    Attributes:
        common: Words that occur in lower case.
        proper: Words that occur with a capital within a sentence and never in lower case.
        places: Names that follow `in`, `at`, `on` and the like.
    """

    common: frozenset[str]
    proper: frozenset[str]
    places: frozenset[str]

    @staticmethod
    def of(chunks: Iterable[Chunk]) -> Vocabulary:
        """Reads every sentence of `chunks`."""
        common: set[str] = set()
        capitalised: set[str] = set()
        places: set[str] = set()
        for chunk in chunks:
            for _, start, end in sentences_of(chunk):
                _learn(words_of(chunk.text, start, end), common, capitalised, places)
        return Vocabulary(frozenset(common), frozenset(capitalised - common), frozenset(places))

    def is_name(self, word: Word) -> bool:
        """Whether a word keeps its capital within a sentence."""
        if not word.is_capitalised:
            return False
        lower = word.lower
        if lower in self.proper or lower in TITLES:
            return True
        if word.text.isupper() and len(word.text) > 1:
            return True
        return not (lower in self.common or _looks_common(lower))


def _learn(
    words: tuple[Word, ...], common: set[str], capitalised: set[str], places: set[str]
) -> None:
    for place, word in enumerate(words):
        if word.text[:1].islower():
            common.add(word.lower)
        elif word.is_capitalised and place > 0:
            capitalised.add(word.lower)
            if words[place - 1].lower in _LOCATION_WORDS:
                places.add(" ".join(name.text for name in _run(words, place)))


def _looks_common(lower: str) -> bool:
    """Whether a word that was only seen at the beginning of sentences is no name."""
    return (
        lower in MASS_NOUNS | DETERMINERS
        or verb_form(lower) is not None
        or kind_of(lower) != THING
        or lower.endswith(("s", "ing", "ed", "tion", "ment", "ness", "ity", "ance", "ence", "ship"))
    )


def _run(words: tuple[Word, ...], place: int) -> tuple[Word, ...]:
    end = place
    while end < len(words) and words[end].is_capitalised:
        end += 1
    return words[place:end]
