"""A sentence's clauses: who or what, the verb, and the phrases that follow it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from backend.dataset.generate.offline import lexicon
from backend.dataset.generate.offline.heads import Head, find_head
from backend.dataset.generate.offline.joining import (
    Words,
    cut_coordination,
    cut_tails,
    first_preposition,
    following_head,
    gaps_of,
)
from backend.dataset.generate.offline.nouns import is_plural
from backend.dataset.generate.offline.phrases import Phrase, parse_phrases, quantifier_length
from backend.dataset.generate.offline.subject import Subject, parse_subject
from backend.dataset.generate.offline.text import Vocabulary, Word
from backend.dataset.generate.offline.verbs import verb_form

_MOST_JOINED = 4


@dataclass(frozen=True, slots=True)
class Clause:
    """One statement of a sentence.

    Attributes:
        subject: Who or what it is about.
        auxiliary: `is`, `has`, `may`, ... ; empty when the verb stands alone.
        verb: What follows the auxiliary, such as `built` or `be printed`; empty for a bare `is`.
        base: Infinitive of the main verb; `be` for a bare `is`.
        form: `s`, `base` or `past` when the verb stands alone.
        phrases: What follows the verb.
        lead: A phrase before the subject, such as `in summer`.
        start: Where its evidence begins in the chunk's text.
        end: Where its sentence ends.
        negated: Whether it says that something is not so.
    """

    subject: Subject
    auxiliary: str
    verb: str
    base: str
    form: str
    phrases: tuple[Phrase, ...]
    lead: tuple[Word, ...]
    start: int
    end: int
    negated: bool = False

    @property
    def is_copula(self) -> bool:
        """Whether it says what something is, with nothing but `is` or `was`."""
        return self.base == "be"

    @property
    def is_passive(self) -> bool:
        """Whether something is done to the subject."""
        form = verb_form(self.verb.removeprefix("be ").removeprefix("been "))
        named_be = self.auxiliary in lexicon.FINITE_BE or self.verb.startswith(("be ", "been "))
        return bool(named_be and form and "participle" in form.forms)


def parse_clauses(
    source: str, words: Sequence[Word], vocabulary: Vocabulary, before: Subject | None
) -> tuple[Clause, ...]:
    """The clauses of one sentence that can be read with certainty; the others are left out.

    Args:
        source: The chunk's text.
        words: The sentence's words, with places in `source`.
        vocabulary: What is known about names.
        before: What a pronoun at the beginning stands for, if that is certain.
    """
    if (
        not words
        or words[-1].text == "?"
        or any(word.text in '"(\u201c\u201d;:[' for word in words)
    ):
        return ()
    start, end = words[0].start, words[-1].end
    lead, body = _split_lead(tuple(words[:-1] if words[-1].text in ".!" else words))
    if lead is None or len(body) < 3 or _is_imperative(body):
        return ()
    head = find_head(body)
    if head is None:
        return ()
    subject = parse_subject(source, body[: head.at], vocabulary, before, begins=not lead)
    if subject is None:
        return ()
    if subject is not before:
        subject = replace(subject, sentence_start=min(subject.sentence_start, start))
    clauses = _predicates(source, subject, head, body, _MOST_JOINED)
    first = min(start, subject.sentence_start)
    return tuple(replace(clause, lead=lead, start=first, end=end) for clause in clauses)


def _split_lead(words: Words) -> tuple[Words | None, Words]:
    """Parts `In summer` from the rest; None as the lead when the sentence can't be used."""
    first = words[0].lower if words else ""
    comma = next((at for at, word in enumerate(words) if word.text == ","), 0)
    if first in {"when", "if"} and 2 < comma <= 12:
        lead, rest = words[:comma], words[comma + 1 :]
        usable = not any(word.lower in lexicon.PRONOUNS for word in lead)
        return (lead, rest) if usable else (None, words)
    if first in lexicon.SUBORDINATORS - {"after", "before", "as", "that"}:
        return None, words
    if first not in lexicon.PREPOSITIONS or quantifier_length(words, 0):
        return (), words
    if 0 < comma <= 8 and not any(_is_verb(word) for word in words[:comma]):
        lead, rest = words[:comma], words[comma + 1 :]
    else:
        near = range(2, min(len(words), 8))
        cut = next((at for at in near if _begins_noun_phrase(words, at)), 0)
        if not cut:
            return None, words
        lead, rest = words[:cut], words[cut:]
    if any(word.lower in lexicon.PRONOUNS or _is_verb(word) for word in lead):
        return None, words
    return lead, rest


def _begins_noun_phrase(words: Words, at: int) -> bool:
    return (
        words[at].lower in lexicon.DETERMINERS | lexicon.SUBJECT_PRONOUNS | {"there"}
        and words[at - 1].lower not in lexicon.PREPOSITIONS | lexicon.CONJUNCTIONS
    )


def _is_verb(word: Word) -> bool:
    """Whether a word can be nothing but a finite verb."""
    return word.lower in lexicon.FINITE_BE | lexicon.HAVE


def _is_imperative(words: Words) -> bool:
    form = verb_form(words[0].lower)
    second = words[1].lower
    opens = second in lexicon.DETERMINERS | lexicon.PRONOUNS | lexicon.PREPOSITIONS
    return bool(
        form and "base" in form.forms and opens and not any(_is_verb(word) for word in words[1:6])
    )


def _predicates(source: str, subject: Subject, head: Head, words: Words, most: int) -> list[Clause]:
    """The clause of `head` and those joined to it by `and`."""
    own, rest = cut_coordination(words, head)
    clauses = []
    for owner, tail in _statements(source, subject, own):
        phrases = parse_phrases(source, tail)
        if phrases is not None:
            clauses.append(
                Clause(
                    subject=owner,
                    auxiliary=head.auxiliary,
                    verb=head.verb,
                    base=head.base,
                    form=head.form,
                    phrases=phrases,
                    lead=(),
                    start=0,
                    end=0,
                    negated=head.negated,
                )
            )
    following = following_head(rest, head) if rest and most > 1 else None
    if following:
        clauses += _predicates(source, subject, following, rest, most - 1)
    return clauses


def _statements(source: str, subject: Subject, words: Words) -> list[tuple[Subject, Words]]:
    """Subject and predicate of each statement that shares the verb.

    `The log is kept for 15 years and the drift log for 3 years` makes two.
    """
    gaps = gaps_of(words)
    if not gaps:
        return [(subject, tail) for tail in cut_tails(words)]
    found = [(subject, words[: gaps[0][0]])]
    if first_preposition(words) > 0:
        return found
    ends = [gap[0] for gap in gaps[1:]] + [len(words)]
    for (_, begin, middle), end in zip(gaps, ends, strict=True):
        named = words[begin:middle]
        if not is_plural(named[-1].lower):
            text = source[named[0].start : named[-1].end]
            owner = Subject(text, named[-1].lower, named, subject.sentence_start)
            found.append((owner, words[middle:end]))
    return found
