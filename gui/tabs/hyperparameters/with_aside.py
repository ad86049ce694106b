"""A scrolling page with a column at its right that stays in view."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui.style import GRID, scaled
from gui.widgets.scroll_page import ScrollPage

_ASIDE_WIDTH, _NEEDED_WIDTH = 352, 960


class WithAside(QWidget):
    """On a small window the column stands at the end of the page.

    Attributes:
        page: The page; what is added to its body stands before the column.
    """

    def __init__(self, *aside: QWidget, parent: QWidget | None = None) -> None:
        """Takes the column's widgets, from top to bottom."""
        super().__init__(parent)
        self._aside = QWidget()
        below = QVBoxLayout(self._aside)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(2 * GRID)
        for widget in aside:
            below.addWidget(widget)
        self.page = ScrollPage()
        self._column = ScrollPage()
        self._column.setFixedWidth(scaled(_ASIDE_WIDTH))
        self._column.body.setContentsMargins(GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        self._column.body.addStretch(1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.page, 1)
        layout.addWidget(self._column)
        # The column is put in its place with the first size, when the page has its content: so
        # the Tab key comes to it last.
        self._is_wide: bool | None = None

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Moves the column where the width asks for it."""
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Arranges anew at another size of type."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self._is_wide is not None:
            self._arrange()

    def _arrange(self) -> None:
        is_wide = self.width() >= scaled(_NEEDED_WIDTH)
        self._column.setFixedWidth(scaled(_ASIDE_WIDTH))
        if is_wide == self._is_wide:
            return
        self._is_wide = is_wide
        self._column.setVisible(is_wide)
        if is_wide:
            self._column.body.insertWidget(0, self._aside)
        else:
            self.page.body.addWidget(self._aside)
        self._aside.show()
