"""The steps of a procedure: all of them, a certain one, the next one."""

from __future__ import annotations

from collections.abc import Iterator

from backend.dataset.generate.base import Pair
from backend.dataset.generate.offline.blocks import ListBlock, item_text, list_blocks
from backend.dataset.generate.offline.compose import ask
from backend.dataset.generate.offline.leads import (
    counted_noun,
    event_of,
    goal_of,
    holder_of,
    order_clause,
)
from backend.dataset.generate.offline.lists import list_pair
from backend.dataset.generate.offline.reading import Reading, make_pair

STYLE = "procedure"
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")


def pairs(reading: Reading) -> Iterator[Pair | None]:
    """Pairs about each numbered list."""
    for block in list_blocks(reading):
        if not block.is_numbered or len(block.items) < 2:
            continue
        whole, of_steps = _wordings(reading, block)
        if block.is_whole:
            for question in whole:
                yield list_pair(reading, STYLE, question, block)
        if of_steps:
            yield from _steps(reading, block, of_steps)


def _wordings(reading: Reading, block: ListBlock) -> tuple[list[str | None], str]:
    """Questions for all steps, and how a question about one step names the procedure."""
    goal = goal_of(block)
    if goal:
        return [f"What are the steps to {goal}?", f"How do you {goal}?"], f"to {goal}"
    event = event_of(block)
    if event:
        return [f"What must be done {event}?", f"What are the steps {event}?"], event
    noun = counted_noun(block)
    holder = holder_of(reading, block) if noun else ""
    if holder:
        return [f"What are the {noun} of {holder}?"], f"of {holder}"
    clause = order_clause(reading, block)
    if clause:
        question = ask(clause, "How")
        return [question, question and question.replace("How", "In which steps", 1)], (
            f"when {clause.subject.text} {_verb_text(block, clause.subject.text)}"
        )
    if block.heading:
        return [f'What are the steps of "{block.heading}"?'], f'of "{block.heading}"'
    return [], ""


def _verb_text(block: ListBlock, subject: str) -> str:
    """The lead-in after its subject and before `in this order`."""
    rest = block.lead[len(subject) :].strip()
    for ending in ("in this order", "in the following order", "as follows", "in these steps"):
        rest = rest.removesuffix(ending).strip(" ,")
    return rest


def _steps(reading: Reading, block: ListBlock, name: str) -> Iterator[Pair | None]:
    items = block.items
    for place, item in enumerate(items[: len(_ORDINALS)]):
        text = item_text(reading, item)
        question = f"What is the {_ORDINALS[place]} step {name}?"
        yield make_pair(reading, STYLE, question, text, (item.start, item.end))
        question = f"What is step {place + 1} {name}?"
        yield make_pair(reading, STYLE, question, text, (item.start, item.end))
        if place > 0:
            previous = item_text(reading, items[place - 1])
            if len(previous.split()) <= 12 and '"' not in previous:
                question = f'Which step comes after "{previous}"?'
                yield make_pair(reading, STYLE, question, text, (items[place - 1].start, item.end))
