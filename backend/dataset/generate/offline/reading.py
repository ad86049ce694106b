"""A chunk as the styles see it: its lines, its clauses, and what surrounds it."""

from __future__ import annotations

from dataclasses import dataclass

from backend.dataset.generate.base import Pair
from backend.dataset.generate.offline import lexicon, nouns
from backend.dataset.generate.offline.clause import Clause, parse_clauses
from backend.dataset.generate.offline.subject import Subject
from backend.dataset.generate.offline.text import (
    TextLine,
    Vocabulary,
    lines_of,
    sentences_of,
    words_of,
)
from backend.dataset.row import Evidence
from backend.documents.model import Chunk

# Estimate: above this an answer is no longer short; check by reading the longest ones.
MOST_ANSWER_WORDS = 30


@dataclass(frozen=True, slots=True)
class Reading:
    """A chunk that was read.

    Attributes:
        chunk: The chunk.
        lines: Its lines.
        clauses: Its statements, in order.
        counted: Statements about a number of something: `Up to 5 days can be moved`.
        vocabulary: What all chunks tell about names.
        is_cut: Whether its last list or table goes on in the next chunk.
    """

    chunk: Chunk
    lines: tuple[TextLine, ...]
    clauses: tuple[Clause, ...]
    counted: tuple[Clause, ...]
    vocabulary: Vocabulary
    is_cut: bool

    def text(self, start: int, end: int) -> str:
        """A stretch of the chunk's text with its spaces folded."""
        return " ".join(self.chunk.text[start:end].split())

    def evidence(self, start: int, end: int) -> Evidence:
        """The stretch as evidence."""
        quote = self.chunk.text[start:end]
        return Evidence(quote, start, end, self.chunk.page_of(start))


def read(chunk: Chunk, vocabulary: Vocabulary, is_cut: bool = False) -> Reading:
    """Parses the sentences of `chunk`."""
    clauses: list[Clause] = []
    referent: Subject | None = None
    last_line: TextLine | None = None
    for line, start, end in sentences_of(chunk):
        if line != last_line:
            referent, last_line = None, line
        words = words_of(chunk.text, start, end)
        known = referent if _may_stand_for(words[0].lower, referent) else None
        found = parse_clauses(chunk.text, words, vocabulary, known)
        clauses += found
        referent = _referent(found, words[0].lower, known)
    return Reading(
        chunk=chunk,
        lines=lines_of(chunk),
        clauses=tuple(clause for clause in clauses if not clause.subject.is_counted),
        counted=tuple(clause for clause in clauses if clause.subject.is_counted),
        vocabulary=vocabulary,
        is_cut=is_cut,
    )


def _referent(found: tuple[Clause, ...], first: str, before: Subject | None) -> Subject | None:
    """What `it` at the beginning of the next sentence stands for; None when it is not certain.

    After a sentence that says what something is, a pronoun takes that thing up again.
    """
    if not found:
        return None
    clause = found[0]
    if first in lexicon.SUBJECT_PRONOUNS:
        return before
    steady = (clause.is_copula or clause.is_passive) and clause.auxiliary in lexicon.FINITE_BE
    if not steady or clause.lead or clause.subject.text == "there":
        return None
    return clause.subject


def _may_stand_for(pronoun: str, referent: Subject | None) -> bool:
    if referent is None:
        return False
    head = referent.head
    plural = nouns.is_plural(head) or any(word.lower == "and" for word in referent.words)
    if pronoun == "they":
        return plural
    kind = entity_kind(referent)
    if pronoun in {"it", "its"}:
        return not plural and kind not in {nouns.PERSON, nouns.ROLE}
    return not plural and (
        kind in {nouns.PERSON, nouns.ROLE, nouns.VEHICLE} or referent.words[-1].is_capitalised
    )


def make_pair(
    reading: Reading,
    style: str,
    question: str | None,
    answer: str,
    place: tuple[int, int],
    *,
    subject: Subject | None = None,
) -> Pair | None:
    """The pair; None when the question did not work out or the answer is not in the evidence.

    Args:
        reading: The chunk.
        style: How it was made.
        question: The question, or None.
        answer: Words of the evidence.
        place: First character of the evidence in the chunk's text, and one past its last.
        subject: What the question is about.
    """
    start, end = place
    answer = " ".join(answer.split()).strip(" ,;")
    quote = reading.text(start, end)
    if answer and answer not in quote:  # it began its sentence there
        answer = answer[0].upper() + answer[1:]
    if not question or not answer or answer not in quote:
        return None
    if len(answer.split()) > MOST_ANSWER_WORDS or answer.lower() in question.lower():
        return None
    entity = subject.text if subject and subject.text in question else ""
    kind = entity_kind(subject) if subject and entity else ""
    return Pair(style, question, answer, reading.evidence(start, end), entity, kind)


def clause_pair(
    reading: Reading, style: str, question: str | None, answer: str, clause: Clause
) -> Pair | None:
    """As `make_pair`, with the clause's sentence as evidence."""
    place = (clause.start, clause.end)
    return make_pair(reading, style, question, answer, place, subject=clause.subject)


def entity_kind(subject: Subject) -> str:
    """What a subject names."""
    capitals = [word for word in subject.words if word.is_capitalised]
    first = subject.words[0].lower
    named = len(capitals) == len(subject.words) and first not in lexicon.ARTICLES
    if named and len(capitals) in (2, 3) and first not in lexicon.PREPOSITIONS:
        is_place = nouns.ends_place_name(subject.words[-1].text)
        return nouns.PLACE if is_place else nouns.PERSON
    return nouns.kind_of(subject.head)
