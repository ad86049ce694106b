"""Where each letter of a page stands: found only for pages that somebody looks at."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field

from backend.documents.model import Box
from backend.documents.text import fold_text

# A letter on the edge of a line's box belongs to the line.
_EDGE_PT = 1.0


@dataclass(frozen=True, slots=True)
class Letters:
    """The letters of a page, without spaces, in the order in which the page draws them.

    Attributes:
        text: One character each.
        corners: For each letter left, top, right and bottom, in points from the page's top left
            corner.
    """

    text: str = ""
    corners: array[float] = field(default_factory=lambda: array("f"))

    def box_of(self, words: str, line: Box) -> Box | None:
        """Where `words` stand within a line; None when they aren't found there.

        Args:
            words: A part of the line's text, as `fold_text` gives it.
            line: Where the line stands.
        """
        wanted = "".join(words.split())
        folded, owners = self._folded_within(line)
        at = folded.find(wanted) if wanted else -1
        if at < 0:
            return None
        boxes = [self._box(owner) for owner in owners[at : at + len(wanted)]]
        left, right = min(box.left for box in boxes), max(box.right for box in boxes)
        return Box(left, line.top, right, line.bottom)

    def _folded_within(self, line: Box) -> tuple[str, list[int]]:
        """The line's text without spaces, and for each character whose letter it is."""
        folded, owners = [], []
        for index, letter in enumerate(self.text):
            box = self._box(index)
            x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
            inside_x = line.left - _EDGE_PT <= x <= line.right + _EDGE_PT
            if inside_x and line.top - _EDGE_PT <= y <= line.bottom + _EDGE_PT:
                for character in fold_text(letter):
                    folded.append(character)
                    owners.append(index)
        return "".join(folded), owners

    def _box(self, index: int) -> Box:
        return Box(*self.corners[4 * index : 4 * index + 4])
