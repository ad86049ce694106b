"""Icons by Tunedesk's own names; they are drawn in the colours in use when they are painted."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QGuiApplication,
    QIcon,
    QIconEngine,
    QPainter,
    QPalette,
    QPixmap,
)

from backend.message import TunedeskError, fault
from gui.style.current import colour as named_colour
from gui.style.glyphs import GLYPHS

_FONT = "phosphor-1.3.0.ttf"
_CHARACTERS = "phosphor-charmap-1.3.0.json"


@lru_cache(maxsize=512)
def icon(name: str, colour: str | None = None) -> QIcon:
    """The icon of that name.

    Args:
        name: One of Tunedesk's own names.
        colour: A name as `gui.style.colour` takes it, which follows the theme; without one the
            icon has the colour of the text beside it.

    Raises:
        KeyError: There is no icon of that name.
        TunedeskError: The icon font is missing or damaged.
    """
    return QIcon(_GlyphEngine(_glyph(name), colour))


def glyph_pixmap(name: str, colour: str, size: int, ratio: float = 1.0) -> QPixmap:
    """One icon as a picture.

    Args:
        name: One of Tunedesk's own names.
        colour: "#rrggbb".
        size: Width and height in logical pixels.
        ratio: Device pixels for each logical one.

    Raises:
        KeyError: There is no icon of that name.
        TunedeskError: The icon font is missing or damaged.
    """
    glyph = _glyph(name)  # before there is a painter, which an error would leave open
    pixmap = QPixmap(round(size * ratio), round(size * ratio))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    _draw(painter, pixmap.rect(), glyph, QColor(colour))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


@dataclass(frozen=True, slots=True)
class _Glyph:
    family: str
    character: str


def _draw(painter: QPainter, rect: QRect, glyph: _Glyph, colour: QColor) -> None:
    """Draws a glyph of the icon font into the middle of `rect`, as large as fits."""
    side = min(rect.width(), rect.height())
    font = QFont(glyph.family)
    font.setPixelSize(max(1, side))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, glyph.character)
    painter.restore()


def _glyph(name: str) -> _Glyph:
    return _glyphs()[GLYPHS[name]]


@cache
def _glyphs() -> Mapping[str, _Glyph]:
    """Loads Phosphor from the files of qtawesome.

    qtawesome itself is not imported: it would load all its fonts at the first icon, on Windows
    install them for the user, and bring qtpy along, ten times the time of what is done here.
    """
    package = find_spec("qtawesome")
    if package is None or package.origin is None:
        raise _unreadable("qtawesome")
    folder = Path(package.origin).parent / "fonts"
    number = QFontDatabase.addApplicationFont(str(folder / _FONT))
    if number < 0:
        raise _unreadable(str(folder / _FONT))
    codes: dict[str, str] = json.loads((folder / _CHARACTERS).read_text("utf-8"))
    family = QFontDatabase.applicationFontFamilies(number)[0]
    return {glyph: _Glyph(family, chr(int(codes[glyph], 16))) for glyph in GLYPHS.values()}


def _unreadable(path: str) -> TunedeskError:
    return fault(
        "style.icons_unreadable",
        "The icons ({path}) are missing or damaged.",
        "Install Tunedesk again.",
        path=path,
    )


class _GlyphEngine(QIconEngine):
    """Paints one glyph; asks for its colour at each painting, so it follows the theme."""

    def __init__(self, glyph: _Glyph, colour: str | None) -> None:
        super().__init__()
        self._glyph = glyph
        self._colour = colour

    def clone(self) -> QIconEngine:
        return _GlyphEngine(self._glyph, self._colour)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        _draw(painter, rect, self._glyph, self._colour_of(mode))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        if size.isEmpty():
            return QPixmap()
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return pixmap

    def _colour_of(self, mode: QIcon.Mode) -> QColor:
        if mode == QIcon.Mode.Disabled:
            return named_colour("disabled")
        if self._colour is None:
            return QGuiApplication.palette().color(QPalette.ColorRole.WindowText)
        return named_colour(self._colour)
