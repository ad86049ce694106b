"""The grid and the type scale."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtGui import QFont

from gui.style.current import font_scale
from gui.style.fonts import FAMILY

GRID = 8
"""All distances are multiples of this, or half of it (logical pixels)."""

_TABULAR = "tnum"


class Type(IntEnum):
    """Sizes of type in logical pixels at font scale 1."""

    SMALL = 12
    BODY = 14
    HEADING = 16
    TITLE = 20
    DISPLAY = 28


def scaled(length: float) -> int:
    """A length that grows with the font scale, in whole logical pixels, at least 1."""
    return max(1, round(length * font_scale()))


def font(
    size: int = Type.BODY,
    weight: QFont.Weight = QFont.Weight.Normal,
    tabular: bool = True,
) -> QFont:
    """The window's typeface at a size of the type scale, times the font scale.

    Args:
        size: One of `Type`.
        weight: Normal, Medium or DemiBold; the faces that ship.
        tabular: Digits of one width, so numbers keep still while they change.
    """
    result = QFont(FAMILY)
    result.setPixelSize(scaled(size))
    result.setWeight(weight)
    if tabular:
        result.setFeature(QFont.Tag(_TABULAR), 1)
    return result
