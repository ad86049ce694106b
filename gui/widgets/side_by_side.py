"""Two columns that stand one above the other where the room ends."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from gui.style.metrics import GRID, scaled


class SideBySide(QWidget):
    """A narrow column at the left and a wide one; on a small window the narrow one comes first."""

    def __init__(
        self,
        left: QWidget,
        right: QWidget,
        *,
        left_width: int,
        needed: int,
        parent: QWidget | None = None,
    ) -> None:
        """Lays them out.

        Args:
            left: The narrow one.
            right: Takes the rest.
            left_width: Of the narrow one, in logical pixels at font scale 1.
            needed: Width from which on both have room beside each other, at font scale 1.
            parent: The widget it lies in.
        """
        super().__init__(parent)
        self._left, self._right = left, right
        self._left_width, self._needed = left_width, needed
        self._layout = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(2 * GRID)
        self._layout.addWidget(left, 0, Qt.AlignmentFlag.AlignTop)
        self._layout.addWidget(right, 1, Qt.AlignmentFlag.AlignTop)
        self._arrange()

    @property
    def is_wide(self) -> bool:
        """Whether they stand beside each other."""
        return self._layout.direction() == QBoxLayout.Direction.LeftToRight

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As narrow as one column, whatever the arrangement now is."""
        hints = (self._left.minimumSizeHint(), self._right.minimumSizeHint())
        return QSize(max(hint.width() for hint in hints), self._layout.totalMinimumSize().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Changes the arrangement where the width asks for it."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        wide = self.width() >= scaled(self._needed)
        direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        if wide:
            self._left.setFixedWidth(scaled(self._left_width))
        else:
            self._left.setMinimumWidth(0)
            self._left.setMaximumWidth(_UNLIMITED)
        if direction != self._layout.direction():
            self._layout.setDirection(direction)
            self.updateGeometry()


_UNLIMITED = 16_777_215  # Qt's QWIDGETSIZE_MAX, which PySide6 does not export
