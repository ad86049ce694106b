"""The conversation as a column of blocks that scrolls."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from gui.models.exchange import Exchange
from gui.style import GRID
from gui.tabs.test.exchange_block import ExchangeBlock
from gui.widgets.text import text_label

# Nearer to the end than this, in logical pixels, the person is reading along.
_NEAR_END = 3 * GRID


class _Page(QWidget):
    """Asks for no height of its own: wrapped text is as high as its width makes it.

    The hint that Qt would make is the height at the least width, far more than is needed.
    """

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(super().minimumSizeHint().width(), 0)


class Transcript(QScrollArea):
    """Holds one block for each exchange; follows the end while the person is at the end.

    Signals:
        again_requested: Answer the last question anew.
        edit_requested: Take the last question back.
    """

    again_requested = Signal()
    edit_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._blocks: dict[int, ExchangeBlock] = {}
        self._notes: list[QWidget] = []
        self._follows = True
        page = _Page()
        self._column = QVBoxLayout(page)
        self._column.setContentsMargins(3 * GRID, GRID, 3 * GRID, 2 * GRID)
        self._column.setSpacing(3 * GRID)
        self._column.addStretch(1)
        self.setWidget(page)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Conversation"))
        page.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
        bar = self.verticalScrollBar()
        bar.valueChanged.connect(self._note_place)
        bar.rangeChanged.connect(self._keep_place)

    @property
    def blocks(self) -> dict[int, ExchangeBlock]:
        """The blocks by the number of their exchange."""
        return self._blocks

    def add(self, exchange: Exchange) -> None:
        """Puts an exchange at the end and goes there."""
        block = ExchangeBlock(exchange)
        block.again_requested.connect(self.again_requested)
        block.edit_requested.connect(self.edit_requested)
        self._blocks[exchange.number] = block
        self._put(block)
        self._follows = True

    def show_exchange(self, exchange: Exchange) -> None:
        """Shows an exchange that is there as it is now."""
        self._blocks[exchange.number].show_exchange(exchange)

    def remove(self, number: int) -> None:
        """Takes an exchange away; with the last one the notes go too."""
        block = self._blocks.pop(number)
        block.hide()
        block.deleteLater()
        if not self._blocks:
            for note in self._notes:
                note.hide()
                note.deleteLater()
            self._notes.clear()

    def add_note(self, text: str) -> None:
        """Says something between two exchanges."""
        note = text_label(text, "small muted", wrap=True)
        note.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._notes.append(note)
        self._put(note)

    def set_last_open(self, is_open: bool) -> None:
        """Whether the last exchange can be done over."""
        last = max(self._blocks, default=None)
        for number, block in self._blocks.items():
            block.set_last(is_open and number == last)

    def _put(self, widget: QWidget) -> None:
        """Below all others, above the stretch that keeps a short conversation at the top."""
        self._column.insertWidget(self._column.count() - 1, widget)

    def _note_place(self, value: int) -> None:
        self._follows = value >= self.verticalScrollBar().maximum() - _NEAR_END

    def _keep_place(self) -> None:
        if self._follows:
            bar = self.verticalScrollBar()
            bar.setValue(bar.maximum())
