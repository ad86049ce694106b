"""Who: names with their roles, who does what, by whom and to whom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from backend.dataset.generate.base import Pair
from backend.dataset.generate.offline import lexicon, nouns
from backend.dataset.generate.offline.clause import Clause
from backend.dataset.generate.offline.compose import ask, ask_subject, finish
from backend.dataset.generate.offline.heads import core_of
from backend.dataset.generate.offline.phrases import Phrase, PhraseKind
from backend.dataset.generate.offline.reading import Reading, clause_pair
from backend.dataset.generate.offline.subject import Subject
from backend.dataset.generate.offline.text import Vocabulary, Word
from backend.dataset.generate.offline.verbs import past_of, third_person

STYLE = "name"
_CORE_ENDS = lexicon.PREPOSITIONS | lexicon.RELATIVES


def pairs(reading: Reading) -> Iterator[Pair | None]:
    """Pairs about the people in each clause."""
    for clause in reading.clauses:
        if clause.negated or clause.subject.text == "there":
            continue
        yield from _role(reading, clause)
        yield from _agent(reading, clause)
        yield from _recipient(reading, clause)
        yield _actor(reading, clause)
        yield from _beneficiary(reading, clause)


def is_person_name(words: Sequence[Word], vocabulary: Vocabulary) -> bool:
    """Whether capitalised words can be a person's name."""
    names = [word for word in words if word.lower not in lexicon.TITLES]
    if not names or not all(word.is_capitalised and word.text.isalpha() for word in names):
        return False
    titled = len(names) < len(words)
    if (len(names) < 2 and not titled) or len(names) > 3:
        return False
    first = names[0].lower
    if first in lexicon.DETERMINERS | lexicon.PRONOUNS | lexicon.PREPOSITIONS:
        return False
    if first in vocabulary.common or names[-1].lower in vocabulary.common:
        return False
    name = " ".join(word.text for word in words)
    return name not in vocabulary.places and not nouns.ends_place_name(words[-1].text)


def names_role(words: Sequence[Word]) -> bool:
    """Whether a noun phrase names one person by what they do, such as `the chief engineer`."""
    core = []
    for word in words:
        if word.lower in _CORE_ENDS or word.text == ",":
            break
        core.append(word)
    return bool(core) and nouns.names_person(core[-1].lower)


def _role(reading: Reading, clause: Clause) -> Iterator[Pair | None]:
    """`The managing director is Solveig Brandt.`, `Tomas Arkle is the harbour master of ...`."""
    if not clause.is_copula or clause.verb or not clause.phrases or clause.lead:
        return
    first = clause.phrases[0]
    subject = clause.subject
    if first.kind is not PhraseKind.NOUN:
        return
    if is_person_name(first.words, reading.vocabulary) and names_role(subject.words):
        role = _without_article(subject.text)
        yield clause_pair(reading, STYLE, finish(f"Who {clause.auxiliary} {subject.text}"),
                          first.text, clause)  # fmt: skip
        yield clause_pair(
            reading, STYLE, finish(f"What is the name of {subject.text}"), first.text, clause
        )
        yield clause_pair(reading, STYLE, finish(f"What is the role of {first.text}"), role, clause)
        yield clause_pair(
            reading, STYLE, finish(f"Which role does {first.text} have"), role, clause
        )
    elif is_person_name(subject.words, reading.vocabulary) and names_role(first.words):
        role = reading.text(first.words[0].start, clause.phrases[-1].words[-1].end)
        if first.words[0].lower == "the":
            yield clause_pair(
                reading, STYLE, finish(f"Who {clause.auxiliary} {role}"), subject.text, clause
            )
        yield clause_pair(reading, STYLE, finish(f"What is the role of {subject.text}"),
                          _without_article(role), clause)  # fmt: skip
        yield clause_pair(reading, STYLE, finish(f"Who is {subject.text}"), role, clause)


def _agent(reading: Reading, clause: Clause) -> Iterator[Pair | None]:
    """Asks who, in `The company was founded by Edda Marwick`."""
    if not clause.is_passive:
        return
    for phrase in clause.phrases:
        if phrase.preposition != "by" or not _is_person(phrase.inner, reading.vocabulary):
            continue
        answer = _name_only(phrase.inner, phrase.inner_text)
        yield clause_pair(reading, STYLE, _active(clause, phrase), answer, clause)
        question = ask(clause, "By whom", [phrase])
        yield clause_pair(reading, STYLE, question, answer, clause)


def _active(clause: Clause, agent: Phrase) -> str | None:
    """`Who approves refunds?` from `Refunds are approved by ...`."""
    verb = {
        "is": third_person(clause.base),
        "are": third_person(clause.base),
        "was": past_of(clause.base),
        "were": past_of(clause.base),
    }.get(clause.auxiliary)
    if verb is None:
        if clause.auxiliary not in lexicon.MODALS or not clause.verb.startswith("be "):
            return None
        verb = f"{clause.auxiliary} {clause.base}"
    phrases = [p for p in clause.phrases if p != agent and p.words[0].lower not in {"also"}]
    if any(p.words[0].lower in lexicon.LIGHT_ADVERBS for p in phrases):
        return None
    if phrases and phrases[0].preposition in {"into", "onto"}:
        return None
    return finish(f"Who {verb} {clause.subject.text} {' '.join(p.text for p in phrases)}")


def _recipient(reading: Reading, clause: Clause) -> Iterator[Pair | None]:
    for phrase in clause.phrases:
        if phrase.preposition not in {"to", "from", "with"}:
            continue
        if not _is_person(phrase.inner, reading.vocabulary):
            continue
        answer = _name_only(phrase.inner, phrase.inner_text)
        wh = f"{phrase.preposition.capitalize()} whom"
        yield clause_pair(reading, STYLE, ask(clause, wh, [phrase]), answer, clause)
        question = ask(clause, "Who", [phrase], without_lead=True)
        if question and clause.phrases[-1] == phrase and not clause.lead:
            ended = f"{question[:-1]} {phrase.preposition}?"
            yield clause_pair(reading, STYLE, ended, answer, clause)


def _actor(reading: Reading, clause: Clause) -> Pair | None:
    """Asks who does something: `Who leads every drill?`."""
    if clause.is_copula or clause.is_passive or clause.base in {"have", "need"}:
        return None
    subject = clause.subject
    if not _is_definite_person(subject, reading.vocabulary) or not clause.phrases:
        return None
    if clause.phrases[0].kind is not PhraseKind.NOUN and len(clause.phrases) < 2:
        return None
    return clause_pair(reading, STYLE, ask_subject(clause, "Who"), subject.text, clause)


def _beneficiary(reading: Reading, clause: Clause) -> Iterator[Pair | None]:
    """For whom something is: `The front row is kept for people who can't climb stairs`."""
    if clause.is_copula and not clause.verb and clause.phrases[:1] != clause.phrases:
        return
    for phrase in clause.phrases:
        head = [word.lower for word in phrase.inner if word.lower not in lexicon.DETERMINERS][:1]
        if phrase.preposition == "for" and head and nouns.names_people(head[0]):
            question = ask(clause, "For whom", [phrase])
            yield clause_pair(reading, STYLE, question, phrase.inner_text, clause)


def _is_definite_person(subject: Subject, vocabulary: Vocabulary) -> bool:
    if is_person_name(subject.words, vocabulary):
        return True
    first = subject.words[0].lower
    return first in {"the"} and names_role(subject.words)


def _is_person(words: Sequence[Word], vocabulary: Vocabulary) -> bool:
    if not words:
        return False
    comma = next((at for at, word in enumerate(words) if word.text == ","), len(words))
    if is_person_name(words[:comma], vocabulary):
        return True
    first = words[0].lower
    if first in lexicon.ARTICLES and nouns.names_body(core_of(words)[-1].lower):
        return True
    definite = first == "the" and words[-1].lower not in lexicon.PRONOUNS
    return definite and names_role(words) and "," not in {word.text for word in words}


def _name_only(words: Sequence[Word], text: str) -> str:
    """`Mina Oyelaran` of `Mina Oyelaran, the bookkeeper`."""
    comma = next((word for word in words if word.text == ","), None)
    return text[: comma.start - words[0].start] if comma else text


def _without_article(text: str) -> str:
    first, _, rest = text.partition(" ")
    return rest if first.lower() in lexicon.ARTICLES else text
