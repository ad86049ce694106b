"""What the application is dressed in now, kept with the application itself.

Widgets and icons that paint ask here, so none of them needs the theme handed to it.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QColor

from gui.style.palette import DARK, LIGHT, Palette

_PALETTE = "tunedesk_palette"
_FONT_SCALE = "tunedesk_font_scale"


def current_palette() -> Palette:
    """The colours in use; light where no theme has been chosen yet."""
    application = QCoreApplication.instance()
    name = application.property(_PALETTE) if application else None
    return DARK if name == DARK.name else LIGHT


def font_scale() -> float:
    """By what all type is multiplied, 0.8 to 2.0; 1.0 where no theme has been chosen yet."""
    application = QCoreApplication.instance()
    scale = application.property(_FONT_SCALE) if application else None
    return float(scale) if scale else 1.0


def remember(application: QCoreApplication, palette: Palette, scale: float) -> None:
    """Keeps what the theme has chosen; only the theme calls this."""
    application.setProperty(_PALETTE, palette.name)
    application.setProperty(_FONT_SCALE, scale)


def colour(name: str) -> QColor:
    """A colour by its name, in the theme in use.

    Args:
        name: A field of `Palette` such as "good"; "series-0" for the first line of a plot; or
            "#rrggbb", which is the same in every theme.

    Raises:
        AttributeError: The palette has no such colour.
    """
    if name.startswith("#"):
        return QColor(name)
    palette = current_palette()
    if name.startswith("series-"):
        return QColor(palette.series[int(name.removeprefix("series-")) % len(palette.series)])
    return QColor(getattr(palette, name))
