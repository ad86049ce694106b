"""What the sentence before a list asks for."""

from __future__ import annotations

import re

from backend.dataset.generate.offline.blocks import ListBlock
from backend.dataset.generate.offline.clause import Clause, parse_clauses
from backend.dataset.generate.offline.compose import ask, points_elsewhere
from backend.dataset.generate.offline.phrases import Phrase, PhraseKind
from backend.dataset.generate.offline.reading import Reading
from backend.dataset.generate.offline.text import words_of

_TO = re.compile(r"to (?P<goal>[a-z][^,:]+?)(?:,| (?:do|follow|proceed|take|use|carry)\b)", re.I)
_WHEN = re.compile(r"(?P<event>(?:when|if|before|after|in case of) [^,:]+),", re.I)
_ORDER = re.compile(
    r",?\s+(?:in this order|in the following order|as follows|like this|in these steps|in this way"
    r"|with these steps|by these steps)$",
    re.I,
)
_COUNTED = re.compile(
    r"(?:(?:these|the following|two|three|four|five|six|seven|eight|nine|ten|\d+|several)\s)+"
    r"(?:main\s|different\s)?(?P<noun>[a-z]+s)$",
    re.I,
)


def goal_of(block: ListBlock) -> str:
    """`refund a ticket` of `To refund a ticket, follow these steps`; empty when there is none."""
    match = _TO.match(block.lead)
    return match["goal"] if match and not points_elsewhere(words_of(match["goal"])) else ""


def event_of(block: ListBlock) -> str:
    """`when somebody falls into the water`; empty when the lead-in names no event."""
    match = _WHEN.match(block.lead)
    if not match or points_elsewhere(words_of(match["event"])[1:]):
        return ""
    return match["event"][0].lower() + match["event"][1:]


def order_clause(reading: Reading, block: ListBlock) -> Clause | None:
    """`The office announces a sailing` of `The office announces a sailing in this order`."""
    shortened = _ORDER.sub("", block.lead)
    return None if shortened == block.lead else parse_lead(reading, shortened)


def parse_lead(reading: Reading, lead: str) -> Clause | None:
    """The last clause of a lead-in sentence; None when it can't be read."""
    words = words_of(f"{lead}.")
    clauses = parse_clauses(f"{lead}.", words, reading.vocabulary, None)
    return clauses[-1] if clauses else None


def counted_noun(block: ListBlock) -> str:
    """`steps` of `has these steps`, `parts` of `has four parts`; empty when there is none."""
    match = _COUNTED.search(block.lead)
    return match["noun"].lower() if match else ""


def holder_of(reading: Reading, block: ListBlock) -> str:
    """What has the counted things: `the daily check` of `The daily check has these steps`."""
    clause = parse_lead(reading, _COUNTED.sub("items", block.lead))
    if clause is None or clause.base not in {"have", "include", "contain"} or clause.lead:
        return ""
    return "" if clause.subject.text == "there" else clause.subject.text


def open_question(reading: Reading, block: ListBlock) -> str | None:
    """`What does a complete label show?` of `A complete label shows:`."""
    placeholder = f"{block.lead} {_PLACEHOLDER}"
    clause = parse_lead(reading, placeholder)
    if clause is None or clause.base in {"have", "be"} or clause.is_passive:
        return None
    if not clause.phrases or not _is_placeholder(clause.phrases[-1]):
        return None
    return ask(clause, "What", [clause.phrases[-1]])


_PLACEHOLDER = "things"


def _is_placeholder(phrase: Phrase) -> bool:
    return phrase.kind is PhraseKind.NOUN and phrase.text == _PLACEHOLDER
