"""Cells of a table, asked for by row and column, and rows asked for by a cell."""

from __future__ import annotations

from collections.abc import Iterator

from backend.dataset.generate.base import Pair
from backend.dataset.generate.offline import lexicon, nouns
from backend.dataset.generate.offline.blocks import TableRow, tables_of
from backend.dataset.generate.offline.lexicon import word_set
from backend.dataset.generate.offline.reading import Reading, make_pair
from backend.dataset.generate.offline.text import words_of

STYLE = "table"
_EMPTY = frozenset({"", "-", "\u2013", "none", "n/a", "no", "yes"})
_PERSON_HEADERS = word_set("name person contact employee member teacher staff")


def pairs(reading: Reading) -> Iterator[Pair | None]:
    """Pairs about each cell of each table."""
    for table in tables_of(reading):
        labels = [row.cells[0] for row in table[1:]]
        for row in table[1:]:
            if labels.count(row.cells[0]) > 1 or not row.cells[0]:
                continue
            for column in range(1, len(table[0].cells)):
                yield from _cell(reading, table, row, column)


def _cell(
    reading: Reading, table: tuple[TableRow, ...], row: TableRow, column: int
) -> Iterator[Pair | None]:
    header, label, value = table[0].cells[column], row.cells[0], row.cells[column]
    if value.lower() in _EMPTY:
        return
    key = table[0].cells[0]
    for question in _questions(key, header, label, value):
        pair = make_pair(reading, STYLE, question, value, (row.line.start, row.line.end))
        if pair:
            kind = nouns.PERSON if _is_person(key) else "row"
            yield Pair(STYLE, pair.question, value, pair.evidence, label, kind)
    values = [other.cells[column] for other in table[1:]]
    if values.count(value) == 1:
        question = _reverse(key, header, value)
        yield make_pair(reading, STYLE, question, label, (row.line.start, row.line.end))


def _is_person(key: str) -> bool:
    return key.lower() in _PERSON_HEADERS


def _is_money(value: str) -> bool:
    words = words_of(value)
    return any(word.text in "€$£" or word.lower in lexicon.MONEY_UNITS for word in words)


def _questions(key: str, header: str, label: str, value: str) -> tuple[str, ...]:
    name = _lowered(header)
    first = name.split()[0]
    if first in {"where", "when", "who", "how"}:
        rest = name.split()[1:]
        asked = f"{first.capitalize()} is {_row_name(label, key)} {' '.join(rest)}?"
        return (asked, f'In the table, what stands under "{header}" for "{label}"?')
    if _is_person(key):
        return (f"What is the {name} of {label}?", f"Which {name} does {label} have?")
    if _is_money(value) and not _names_money(name):
        return (
            f'In the table, what is the {name} price of "{label}"?',
            f'How much does "{label}" cost in the column "{header}"?',
        )
    return (
        f'What is the {name} of "{label}"?',
        f'In the table, what is the {name} of "{label}"?',
    )


def _reverse(key: str, header: str, value: str) -> str:
    name = _lowered(header)
    if name.split()[0] in {"where", "when", "who", "how"}:
        return f'Which {_lowered(key)} has "{value}" under "{header}"?'
    if _is_person(key):
        return f"Who has {name} {value}?" if value[0].isdigit() else f"Whose {name} is {value}?"
    if _is_money(value) and not _names_money(name):
        return f"Which {_lowered(key)} has {_article(name)} {name} price of {value}?"
    return f"Which {_lowered(key)} has {value} as {name}?"


def _names_money(name: str) -> bool:
    return any(word in name for word in ("price", "fee", "cost", "fare", "rate", "charge", "wage"))


def _row_name(label: str, key: str) -> str:
    return label if _is_person(key) else f'"{label}"'


def _article(noun: str) -> str:
    """`a` or `an`."""
    return "an" if noun[:1] in "aeiou" else "a"


def _lowered(header: str) -> str:
    return header if header.isupper() else header[0].lower() + header[1:]
