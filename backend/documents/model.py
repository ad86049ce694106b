"""What a document is once it has been read: pages, blocks, chunks, each with its place."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from backend.message import Message


class DocumentState(StrEnum):
    """How reading a file ended."""

    READY = "ready"
    SCANNED = "scanned"
    PASSWORD = "needs_password"  # noqa: S105 - a state, not a secret
    DAMAGED = "damaged"
    TOO_LARGE = "too_large"
    UNSUPPORTED = "not_supported"


class BlockKind(StrEnum):
    """What a run of lines is within its page."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TABLE_ROW = "table_row"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, in points (1/72 inch) from the top left corner."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text as it stands on the page.

    Attributes:
        text: The line's text, ligatures resolved, without its line break.
        box: Where it stands.
        font_size_pt: Size of most of its characters; 0 when unknown.
        bold: Whether most of its characters are bold.
        cells: For a table row, the text of each cell from left to right; else empty.
    """

    text: str
    box: Box
    font_size_pt: float = 0.0
    bold: bool = False
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that belong together.

    Attributes:
        kind: Heading, paragraph, list item or table row.
        text: The lines joined: hyphenation undone, spaces folded. A table row's cells are joined
            with ` | `.
        page: 1-based number of the page that it begins on.
        lines: Its lines with their page numbers (a paragraph may run over a page break).
        level: 1 to 6 for a heading, nesting depth from 1 for a list item, else 0.
    """

    kind: BlockKind
    text: str
    page: int
    lines: tuple[tuple[int, Line], ...]
    level: int = 0


@dataclass(frozen=True, slots=True)
class Page:
    """A page's size in points and how much text it bears.

    Attributes:
        number: 1-based.
        width_pt: Width in points.
        height_pt: Height in points.
        characters: Characters of text found on it; 0 on a scanned page.
    """

    number: int
    width_pt: float
    height_pt: float
    characters: int


@dataclass(frozen=True, slots=True)
class Document:
    """A file that was read, or the reason why it could not be.

    Attributes:
        document_id: First 16 hexadecimal digits of the SHA-256 of the file's bytes.
        name: File name for a person.
        sha256: Of the file's bytes, hexadecimal.
        size_bytes: Size of the file.
        state: How reading ended.
        problem: Why it is not ready, or what is missing; None when all is well.
        pages: Every page, those without text too.
        blocks: In reading order; empty unless the state is ready.
    """

    document_id: str
    name: str
    sha256: str
    size_bytes: int
    state: DocumentState
    problem: Message | None = None
    pages: tuple[Page, ...] = ()
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `start` to `end` (exclusive) of a chunk's text and where they stand.

    Attributes:
        start: First character in the chunk's text.
        end: One past the last character.
        page: 1-based page number.
        box: The line's rectangle on that page.
    """

    start: int
    end: int
    page: int
    box: Box


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of a document that fits the model's context.

    Attributes:
        chunk_id: `<document_id>-<index>`, stable for the same file and chunk settings.
        document_id: The document that it comes from.
        document_name: The same for a person.
        index: 0-based place within the document.
        heading_path: Titles of the sections that it stands in, outermost first.
        text: Exactly what becomes the context of a row; blocks joined by newlines.
        tokens: Its length in the base model's tokens.
        spans: For each stretch of text, its place on a page, in order.
    """

    chunk_id: str
    document_id: str
    document_name: str
    index: int
    heading_path: tuple[str, ...]
    text: str
    tokens: int
    spans: tuple[Span, ...]

    def page_of(self, start: int) -> int:
        """The page on which the character at `start` of the text stands."""
        reached = [span.page for span in self.spans if span.start <= start]
        return reached[-1] if reached else self.spans[0].page
