"""An icon that stands by itself."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.style.icons import icon
from gui.style.metrics import Type, scaled


class IconMark(QWidget):
    """Paints one icon in the colours of the theme; says nothing to a screen reader."""

    def __init__(
        self,
        name: str,
        colour: str | None = None,
        size: int = Type.HEADING,
        parent: QWidget | None = None,
    ) -> None:
        """Makes the mark.

        Args:
            name: The icon's name.
            colour: A name as `gui.style.colour` takes it; None for that of the text.
            size: Width and height in logical pixels at font scale 1.
            parent: The widget it lies in.
        """
        super().__init__(parent)
        self._size = size
        self._icon = icon(name, colour)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_icon(self, name: str, colour: str | None = None) -> None:
        """Shows another icon or colour."""
        self._icon = icon(name, colour)
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """A square that grows with the font scale."""
        return QSize(scaled(self._size), scaled(self._size))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paints the icon."""
        side = min(self.width(), self.height(), scaled(self._size))
        place = QRect(0, 0, side, side)
        place.moveCenter(self.rect().center())
        painter = QPainter(self)
        self._icon.paint(painter, place, Qt.AlignmentFlag.AlignCenter)
        painter.end()
