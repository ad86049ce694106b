"""Numbers with their units within phrases, and the words that ask for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from backend.dataset.generate.offline import lexicon
from backend.dataset.generate.offline.phrases import Phrase, is_number, quantifier_length
from backend.dataset.generate.offline.text import Word


class MeasureKind(StrEnum):
    """What a number measures."""

    COUNT = "count"
    DURATION = "duration"
    LENGTH = "length"
    MONEY = "money"
    PERCENT = "percent"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Measure:
    """A number and what it counts.

    Attributes:
        kind: What it measures.
        text: Quantifier, number and unit as they stand in the source.
        unit: The noun after the number as it stands in the source, such as `litres of diesel`.
        number: The number alone.
    """

    kind: MeasureKind
    text: str
    unit: str
    number: str


def measures_of(source: str, words: Sequence[Word], *, mixed: bool = False) -> tuple[Measure, ...]:
    """The measures that a noun phrase consists of, joined by `and`.

    Args:
        source: The chunk's text.
        words: The noun phrase.
        mixed: Take the measures even when other nouns are joined to them; else none then.
    """
    parts: list[list[Word]] = [[]]
    for word in words:
        if word.lower == "and" or word.text == ",":
            parts.append([])
        else:
            parts[-1].append(word)
    found = [_measure(source, part) for part in parts if part]
    measures = [measure for measure in found if measure]
    if len(measures) < len(found) and not mixed:
        return ()
    if 1 < len(measures) == len(found) and measures[0].kind in (
        MeasureKind.DURATION,
        MeasureKind.MONEY,
    ):
        text = source[words[0].start : words[-1].end]
        return (Measure(measures[0].kind, text, measures[0].unit, measures[0].number),)
    return tuple(measures)


def _measure(source: str, words: Sequence[Word]) -> Measure | None:
    at = quantifier_length(words, 0)
    first = at
    while at < len(words) and is_number(words[at]):
        at += 1
    if at == first or words[first].text[-2:] in {"st", "nd", "rd", "th"}:
        return None
    if ":" in words[first].text or (at == len(words) and _looks_like_year(words[first])):
        return None
    number = source[words[first].start : words[at - 1].end]
    unit_words = words[at:]
    unit = source[unit_words[0].start : unit_words[-1].end] if unit_words else ""
    text = source[words[0].start : words[-1].end]
    if words[first].text in {"€", "$", "£"}:
        return Measure(MeasureKind.MONEY, text, "", number)
    if unit_words and unit_words[0].lower in lexicon.PREPOSITIONS:
        return None
    if not unit_words or any(word.is_capitalised for word in unit_words):
        return None
    return Measure(_kind(unit_words), text, unit, number)


def _looks_like_year(word: Word) -> bool:
    return word.text.isdigit() and len(word.text) == 4 and word.text[0] in "12"


def _kind(words: Sequence[Word]) -> MeasureKind:
    unit = words[0].lower
    if unit in lexicon.MONEY_UNITS:
        return MeasureKind.MONEY
    if unit in {"percent", "%", "per"}:
        return MeasureKind.PERCENT
    if len(words) == 1 and unit in lexicon.DURATION_UNITS:
        return MeasureKind.DURATION
    if len(words) == 1 and unit in lexicon.LENGTH_UNITS:
        return MeasureKind.LENGTH
    return MeasureKind.OTHER if unit in lexicon.OTHER_UNITS else MeasureKind.COUNT


def has_time_word(phrase: Phrase) -> bool:
    """Whether a phrase says when: a clock time, a date, a day, a month, a year."""
    inner = phrase.inner
    return any(_is_time_word(inner, at) for at in range(len(inner)))


def _is_time_word(words: Sequence[Word], at: int) -> bool:
    word = words[at]
    if word.lower == "may":
        return word.is_capitalised
    if word.lower in lexicon.TIME_NOUNS - {"second"}:
        return True
    return (":" in word.text[1:-1] and word.text[0].isdigit()) or _looks_like_year(word)
