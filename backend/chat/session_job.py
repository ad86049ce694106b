"""The job behind the window's chat: one loaded model, many questions.

Questions come as `Ask`, each is answered by every one of its speakers. The job ends when it is
told to, when nobody has asked for a while, and when the process that it works for is gone.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from backend.chat.conversations import Conversations
from backend.chat.opening import open_session
from backend.chat.reply import Desk, answer_all
from backend.chat.session import Session
from backend.chat.spec import BASE, SPEAKERS, ChatSessionSpec
from backend.commands import Ask, Pause, StopAnswer
from backend.events import JobFinished, JobStopped, PhaseChanged
from backend.jobs.context import JobContext
from backend.message import Message
from backend.platform import is_running
from backend.project import Project

# Looking for a new command takes about 20 us: at this pace a thousandth of one core.
_POLL_S = 0.03
_OWNER_CHECK_S = 2.0


def run(spec: ChatSessionSpec, context: JobContext) -> JobFinished | JobStopped:
    """Loads the model and answers until the chat ends.

    Raises:
        TunedeskError: No such run, no adapter, or a model that can't be loaded. A question that
            can't be answered raises nothing: its answer says why.
    """
    project = Project.open(Path(spec.project))
    speakers = SPEAKERS if spec.run is not None else (BASE,)
    session = open_session(project, spec.run, speakers, context)
    context.emit(PhaseChanged("ready", Message("chat.ready", "Ready to answer")))
    return Chat(spec, project, session, context).serve()


class Chat:
    """Answers questions in the order in which they come."""

    def __init__(
        self,
        spec: ChatSessionSpec,
        project: Project,
        session: Session,
        context: JobContext,
        *,
        clock_s: Callable[[], float] = time.monotonic,
        wait: Callable[[float], None] = time.sleep,
    ) -> None:
        """Begins with nothing asked.

        Args:
            spec: For whom it works and how long it waits.
            project: Where texts to answer from are found.
            session: The loaded model.
            context: Brings the questions and takes the answers.
            clock_s: Seconds that never go backwards.
            wait: Passes so many seconds.
        """
        self._spec = spec
        self._context = context
        self._clock_s = clock_s
        self._wait = wait
        conversations = Conversations(project.info.instruction)
        self._desk = Desk(project, session, conversations, context)
        self._asked: list[Ask] = []
        self._stopped: set[int] = set()
        self._answered = 0
        self._active_s = clock_s()
        self._owner_seen_s = clock_s()
        self._owner_lives = True

    def serve(self) -> JobFinished | JobStopped:
        """Answers until the chat ends, and says why it did."""
        while True:
            self._listen()
            ending = self._ending()
            if ending is not None:
                return ending
            if self._asked:
                self._answer(self._asked.pop(0))
            else:
                self._wait(_POLL_S)

    def _answer(self, ask: Ask) -> None:
        def stopping() -> bool:
            self._listen()
            return ask.turn in self._stopped or self._is_leaving()

        answer_all(ask, self._desk, stopping)
        self._answered += 1
        self._active_s = self._clock_s()

    def _listen(self) -> None:
        for command in self._context.commands():
            if isinstance(command, Ask):
                self._asked.append(command)
            elif isinstance(command, StopAnswer):
                self._stopped.add(command.turn)

    def _is_leaving(self) -> bool:
        return self._context.stopping() is not None or not self._has_owner()

    def _has_owner(self) -> bool:
        now_s = self._clock_s()
        if now_s - self._owner_seen_s >= _OWNER_CHECK_S:
            self._owner_seen_s = now_s
            self._owner_lives = is_running(self._spec.owner_pid, self._spec.owner_start_time)
        return self._owner_lives

    def _ending(self) -> JobFinished | JobStopped | None:
        stop = self._context.stopping()
        if stop is not None:
            message = Message("chat.closed", "The chat was closed; the model is unloaded.")
            return JobStopped(message, saved=False, paused=isinstance(stop, Pause))
        if not self._has_owner():
            return self._finished(Message("chat.owner_gone", "The window of the chat was closed."))
        idle_s = self._clock_s() - self._active_s
        if not self._asked and idle_s >= self._spec.idle_limit_s:
            text = "Nobody asked for {minutes} minutes, so the model was unloaded."
            minutes = round(self._spec.idle_limit_s / 60)
            return self._finished(Message("chat.idle", text, {"minutes": minutes}))
        return None

    def _finished(self, summary: Message) -> JobFinished:
        return JobFinished(summary, {"questions": self._answered})
