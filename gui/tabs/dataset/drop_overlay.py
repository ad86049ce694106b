"""Where files can be dropped: the area of an empty tab, and the highlight during a drag."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.style import GRID, Type, font, icon, scaled
from gui.style.current import colour

_ICON = 48
_RADIUS = 12


class DropArea(QWidget):
    """A dashed frame around what says that files can be dropped."""

    def __init__(self, inside: QWidget, parent: QWidget | None = None) -> None:
        """Puts `inside` into the middle."""
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, GRID, 3 * GRID, 2 * GRID)
        layout.addWidget(inside)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The frame."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour("border"), 1, Qt.PenStyle.DashLine))
        painter.setBrush(colour("surface"))
        painter.drawRoundedRect(_frame(self), _RADIUS, _RADIUS)
        painter.end()


class DropOverlay(QWidget):
    """Covers the tab; the mouse goes through it."""

    def __init__(self, parent: QWidget) -> None:
        """Hidden until something is dragged over `parent`."""
        super().__init__(parent)
        self._text = ""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_over(self, text: str) -> None:
        """Covers the parent and says what a drop does."""
        self._text = text
        parent = self.parentWidget()
        if parent is not None:
            self.setGeometry(parent.rect())
        self.raise_()
        self.show()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """A dashed frame, an icon and the words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = _frame(self)
        pen = QPen(colour("accent"), 2, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(colour("accent_soft"))
        painter.drawRoundedRect(frame, _RADIUS, _RADIUS)
        side = scaled(_ICON)
        middle = frame.center()
        place = QRect(middle.x() - side // 2, middle.y() - side, side, side)
        icon("add", "accent").paint(painter, place)
        painter.setFont(font(Type.TITLE))
        painter.setPen(colour("text"))
        words = QRect(frame.left(), place.bottom() + GRID, frame.width(), scaled(4 * GRID))
        painter.drawText(words, Qt.AlignmentFlag.AlignHCenter, self._text)
        painter.end()


def _frame(widget: QWidget) -> QRect:
    """As far in as the content of every tab."""
    return widget.rect().adjusted(3 * GRID, GRID, -3 * GRID, -2 * GRID)


def dropped_paths(mime: QMimeData) -> tuple[Path, ...]:
    """The local files and folders that are dragged; none for anything else."""
    if not mime.hasUrls():
        return ()
    return tuple(Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile())
