"""Lines become blocks: headings, paragraphs, list items and table rows in reading order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from backend.documents.lines import Segment
from backend.documents.model import Block, BlockKind, Line
from backend.documents.style import Style, style_of
from backend.documents.text import join_lines

_BULLET = re.compile(r"[•▪○■\u2013*-]\s+(?=\S)")
_NUMBERED = re.compile(r"\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,5})[.)]\s+\S")
# With the full-width marks of Chinese and Japanese, and closing quotes and brackets after it.
_FINISHED = re.compile(r"[.!?:;…\u3002\uff01\uff1f][\"'”\u2019»)\]]*$")
# Estimates, to be checked on prose that is set ragged, indented, or with open leading.
_PARAGRAPH_GAP = 1.25
_INDENT_EM = 0.8
_SHORT_LINE_FRACTION = 0.8
_HEADING_PITCH_EM = 1.6


@dataclass(frozen=True, slots=True)
class Column:
    """The lines of one column of one page, tables found, from top to bottom.

    Attributes:
        page: 1-based page number.
        lines: At least one.
        left: Where its leftmost line begins, in points.
        right: Where its longest line ends.
    """

    page: int
    lines: tuple[Segment, ...]
    left: float
    right: float

    @staticmethod
    def of(page: int, lines: tuple[Segment, ...]) -> Column:
        """Measures the column."""
        left = min(item.line.box.left for item in lines)
        return Column(page, lines, left, max(item.line.box.right for item in lines))


@dataclass(slots=True)
class _Open:
    """A block that may still grow."""

    kind: BlockKind
    column: Column
    lines: list[tuple[int, Line]]
    last: Segment
    first_left: float

    @property
    def finished(self) -> bool:
        return _FINISHED.search(self.last.line.text) is not None

    @property
    def last_is_full(self) -> bool:
        width = self.column.right - self.column.left
        return self.last.line.box.right >= self.column.left + _SHORT_LINE_FRACTION * width


def blocks_of(columns: Sequence[Column]) -> tuple[Block, ...]:
    """The blocks of a document from its columns in reading order."""
    style = style_of([column.lines for column in columns])
    return tuple(_with_list_levels(_without_repeated_headers(_grouped(columns, style))))


def _grouped(columns: Sequence[Column], style: Style) -> Iterator[Block]:
    open_: _Open | None = None
    for column in columns:
        for item in column.lines:
            kind = _kind_of(item, column, open_, style)
            if open_ is not None and _continues(open_, item, column, kind, style):
                open_.lines.append((column.page, item.line))
                open_.last, open_.column = item, column
                continue
            if open_ is not None:
                yield _closed(open_, style)
            line = _with_plain_bullet(item.line) if kind is BlockKind.LIST_ITEM else item.line
            open_ = _Open(kind, column, [(column.page, line)], item, item.line.box.left)
    if open_ is not None:
        yield _closed(open_, style)


def _kind_of(item: Segment, column: Column, open_: _Open | None, style: Style) -> BlockKind:
    if item.line.cells:
        return BlockKind.TABLE_ROW
    in_sentence = (
        open_ is not None
        and open_.kind is BlockKind.PARAGRAPH
        and not open_.finished
        and open_.column is column
        and not _far_below(open_.last, item, style)
    )
    if style.is_heading(item.line) and not (
        in_sentence and item.line.font_size_pt <= style.body_size_pt
    ):
        return BlockKind.HEADING
    marked = _BULLET.match(item.line.text) or _NUMBERED.match(item.line.text)
    return BlockKind.LIST_ITEM if marked and not in_sentence else BlockKind.PARAGRAPH


def _continues(open_: _Open, item: Segment, column: Column, kind: BlockKind, style: Style) -> bool:
    """Whether a line goes on with the open block; a plain line has the kind of a paragraph."""
    if kind is BlockKind.HEADING and open_.kind is BlockKind.HEADING:
        return _heading_continues(open_, item, column)
    text_kinds = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)
    if kind is not BlockKind.PARAGRAPH or open_.kind not in text_kinds:
        return False
    last_size_pt, size_pt = open_.last.line.font_size_pt, item.line.font_size_pt
    if abs(size_pt - last_size_pt) > 0.12 * max(size_pt, last_size_pt):
        return False
    if _breaks_column(open_, item, column):
        starts_small = item.line.text[0].islower()
        return not open_.finished and (starts_small or open_.last_is_full)
    return not _far_below(open_.last, item, style) and _text_continues(open_, item)


def _breaks_column(open_: _Open, item: Segment, column: Column) -> bool:
    """Whether the line stands on the next page, or at the top of the next column."""
    return open_.column.page != column.page or item.baseline_pt < open_.last.baseline_pt


def _text_continues(open_: _Open, item: Segment) -> bool:
    """Whether a plain line right below goes on with the open paragraph or list item."""
    left = item.line.box.left
    if open_.kind is BlockKind.LIST_ITEM:
        hangs = left > open_.first_left + 2
        return hangs or (not open_.finished and open_.last_is_full)
    indented = left > open_.last.line.box.left + _INDENT_EM * item.line.font_size_pt
    ended = open_.finished and not open_.last_is_full
    return not (indented or ended)


def _heading_continues(open_: _Open, item: Segment, column: Column) -> bool:
    last = open_.last.line
    alike = (last.font_size_pt, last.bold) == (item.line.font_size_pt, item.line.bold)
    pitch_pt = item.baseline_pt - open_.last.baseline_pt
    near = 0 < pitch_pt <= _HEADING_PITCH_EM * max(last.font_size_pt, 1.0)
    return alike and near and open_.column is column and not item.line.text[0].isdigit()


def _far_below(above: Segment, below: Segment, style: Style) -> bool:
    """Whether more than the usual leading parts two lines of a column."""
    pitch_pt = below.baseline_pt - above.baseline_pt
    usual_pt = style.pitch_em * max(below.line.font_size_pt, above.line.font_size_pt)
    return not -0.5 * usual_pt < pitch_pt <= _PARAGRAPH_GAP * usual_pt


def _closed(open_: _Open, style: Style) -> Block:
    first_page, first = open_.lines[0]
    text = join_lines([line.text for _, line in open_.lines], style.hyphenated)
    level = style.level_of(first) if open_.kind is BlockKind.HEADING else 0
    return Block(open_.kind, text, first_page, tuple(open_.lines), level)


def _with_plain_bullet(line: Line) -> Line:
    return replace(line, text=_BULLET.sub("- ", line.text, count=1))


def _without_repeated_headers(blocks: Iterator[Block]) -> Iterator[Block]:
    """Drops the header that a table repeats on its next page."""
    header: Block | None = None
    for block in blocks:
        if block.kind is not BlockKind.TABLE_ROW:
            header = None
        elif header is None:
            header = block
        elif block.text == header.text and block.page != header.page:
            continue
        yield block


def _with_list_levels(blocks: Iterator[Block]) -> Iterator[Block]:
    """Gives each list item its depth by how far it is indented within its list."""
    lefts: list[float] = []
    for block in blocks:
        if block.kind is not BlockKind.LIST_ITEM:
            lefts = []
            yield block
            continue
        left = block.lines[0][1].box.left
        lefts = [*(known for known in lefts if known < left - 3), left]
        yield replace(block, level=len(lefts))
