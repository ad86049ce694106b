"""The tab bar: the steps of the work, each with its icon and a mark of how far it has come."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QTabBar, QWidget

from gui.style import GRID, current_palette, icon, scaled
from gui.style.icons import glyph_pixmap
from gui.tabs.base import TabState
from gui.tabs.registry import TabEntry

# What stands for a state: an icon and the palette's colour for it; the words are in the tooltip.
_MARKS = {
    TabState.ATTENTION: ("warning", "warning"),
    TabState.READY: ("dot", "accent"),
    TabState.RUNNING: ("running", "info"),
    TabState.DONE: ("check", "good"),
}
_ICON_SIZE = 18
_MARK_SIZE = 13


class TabStrip(QTabBar):
    """One tab for each entry; where the window is narrow only the front one has its title."""

    def __init__(self, entries: Sequence[TabEntry], parent: QWidget | None = None) -> None:
        """Begins with the first in front and no marks."""
        super().__init__(parent)
        self._titles = [self.tr(entry.title) for entry in entries]
        self._states = [TabState.EMPTY] * len(entries)
        self._narrow = False
        self.setAccessibleName(self.tr("Steps of the work"))
        self.setExpanding(False)
        self.setDrawBase(False)
        self.setUsesScrollButtons(True)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setIconSize(QSize(scaled(_ICON_SIZE), scaled(_ICON_SIZE)))
        for index, entry in enumerate(entries):
            self.addTab(icon(entry.name), self._titles[index])
            self.set_state(index, TabState.EMPTY)
        self.currentChanged.connect(self._fit)

    def set_state(self, index: int, state: TabState) -> None:
        """Marks how far the work of a tab has come."""
        self._states[index] = state
        self.setTabToolTip(
            index,
            self.tr("{title}: {state} (Ctrl+{number})").format(
                title=self._titles[index], state=self._state_text(state), number=index + 1
            ),
        )
        self.setAccessibleTabName(index, f"{self._titles[index]}, {self._state_text(state)}")
        self._draw_mark(index)

    def draw_marks(self) -> None:
        """Draws all marks anew, as after a change of the theme."""
        for index in range(self.count()):
            self._draw_mark(index)

    def tabSizeHint(self, index: int) -> QSize:  # noqa: N802 - Qt's name
        """A tab without its title is as wide as icon and mark; Qt would leave room for words."""
        hint = super().tabSizeHint(index)
        if self._narrow and index != self.currentIndex():
            hint.setWidth(scaled(_ICON_SIZE) + scaled(_MARK_SIZE) + 4 * GRID)
        return hint

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Shows as many titles as there is room for."""
        super().resizeEvent(event)
        self._fit()

    def _draw_mark(self, index: int) -> None:
        mark = _MARKS.get(self._states[index])
        side = QTabBar.ButtonPosition.RightSide
        old = self.tabButton(index, side)
        if mark is None:
            self.setTabButton(index, side, None)
        else:
            label = QLabel(self)
            colour = getattr(current_palette(), mark[1])
            ratio = self.devicePixelRatioF()
            # Nearer to its own title than to the next tab.
            label.setContentsMargins(0, 0, GRID + GRID // 2, 0)
            label.setPixmap(glyph_pixmap(mark[0], colour, scaled(_MARK_SIZE), ratio))
            self.setTabButton(index, side, label)
        if old is not None:
            old.deleteLater()

    def _fit(self) -> None:
        metrics = self.fontMetrics()
        title_widths = [metrics.horizontalAdvance(title) for title in self._titles]
        around = scaled(_ICON_SIZE) + scaled(_MARK_SIZE) + scaled(44) + GRID
        self._narrow = sum(title_widths) + around * self.count() > self.width()
        for index, title in enumerate(self._titles):
            shown = "" if self._narrow and index != self.currentIndex() else title
            if self.tabText(index) != shown:
                self.setTabText(index, shown)

    def _state_text(self, state: TabState) -> str:
        return {
            TabState.EMPTY: self.tr("nothing here yet"),
            TabState.ATTENTION: self.tr("needs attention"),
            TabState.READY: self.tr("ready"),
            TabState.RUNNING: self.tr("running"),
            TabState.DONE: self.tr("done"),
        }[state]
