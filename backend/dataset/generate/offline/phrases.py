"""Phrases of a predicate: noun phrases, prepositional phrases, adverbs, what follows `if`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from backend.dataset.generate.offline import lexicon
from backend.dataset.generate.offline.text import Word
from backend.dataset.generate.offline.verbs import verb_form


class PhraseKind(StrEnum):
    """What a phrase is."""

    NOUN = "noun"
    PREPOSITION = "preposition"
    ADVERB = "adverb"
    INFINITIVE = "infinitive"
    CONDITION = "condition"


@dataclass(frozen=True, slots=True)
class Phrase:
    """A run of words within a sentence.

    Attributes:
        kind: What it is.
        words: All of its words, its preposition included.
        text: The same as it stands in the source.
    """

    kind: PhraseKind
    words: tuple[Word, ...]
    text: str

    @property
    def preposition(self) -> str:
        """The preposition that it begins with; empty for other kinds."""
        return self.words[0].lower if self.kind is PhraseKind.PREPOSITION else ""

    @property
    def inner(self) -> tuple[Word, ...]:
        """The words without the preposition."""
        return self.words[1:] if self.kind is PhraseKind.PREPOSITION else self.words

    @property
    def inner_text(self) -> str:
        """The text without the preposition."""
        if self.kind is PhraseKind.PREPOSITION and len(self.words) > 1:
            return self.text[self.words[1].start - self.words[0].start :]
        return self.text


def quantifier_length(words: Sequence[Word], at: int) -> int:
    """How many words at `at` form a quantifier such as `at least` before a number; 0 if none."""
    for quantifier in lexicon.QUANTIFIERS:
        end = at + len(quantifier)
        lowered = tuple(word.lower for word in words[at:end])
        if lowered == quantifier and end < len(words) and is_number(words[end]):
            return len(quantifier)
    return 0


def is_number(word: Word) -> bool:
    """Whether a word is a number in digits or in letters, or a currency sign before one."""
    return (
        word.text[0].isdigit() or word.lower in lexicon.NUMBER_WORDS or word.text in {"€", "$", "£"}
    )


def parse_phrases(source: str, words: Sequence[Word]) -> tuple[Phrase, ...] | None:
    """Cuts the words of a predicate into phrases; None when they do not read as such."""
    phrases: list[Phrase] = []
    at = 0
    while at < len(words):
        end, kind = _next_phrase(words, at, bool(phrases))
        if end <= at:
            return None
        run = tuple(words[at:end])
        if run[0].text == ",":  # what follows says more about something; the statement stands
            break
        if len(run) == 1 and run[0].is_mark:
            return None
        phrases.append(Phrase(kind, run, source[run[0].start : run[-1].end]))
        at = end
    return tuple(phrases)


def _next_phrase(words: Sequence[Word], at: int, follows: bool) -> tuple[int, PhraseKind]:
    """Where the phrase that begins at `at` ends, and what it is."""
    word = words[at].lower
    if word in _CONDITIONS and _has_finite(words[at + 1 :]):
        return len(words), PhraseKind.CONDITION
    if _is_infinitive(words, at):
        return len(words), PhraseKind.INFINITIVE
    if follows and _is_rate(words, at):
        return at + 2, PhraseKind.ADVERB
    if not quantifier_length(words, at):
        if word == "," or _is_adverb(words, at):
            return at + 1, PhraseKind.ADVERB
        if word in lexicon.PREPOSITIONS:
            return _preposition_end(words, at), PhraseKind.PREPOSITION
    return _noun_end(words, at), PhraseKind.NOUN


_CONDITIONS = frozenset({"if", "when", "unless", "while", "until", "before", "after", "as"})


def _is_infinitive(words: Sequence[Word], at: int) -> bool:
    if words[at].lower != "to" or at + 1 >= len(words) or words[at + 1].is_capitalised:
        return False
    form = verb_form(words[at + 1].lower)
    return form is not None and "base" in form.forms


def _is_adverb(words: Sequence[Word], at: int) -> bool:
    if _is_particle(words, at):
        return True
    word = words[at].lower
    opens_noun = word in {"first", "last"} and at + 1 < len(words)
    return word in lexicon.ADVERBS - lexicon.PREPOSITIONS and not opens_noun


def _is_particle(words: Sequence[Word], at: int) -> bool:
    """Whether `up`, `off`, `in` belongs to the verb before it: `hung up in the hall`."""
    following = words[at + 1].lower if at + 1 < len(words) else ""
    if words[at].lower == "in":
        return following in {"every", "each", "once", "twice"}
    loose = words[at].lower in {"up", "off", "out", "down", "over", "away"}
    return loose and (not following or following in lexicon.PREPOSITIONS | {",", "and", "when"})


def _has_finite(words: Sequence[Word]) -> bool:
    lowered = [word.lower for word in words]
    if any(word in lexicon.FINITE_BE | lexicon.HAVE | lexicon.MODALS - {"may"} for word in lowered):
        return True
    if lowered[:1] and lowered[0] in lexicon.SUBJECT_PRONOUNS | {"you", "i", "we"}:
        return True
    forms = [verb_form(word) for word in lowered[1:]]
    return any(form is not None and form.forms & {"s", "past"} for form in forms)


def _is_rate(words: Sequence[Word], at: int) -> bool:
    return (
        at + 1 < len(words)
        and words[at].lower in {"a", "an", "per"}
        and words[at + 1].lower in lexicon.DURATION_UNITS
        and (at + 2 == len(words) or words[at + 2].lower not in {"of"})
    )


def _preposition_end(words: Sequence[Word], at: int) -> int:
    if at + 1 >= len(words):
        return at + 1
    end = at + 1
    if words[end].lower in lexicon.PREPOSITIONS and not quantifier_length(words, end):
        return _preposition_end(words, end)
    end = _noun_end(words, end)
    joint = {"from": {"to", "until", "till"}, "between": {"and"}}.get(words[at].lower)
    if joint and end < len(words) - 1 and words[end].lower in joint:
        end = _noun_end(words, end + 1)
    return end


def _noun_end(words: Sequence[Word], at: int) -> int:
    """Where the noun phrase that begins at `at` ends; `of` and restrictive clauses belong to it."""
    end = at + quantifier_length(words, at)
    started = end > at
    is_range = at > 0 and words[at - 1].lower == "between"
    while end < len(words):
        word = words[end]
        if word.lower == "of" and end > at:
            end += 1 + quantifier_length(words, end + 1)
            started = False
        elif (_relative_follows(words, end) and end > at) or (
            word.lower in lexicon.RELATIVES and end > at and words[end - 1].text != ","
        ):
            return len(words)
        elif _stops(words, end, started):
            joined = None if is_range else _coordination(words, end, at)
            if joined is None:
                return end
            end, started = joined + quantifier_length(words, joined), False
        else:
            started = started or word.lower not in lexicon.DETERMINERS
            end += 1
    return end


def _relative_follows(words: Sequence[Word], at: int) -> bool:
    """Whether `in which` or the like begins at `at`."""
    return (
        words[at].lower in lexicon.PREPOSITIONS
        and at + 1 < len(words)
        and words[at + 1].lower in {"which", "whom", "whose"}
        and words[at - 1].text != ","
    )


def _stops(words: Sequence[Word], at: int, started: bool) -> bool:
    word = words[at]
    if word.is_mark and word.text not in {"%", "€", "$", "£", "°"}:
        return True
    lower = word.lower
    if lower == "may" and word.is_capitalised:
        return False
    if lower in lexicon.PREPOSITIONS | lexicon.CONJUNCTIONS | lexicon.SUBORDINATORS:
        return True
    if not started:
        return False
    return lower in lexicon.DETERMINERS or (
        lower in lexicon.ADVERBS - {"first", "last", "daily", "weekly", "monthly", "straight"}
    )


def _coordination(words: Sequence[Word], at: int, start: int) -> int | None:
    """Where the next part of `A, B and C` begins, when the mark at `at` joins noun phrases."""
    is_comma, is_conjunction = words[at].text == ",", words[at].lower in {"and", "or"}
    after = at + 1
    if at == start or not (is_comma or is_conjunction):
        return None
    if is_comma and after < len(words) and words[after].lower in {"and", "or"}:
        after += 1
    elif is_comma and not _conjunction_follows(words, after):
        return None
    if after >= len(words) or (words[after].is_mark and not is_number(words[after])):
        return None
    banned = lexicon.PREPOSITIONS | lexicon.SUBORDINATORS | lexicon.PRONOUNS | lexicon.ADVERBS
    joins = quantifier_length(words, after) > 0 or words[after].lower not in banned
    return after if joins else None


def _conjunction_follows(words: Sequence[Word], at: int) -> bool:
    """Whether `and` comes before any phrase that could not stand in a list."""
    for word in words[at : at + 12]:
        if word.lower in {"and", "or"}:
            return True
        if word.lower in lexicon.PREPOSITIONS - {"of", "for", "with"}:
            return False
    return False
