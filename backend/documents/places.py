"""Where a stretch of a chunk's text stands on its pages."""

from __future__ import annotations

from dataclasses import dataclass

from backend.documents.letters import Letters
from backend.documents.model import Box, Chunk


@dataclass(frozen=True, slots=True)
class Place:
    """A piece of text on a page.

    Attributes:
        page: 1-based number.
        line: The line that it stands in, in points from the page's top left corner.
        text: The piece.
    """

    page: int
    line: Box
    text: str

    def box_in(self, letters: Letters) -> Box:
        """Where the piece itself stands; the whole line where it can't be told."""
        return letters.box_of(self.text, self.line) or self.line


def places_of(chunk: Chunk, start: int, end: int) -> tuple[Place, ...]:
    """The places of the characters `start` to `end` (exclusive) of a chunk's text."""
    return tuple(
        Place(span.page, span.box, chunk.text[max(start, span.start) : min(end, span.end)])
        for span in chunk.spans
        if span.start < end and span.end > start
    )
