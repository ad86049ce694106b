"""Where something is, is kept or happens."""

from __future__ import annotations

from collections.abc import Iterator

from backend.dataset.generate.base import Pair
from backend.dataset.generate.offline import lexicon, nouns
from backend.dataset.generate.offline.clause import Clause
from backend.dataset.generate.offline.compose import ask
from backend.dataset.generate.offline.lexicon import word_set
from backend.dataset.generate.offline.measures import has_time_word
from backend.dataset.generate.offline.phrases import Phrase, PhraseKind
from backend.dataset.generate.offline.reading import Reading, clause_pair
from backend.dataset.generate.offline.text import Word

STYLE = "place"
_LOCATIVE = word_set(
    "keep store hold hang lie stand be meet work live place put find locate sit take sell"
    " write record begin start end stay land rest park carry display serve house collect build"
    " establish open deliver stack post line send bring go return hand throw lock hire wash"
    " show read dry sleep grow plant load gather wait train move sign weigh pay mount fix"
    " install print drop stop arrive travel call empty leave"
)
_GOAL_VERBS = word_set("go return send bring move deliver take hand put carry")


def pairs(reading: Reading) -> Iterator[Pair | None]:
    """Pairs about the places in each clause."""
    for clause in reading.clauses:
        if clause.negated or clause.subject.text == "there":
            continue
        for phrase in clause.phrases:
            yield _numbered(reading, clause, phrase)
        if clause.base not in _LOCATIVE:
            continue
        if any(phrase.words[-1].lower == "places" for phrase in clause.phrases):
            continue
        for place, phrase in enumerate(clause.phrases):
            if _says_where(clause, place, phrase):
                yield from _where(reading, clause, phrase)


def _where(reading: Reading, clause: Clause, phrase: Phrase) -> Iterator[Pair | None]:
    phrases = _nested_places(clause, phrase)
    end = phrases[-1].words[-1].end
    answer = reading.text(phrase.words[0].start, end)
    if phrase.preposition in {"to", "into", "onto"}:
        answer = reading.text(phrase.words[1].start, end)
    yield clause_pair(reading, STYLE, ask(clause, "Where", phrases), answer, clause)
    if clause.is_passive and clause.auxiliary in {"is", "are"} and len(clause.phrases) == 1:
        noun = {"keep": "kept", "store": "stored"}.get(clause.base)
        if noun:
            question = f"In which place {clause.auxiliary} {clause.subject.text} {noun}?"
            yield clause_pair(reading, STYLE, question, answer, clause)


def _numbered(reading: Reading, clause: Clause, phrase: Phrase) -> Pair | None:
    """`at extension 199`, `in Shed 4`: a thing that has a number as its name."""
    inner = phrase.inner
    named = phrase.kind is PhraseKind.PREPOSITION and len(inner) == 2 and inner[1].text.isdigit()
    if not named or inner[0].lower in lexicon.MONTHS | lexicon.DETERMINERS | lexicon.ADVERBS:
        return None
    if inner[0].lower in lexicon.PREPOSITIONS | lexicon.UNITS or len(inner[1].text) == 4:
        return None
    wh = f"{phrase.preposition.capitalize()} which {inner[0].lower}"
    return clause_pair(reading, STYLE, ask(clause, wh, [phrase]), phrase.inner_text, clause)


def _nested_places(clause: Clause, phrase: Phrase) -> list[Phrase]:
    """`in the cellar` and the `of`, `in` or `below` that says more about it right after."""
    at = clause.phrases.index(phrase)
    found = [phrase]
    for following in clause.phrases[at + 1 :]:
        near = following.preposition in {"in", "on", "at", "above", "below", "behind", "under"}
        if not near or has_time_word(following) or not _is_place(following):
            break
        found.append(following)
    return found


def _says_where(clause: Clause, place: int, phrase: Phrase) -> bool:
    """Whether a phrase tells the place of what the clause says, and no earlier one includes it."""
    if phrase.kind is not PhraseKind.PREPOSITION or has_time_word(phrase):
        return False
    earlier = clause.phrases[:place]
    kinds = {other.kind for other in earlier}
    if PhraseKind.CONDITION in kinds or (clause.is_copula and PhraseKind.NOUN in kinds):
        return False
    goal = phrase.preposition in {"to", "into", "onto"} and clause.base in _GOAL_VERBS
    if not (_names_goal(phrase) if goal else phrase.preposition in lexicon.PLACE_PREPOSITIONS):
        return False
    if (
        place > 0
        and _nested_places(clause, earlier[-1])[1:]
        and _says_where(clause, place - 1, earlier[-1])
    ):
        return False
    return _is_place(phrase)


def _names_goal(phrase: Phrase) -> bool:
    return nouns.names_place(_head(phrase.inner))


def _is_place(phrase: Phrase) -> bool:
    inner = phrase.inner
    if not inner or inner[0].text[0].isdigit():
        return False
    head = _head(inner)
    given = inner[0].lower in lexicon.ARTICLES and head in {"board", "row", "line", "course"}
    if (nouns.is_abstract(head) and not given) or head in lexicon.UNITS:
        return False
    named = inner[0].is_capitalised or any(word.is_capitalised for word in inner[1:2])
    if phrase.preposition in {"behind", "below", "beneath", "under", "above", "near", "beside"}:
        return inner[0].lower in lexicon.ARTICLES or named
    known = inner[0].lower in lexicon.DETERMINERS and nouns.names_place(head)
    return named or known or given


def _head(words: tuple[Word, ...]) -> str:
    core = ""
    for word in words:
        if word.lower in lexicon.PREPOSITIONS | lexicon.RELATIVES or word.is_mark:
            break
        if not word.text[0].isdigit():
            core = word.lower
    return core
