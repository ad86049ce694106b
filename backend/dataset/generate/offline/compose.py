"""Turns a clause into a question about one of its phrases."""

from __future__ import annotations

from collections.abc import Sequence

from backend.dataset.generate.offline import lexicon
from backend.dataset.generate.offline.clause import Clause
from backend.dataset.generate.offline.phrases import Phrase, PhraseKind
from backend.dataset.generate.offline.text import Word, words_of

# Estimate: longer questions of this kind read badly; check by reading those of a new document.
_MOST_WORDS = 22
_DANGLING = lexicon.PREPOSITIONS - {"for", "from", "to", "with", "on", "at", "in", "by", "of"}


def ask(
    clause: Clause,
    wh: str,
    skip: Sequence[Phrase] = (),
    extra: str = "",
    without_lead: bool = False,
) -> str | None:
    """The question that begins with `wh` and leaves out the phrases of `skip`.

    Args:
        clause: What is asked about.
        wh: The question's beginning, such as `How many seats`.
        skip: The phrases that hold the answer.
        extra: Words right after the verb.
        without_lead: Leave out the phrase before the subject.

    Returns:
        The question; None when it would not read well or points at another sentence.
    """
    tail = _tail(clause, skip, without_lead)
    if tail is None or clause.negated:
        return None
    subject = clause.subject.text
    if clause.is_copula and not clause.verb:
        pieces = [wh, clause.auxiliary, subject, extra, *tail]
    elif clause.auxiliary:
        pieces = [wh, clause.auxiliary, subject, clause.verb, extra, *tail]
    else:
        pieces = [wh, auxiliary_of(clause), subject, clause.base, extra, *tail]
    return finish(" ".join(piece for piece in pieces if piece))


def ask_subject(clause: Clause, wh: str) -> str | None:
    """The question about the subject: `Who leads every drill?`."""
    tail = _tail(clause, (), False)
    if tail is None or clause.negated or clause.subject.text == "there":
        return None
    verb = " ".join(part for part in (clause.auxiliary, clause.verb) if part)
    return finish(" ".join([wh, verb, *tail])) if tail else None


def auxiliary_of(clause: Clause) -> str:
    """`do`, `does` or `did`."""
    return {"s": "does", "past": "did"}.get(clause.form, "do")


def finish(text: str) -> str | None:
    """Ends the question; None when it is too long or holds a word that points elsewhere."""
    text = " ".join(text.split()).replace(" ,", ",").rstrip(",. ")
    words = words_of(text)
    if len(words) > _MOST_WORDS or points_elsewhere(words[2:]):
        return None
    return f"{text[0].upper()}{text[1:]}?"


def points_elsewhere(words: Sequence[Word]) -> bool:
    """Whether a word stands for something named in another sentence."""
    allowed = lexicon.FREE_PRONOUNS | lexicon.RELATIVES | {"there"}
    return any(
        word.lower in lexicon.PRONOUNS - allowed and not _is_counting_one(words, at)
        for at, word in enumerate(words)
    )


def _is_counting_one(words: Sequence[Word], at: int) -> bool:
    """Whether `one` is a number: `one crossing`."""
    if words[at].lower != "one" or at + 1 >= len(words) or words[at + 1].is_mark:
        return False
    return words[at + 1].lower not in lexicon.PREPOSITIONS | lexicon.CONJUNCTIONS | lexicon.BE


def lead_text(clause: Clause) -> str:
    """The phrase before the subject as it reads at the end of a question."""
    if not clause.lead:
        return ""
    text = " ".join(word.text for word in clause.lead).replace(" ,", ",")
    return text[0].lower() + text[1:]


def _is_side_remark(phrase: Phrase) -> bool:
    """Whether a clause of time points at another sentence and can be left out."""
    return (
        phrase.kind is PhraseKind.CONDITION
        and phrase.words[0].lower in {"before", "after", "while", "as", "until"}
        and points_elsewhere(phrase.words)
    )


def _tail(clause: Clause, skip: Sequence[Phrase], without_lead: bool) -> list[str] | None:
    tail = []
    for phrase in clause.phrases:
        if phrase in skip:
            continue
        if phrase.kind is PhraseKind.ADVERB and phrase.words[0].lower in lexicon.LIGHT_ADVERBS:
            continue
        if _is_side_remark(phrase):
            continue
        if phrase.kind is PhraseKind.ADVERB and phrase.words[0].lower in lexicon.NEGATIONS:
            return None
        if phrase.words[0].lower in {"no", "nobody", "nothing", "none"}:
            return None
        if phrase.kind is PhraseKind.PREPOSITION and phrase.words[-1].lower in _DANGLING:
            return None
        tail.append(phrase.text)
    lead = "" if without_lead else lead_text(clause)
    return [*tail, lead] if lead else tail
