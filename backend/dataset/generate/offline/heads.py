"""Finds the verb of a clause: where it is, its auxiliary, its base form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from backend.dataset.generate.offline import lexicon
from backend.dataset.generate.offline.nouns import is_plural
from backend.dataset.generate.offline.text import Word
from backend.dataset.generate.offline.verbs import verb_form

_ALWAYS_FINITE = lexicon.FINITE_BE | lexicon.HAVE | lexicon.MODALS
# After these a verb form is a noun: `the record`, `every check`.
_NOUN_MAKERS = lexicon.DETERMINERS - {"each", "all", "both", "some"}
_SKIPPED_ADVERBS = lexicon.LIGHT_ADVERBS | lexicon.NEGATIONS | {"often", "all", "both"}


@dataclass(frozen=True, slots=True)
class Head:
    """A verb group within a sentence.

    Attributes:
        at: Place of its first word.
        end: One past the place of its last word.
        auxiliary: `is`, `has`, `may`, ...; empty when the verb stands alone.
        verb: What follows the auxiliary; empty for a bare `is`.
        base: Infinitive of the main verb.
        form: `s`, `base` or `past` when the verb stands alone.
        negated: Whether `not` or `never` belongs to it.
    """

    at: int
    end: int
    auxiliary: str
    verb: str
    base: str
    form: str
    negated: bool = False


def find_head(words: tuple[Word, ...], begin: int = 1) -> Head | None:
    """The first finite verb from `begin` on that can be the sentence's own."""
    relative = False
    for at in range(begin, len(words)):
        lower = words[at].lower
        if lower in lexicon.RELATIVES:
            if words[at - 1].text == ",":
                return None
            relative = True
        elif words[at - 1].lower == "who" and lower not in lexicon.ADVERBS:
            relative = False  # whatever follows `who` is its verb, known or not
        elif lower in lexicon.SUBORDINATORS - {"before", "after", "as", "that"}:
            return None
        elif relative and _may_be_finite(words, at):
            relative = False
        elif not relative and is_finite(words, at):
            return verb_group(words, at)
    return None


def is_finite(words: tuple[Word, ...], at: int) -> bool:
    """Whether the word at `at` is the finite verb of what stands before it."""
    before = words[at - 1].lower
    if not _may_be_finite(words, at) or before in _NOUN_MAKERS:
        return False
    if words[at].lower in _ALWAYS_FINITE:
        return True
    named = [word for word in words[:at] if word.lower not in lexicon.DETERMINERS]
    blocked = before in lexicon.PREPOSITIONS or _later_verb(words, at + 1)
    if not named or blocked or _is_noun_before_verb(words, at):
        return False
    return _agrees(words, at)


def _may_be_finite(words: tuple[Word, ...], at: int) -> bool:
    word = words[at]
    if word.is_capitalised:
        return False
    form = verb_form(word.lower)
    return word.lower in _ALWAYS_FINITE or bool(form and form.forms & {"s", "past", "base"})


def _agrees(words: tuple[Word, ...], at: int) -> bool:
    """Whether a form of a verb fits its subject: `a boat sails`, `boats sail`."""
    form = verb_form(words[at].lower)
    if form is None:
        return False
    plural = plural_subject(words[:at])
    past = "past" in form.forms and ("base" not in form.forms or not plural)
    return past or ("base" in form.forms if plural else "s" in form.forms)


def _is_noun_before_verb(words: tuple[Word, ...], at: int) -> bool:
    """Whether the next word is the verb, and this one a noun: `full logs go`."""
    following = at + 1
    if words[0].lower in lexicon.DETERMINERS or following >= len(words) - 1:
        return False
    if words[following].is_capitalised:
        return False
    own, form = verb_form(words[at].lower), verb_form(words[following].lower)
    noun = words[following].lower in lexicon.MASS_NOUNS | {"place", "part", "care", "turn", "use"}
    plural = bool(own and "s" in own.forms)
    return plural and bool(form and "base" in form.forms) and not noun


def _later_verb(words: tuple[Word, ...], at: int) -> bool:
    """Whether a sure verb follows before the next comma, conjunction or subordinate clause."""
    for word in words[at:]:
        if word.is_mark or word.lower in lexicon.CONJUNCTIONS | lexicon.SUBORDINATORS:
            return False
        if word.lower in lexicon.FINITE_BE | {"has", "have"} | (lexicon.MODALS - {"will", "can"}):
            return not (word.lower == "may" and word.is_capitalised)
    return False


def core_of(words: Sequence[Word]) -> list[Word]:
    """The words of a noun phrase up to its first preposition, relative clause or comma."""
    core: list[Word] = []
    for word in words:
        ends = word.lower in lexicon.PREPOSITIONS | lexicon.RELATIVES or word.text == ","
        if core and ends:
            break
        core.append(word)
    return core


def plural_subject(words: Sequence[Word]) -> bool:
    """Whether a subject takes the verb's plural form."""
    core = core_of(words)
    if any(word.lower == "and" for word in core):
        return True
    if core and core[0].lower in {"a", "an", "each", "every", "he", "she", "it"}:
        return False
    return bool(core) and (core[-1].lower == "they" or is_plural(core[-1].lower))


def verb_group(words: tuple[Word, ...], at: int) -> Head | None:
    """The verb group that begins with the finite word at `at`."""
    lower = words[at].lower
    end, negated = _skip_adverbs(words, at + 1)
    if lower in lexicon.MODALS:
        return _modal_group(words, at, end, negated)
    if lower in lexicon.FINITE_BE | lexicon.HAVE:
        return _auxiliary_group(words, at, end, negated)
    form = verb_form(lower)
    if form is None:
        return None
    order = ("base", "past", "s") if plural_subject(words[:at]) else ("s", "past", "base")
    kind = next((kind for kind in order if kind in form.forms), "")
    return Head(at, at + 1, "", lower, form.base, kind) if kind else None


def _skip_adverbs(words: tuple[Word, ...], at: int) -> tuple[int, bool]:
    """Passes light adverbs and `not`; tells whether there was a `not`."""
    negated = False
    while at < len(words) and words[at].lower in _SKIPPED_ADVERBS - {"only", "no"}:
        negated = negated or words[at].lower in lexicon.NEGATIONS
        at += 1
    return at, negated


def _auxiliary_group(words: tuple[Word, ...], at: int, end: int, negated: bool) -> Head:
    lower = words[at].lower
    follower = verb_form(words[end].lower) if end < len(words) else None
    if follower and "participle" in follower.forms:
        return Head(at, end + 1, lower, words[end].text, follower.base, "", negated)
    if lower in lexicon.FINITE_BE:
        return Head(at, end if negated else at + 1, lower, "", "be", "", negated)
    form = {"has": "s", "have": "base"}.get(lower, "past")
    return Head(at, at + 1, "", lower, "have", form, negated)


def _modal_group(words: tuple[Word, ...], at: int, end: int, negated: bool) -> Head | None:
    if end >= len(words):
        return None
    auxiliary = words[at].lower
    if words[end].lower == "be":
        follower = verb_form(words[end + 1].lower) if end + 1 < len(words) else None
        if follower and "participle" in follower.forms:
            verb = f"be {words[end + 1].text}"
            return Head(at, end + 2, auxiliary, verb, follower.base, "", negated)
        return Head(at, end + 1, auxiliary, "be", "be", "", negated)
    form = verb_form(words[end].lower)
    base = "have" if words[end].lower == "have" else form.base if form else ""
    plain = words[end].lower == "have" or (form is not None and "base" in form.forms)
    return Head(at, end + 1, auxiliary, words[end].text, base, "", negated) if plain else None
