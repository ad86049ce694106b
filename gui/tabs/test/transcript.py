"""The conversation as a column of blocks that scrolls."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from gui.models.exchange import Exchange
from gui.style import GRID
from gui.tabs.test.block_column import BlockColumn
from gui.tabs.test.exchange_block import ExchangeBlock
from gui.tabs.test.tab_order import put_behind
from gui.widgets.text import text_label

# Nearer to the end than this, in logical pixels, the person is reading along.
_NEAR_END = 3 * GRID


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
        self._column = BlockColumn()
        self.setWidget(self._column)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Conversation"))
        self._column.setAutoFillBackground(False)
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
        before = list(self._blocks.values())[-1:]
        self._blocks[exchange.number] = block
        self._column.add(block)
        put_behind(before[0].last_stop if before else self, block)
        self._follows = True

    def show_exchange(self, exchange: Exchange) -> None:
        """Shows an exchange that is there as it is now."""
        self._blocks[exchange.number].show_exchange(exchange)

    def remove(self, number: int) -> None:
        """Takes an exchange away; with the last one the notes go too."""
        self._column.remove(self._blocks.pop(number))
        if not self._blocks:
            for note in self._notes:
                self._column.remove(note)
            self._notes.clear()

    def add_note(self, text: str) -> None:
        """Says something between two exchanges."""
        note = text_label(text, "small muted", wrap=True)
        note.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._notes.append(note)
        self._column.add(note)

    def set_last_open(self, is_open: bool) -> None:
        """Whether the last exchange can be done over."""
        last = max(self._blocks, default=None)
        for number, block in self._blocks.items():
            block.set_last(is_open and number == last)

    def _note_place(self, value: int) -> None:
        self._follows = value >= self.verticalScrollBar().maximum() - _NEAR_END

    def _keep_place(self) -> None:
        if self._follows:
            bar = self.verticalScrollBar()
            bar.setValue(bar.maximum())
