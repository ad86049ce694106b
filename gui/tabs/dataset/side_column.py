"""The column at the left: scrolls by itself, unless the whole page scrolls."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from gui.style import GRID
from gui.widgets.scroll_page import ScrollPage


class SideColumn(ScrollPage):
    """Cards one below the other."""

    def __init__(self, *cards: QWidget) -> None:
        """The first card takes the room that is left."""
        super().__init__()
        self._is_free = False
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(2 * GRID)
        for place, card in enumerate(cards):
            self.body.addWidget(card, 0 if place else 1)
        content = self.body.parentWidget()
        if content is not None:
            content.installEventFilter(self)

    def stand_free(self, is_free: bool) -> None:
        """Whether it is as high as its cards, in a page that scrolls as a whole."""
        self._is_free = is_free
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAlwaysOff if is_free else policy.ScrollBarAsNeeded
        )
        self._take_height()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """In another width the cards have another height."""
        super().resizeEvent(event)
        self._take_height()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """The cards have become higher or lower."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._take_height()
        return super().eventFilter(watched, event)

    def _take_height(self) -> None:
        needed = 0
        if self._is_free:
            # Cards take the greater of the two, as within any scroll area.
            least = self.body.totalMinimumSize().height()
            needed = max(least, self.body.totalHeightForWidth(max(1, self.width())))
        if needed != self.minimumHeight():
            self.setMinimumHeight(needed)
