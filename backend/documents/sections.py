"""Cuts a document into sections, and these into pieces that stay whole where they can."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from backend.documents.model import Block, BlockKind, Document, Span
from backend.documents.sentences import split_sentences
from backend.documents.text import line_starts

_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Piece:
    """Text that is not cut if it fits: a sentence, a table row, or a part of one that was too long.

    Attributes:
        text: Its characters.
        spans: Their places, counted from the piece's own start.
        joint: What stands between it and the piece before: a line break before a new block, a
            space within a block, nothing within a word.
    """

    text: str
    spans: tuple[Span, ...]
    joint: str

    def cut(self, start: int, end: int, joint: str) -> Piece:
        """Its characters `start` to `end` as a piece of their own."""
        inside = tuple(
            replace(span, start=max(span.start, start) - start, end=min(span.end, end) - start)
            for span in self.spans
            if span.start < end and span.end > start
        )
        return Piece(self.text[start:end], inside, joint)

    def smaller(self) -> tuple[Piece, ...]:
        """Its words; its two halves when it is a single word; itself when one character long."""
        words = list(_WORD.finditer(self.text))
        if len(words) > 1:
            return tuple(
                self.cut(word.start(), word.end(), " " if number else self.joint)
                for number, word in enumerate(words)
            )
        middle = len(self.text) // 2
        if middle == 0:
            return (self,)
        return self.cut(0, middle, self.joint), self.cut(middle, len(self.text), "")


@dataclass(frozen=True, slots=True)
class Group:
    """Blocks that belong together: a paragraph, a list with the line that opens it, or a table.

    Attributes:
        blocks: The pieces of each block.
        is_table: Whether its first block is the header of the others.
    """

    blocks: tuple[tuple[Piece, ...], ...]
    is_table: bool


@dataclass(frozen=True, slots=True)
class Section:
    """What stands below one heading, up to the next.

    Attributes:
        path: Titles of the headings that it stands under, outermost first, its own included.
        heading: Its own heading; None for text before the first heading.
        groups: Its text.
    """

    path: tuple[str, ...]
    heading: Piece | None
    groups: tuple[Group, ...]

    def pieces(self) -> Iterator[Piece]:
        """All its pieces, the heading first."""
        if self.heading is not None:
            yield self.heading
        for group in self.groups:
            for block in group.blocks:
                yield from block


def sections_of(document: Document) -> Iterator[Section]:
    """The sections of a document; a heading that only holds deeper sections makes none."""
    headings: list[Block] = []
    body: list[Block] = []
    for block in document.blocks:
        if block.kind is not BlockKind.HEADING:
            body.append(block)
            continue
        if body or (headings and block.level <= headings[-1].level):
            yield _section(headings, body)
        body = []
        headings = [*(known for known in headings if known.level < block.level), block]
    if headings or body:
        yield _section(headings, body)


def _section(headings: Sequence[Block], body: Sequence[Block]) -> Section:
    heading = _whole(headings[-1]) if headings else None
    path = tuple(block.text for block in headings)
    return Section(path, heading, tuple(_groups_of(body)))


def _groups_of(body: Sequence[Block]) -> Iterator[Group]:
    at = 0
    while at < len(body):
        end = at + 1
        kind = body[at].kind
        opens_list = kind is BlockKind.PARAGRAPH and body[at].text.endswith(":")
        if opens_list or kind is BlockKind.LIST_ITEM:
            kind = BlockKind.LIST_ITEM
        if kind is not BlockKind.PARAGRAPH:
            while end < len(body) and body[end].kind is kind:
                end += 1
        yield Group(tuple(_pieces_of(block) for block in body[at:end]), kind is BlockKind.TABLE_ROW)
        at = end


def _pieces_of(block: Block) -> tuple[Piece, ...]:
    whole = _whole(block)
    if block.kind is BlockKind.TABLE_ROW:
        return (whole,)
    return tuple(
        whole.cut(start, end, " " if number else "\n")
        for number, (start, end) in enumerate(split_sentences(block.text))
    )


def _whole(block: Block) -> Piece:
    places = line_starts(block.text, [line.text for _, line in block.lines])
    spans = tuple(
        Span(start, end, page, line.box)
        for (start, end), (page, line) in zip(places, block.lines, strict=True)
    )
    return Piece(block.text, spans, "\n")
