"""Widgets in a row that goes on in the next line where the room ends."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QSizePolicy, QWidget

from gui.style.metrics import GRID


class FlowLayout(QLayout):
    """Lays its items out like words in a paragraph, at their hinted sizes."""

    def __init__(
        self, parent: QWidget | None = None, spacing: int = GRID, line_spacing: int = GRID
    ) -> None:
        super().__init__(parent)
        self._line_spacing = line_spacing
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)

    def addItem(self, item: QLayoutItem) -> None:  # noqa: N802
        """Takes one more item; Qt calls this."""
        self._items.append(item)

    def count(self) -> int:
        """How many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # noqa: N802
        """The item at that place, None where there is none."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # noqa: N802
        """Lets go of the item at that place."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802
        """None: it takes what it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        """True: a narrow row is a tall one."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        """The height of all lines at that width, in logical pixels."""
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:  # noqa: N802
        """Puts the items into `rect`."""
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def sizeHint(self) -> QSize:  # noqa: N802
        """All in one line."""
        hints = [item.sizeHint() for item in self._items if not item.isEmpty()]
        width = sum(hint.width() for hint in hints) + self.spacing() * max(0, len(hints) - 1)
        return QSize(width, max((hint.height() for hint in hints), default=0))

    def minimumSize(self) -> QSize:  # noqa: N802
        """One item to a line."""
        size = QSize()
        for item in self._items:
            if not item.isEmpty():
                size = size.expandedTo(item.minimumSize())
        return size

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        """Breaks the items into lines; returns the height of all."""
        top = rect.top()
        line: list[tuple[QLayoutItem, QSize]] = []
        used = 0
        for item in self._items:
            if item.isEmpty():
                continue
            size = item.sizeHint().boundedTo(QSize(max(rect.width(), 1), item.sizeHint().height()))
            if line and used + self.spacing() + size.width() > rect.width():
                top += _place(line, rect.left(), top, self.spacing(), move) + self._line_spacing
                line, used = [], 0
            used += size.width() + (self.spacing() if line else 0)
            line.append((item, size))
        return top + _place(line, rect.left(), top, self.spacing(), move) - rect.top()


def _place(
    line: list[tuple[QLayoutItem, QSize]], left: int, top: int, spacing: int, move: bool
) -> int:
    """Puts one line's items side by side, their tops level; returns its height."""
    height = max((size.height() for _, size in line), default=0)
    for item, size in line:
        if move:
            item.setGeometry(QRect(QPoint(left, top), size))
        left += size.width() + spacing
    return height


class FlowRow(QWidget):
    """A widget whose children flow: rows of badges, tiles, buttons."""

    def __init__(
        self, parent: QWidget | None = None, spacing: int = GRID, line_spacing: int = GRID
    ) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(self, spacing, line_spacing)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def add(self, widget: QWidget) -> None:
        """Puts one more at the end."""
        self._flow.addWidget(widget)

    def clear(self) -> None:
        """Takes all out and deletes them."""
        while (item := self._flow.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
