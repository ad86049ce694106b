"""Who or what a clause is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from backend.dataset.generate.offline import lexicon
from backend.dataset.generate.offline.heads import core_of
from backend.dataset.generate.offline.phrases import is_number, quantifier_length
from backend.dataset.generate.offline.text import Vocabulary, Word

_UNUSABLE_STARTS = frozenset({"only", "no", "not", "another", "neither", "either", "any", "some"})


@dataclass(frozen=True, slots=True)
class Subject:
    """Who or what a clause is about.

    Attributes:
        text: As it reads within a sentence.
        head: Its main noun, lower case.
        words: Its words in the source.
        sentence_start: Where the sentence that names it begins in the chunk's text.
        is_counted: Whether it is a number of something: `up to 5 days`.
    """

    text: str
    head: str
    words: tuple[Word, ...]
    sentence_start: int
    is_counted: bool = False


def parse_subject(
    source: str,
    words: tuple[Word, ...],
    vocabulary: Vocabulary,
    before: Subject | None,
    *,
    begins: bool,
) -> Subject | None:
    """Reads the words before the verb; None when they are no subject to ask about.

    Args:
        source: The chunk's text.
        words: The words before the verb.
        vocabulary: What is known about names.
        before: What a pronoun stands for, if that is certain.
        begins: Whether the sentence begins with these words.
    """
    words = words[:-1] if words and words[-1].lower in lexicon.LIGHT_ADVERBS else words
    if not words:
        return None
    first = words[0].lower
    if len(words) == 1 and first in lexicon.SUBJECT_PRONOUNS | {"there"}:
        there = Subject("there", "there", words, words[0].start)
        return there if first == "there" else before if begins else None
    if first == "its" and before is not None and begins and len(words) > 1:
        return _possessed(source, words, before)
    counted = is_number(words[quantifier_length(words, 0)])
    if not _is_usable(words) or (first in _UNUSABLE_STARTS and not counted):
        return None
    text = " ".join(source[words[0].start : words[-1].end].split())
    if begins and not _keeps_capital(words, vocabulary):
        text = text[0].lower() + text[1:]
    return Subject(text, core_of(words)[-1].lower, words, words[0].start, counted)


def _possessed(source: str, words: tuple[Word, ...], owner: Subject) -> Subject:
    """`its chair` becomes `the chair of the council`."""
    own = source[words[1].start : words[-1].end]
    head = words[-1].lower
    return Subject(f"the {own} of {owner.text}", head, words[1:], owner.sentence_start)


def _is_usable(words: tuple[Word, ...]) -> bool:
    banned = lexicon.PRONOUNS - lexicon.RELATIVES - lexicon.FREE_PRONOUNS - {"one"}
    if any(word.lower in banned for word in words):
        return False
    if words[0].lower in lexicon.FREE_PRONOUNS or words[-1].lower in {"below", "above", "one"}:
        return False
    listed = any(word.lower in {"and", "or"} for word in words)
    return listed or not any(word.text == "," for word in words)


def _keeps_capital(words: Sequence[Word], vocabulary: Vocabulary) -> bool:
    """Whether the first word is a name, or begins one such as `Tomas Arkle`."""
    first = words[0]
    function_words = lexicon.DETERMINERS | lexicon.PREPOSITIONS | lexicon.NUMBER_WORDS
    if first.lower in function_words:
        return False
    if len(words) > 1 and words[1].is_capitalised:
        return first.is_capitalised
    describes = (
        len(words) > 1
        and words[1].text[:1].islower()
        and words[1].lower not in lexicon.PREPOSITIONS | lexicon.RELATIVES | lexicon.CONJUNCTIONS
    )
    if describes and first.lower not in vocabulary.proper:
        return first.text.isupper() and len(first.text) > 1
    return vocabulary.is_name(first)
