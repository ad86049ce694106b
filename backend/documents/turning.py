"""Pages whose text stands on its side: laid out upright, then turned back to how they are shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from backend.documents.model import Block, Box


@dataclass(frozen=True, slots=True)
class Turn:
    """How a page was turned for reading.

    Attributes:
        quarters: Clockwise quarter turns from the page as shown to the page as read, 0 to 3.
        width_pt: Width of the page as read.
        height_pt: Height of the page as read.
    """

    quarters: int
    width_pt: float
    height_pt: float

    def back(self, box: Box) -> Box:
        """Where a box of the page as read lies on the page as shown."""
        if self.quarters == 1:
            left, right = self.width_pt - box.right, self.width_pt - box.left
            return Box(box.top, left, box.bottom, right)
        if self.quarters == 2:
            left, right = self.width_pt - box.right, self.width_pt - box.left
            return Box(left, self.height_pt - box.bottom, right, self.height_pt - box.top)
        if self.quarters == 3:
            return Box(self.height_pt - box.bottom, box.left, self.height_pt - box.top, box.right)
        return box


def turned_back(blocks: Sequence[Block], turns: Mapping[int, Turn]) -> tuple[Block, ...]:
    """The blocks with the boxes of their lines on the pages as shown; `turns` by page number."""
    if not any(turn.quarters for turn in turns.values()):
        return tuple(blocks)
    return tuple(
        replace(
            block,
            lines=tuple(
                (page, replace(line, box=turns[page].back(line.box))) for page, line in block.lines
            ),
        )
        for block in blocks
    )
