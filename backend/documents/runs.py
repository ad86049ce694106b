"""Runs: the pieces of text that a page description places, before they become lines."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from backend.documents.model import Box


@dataclass(frozen=True, slots=True)
class Run:
    """Text that was drawn in one go, without a wide gap in it.

    Attributes:
        text: Its characters as found, spaces at its ends included.
        box: The rectangle that its ink covers.
        baseline_pt: Distance of its baseline from the top of the page.
        size_pt: Font size as it appears on the page.
        bold: Whether its font is bold.
    """

    text: str
    box: Box
    baseline_pt: float
    size_pt: float
    bold: bool


def union_of(boxes: Iterable[Box]) -> Box:
    """The smallest rectangle around all `boxes`, of which there must be one at least."""
    known = list(boxes)
    return Box(
        min(box.left for box in known),
        min(box.top for box in known),
        max(box.right for box in known),
        max(box.bottom for box in known),
    )
