"""Running heads, running feet and page numbers: text of the page, not of the document."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from backend.documents.lines import Row, Segment, joined, rows_of

# Estimate: heads and feet lie in the outer eighth of a page; check on books with deep margins.
_ZONE_FRACTION = 0.125
# Only the outermost rows can be furniture: a second line of a head is common, a third is not.
_OUTER_ROWS = 2
_PAGE_NUMBER = re.compile(
    r"\W*(?:(?:page|seite|p\.)\s*)?(?:\d{1,4}|[ivxlc]{1,7})(?:\s*(?:of|/|von)\s*\d{1,4})?\W*",
    re.IGNORECASE,
)
_OUTER_NUMBER = re.compile(r"^\d{1,4}(?=\s)|(?<=\s)\d{1,4}$")
# A line that stands on this many pages at the same height is no part of the text; on short
# documents two pages are enough.
_REPEATS = 3
_SHORT_DOCUMENT_PAGES = 4


@dataclass(frozen=True, slots=True)
class PageSegments:
    """The segments of one page, and the page's height in points."""

    height_pt: float
    segments: tuple[Segment, ...]


def without_furniture(pages: Sequence[PageSegments]) -> tuple[tuple[Segment, ...], ...]:
    """The segments of each page without running heads, feet and page numbers."""
    outer = [_outer_rows(page) for page in pages]
    seen = Counter(key for rows in outer for key in {_key(row) for row in rows})
    needed = 2 if len(pages) <= _SHORT_DOCUMENT_PAGES else _REPEATS
    counted = Counter(offset for n, rows in enumerate(outer) for offset in _offsets(rows, n))
    kept = []
    for number, (page, rows) in enumerate(zip(pages, outer, strict=True)):
        drop = {
            id(line)
            for row in rows
            if seen[_key(row)] >= needed
            or _PAGE_NUMBER.fullmatch(joined(row).text)
            or any(counted[offset] >= _REPEATS for offset in _offsets([row], number))
            for line in row.segments
        }
        kept.append(tuple(item for item in page.segments if id(item.line) not in drop))
    return tuple(kept)


def _outer_rows(page: PageSegments) -> list[Row]:
    rows = rows_of(page.segments)
    zone_pt = _ZONE_FRACTION * page.height_pt
    head = [row for row in rows[:_OUTER_ROWS] if row.box.bottom < zone_pt]
    foot = [row for row in rows[-_OUTER_ROWS:] if row.box.top > page.height_pt - zone_pt]
    return head + foot


def _offsets(rows: Sequence[Row], number: int) -> set[int]:
    """How far the numbers that begin or end outer rows are ahead of the page's own `number`.

    On pages that follow one another a printed page number is always as far ahead, whatever the
    head beside it says. Bold rows are left out: a chapter's heading may count with the pages, too.
    """
    lines = [joined(row) for row in rows]
    texts = [line.text for line in lines if not line.bold]
    found = [digits for text in texts for digits in _OUTER_NUMBER.findall(text)]
    return {int(digits) - number for digits in found}


def _key(row: Row) -> tuple[str, int]:
    """A row's text without its numbers, and its height on the page to some 8 points."""
    return re.sub(r"\d+", "#", joined(row).text.lower()), round(row.baseline_pt / 8)
