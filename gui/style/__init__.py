"""How the window looks: colours, type, icons, one stylesheet. Knows nothing of what it shows."""

from __future__ import annotations

from gui.style.current import colour, current_palette, font_scale
from gui.style.icons import icon
from gui.style.metrics import GRID, Type, font, scaled
from gui.style.palette import DARK, LIGHT, Palette, contrast
from gui.style.roles import set_role
from gui.style.theme import Theme

__all__ = [
    "DARK",
    "GRID",
    "LIGHT",
    "Palette",
    "Theme",
    "Type",
    "colour",
    "contrast",
    "current_palette",
    "font",
    "font_scale",
    "icon",
    "scaled",
    "set_role",
]
