"""Where a question is written, and how it is to be answered."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from backend.chat.spec import BASE, TUNED
from gui.models.exchange import AskInChat, Question
from gui.style import GRID, icon, scaled, set_role
from gui.tabs.test.prompt_edit import PromptEdit
from gui.tabs.test.sampling_panel import SamplingPanel
from gui.widgets.flow_row import FlowRow
from gui.widgets.segmented import Segmented
from gui.widgets.text import text_label

_BOTH = "both"
_SPEAKERS = {BASE: (BASE,), TUNED: (TUNED,), _BOTH: (TUNED, BASE)}
_FIND, _GIVEN, _NONE = "find", "given", "none"


class Composer(QFrame):
    """The question, who answers it, and from which text.

    Signals:
        submitted: Ask this (`Question`).
        stop_requested: End the answer where it is.
        pick_requested: Choose a text from the documents.
    """

    submitted = Signal(object)
    stop_requested = Signal()
    pick_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "card")
        self._is_busy = False
        self._has_run = True
        self._given = QPlainTextEdit()
        self._given.setTabChangesFocus(True)
        self._pick = QPushButton(icon("document"), self.tr("Choose from the documents…"))
        self._prompt = PromptEdit()
        self._send = QPushButton()
        set_role(self._send, "primary")
        self._who = Segmented(
            [
                (TUNED, self.tr("Tuned")),
                (BASE, self.tr("Base")),
                (_BOTH, self.tr("Side by side")),
            ]
        )
        self._who.set_value(_BOTH)
        self._source = Segmented(
            [
                (_FIND, self.tr("Find it for me")),
                (_GIVEN, self.tr("My text")),
                (_NONE, self.tr("None")),
            ]
        )
        self._more = QToolButton()
        self._sampling = SamplingPanel()
        self._name_all()
        self._lay_out()
        self._connect()
        self.set_busy(False)
        self._show_source()

    def set_busy(self, is_busy: bool) -> None:
        """While an answer is being given, the button stops it."""
        self._is_busy = is_busy
        text = self.tr("Stop") if is_busy else self.tr("Ask")
        self._send.setText(text)
        self._send.setIcon(icon("stop" if is_busy else "send", "accent_text"))
        self._send.setAccessibleName(text)
        self._follow_text()

    def set_has_run(self, has_run: bool) -> None:
        """Without a run only the base model can answer; with one both do, until told else."""
        if has_run == self._has_run:
            return
        self._has_run = has_run
        reason = "" if has_run else self.tr("Choose a finished run to ask its tuned model.")
        for choice in (TUNED, _BOTH):
            self._who.set_enabled(choice, has_run, reason)
        self._who.set_value(_BOTH if has_run else BASE)

    def take(self, asked: AskInChat) -> None:
        """Puts a question from elsewhere into the field, to be looked at and asked."""
        self._source.set_value(_FIND if asked.context is None else _GIVEN)
        self._show_source()
        self._given.setPlainText(asked.context or "")
        self.write(asked.prompt)

    def take_back(self, question: Question) -> None:
        """Puts a question that was asked back into the field, its text with it."""
        if question.context is not None:
            self.take(AskInChat(question.prompt, question.context))
        else:
            self.write(question.prompt)

    def write(self, prompt: str) -> None:
        """Puts words into the field and the cursor behind them."""
        self._prompt.setPlainText(prompt)
        self._prompt.moveCursor(self._prompt.textCursor().MoveOperation.End)
        self._prompt.setFocus()

    def give(self, text: str) -> None:
        """Puts a text to answer from into its field."""
        self._given.setPlainText(text)

    def question(self) -> Question:
        """What stands in the fields."""
        given = self._given.toPlainText().strip() if self._source.value == _GIVEN else ""
        return Question(
            self._prompt.toPlainText().strip(),
            _SPEAKERS[self._who.value],
            context=given or None,
            find_context=self._source.value == _FIND,
            sampling=self._sampling.sampling,
            remember=self._sampling.remembers,
        )

    def _name_all(self) -> None:
        self._prompt.setPlaceholderText(self.tr("Ask something that your documents answer…"))
        self._prompt.setAccessibleName(self.tr("Question"))
        self._given.setPlaceholderText(self.tr("Paste the text that the answer stands in…"))
        self._given.setAccessibleName(self.tr("Text to answer from"))
        self._given.setFixedHeight(scaled(9 * GRID))
        self._pick.setAccessibleName(self._pick.text())
        self._who.setAccessibleName(self.tr("Who answers"))
        self._source.setAccessibleName(self.tr("Text to answer from"))
        self._more.setIcon(icon("hyperparameters"))
        self._more.setCheckable(True)
        self._more.setToolTip(self.tr("How answers are drawn"))
        self._more.setAccessibleName(self.tr("How answers are drawn"))

    def _lay_out(self) -> None:
        self._given_row = QWidget()
        given = QHBoxLayout(self._given_row)
        given.setContentsMargins(0, 0, 0, 0)
        given.addWidget(self._given, 1)
        given.addWidget(self._pick)
        line = QHBoxLayout()
        line.setSpacing(GRID)
        line.addWidget(self._prompt, 1)
        line.addWidget(self._send)
        options = FlowRow(spacing=GRID)
        options.add(_pair(text_label(self.tr("Answer by"), "small muted"), self._who))
        options.add(_pair(text_label(self.tr("Text"), "small muted"), self._source))
        options.add(self._more)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, GRID + GRID // 2, 2 * GRID, GRID + GRID // 2)
        layout.setSpacing(GRID)
        layout.addWidget(self._given_row)
        layout.addLayout(line)
        layout.addWidget(options)
        layout.addWidget(self._sampling)
        self._sampling.hide()

    def _connect(self) -> None:
        self._prompt.entered.connect(self._submit)
        self._prompt.textChanged.connect(self._follow_text)
        self._given.textChanged.connect(self._follow_text)
        self._send.clicked.connect(self._press)
        self._source.chosen.connect(self._show_source)
        self._more.toggled.connect(self._sampling.setVisible)
        self._pick.clicked.connect(self.pick_requested)

    def _press(self) -> None:
        if self._is_busy:
            self.stop_requested.emit()
        else:
            self._submit()

    def _submit(self) -> None:
        if self._is_busy or not self._is_complete():
            return
        self.submitted.emit(self.question())
        self._prompt.clear()

    def _show_source(self) -> None:
        self._given_row.setVisible(self._source.value == _GIVEN)
        self._follow_text()

    def _follow_text(self) -> None:
        self._send.setEnabled(self._is_busy or self._is_complete())

    def _is_complete(self) -> bool:
        """A question is there, and the text if one is to be given."""
        lacks_text = self._source.value == _GIVEN and not self._given.toPlainText().strip()
        return bool(self._prompt.toPlainText().strip()) and not lacks_text


def _pair(label: QLabel, widget: QWidget) -> QWidget:
    pair = QWidget()
    layout = QHBoxLayout(pair)
    layout.setContentsMargins(0, 0, 2 * GRID, 0)
    layout.setSpacing(GRID)
    label.setBuddy(widget)
    layout.addWidget(label)
    layout.addWidget(widget)
    return pair
