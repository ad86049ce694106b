"""A question with its answers, side by side where two models answer."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from backend.chat.spec import BASE, SPEAKERS, TUNED
from backend.jobs.turns import Turn
from gui.models.exchange import Exchange
from gui.style import GRID, icon, set_role
from gui.tabs.test.answer_block import AnswerBlock
from gui.tabs.test.bubble import Bubble
from gui.widgets.disclosure import Disclosure
from gui.widgets.text import show_text, text_label

# Long lines are hard to read; a column of text ends here, in logical pixels.
_COLUMN = 96 * GRID


class ExchangeBlock(QWidget):
    """One turn of the transcript.

    Signals:
        again_requested: Answer the question anew.
        edit_requested: Take the question back into the field.
    """

    again_requested = Signal()
    edit_requested = Signal()

    def __init__(self, exchange: Exchange, parent: QWidget | None = None) -> None:
        """Shows the question; answers come by `show_exchange`."""
        super().__init__(parent)
        self._number = exchange.number
        sampling = exchange.question.sampling
        self._answers = {
            speaker: AnswerBlock(self._name(speaker, exchange.run), sampling)
            for speaker in SPEAKERS
            if speaker in exchange.question.speakers
        }
        self._source = Disclosure("")
        self._source_text = text_label(role="muted", wrap=True)
        self._source_text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._source.body.addWidget(self._source_text)
        self._source.hide()
        self._no_source = text_label(role="small muted", wrap=True)
        self._no_source.hide()
        self._again = self._action("regenerate", self.tr("Answer again"))
        self._again.clicked.connect(self.again_requested)
        self._edit = self._action("edit", self.tr("Edit question"))
        self._edit.clicked.connect(self.edit_requested)
        self._lay_out(exchange)
        self.set_last(False)
        self.show_exchange(exchange)

    @property
    def answers(self) -> dict[str, AnswerBlock]:
        """The answers by speaker."""
        return self._answers

    @property
    def last_stop(self) -> QWidget:
        """The last control that the Tab key comes to."""
        return self._edit

    def show_exchange(self, exchange: Exchange) -> None:
        """Shows the answers as they are now."""
        for speaker, block in self._answers.items():
            turn = exchange.answer_of(speaker)
            if turn is not None:
                block.show_turn(turn)
            elif exchange.answers:
                block.show_waiting(self.tr("Answers when the other one has…"))
        if exchange.answers:
            self._show_source(exchange.answers[0], exchange)

    def show_waiting(self, text: str) -> None:
        """Says what the answers wait for, while none has begun."""
        for block in self._answers.values():
            block.show_waiting(text)

    def set_last(self, is_last: bool) -> None:
        """Whether it is the last one and answered, so that it can be done over."""
        self._again.setVisible(is_last)
        self._edit.setVisible(is_last)

    def _name(self, speaker: str, run: str | None) -> str:
        if speaker == TUNED:
            return self.tr("Tuned model, run {run}").format(run=run)
        return self.tr("Base model") if speaker == BASE else speaker

    def _action(self, icon_name: str, text: str) -> QPushButton:
        button = QPushButton(icon(icon_name, "muted"), text)
        set_role(button, "quiet small")
        button.setAccessibleName(text)
        return button

    def _lay_out(self, exchange: Exchange) -> None:
        bubble = Bubble(exchange.question.prompt)
        asked = QHBoxLayout()
        asked.addStretch(1)
        asked.addWidget(bubble)
        columns = QHBoxLayout()
        columns.setSpacing(2 * GRID)
        for block in self._answers.values():
            columns.addWidget(block, 1)
        foot = QHBoxLayout()
        foot.setSpacing(GRID)
        foot.addWidget(self._no_source, 100)
        foot.addWidget(self._source, 100)
        foot.addStretch(1)
        top = Qt.AlignmentFlag.AlignTop
        foot.addWidget(self._again, 0, top)
        foot.addWidget(self._edit, 0, top)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addLayout(asked)
        layout.addLayout(columns)
        layout.addLayout(foot)
        if len(self._answers) == 1:
            self.setMaximumWidth(_COLUMN)

    def _show_source(self, turn: Turn, exchange: Exchange) -> None:
        if turn.document:
            place = self.tr("From {document}, page {page}")
            self._source.set_title(place.format(document=turn.document, page=turn.page))
        elif turn.context_text:
            self._source.set_title(self.tr("From the text you gave"))
        elif exchange.question.find_context:
            missing = self.tr("Nothing in the documents has a word of it: asked without a text")
            show_text(self._no_source, missing)
        else:
            show_text(self._no_source, self.tr("Asked without a text"))
        self._source_text.setText(turn.context_text)
        self._source.setVisible(bool(turn.context_text))
