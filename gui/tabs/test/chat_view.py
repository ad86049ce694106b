"""The chat: transcript, how the model stands, and the field for the next question."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from backend.dataset.store import DatasetStore
from backend.documents.model import Chunk
from backend.events import JobFailed, JobFinished, JobStopped
from gui.context import AppContext
from gui.models.chat import ChatModel, ChatPhase
from gui.models.exchange import AskInChat, Exchange, Question
from gui.models.suggestions import suggested_questions
from gui.style import GRID, icon, set_role
from gui.tabs.test.chat_start import ChatStart
from gui.tabs.test.chunk_picker import ChunkPicker
from gui.tabs.test.composer import Composer
from gui.tabs.test.transcript import Transcript
from gui.widgets.error_card import ErrorCard
from gui.widgets.scroll_page import ScrollPage
from gui.widgets.text import text_label
from gui.wording import words
from gui.workers.task import run_task

_LEAST_TRANSCRIPT = 20 * GRID


class ChatView(QWidget):
    """Shows a `ChatModel` and lets a person ask.

    Signals:
        training_requested: There is no run yet and the person wants one.
    """

    training_requested = Signal()

    def __init__(self, context: AppContext, chat: ChatModel, parent: QWidget | None = None) -> None:
        """Observes `chat`, which outlives the view."""
        super().__init__(parent)
        self._context = context
        self._chat = chat
        self._reason = ""
        self._start = ChatStart()
        self._transcript = Transcript()
        self._stack = QStackedWidget()
        self._failure = ErrorCard()
        self._status = text_label(role="small muted", wrap=True)
        self._unload = QPushButton(self.tr("Unload"))
        self._new = QPushButton(icon("add"), self.tr("New conversation"))
        self._composer = Composer()
        self._lay_out()
        self._connect()
        self._follow()

    @property
    def composer(self) -> Composer:
        """Where the next question is written."""
        return self._composer

    @property
    def transcript(self) -> Transcript:
        """What was said."""
        return self._transcript

    @property
    def failure_card(self) -> ErrorCard:
        """Why the model could not be loaded."""
        return self._failure

    @property
    def status_text(self) -> str:
        """How the model stands, in words."""
        return self._status.text()

    def set_has_run(self, has_run: bool) -> None:
        """Whether there is a tuned model to talk to."""
        self._composer.set_has_run(has_run)
        self._start.set_has_run(has_run)

    def take(self, asked: AskInChat) -> None:
        """Puts a question from elsewhere into the field."""
        self._composer.take(asked)

    def tell_unloaded(self, reason: str) -> None:
        """Says why the model was unloaded, until it is loaded again."""
        self._reason = reason
        self._follow()

    def refresh_suggestions(self) -> None:
        """Looks for questions to begin with."""
        project = self._context.project.project
        if project is None:
            self._start.suggest(())
            return
        run_task(
            self, lambda: suggested_questions(project), self._start.suggest, self._context.report
        )

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """No height of its own: Qt's hint is the height at the least width, far too much here.

        What scrolls the view asks for the height at the width that there is.
        """
        return QSize(super().minimumSizeHint().width(), 0)

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        """Never less than the parts need: the transcript takes any height, but has a least one."""
        return max(super().heightForWidth(width), self._column.minimumHeightForWidth(width))

    def _lay_out(self) -> None:
        for button in (self._unload, self._new):
            set_role(button, "quiet small")
            button.setAccessibleName(button.text())
        self._unload.setToolTip(self.tr("Gives the model's memory back"))
        start = ScrollPage()
        start.body.addWidget(self._start)
        self._stack.addWidget(start)
        self._stack.addWidget(self._transcript)
        self._stack.setMinimumHeight(_LEAST_TRANSCRIPT)
        self._stack.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        line = QHBoxLayout()
        line.setSpacing(GRID)
        line.addWidget(self._status, 1)
        line.addWidget(self._unload)
        line.addWidget(self._new)
        below = QVBoxLayout()
        below.setContentsMargins(3 * GRID, 0, 3 * GRID, 2 * GRID)
        below.setSpacing(GRID // 2)
        below.addWidget(self._failure)
        below.addLayout(line)
        below.addWidget(self._composer)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GRID // 2)
        self._column.addWidget(self._stack, 1)
        self._column.addLayout(below)

    def _connect(self) -> None:
        chat = self._chat
        chat.added.connect(self._add)
        chat.answered.connect(self._show_exchange)
        chat.removed.connect(self._transcript.remove)
        chat.loaded.connect(self._note_loaded)
        chat.changed.connect(self._follow)
        self._composer.submitted.connect(self._ask)
        self._composer.stop_requested.connect(chat.stop_answer)
        self._composer.pick_requested.connect(self._look_for_texts)
        self._transcript.again_requested.connect(self._ask_again)
        self._transcript.edit_requested.connect(self._edit)
        self._start.picked.connect(self._composer.write)
        self._start.training_requested.connect(self.training_requested)
        self._failure.action_requested.connect(self._retry)
        self._unload.clicked.connect(chat.close)
        self._new.clicked.connect(chat.clear)

    def _ask(self, question: Question) -> None:
        self._reason = ""
        self._chat.ask(question)

    def _ask_again(self) -> None:
        self._reason = ""
        self._chat.ask_again()

    def _edit(self) -> None:
        self._composer.take_back(self._chat.take_back())
        self._follow()

    def _retry(self) -> None:
        self._failure.hide()
        self._chat.retry()

    def _add(self, exchange: Exchange) -> None:
        self._transcript.add(exchange)

    def _show_exchange(self, exchange: Exchange) -> None:
        self._transcript.show_exchange(exchange)

    def _note_loaded(self) -> None:
        self._reason = ""
        exchanges = self._chat.exchanges
        if len(exchanges) > 1 and exchanges[-1].question.remember:
            self._transcript.add_note(
                self.tr("The model was loaded anew; it remembers nothing from above the question.")
            )

    def _follow(self) -> None:
        """Shows how the chat stands."""
        chat = self._chat
        phase = chat.phase
        self._stack.setCurrentIndex(1 if chat.exchanges else 0)
        self._status.setText(self._describe(phase))
        self._unload.setVisible(phase in (ChatPhase.READY, ChatPhase.ANSWERING))
        self._new.setVisible(bool(chat.exchanges))
        self._composer.set_busy(not chat.can_ask)
        last = chat.exchanges[-1] if chat.exchanges else None
        self._transcript.set_last_open(last is not None and last.is_done)
        self._show_failure()
        if last is not None and not last.answers:
            self._transcript.blocks[last.number].show_waiting(self._describe(phase))

    def _describe(self, phase: ChatPhase) -> str:
        label = self._chat.label
        if phase is ChatPhase.LOADING:
            return f"{words(label)}…" if label else self.tr("Loading the model…")
        if phase is ChatPhase.READY:
            if self._chat.run is None:
                return self.tr("Loaded: the base model.")
            loaded = self.tr("Loaded: run {run} and its base model.")
            return loaded.format(run=self._chat.run)
        if phase is ChatPhase.ANSWERING:
            return self.tr("Answering…")
        if phase is ChatPhase.FAILED:
            return self.tr("The model is not loaded.")
        return self._describe_closed()

    def _describe_closed(self) -> str:
        again = self.tr("The next question loads it again.")
        if self._reason:
            return f"{self._reason} {again}"
        ending = self._chat.ending
        if isinstance(ending, JobFinished | JobStopped):
            return f"{words(ending.summary)} {again}"
        return self.tr("The first question loads the model.")

    def _show_failure(self) -> None:
        ending = self._chat.ending
        if not isinstance(ending, JobFailed):
            self._failure.hide()
        elif self._failure.isHidden() or self._failure.accessibleName() != words(ending.message):
            again = self.tr("Try again") if self._chat.exchanges else ""
            self._failure.show_fault(
                words(ending.message), words(ending.remedy), ending.details, again
            )

    def _look_for_texts(self) -> None:
        project = self._context.project.require()
        file = project.dataset_file
        run_task(
            self,
            lambda: DatasetStore(file).chunks() if file.is_file() else (),
            self._pick_text,
            self._context.report,
        )

    def _pick_text(self, chunks: tuple[Chunk, ...]) -> None:
        picker = ChunkPicker(chunks, self)
        picker.accepted.connect(lambda: self._take_text(picker))
        picker.finished.connect(picker.deleteLater)
        picker.open()

    def _take_text(self, picker: ChunkPicker) -> None:
        if picker.chosen is not None:
            self._composer.give(picker.chosen.text)
