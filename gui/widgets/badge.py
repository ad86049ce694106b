"""A state in a word, an icon and a colour."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.style.current import colour
from gui.style.icons import icon
from gui.style.metrics import Type, font, scaled

# Kind: icon, colour of words and icon, colour behind them.
_LOOKS: Mapping[str, tuple[str, str, str]] = MappingProxyType(
    {
        "neutral": ("neutral", "muted", "raised"),
        "info": ("info", "info", "info_soft"),
        "good": ("done", "good", "good_soft"),
        "warning": ("warning", "warning", "warning_soft"),
        "bad": ("error", "bad", "bad_soft"),
    }
)
_ICON = 14
_GAP = 4
_SIDE = 8
_ABOVE = 3


class Badge(QWidget):
    """A small pill. The word and the icon say it; the colour only helps."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self._kind = "neutral"
        self._icon_name = _LOOKS["neutral"][0]
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def text(self) -> str:
        """The word that is shown."""
        return self._text

    @property
    def kind(self) -> str:
        """How it is meant: neutral, info, good, warning or bad."""
        return self._kind

    def show_state(self, text: str, kind: str, icon_name: str = "") -> None:
        """Shows a state.

        Args:
            text: A word or two.
            kind: "neutral", "info", "good", "warning" or "bad".
            icon_name: Another icon than the kind's own.

        Raises:
            KeyError: There is no such kind.
        """
        self._icon_name = icon_name or _LOOKS[kind][0]
        self._text, self._kind = text, kind
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """As much as the word needs at the font scale."""
        metrics = QFontMetrics(_type())
        sides = 2 * scaled(_SIDE) + scaled(_ICON) + scaled(_GAP)
        return QSize(
            metrics.horizontalAdvance(self._text) + sides, metrics.height() + 2 * scaled(_ABOVE)
        )

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Takes other room when the type changes."""
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paints the pill in the theme's colours."""
        _, front, back = _LOOKS[self._kind]
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(back))
        radius = self.height() / 2
        painter.drawRoundedRect(self.rect(), radius, radius)
        side = scaled(_ICON)
        place = QRect(scaled(_SIDE), (self.height() - side) // 2, side, side)
        icon(self._icon_name, front).paint(painter, place)
        painter.setFont(_type())
        painter.setPen(colour(front))
        words = self.rect().adjusted(place.right() + 1 + scaled(_GAP), 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self._text)
        painter.end()


def _type() -> QFont:
    return font(Type.SMALL, QFont.Weight.Medium)
