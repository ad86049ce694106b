"""A sentence's clauses: who or what, the verb, and the phrases that follow it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from backend.dataset.generate.offline import lexicon
from backend.dataset.generate.offline.nouns import is_plural
from backend.dataset.generate.offline.phrases import Phrase, is_number, parse_phrases
from backend.dataset.generate.offline.text import Vocabulary, Word
from backend.dataset.generate.offline.verbs import verb_form


@dataclass(frozen=True, slots=True)
class Subject:
    """Who or what a clause is about.

    Attributes:
        text: As it reads within a sentence.
        head: Its main noun, lower case.
        words: Its words in the source.
        sentence_start: Where the sentence that names it begins in the chunk's text.
    """

    text: str
    head: str
    words: tuple[Word, ...]
    sentence_start: int


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


@dataclass(frozen=True, slots=True)
class _Head:
    """A verb group: where it begins and ends, and what it is."""

    at: int
    end: int
    auxiliary: str
    verb: str
    base: str
    form: str
    negated: bool


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
    if not words or words[-1].text == "?" or any(word.text in '"(“”;:[' for word in words):
        return ()
    sentence_start, sentence_end = words[0].start, words[-1].end
    body = tuple(words[:-1] if words[-1].text in ".!" else words)
    lead, body = _split_lead(body)
    if lead is None or len(body) < 3 or _is_imperative(body):
        return ()
    head = _find_head(body, 1)
    if head is None:
        return ()
    subject = _subject(source, body[: head.at], vocabulary, before, bool(lead), sentence_start)
    if subject is None:
        return ()
    clauses = _predicates(source, subject, head, body, 0)
    start = min(sentence_start, subject.sentence_start)
    return tuple(replace(clause, lead=lead, start=start, end=sentence_end) for clause in clauses)


def _split_lead(words: tuple[Word, ...]) -> tuple[tuple[Word, ...] | None, tuple[Word, ...]]:
    """Parts `In summer` from the rest; None as the lead when the sentence can't be used."""
    first = words[0].lower if words else ""
    if first in lexicon.SUBORDINATORS - {"after", "before", "as"} and first != "that":
        return None, words
    if first not in lexicon.PREPOSITIONS:
        return (), words
    comma = next((at for at, word in enumerate(words) if word.text == ","), 0)
    if 0 < comma <= 8:
        lead, rest = words[:comma], words[comma + 1 :]
    else:
        cut = next(
            (at for at in range(2, min(len(words), 8)) if _begins_noun_phrase(words, at)), None
        )
        if cut is None:
            return None, words
        lead, rest = words[:cut], words[cut:]
    if any(word.lower in lexicon.PRONOUNS or verb_only(word) for word in lead):
        return None, words
    return lead, rest


def _begins_noun_phrase(words: tuple[Word, ...], at: int) -> bool:
    return (
        words[at].lower in lexicon.DETERMINERS | lexicon.SUBJECT_PRONOUNS | {"there"}
        and words[at - 1].lower not in lexicon.PREPOSITIONS | lexicon.CONJUNCTIONS
    )


def verb_only(word: Word) -> bool:
    """Whether a word can be nothing but a finite verb."""
    return word.lower in lexicon.FINITE_BE | lexicon.HAVE


def _is_imperative(words: tuple[Word, ...]) -> bool:
    form = verb_form(words[0].lower)
    second = words[1].lower
    return bool(
        form
        and "base" in form.forms
        and (second in lexicon.DETERMINERS | lexicon.PRONOUNS or second in lexicon.PREPOSITIONS)
        and not any(verb_only(word) for word in words[1:6])
    )


def _find_head(words: tuple[Word, ...], begin: int) -> _Head | None:
    """The first finite verb that can be the clause's own."""
    relative = False
    for at in range(begin, len(words)):
        word = words[at]
        if word.lower in lexicon.RELATIVES:
            if words[at - 1].text == ",":
                return None
            relative = True
            continue
        if word.lower in lexicon.SUBORDINATORS - {"before", "after", "as", "that"}:
            return None
        if not _is_finite(words, at):
            continue
        if relative:
            relative = False
            continue
        return _verb_group(words, at)
    return None


def _is_finite(words: tuple[Word, ...], at: int) -> bool:
    word = words[at]
    if word.is_capitalised and at > 0:
        return False
    before = words[at - 1].lower
    if before in lexicon.DETERMINERS and before not in {"each", "all", "both", "some"}:
        return False
    if word.lower in lexicon.FINITE_BE | lexicon.HAVE | lexicon.MODALS:
        return True
    form = verb_form(word.lower)
    if form is None or not any(not w.is_mark and w.lower not in lexicon.DETERMINERS
                               for w in words[:at]):  # fmt: skip
        return False
    if before in lexicon.PREPOSITIONS or _later_verb(words, at + 1):
        return False
    if _next_is_verb(words, at + 1):
        return False
    if "past" in form.forms and "base" not in form.forms:
        return True
    plural = _plural_subject(words[:at])
    if "past" in form.forms and not plural:
        return True
    return ("s" in form.forms and not plural) or ("base" in form.forms and plural)


def _next_is_verb(words: tuple[Word, ...], at: int) -> bool:
    """Whether the next word is a verb, so that the one before it is a noun: `full logs go`."""
    if at >= len(words) - 1 or words[at].is_capitalised:
        return False
    form = verb_form(words[at].lower)
    return bool(form and form.forms & {"base", "s"}) and words[at].lower not in lexicon.MASS_NOUNS


def _later_verb(words: tuple[Word, ...], at: int) -> bool:
    """Whether a sure verb follows before the next comma, conjunction or subordinate clause."""
    for word in words[at:]:
        if word.is_mark or word.lower in lexicon.CONJUNCTIONS | lexicon.SUBORDINATORS:
            return False
        if word.lower in lexicon.FINITE_BE | {"has", "have"} | (lexicon.MODALS - {"will", "can"}):
            return not (word.lower == "may" and word.is_capitalised)
    return False


def _core(words: Sequence[Word]) -> list[Word]:
    """The words of a noun phrase up to its first preposition, relative clause or comma."""
    core = []
    for at, word in enumerate(words):
        stop = lexicon.PREPOSITIONS | lexicon.RELATIVES
        if at > 0 and (word.lower in stop or word.text == ","):
            break
        core.append(word)
    return core


def _plural_subject(words: Sequence[Word]) -> bool:
    core = _core(words)
    if any(word.lower == "and" for word in core):
        return True
    if core and core[0].lower in {"a", "an", "each", "every", "he", "she", "it"}:
        return False
    return bool(core) and (core[-1].lower in {"they"} or is_plural(core[-1].lower))


def _verb_group(words: tuple[Word, ...], at: int) -> _Head | None:
    lower = words[at].lower
    end = at + 1
    negated = False
    while end < len(words) and words[end].lower in lexicon.LIGHT_ADVERBS | lexicon.NEGATIONS | {
        "often",
        "all",
        "both",
    }:
        if words[end].lower == "only" or words[end].lower == "no":
            break
        negated = negated or words[end].lower in lexicon.NEGATIONS
        end += 1
    follower = verb_form(words[end].lower) if end < len(words) else None
    if lower in lexicon.FINITE_BE | lexicon.HAVE:
        if follower and "participle" in follower.forms:
            return _Head(at, end + 1, lower, words[end].text, follower.base, "", negated)
        if lower in lexicon.FINITE_BE:
            return _Head(at, at + 1 if not negated else end, lower, "", "be", "", negated)
        if lower in {"have", "has"}:
            form = "s" if lower == "has" else "base"
            return _Head(at, at + 1, "", lower, "have", form, negated)
        return _Head(at, at + 1, "", lower, "have", "past", negated)
    if lower in lexicon.MODALS:
        return _modal_group(words, at, end, negated)
    found = verb_form(lower)
    if found is None:
        return None
    order = ["s", "past", "base", "participle"]
    if _plural_subject(words[:at]):
        order = ["base", "past", "s", "participle"]
    kind = next(kind for kind in order if kind in found.forms)
    return _Head(at, at + 1, "", lower, found.base, kind, False)


def _modal_group(words: tuple[Word, ...], at: int, end: int, negated: bool) -> _Head | None:
    if end >= len(words):
        return None
    auxiliary = words[at].lower
    if words[end].lower == "be":
        form = verb_form(words[end + 1].lower) if end + 1 < len(words) else None
        if form and "participle" in form.forms:
            verb = f"be {words[end + 1].text}"
            return _Head(at, end + 2, auxiliary, verb, form.base, "", negated)
        return _Head(at, end + 1, auxiliary, "be", "be", "", negated)
    base = "have" if words[end].lower == "have" else ""
    form = verb_form(words[end].lower)
    if form and "base" in form.forms:
        base = form.base
    return _Head(at, end + 1, auxiliary, words[end].text, base, "", negated) if base else None


def _subject(
    source: str,
    words: tuple[Word, ...],
    vocabulary: Vocabulary,
    before: Subject | None,
    has_lead: bool,
    sentence_start: int,
) -> Subject | None:
    words = tuple(words[:-1] if words and words[-1].lower in lexicon.LIGHT_ADVERBS else words)
    if not words:
        return None
    if len(words) == 1 and words[0].lower in lexicon.SUBJECT_PRONOUNS:
        return before if not has_lead else None
    if words[0].lower == "there":
        return Subject("there", "there", words, sentence_start) if len(words) == 1 else None
    if any(word.lower in lexicon.PRONOUNS - lexicon.RELATIVES for word in words):
        return None
    if words[-1].lower in {"below", "above", "following"}:
        return None
    if words[0].lower in {"only", "no", "not", "another", "neither", "either", "any", "some"}:
        return None
    if any(word.text == "," for word in words) and not any(w.lower in {"and", "or"} for w in words):
        return None
    text = " ".join(source[words[0].start : words[-1].end].split())
    named = vocabulary.is_name(words[0]) or _begins_name(words)
    if not has_lead and not named:
        text = text[0].lower() + text[1:]
    core = _core(words)
    return Subject(text, core[-1].lower, words, sentence_start)


def _begins_name(words: Sequence[Word]) -> bool:
    """Whether the first two words read as a name of several words, such as `Tomas Arkle`."""
    first = words[0].lower
    return (
        len(words) > 1
        and words[0].is_capitalised
        and words[1].is_capitalised
        and first not in lexicon.DETERMINERS | lexicon.PREPOSITIONS | lexicon.NUMBER_WORDS
    )


def _predicates(
    source: str, subject: Subject, head: _Head, words: tuple[Word, ...], depth: int
) -> list[Clause]:
    """The clause of `head` and those joined to it by `and`."""
    own, rest = _cut_coordination(words, head)
    clauses = []
    for owner, tail in _statements(source, subject, own):
        phrases = parse_phrases(source, tail)
        if phrases is not None:
            clauses.append(
                Clause(
                    owner,
                    head.auxiliary,
                    head.verb,
                    head.base,
                    head.form,
                    phrases,
                    (),
                    0,
                    0,
                    head.negated,
                )
            )
    if rest and depth < 3:
        following = _following_head(rest, head)
        if following:
            clauses += _predicates(source, subject, following, rest, depth + 1)
    return clauses


def _cut_coordination(
    words: tuple[Word, ...], head: _Head
) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
    """Parts the words after the verb: those of this clause, and those that begin with a verb."""
    relative = False
    for at in range(head.end, len(words)):
        word = words[at]
        relative = relative or (word.lower in lexicon.RELATIVES and words[at - 1].text != ",")
        if relative and word.text != ",":
            continue
        joins = word.lower in {"and", "but", "or"}
        if not joins and word.text != ",":
            if word.lower in {"because", "since", "so", "although", "though"} and at > head.end:
                return words[head.end : at], ()
            continue
        after = at + 1
        if word.text == "," and after < len(words) and words[after].lower in {"and", "but", "or"}:
            after += 1
            joins = True
        end = at
        if joins and _starts_predicate(words, after, head):
            return words[head.end : end], words[after:]
        lower = words[after].lower if after < len(words) else ""
        cuts = lexicon.RELATIVES | {"because", "since", "so", "although", "though", "but", "while"}
        if word.lower == "but" or words[after - 1].lower == "but" or lower in cuts:
            return words[head.end : end], ()
        if joins and _starts_clause(words, after):
            return words[head.end : end], ()
    return words[head.end :], ()


def _starts_predicate(words: tuple[Word, ...], at: int, head: _Head) -> bool:
    return _following_head(words[at:], head) is not None


def _following_head(words: tuple[Word, ...], head: _Head) -> _Head | None:
    """The verb group at the very beginning of `words`, when it continues the clause of `head`."""
    if len(words) < 2 or words[0].is_capitalised:
        return None
    at = 1 if words[0].lower in lexicon.LIGHT_ADVERBS and len(words) > 2 else 0
    lower = words[at].lower
    if lower in lexicon.FINITE_BE | lexicon.HAVE | lexicon.MODALS:
        return _verb_group(words, at)
    form = verb_form(lower)
    if form is None:
        return None
    if head.verb and head.auxiliary and "participle" in form.forms:
        if head.auxiliary in lexicon.FINITE_BE | lexicon.HAVE:
            return _Head(at, at + 1, head.auxiliary, words[at].text, form.base, "", False)
        if head.verb.startswith("be "):
            return _Head(at, at + 1, head.auxiliary, f"be {lower}", form.base, "", False)
    if "base" in form.forms and head.auxiliary in lexicon.MODALS and _complement(words, at + 1):
        return _Head(at, at + 1, head.auxiliary, lower, form.base, "", False)
    wanted = head.form or {"is": "s", "are": "base", "was": "past", "were": "past"}.get(
        head.auxiliary, ""
    )
    if wanted in form.forms and (wanted == "past" or _complement(words, at + 1)):
        return _Head(at, at + 1, "", lower, form.base, wanted, False)
    return None


def _complement(words: tuple[Word, ...], at: int) -> bool:
    if at >= len(words):
        return False
    word = words[at]
    return (
        word.lower
        in lexicon.DETERMINERS | lexicon.ADVERBS | lexicon.PREPOSITIONS | lexicon.PRONOUNS
        or is_number(word)
        or word.is_capitalised
    )


def _starts_clause(words: tuple[Word, ...], at: int) -> bool:
    if at >= len(words):
        return False
    head = _find_head(words[at:], 1)
    if head is None:
        return False
    between = words[at : at + head.at]
    lowered = {word.lower for word in between}
    return not lowered & lexicon.RELATIVES and not any(word.text == "," for word in between[:-1])


def _statements(
    source: str, subject: Subject, words: tuple[Word, ...]
) -> list[tuple[Subject, tuple[Word, ...]]]:
    """Subject and predicate of each statement that shares the verb.

    `The log is kept for 15 years and the drift log for 3 years` makes two.
    """
    gaps = _gaps(words)
    if not gaps:
        return [(subject, tail) for tail in _cut_tails(words)]
    first = next(at for at, word in enumerate(words) if word.lower in lexicon.PREPOSITIONS)
    found = [(subject, words[: gaps[0][0]])]
    if first > 0:
        return found
    ends = [gap[0] for gap in gaps[1:]] + [len(words)]
    for (_, begin, middle), end in zip(gaps, ends, strict=True):
        named = words[begin:middle]
        if not is_plural(named[-1].lower):
            text = source[named[0].start : named[-1].end]
            owner = Subject(text, named[-1].lower, named, subject.sentence_start)
            found.append((owner, words[middle:end]))
    return found


def _gaps(words: tuple[Word, ...]) -> list[tuple[int, int, int]]:
    """Where another subject and its phrase follow without a verb: mark, subject, preposition."""
    preposition = next((word.lower for word in words if word.lower in _GAPPED), "")
    found = []
    for at, word in enumerate(words):
        if at == 0 or not (word.text == "," or word.lower in {"and", "but"}):
            continue
        begin = at + 1
        if word.text == "," and begin < len(words) and words[begin].lower in {"and", "but"}:
            begin += 1
        middle = next(
            (k for k in range(begin, min(len(words), begin + 6)) if words[k].lower in _GAPPED), 0
        )
        inner = words[begin:middle]
        if middle > begin and words[middle].lower == preposition and _is_plain_noun(inner):
            found.append((at, begin, middle))
    return found


_GAPPED = lexicon.PREPOSITIONS - {"of", "than", "as", "like"}


def _is_plain_noun(words: tuple[Word, ...]) -> bool:
    return all(
        not word.is_mark and word.lower not in lexicon.CONJUNCTIONS | lexicon.PREPOSITIONS
        for word in words
    )


def _cut_tails(words: tuple[Word, ...]) -> list[tuple[Word, ...]]:
    """Makes `open from 6 on weekdays and from 7 at weekends` two predicates."""
    for at in range(1, len(words) - 1):
        if words[at].lower != "and" or words[at + 1].lower not in lexicon.PREPOSITIONS:
            continue
        first = next(
            (place for place, word in enumerate(words) if word.lower in lexicon.PREPOSITIONS), at
        )
        if words[at - 1].text == "," or first >= at:
            return [words[: at - 1] if words[at - 1].text == "," else words[:at]]
        return [words[:at], words[:first] + words[at + 1 :]]
    return [words]
