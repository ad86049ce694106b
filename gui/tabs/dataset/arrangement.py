"""Three columns where there is room, fewer where there is not."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSplitter, QVBoxLayout, QWidget

from gui.models.preferences import Preferences
from gui.style import GRID, scaled
from gui.tabs.dataset.details_panel import DetailsPanel
from gui.tabs.dataset.examples_panel import ExamplesPanel
from gui.tabs.dataset.side_column import SideColumn

_SIDE = 320
_WIDE = 1480
_MEDIUM = 900
_LEAST_ROWS = 280
_LEAST_DETAILS = 320
_LEAST_SIDE = 480


class Width(StrEnum):
    """How much room there is."""

    WIDE = "wide"
    MEDIUM = "medium"
    NARROW = "narrow"


class Arrangement(QScrollArea):
    """Sources and build at the left, rows in the middle, the row in front at the right.

    On a smaller screen the row in front comes below the table; on a very small one all come one
    below the other, and the page scrolls.
    """

    def __init__(
        self,
        side: SideColumn,
        rows: ExamplesPanel,
        row: DetailsPanel,
        preferences: Preferences,
        parent: QWidget | None = None,
    ) -> None:
        """Puts the three in their places."""
        super().__init__(parent)
        self._side, self._rows, self._row = side, rows, row
        self._preferences = preferences
        self._width: Width | None = None
        self._right = QSplitter()
        self._whole = QSplitter()
        for splitter, parts in (
            (self._right, (rows, row)),
            (self._whole, (side, self._right)),
        ):
            splitter.setChildrenCollapsible(False)
            splitter.setHandleWidth(2 * GRID)
            for part in parts:
                splitter.addWidget(part)
            splitter.splitterMoved.connect(self._keep)
        content = QWidget()
        content.setObjectName("page")
        column = QVBoxLayout(content)
        column.setContentsMargins(3 * GRID, GRID, 3 * GRID, 2 * GRID)
        column.addWidget(self._whole)
        self.setWidget(content)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Arranges anew where the width asks for it."""
        super().resizeEvent(event)
        width = self.width()
        if width >= scaled(_WIDE):
            self._arrange(Width.WIDE)
        elif width >= scaled(_MEDIUM):
            self._arrange(Width.MEDIUM)
        else:
            self._arrange(Width.NARROW)

    def _arrange(self, width: Width) -> None:
        if width is self._width:
            return
        self._width = width
        across, down = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
        is_narrow, is_wide = width is Width.NARROW, width is Width.WIDE
        self._whole.setOrientation(down if is_narrow else across)
        self._right.setOrientation(across if is_wide else down)
        self._row.stand_up(is_wide or is_narrow)
        self._side.stand_free(is_narrow)
        self._rows.setMinimumHeight(scaled(_LEAST_ROWS) if is_narrow else 0)
        self._row.setMinimumHeight(scaled(2 * _LEAST_DETAILS) if is_narrow else 0)
        self._divide(width)

    def _divide(self, width: Width) -> None:
        """As the person left it, or as it is best to begin with."""
        for name, splitter in (("whole", self._whole), ("right", self._right)):
            kept = self._preferences.splitter(f"dataset.{width}.{name}")
            if kept:
                splitter.restoreState(QByteArray.fromBase64(kept.encode("ascii")))
        if not self._preferences.splitter(f"dataset.{width}.whole"):
            side = scaled(_LEAST_SIDE if width is Width.NARROW else _SIDE)
            self._whole.setSizes([side, 10_000])
        if not self._preferences.splitter(f"dataset.{width}.right"):
            self._right.setSizes([600, 400] if width is Width.WIDE else [620, 380])
        self._right.setStretchFactor(0, 3)
        self._right.setStretchFactor(1, 2)
        self._whole.setStretchFactor(0, 0)
        self._whole.setStretchFactor(1, 1)

    def _keep(self) -> None:
        for name, splitter in (("whole", self._whole), ("right", self._right)):
            state = bytes(splitter.saveState().toBase64().data()).decode("ascii")
            self._preferences.keep_splitter(f"dataset.{self._width}.{name}", state)
