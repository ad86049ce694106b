"""Lists and tables within a chunk's lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from backend.dataset.generate.offline.reading import Reading
from backend.dataset.generate.offline.text import LineKind, TextLine
from backend.documents.sentences import split_sentences


@dataclass(frozen=True, slots=True)
class ListBlock:
    """A sentence that leads in, and the items after it.

    Attributes:
        lead_start: Where the lead-in sentence begins; the first item's start when there is none.
        lead: The lead-in without its colon; empty when there is none.
        heading: The heading above when there is no lead-in.
        items: The items' lines.
        is_numbered: Whether they are numbered from 1 without a gap.
        is_whole: Whether neither the first nor the last item can be missing.
    """

    lead_start: int
    lead: str
    heading: str
    items: tuple[TextLine, ...]
    is_numbered: bool
    is_whole: bool

    @property
    def end(self) -> int:
        """Where the last item ends."""
        return self.items[-1].end


def list_blocks(reading: Reading) -> tuple[ListBlock, ...]:
    """The lists of a chunk."""
    blocks = []
    at = 0
    lines = reading.lines
    while at < len(lines):
        if lines[at].kind is not LineKind.ITEM:
            at += 1
            continue
        end = at
        while end < len(lines) and lines[end].kind is LineKind.ITEM:
            end += 1
        blocks.append(_list_block(reading, lines, at, end))
        at = end
    return tuple(blocks)


def _list_block(reading: Reading, lines: tuple[TextLine, ...], at: int, end: int) -> ListBlock:
    items = lines[at:end]
    before = lines[at - 1] if at > 0 else None
    lead, heading, start = "", "", items[0].start
    if before and before.kind is LineKind.HEADING:
        heading = reading.text(before.start, before.end)
    elif before:
        first, last = split_sentences(reading.chunk.text[before.start : before.end])[-1]
        lead = reading.text(before.start + first, before.start + last)
        start = before.start + first
    numbers = [item.number for item in items]
    numbered = numbers == list(range(1, len(items) + 1))
    whole = not (reading.is_cut and end == len(lines)) and bool(lead or heading)
    if any(numbers) and not numbered:
        whole = False
    return ListBlock(start, lead.rstrip(":"), heading, items, numbered, whole)


def item_text(reading: Reading, item: TextLine) -> str:
    """An item's words without its final full stop."""
    return reading.text(item.start, item.end).rstrip(".;,")


def joined(reading: Reading, items: Sequence[TextLine]) -> str:
    """The items as one answer."""
    return "; ".join(item_text(reading, item) for item in items)


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table: its cells and its line."""

    cells: tuple[str, ...]
    line: TextLine


def tables_of(reading: Reading) -> tuple[tuple[TableRow, ...], ...]:
    """The tables of a chunk whose rows all have as many cells as their header."""
    tables: list[list[TableRow]] = [[]]
    for line in reading.lines:
        if line.kind is LineKind.ROW:
            cells = reading.text(line.start, line.end).split(" | ")
            tables[-1].append(TableRow(tuple(cell.strip() for cell in cells), line))
        elif tables[-1]:
            tables.append([])
    return tuple(tuple(table) for table in tables if _is_regular(table))


def _is_regular(rows: list[TableRow]) -> bool:
    if len(rows) < 2 or len({len(row.cells) for row in rows}) != 1:
        return False
    header = rows[0].cells
    has_digits = any(letter.isdigit() for cell in header for letter in cell)
    return not has_digits and all(header) and len(set(header)) == len(header)
