"""Parts what `and`, `but` and commas join: several predicates, several subjects of one verb."""

from __future__ import annotations

from backend.dataset.generate.offline import lexicon
from backend.dataset.generate.offline.heads import Head, find_head, verb_group
from backend.dataset.generate.offline.phrases import is_number, quantifier_length
from backend.dataset.generate.offline.text import Word
from backend.dataset.generate.offline.verbs import verb_form

Words = tuple[Word, ...]
_REASONS = frozenset({"because", "since", "so", "although", "though"})
_GAPPED = lexicon.PREPOSITIONS - {"of", "than", "as", "like"}


def cut_coordination(words: Words, head: Head) -> tuple[Words, Words]:
    """Parts the words after the verb: those of this clause, and those that begin with a verb."""
    relative = False
    for at in range(head.end, len(words)):
        lower = words[at].lower
        if lower in _REASONS and at > head.end:
            return words[head.end : at], ()
        relative = relative or (lower in lexicon.RELATIVES and words[at - 1].text != ",")
        is_comma = words[at].text == ","
        if not is_comma and (relative or lower not in {"and", "but", "or"}):
            continue
        after = at + 1
        if is_comma and after < len(words) and words[after].lower in {"and", "but", "or"}:
            after += 1
        joins = words[after - 1].lower in {"and", "but", "or"}
        if joins and following_head(words[after:], head) is not None:
            return words[head.end : at], words[after:]
        if _ends_statement(words, after, joins):
            return words[head.end : at], ()
    return words[head.end :], ()


def _ends_statement(words: Words, after: int, joins: bool) -> bool:
    """Whether what begins at `after` is no longer part of the statement."""
    lower = words[after].lower if after < len(words) else ""
    if words[after - 1].lower == "but" or lower in lexicon.RELATIVES | _REASONS | {"but", "while"}:
        return True
    return joins and (lower in lexicon.NEGATIONS or _starts_clause(words, after))


def _starts_clause(words: Words, at: int) -> bool:
    head = find_head(words[at:]) if at < len(words) else None
    if head is None:
        return False
    between = words[at : at + head.at]
    lowered = {word.lower for word in between}
    return not lowered & lexicon.RELATIVES and not any(word.text == "," for word in between[:-1])


def following_head(words: Words, head: Head) -> Head | None:
    """The verb group at the very beginning of `words`, when it continues the clause of `head`."""
    if len(words) < 2 or words[0].is_capitalised:
        return None
    at = 1 if words[0].lower in lexicon.LIGHT_ADVERBS and len(words) > 2 else 0
    lower = words[at].lower
    if lower in lexicon.FINITE_BE | lexicon.HAVE | lexicon.MODALS:
        return verb_group(words, at)
    form = verb_form(lower)
    if form is None:
        return None
    if "participle" in form.forms and head.verb and head.auxiliary:
        if head.auxiliary in lexicon.FINITE_BE | lexicon.HAVE:
            return Head(at, at + 1, head.auxiliary, words[at].text, form.base, "")
        if head.verb.startswith("be "):
            return Head(at, at + 1, head.auxiliary, f"be {lower}", form.base, "")
    return _active_head(words, at, head)


def _active_head(words: Words, at: int, head: Head) -> Head | None:
    lower = words[at].lower
    form = verb_form(lower)
    if form is None:
        return None
    complete = _has_complement(words, at + 1)
    if "base" in form.forms and head.auxiliary in lexicon.MODALS and complete:
        return Head(at, at + 1, head.auxiliary, lower, form.base, "")
    like_be = {"is": "s", "are": "base", "was": "past", "were": "past"}
    wanted = head.form or like_be.get(head.auxiliary, "")
    if wanted in form.forms and (wanted == "past" or complete):
        return Head(at, at + 1, "", lower, form.base, wanted)
    return None


def _has_complement(words: Words, at: int) -> bool:
    """Whether what follows shows that the word before was a verb, not a noun in a list."""
    if at >= len(words):
        return False
    closed = lexicon.DETERMINERS | lexicon.ADVERBS | lexicon.PREPOSITIONS | lexicon.PRONOUNS
    return words[at].lower in closed or is_number(words[at]) or words[at].is_capitalised


def cut_tails(words: Words) -> list[Words]:
    """Makes `open from 6 on weekdays and from 7 at weekends` two predicates."""
    for at in range(1, len(words) - 1):
        if words[at].lower != "and" or words[at + 1].lower not in lexicon.PREPOSITIONS:
            continue
        if quantifier_length(words, at + 1):
            continue
        first = next(
            (place for place, word in enumerate(words) if word.lower in lexicon.PREPOSITIONS), at
        )
        end = at - 1 if words[at - 1].text == "," else at
        if words[at - 1].text == "," or first >= at:
            return [words[:end]]
        return [words[:at], words[:first] + words[at + 1 :]]
    return [words]


def gaps_of(words: Words) -> list[tuple[int, int, int]]:
    """Where another subject and its phrase follow without a verb: mark, subject, preposition.

    `for 15 years and the drift log for 3 years` has one, at `and`.
    """
    found = []
    for at in range(1, len(words)):
        if words[at].text != "," and words[at].lower not in {"and", "but"}:
            continue
        begin = at + 1
        if words[at].text == "," and begin < len(words) and words[begin].lower in {"and", "but"}:
            begin += 1
        preposition = next((word.lower for word in words[:at] if word.lower in _GAPPED), "")
        near = range(begin, min(len(words), begin + 6))
        middle = next((place for place in near if words[place].lower in _GAPPED), 0)
        if (
            middle > begin
            and words[middle].lower == preposition
            and _is_plain_noun(words[begin:middle])
        ):
            found.append((at, begin, middle))
    return found


def first_preposition(words: Words) -> int:
    """The place of the first preposition; the number of words when there is none."""
    return next(
        (at for at, word in enumerate(words) if word.lower in lexicon.PREPOSITIONS), len(words)
    )


def _is_plain_noun(words: Words) -> bool:
    return all(
        not word.is_mark
        and word.lower not in lexicon.CONJUNCTIONS | lexicon.PREPOSITIONS | lexicon.ADVERBS
        for word in words
    )
