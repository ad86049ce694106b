"""The chat with a run's model: questions, answers as they arrive, and the worker behind them."""

from __future__ import annotations

import os
from dataclasses import replace
from enum import Enum, auto

from PySide6.QtCore import QObject, Signal

from backend.chat.spec import ChatSessionSpec
from backend.commands import Ask, Stop, StopAnswer
from backend.events import JobFailed, Terminal
from backend.jobs.command_file import send_command
from backend.message import Message, TunedeskError
from backend.platform import process_start_time
from gui.models.exchange import Exchange, Question
from gui.models.jobs import JobBoard
from gui.models.project import ProjectModel
from gui.models.run import RunModel

CHAT = "chat_session"
# Drawing anew without chance would say the same again. Estimate: a usual setting for varied yet
# sensible text; check whether answers drawn at it are still on the subject.
FRESH_TEMPERATURE = 0.7
_READY = "ready"
_QUEUED = "queued"


class ChatPhase(Enum):
    """How the chat stands."""

    CLOSED = auto()
    LOADING = auto()
    READY = auto()
    ANSWERING = auto()
    FAILED = auto()


class ChatModel(QObject):
    """Talks to one worker that keeps the model loaded; begins it with the first question.

    Signals:
        changed: Phase, run or label is another now.
        added: A question was asked (`Exchange`).
        answered: An exchange has more answer than before (`Exchange`).
        removed: The exchange of that number is gone.
        loaded: A model has been loaded; it remembers nothing of what stands above.
    """

    changed = Signal()
    added = Signal(object)
    answered = Signal(object)
    removed = Signal(int)
    loaded = Signal()

    def __init__(
        self, project: ProjectModel, jobs: JobBoard, parent: QObject | None = None
    ) -> None:
        """Begins with nothing asked and no model loaded."""
        super().__init__(parent)
        self._project = project
        self._jobs = jobs
        self._job: RunModel | None = None
        self._exchanges: list[Exchange] = []
        self._waiting = False
        self._is_ready = False
        self._numbers = 0
        self.run: str | None = None
        self.ending: Terminal | None = None

    @property
    def phase(self) -> ChatPhase:
        """How the chat stands now."""
        if isinstance(self.ending, JobFailed):
            return ChatPhase.FAILED
        if self._job is None:
            return ChatPhase.CLOSED
        if not self._is_ready:
            return ChatPhase.LOADING
        return ChatPhase.ANSWERING if self._is_unanswered() else ChatPhase.READY

    @property
    def label(self) -> Message | None:
        """What the worker says it is doing; None without one."""
        return self._job.state.label if self._job is not None else None

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        """All that was asked, oldest first."""
        return tuple(self._exchanges)

    @property
    def can_ask(self) -> bool:
        """Whether the last question has been answered, so that another can be asked."""
        return self.phase is ChatPhase.FAILED or not self._is_unanswered()

    def choose_run(self, run: str | None) -> None:
        """Talks to another run from now on; None is the base model alone."""
        if run == self.run:
            return
        self.close()
        self.run = run
        self.ending = None
        self.changed.emit()

    def ask(self, question: Question) -> None:
        """Asks; loads the model first when it is not loaded. Only while `can_ask`."""
        if self._waiting:
            self._remove_last()  # it was never answered: the model could not be loaded
        self._numbers += 1
        exchange = Exchange(self._numbers, self.run, question)
        self._exchanges.append(exchange)
        self._waiting = True
        self.added.emit(exchange)
        self.retry()

    def retry(self) -> None:
        """Loads the model if need be, and asks what is waiting."""
        if self._job is None:
            self._begin()
        elif self._is_ready:
            self._deliver()
        self.changed.emit()

    def ask_again(self) -> None:
        """Has the last question answered anew, by a fresh draw; the old answer goes."""
        question = self.take_back()
        old = question.sampling
        temperature = old.temperature or FRESH_TEMPERATURE
        fresh = replace(old, temperature=temperature, seed=old.seed + 1)
        self.ask(replace(question, sampling=fresh))

    def take_back(self) -> Question:
        """Removes the last exchange.

        Returns:
            Its question, to be changed and asked again.

        Raises:
            LookupError: Nothing was asked.
        """
        if not self._exchanges:
            raise LookupError("nothing was asked")
        question = self._exchanges[-1].question
        self._remove_last()
        return question

    def stop_answer(self) -> None:
        """Ends the answer where it is; the model stays loaded."""
        if not self._is_unanswered():
            return
        if self._job is not None and self._job.state.phase == _QUEUED:
            self.close()  # it would load, later, for nobody
        elif self._waiting or self._job is None:
            self._waiting = False
            self._cut_off()
        else:
            self._job.send(StopAnswer(self._exchanges[-1].number))

    def clear(self) -> None:
        """Begins a new conversation; the model stays loaded."""
        self.stop_answer()
        while self._exchanges:
            self._remove_last()
        self.changed.emit()

    def close(self) -> None:
        """Unloads the model; what was said stays."""
        job, self._job = self._job, None
        if job is None:
            return
        job.changed.disconnect(self._hear)
        _end(job)
        self._waiting = self._is_ready = False
        self._cut_off()
        self.changed.emit()

    def close_down(self) -> None:
        """Unloads the model at once, as the window or the project closes."""
        job, self._job = self._job, None
        if job is not None:
            job.changed.disconnect(self._hear)
            job.close_down()  # waits until it is launched: what is said before does not arrive
            send_command(job.folder, Stop(save=False))
        self._waiting = self._is_ready = False
        while self._exchanges:
            self._remove_last()
        self.run = self.ending = None
        self.changed.emit()

    def _begin(self) -> None:
        self.ending = None
        self._is_ready = False
        project = self._project.require()
        own_pid = os.getpid()
        spec = ChatSessionSpec(
            str(project.root), self.run, own_pid, process_start_time(own_pid) or 0.0
        )
        try:
            self._job = self._jobs.start(CHAT, spec)
        except TunedeskError as error:
            self.ending = JobFailed(error.message, error.remedy)
            return
        self._job.changed.connect(self._hear)

    def _hear(self) -> None:
        job = self._job
        if job is None:
            return
        if not self._is_ready and job.state.phase == _READY:
            self._is_ready = True
            self.loaded.emit()
        if self._is_ready and self._waiting:
            self._deliver()
        self._take_answers(job)
        if job.state.outcome is not None:
            self._take_ending(job, job.state.outcome)
        self.changed.emit()

    def _take_answers(self, job: RunModel) -> None:
        """Two speakers at most answer the one question that is open."""
        if not self._exchanges:
            return
        exchange = self._exchanges[-1]
        for turn in job.state.turns.last_many(2):
            if turn.number == exchange.number and exchange.answer_of(turn.speaker) is not turn:
                exchange = exchange.with_answer(turn)
        if exchange is not self._exchanges[-1]:
            self._exchanges[-1] = exchange
            self.answered.emit(exchange)

    def _take_ending(self, job: RunModel, outcome: Terminal) -> None:
        job.changed.disconnect(self._hear)
        self._job = None
        self._is_ready = False
        self.ending = outcome
        if self._waiting and isinstance(outcome, JobFailed):
            return  # it can still be asked, once the model can be loaded
        self._waiting = False
        self._cut_off()

    def _deliver(self) -> None:
        """Hands the last question to the worker."""
        if not self._waiting or self._job is None:
            return
        self._waiting = False
        exchange = self._exchanges[-1]
        question, sampling = exchange.question, exchange.question.sampling
        earlier = self._exchanges[-2].number if len(self._exchanges) > 1 else 0
        ask = Ask(
            exchange.number,
            question.prompt,
            question.speakers,
            after=earlier if question.remember else 0,
            context=question.context,
            find_context=question.find_context,
            max_new_tokens=sampling.max_new_tokens,
            temperature=sampling.temperature,
            top_p=sampling.top_p,
            seed=sampling.seed,
        )
        self._job.send(ask)

    def _is_unanswered(self) -> bool:
        return bool(self._exchanges) and not self._exchanges[-1].is_done

    def _cut_off(self) -> None:
        if self._is_unanswered():
            self._exchanges[-1] = self._exchanges[-1].cut_off()
            self.answered.emit(self._exchanges[-1])
            self.changed.emit()

    def _remove_last(self) -> None:
        self._waiting = False
        self.removed.emit(self._exchanges.pop().number)


def _end(job: RunModel) -> None:
    """Ends a worker; one that is still being launched would not hear it, so it is told then."""
    if job.state.attempt:
        job.stop(save=False)
        return

    def once_launched() -> None:
        if job.state.attempt:
            job.changed.disconnect(once_launched)
            if job.state.outcome is None:
                job.stop(save=False)

    job.changed.connect(once_launched)
