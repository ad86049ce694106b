"""Where a stretch of a chunk's text stands on its pages."""

from __future__ import annotations

from dataclasses import dataclass, replace

from backend.documents.model import Box, Chunk, Span


@dataclass(frozen=True, slots=True)
class Place:
    """A rectangle on a page.

    Attributes:
        page: 1-based number.
        box: In points from the page's top left corner.
    """

    page: int
    box: Box


def places_of(chunk: Chunk, start: int, end: int) -> tuple[Place, ...]:
    """The places of the characters `start` to `end` (exclusive) of a chunk's text.

    Of a line that is only partly meant, the part is taken in proportion to its characters: a box
    for every character would cost five times the reading time.
    """
    return tuple(
        Place(span.page, _part(span, start, end))
        for span in chunk.spans
        if span.start < end and span.end > start
    )


def _part(span: Span, start: int, end: int) -> Box:
    length = max(1, span.end - span.start)
    width = span.box.right - span.box.left
    before = max(0, start - span.start) / length
    after = max(0, span.end - end) / length
    return replace(
        span.box, left=span.box.left + before * width, right=span.box.right - after * width
    )
