"""The reader for PDF files: opens them through PDFium, classifies what goes wrong, makes blocks."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from backend.documents.blocks import Column, blocks_of
from backend.documents.columns import regions_of
from backend.documents.furniture import PageSegments, without_furniture
from backend.documents.lines import segments_of
from backend.documents.model import Block, DocumentState, Page
from backend.documents.problems import pages_in_words, problem
from backend.documents.reading import Reading
from backend.documents.runs import Run
from backend.documents.tables import with_tables
from backend.documents.turning import Turn, turned_back
from backend.message import Message

if TYPE_CHECKING:
    import pypdfium2 as pdfium

# Source: ISO 32000-1, implementation note 13: readers accept the header within the first 1,024
# bytes; note 18: the end mark within the last 1,024.
_HEADER_WITHIN_BYTES = 1024
_LOOKS = (
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"PK\x03\x04", "a zip archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"{\\rtf", "a rich text document"),
)
# Estimate: the longest books hold under 10 million characters; check on reference works.
MOST_CHARACTERS = 50_000_000


@dataclass(frozen=True, slots=True)
class _Found:
    """What was found on the pages of an open file."""

    pages: tuple[Page, ...]
    segments: tuple[PageSegments, ...]
    turns: dict[int, Turn]
    pictures: tuple[int, ...]
    broken: tuple[int, ...]


class PdfReader:
    """Reads PDF files that have a text layer."""

    suffixes = (".pdf",)
    title = "PDF"

    def read(self, path: Path, password: str | None, page_done: Callable[[int], None]) -> Reading:
        """See `Reader.read`."""
        # PDFium is loaded in the child process that reads, and in no other.
        import pypdfium2 as pdfium

        head, tail = _ends_of(path)
        if b"%PDF-" not in head:
            return _not_pdf(path.name, head)
        try:
            file = pdfium.PdfDocument(path, password=password)
        except pdfium.PdfiumError as error:
            return _not_opened(path.name, error, password)
        try:
            found = _pages_of(file, page_done)
        finally:
            file.close()
        if found is None:
            limit_mb = MOST_CHARACTERS // 1_000_000
            text = problem("documents.too_much_text", name=path.name, limit_mb=limit_mb)
            return Reading(DocumentState.TOO_LARGE, text)
        return _reading(path.name, found, b"%%EOF" in tail)


def _ends_of(path: Path) -> tuple[bytes, bytes]:
    with path.open("rb") as stream:
        head = stream.read(_HEADER_WITHIN_BYTES)
        stream.seek(max(0, path.stat().st_size - _HEADER_WITHIN_BYTES))
        return head, stream.read()


def _not_pdf(name: str, head: bytes) -> Reading:
    if not head:
        return Reading(DocumentState.UNSUPPORTED, problem("documents.empty", name=name))
    looks = next((words for magic, words in _LOOKS if head.startswith(magic)), None)
    if looks is None and re.match(
        rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|\?xml|head)", head, re.I
    ):
        looks = "a web page"
    if looks is None:
        looks = "plain text" if _is_text(head) else "nothing that is known"
    return Reading(DocumentState.UNSUPPORTED, problem("documents.not_pdf", name=name, looks=looks))


def _is_text(head: bytes) -> bool:
    return not re.search(rb"[\x00-\x08\x0e-\x1f\x7f-\xff]", head)


def _not_opened(name: str, error: pdfium.PdfiumError, password: str | None) -> Reading:
    from pypdfium2 import raw

    if error.err_code == raw.FPDF_ERR_PASSWORD:
        code = "documents.needs_password" if password is None else "documents.wrong_password"
        return Reading(DocumentState.PASSWORD, problem(code, name=name))
    if error.err_code == raw.FPDF_ERR_SECURITY:
        return Reading(DocumentState.UNSUPPORTED, problem("documents.protection", name=name))
    return _damaged(name, "its inner structure can't be followed")


def _damaged(name: str, cause: str) -> Reading:
    return Reading(DocumentState.DAMAGED, problem("documents.damaged", name=name, cause=cause))


def _pages_of(file: pdfium.PdfDocument, page_done: Callable[[int], None]) -> _Found | None:
    """Reads page by page; None when there is more text than may be."""
    import pypdfium2 as pdfium
    from pypdfium2 import raw

    from backend.documents.pdf_runs import runs_of

    pages, segments, pictures, broken = [], [], [], []
    turns: dict[int, Turn] = {}
    characters = 0
    for number in range(1, len(file) + 1):
        width_pt, height_pt, has_picture = 0.0, 0.0, False
        runs: tuple[Run, ...] = ()
        turns[number] = Turn(0, 0.0, 0.0)
        try:
            page = file[number - 1]
            width_pt, height_pt = page.get_size()
            found = runs_of(page)
            runs, turns[number] = found.runs, found.turn
            has_picture = not runs and any(page.get_objects([raw.FPDF_PAGEOBJ_IMAGE], max_depth=3))
            page.close()
        except pdfium.PdfiumError:
            broken.append(number)
        placed = segments_of(runs)
        on_page = sum(len(item.line.text) for item in placed)
        characters += on_page
        if characters > MOST_CHARACTERS:
            return None
        pages.append(Page(number, round(width_pt, 2), round(height_pt, 2), on_page))
        segments.append(PageSegments(turns[number].height_pt, placed))
        if has_picture:
            pictures.append(number)
        page_done(len(file))
    return _Found(tuple(pages), tuple(segments), turns, tuple(pictures), tuple(broken))


def _reading(name: str, found: _Found, has_end: bool) -> Reading:
    """Judges what was found and lays it out as blocks."""
    blocks = turned_back(_blocks(found.segments), found.turns)
    if blocks:
        text = _shortcoming(name, found, has_end)
        return Reading(DocumentState.READY, text, found.pages, blocks)
    if not found.pages or len(found.broken) == len(found.pages):
        return _damaged(name, "none of its pages can be read")
    if not has_end and not found.pictures:
        return _damaged(name, "its end is missing")
    where = pages_in_words([page.number for page in found.pages])
    text = problem("documents.scanned", name=name, pages=where)
    return Reading(DocumentState.SCANNED, text, found.pages)


def _shortcoming(name: str, found: _Found, has_end: bool) -> Message | None:
    """What is missing from a file that was read all the same."""
    if found.broken:
        where = f"{pages_in_words(found.broken)} can't be read"
        return problem("documents.incomplete", name=name, cause=where)
    if not has_end:
        return problem("documents.incomplete", name=name, cause="the end of the file is missing")
    if found.pictures:
        where = pages_in_words(found.pictures)
        return problem("documents.partly_scanned", name=name, pages=where)
    return None


def _blocks(pages: tuple[PageSegments, ...]) -> tuple[Block, ...]:
    columns = [
        Column.of(number, with_tables(rows))
        for number, segments in enumerate(without_furniture(pages), start=1)
        for rows in regions_of(segments)
        if rows
    ]
    return blocks_of(columns)
