"""The kept-alive chat with a session that speaks without a model."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest

from backend.chat.session import Conversation
from backend.chat.session_job import Chat
from backend.chat.spec import BASE, TUNED, ChatSessionSpec
from backend.commands import Ask, Command, Pause, Stop, StopAnswer
from backend.events import AnswerDone, Event, JobFinished, JobStopped, TokenStreamed, TurnBegun
from backend.message import fault
from backend.models.sampling import Sampling
from backend.platform import process_start_time
from backend.project import Project
from tests.recording_context import RecordingContext
from tests.tuned_run_support import fill_dataset

Word = Generator[str, None, None]


class FakeSession:
    """Says its name, then each message that it was shown; fails where it is asked to."""

    speakers = (BASE, TUNED)

    def reply(self, speaker: str, conversation: Conversation, sampling: Sampling) -> Word:
        question = conversation.messages[-1].content
        if question == "fault":
            raise fault("chat.too_long", "Too long: {tokens}.", "Shorten it.", tokens=9)
        if question == "crash":
            raise RuntimeError("a matrix burst")
        if question == "memory":
            raise RuntimeError("CUDA out of memory. Tried to allocate 20 MiB")
        yield f"{speaker}:"
        for message in conversation.messages:
            yield f" {message.content}"


class ScriptedContext(RecordingContext):
    """Says one line of a script whenever the chat has nothing left to do, at last `Stop`."""

    def __init__(self, folder: Path, *script: Command | tuple[Command, ...]) -> None:
        super().__init__(folder)
        self._script: Iterator[Command | tuple[Command, ...]] = iter(script)
        self.now_s = 0.0
        self.when_said: dict[str, Command] = {}

    def wait(self, seconds: float) -> None:
        self.now_s += seconds
        line = next(self._script, Stop())
        for command in line if isinstance(line, tuple) else (line,):
            self.say(command)

    def emit(self, event: Event) -> None:
        super().emit(event)
        if isinstance(event, TokenStreamed) and event.text in self.when_said:
            self.say(self.when_said.pop(event.text))


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project.create(tmp_path / "project", "Harbour", "nothing")


def serve(
    project: Project, context: ScriptedContext, *, idle_limit_s: float = 1800.0, gone: bool = False
) -> JobFinished | JobStopped:
    started_s = process_start_time(os.getpid())
    assert started_s is not None
    owner_s = started_s - 1000.0 if gone else started_s
    spec = ChatSessionSpec(str(project.root), "last", os.getpid(), owner_s, idle_limit_s)
    chat = Chat(
        spec,
        project,
        FakeSession(),  # type: ignore[arg-type]
        context,
        clock_s=lambda: context.now_s,
        wait=context.wait,
    )
    return chat.serve()


def ask(turn: int, prompt: str, *speakers: str, after: int | None = None) -> Ask:
    return Ask(turn, prompt, speakers or (TUNED,), after, find_context=False)


def answers(context: RecordingContext) -> list[tuple[int, str, str]]:
    done = [event for event in context.events if isinstance(event, AnswerDone)]
    return [(event.turn, event.speaker, event.text) for event in done]


def test_both_speakers_answer_and_each_remembers_its_own_answers(
    project: Project, tmp_path: Path
) -> None:
    context = ScriptedContext(tmp_path, ask(1, "a", BASE, TUNED), ask(2, "b", BASE, TUNED))
    ending = serve(project, context)
    assert isinstance(ending, JobStopped)
    assert answers(context) == [
        (1, BASE, "base: a"),
        (1, TUNED, "tuned: a"),
        (2, BASE, "base: a base: a b"),
        (2, TUNED, "tuned: a tuned: a b"),
    ]
    streamed = [event for event in context.events if isinstance(event, TokenStreamed)]
    pieces = [event.text for event in streamed if (event.turn, event.speaker) == (1, BASE)]
    assert pieces == ["base:", " a"]


def test_asking_after_an_earlier_turn_forgets_the_later_ones(
    project: Project, tmp_path: Path
) -> None:
    script = (ask(1, "a"), ask(2, "b"), ask(3, "B", after=1), ask(4, "c"), ask(5, "d", after=0))
    context = ScriptedContext(tmp_path, *script)
    serve(project, context)
    texts = [text for _, _, text in answers(context)]
    assert texts[2] == "tuned: a tuned: a B"
    assert texts[3] == "tuned: a tuned: a B tuned: a tuned: a B c"
    assert texts[4] == "tuned: d"


def test_a_turn_that_only_one_was_asked_is_not_in_the_memory_of_the_other(
    project: Project, tmp_path: Path
) -> None:
    context = ScriptedContext(tmp_path, ask(1, "a", BASE), ask(2, "b", BASE, TUNED))
    serve(project, context)
    assert answers(context)[1:] == [(2, BASE, "base: a base: a b"), (2, TUNED, "tuned: b")]


@pytest.mark.parametrize(
    ("prompt", "cause", "remedy"),
    [
        ("fault", "Too long: 9.", "Shorten it."),
        ("crash", "RuntimeError: a matrix burst", "worker.log"),
        ("memory", "not enough memory", "shorter text"),
        (" ", "the question is empty", "ask again"),
    ],
)
def test_a_question_that_fails_is_told_and_the_chat_goes_on(
    project: Project, tmp_path: Path, prompt: str, cause: str, remedy: str
) -> None:
    context = ScriptedContext(tmp_path, ask(1, prompt, BASE, TUNED), ask(2, "b"))
    serve(project, context)
    done = [event for event in context.events if isinstance(event, AnswerDone)]
    assert [(each.turn, each.speaker, each.whole) for each in done] == [
        (1, BASE, False),
        (1, TUNED, False),
        (2, TUNED, True),
    ]
    assert cause in str(done[0].problem)
    assert remedy in str(done[0].remedy)
    assert done[2].text == "tuned: b", "what failed is not in the memory"
    assert done[2].problem is None


def test_every_speaker_begins_and_ends_once_however_it_goes(
    project: Project, tmp_path: Path
) -> None:
    script = (ask(1, "a", BASE, TUNED), ask(2, "fault", BASE, TUNED), ask(3, "", TUNED))
    context = ScriptedContext(tmp_path, *script)
    serve(project, context)
    begun = [
        (event.turn, event.speaker) for event in context.events if isinstance(event, TurnBegun)
    ]
    assert begun == [(turn, speaker) for turn, speaker, _ in answers(context)]
    assert len(begun) == 5


def test_stopping_an_answer_ends_both_speakers_but_not_the_chat(
    project: Project, tmp_path: Path
) -> None:
    context = ScriptedContext(tmp_path, ask(1, "a", BASE, TUNED), ask(2, "b", BASE))
    context.when_said["base:"] = StopAnswer(1)
    serve(project, context)
    done = [event for event in context.events if isinstance(event, AnswerDone)]
    assert [(each.text, each.tokens, each.whole) for each in done[:2]] == [
        ("base:", 1, False),
        ("", 0, False),
    ]
    assert done[2].text == "base: a base: b", "what was said before the stop is remembered"


def test_a_question_can_be_stopped_while_it_waits(project: Project, tmp_path: Path) -> None:
    context = ScriptedContext(tmp_path, (ask(1, "a"), ask(2, "b"), StopAnswer(2)))
    serve(project, context)
    assert answers(context) == [(1, TUNED, "tuned: a"), (2, TUNED, "")]


@pytest.mark.parametrize(("command", "paused"), [(Stop(), False), (Pause(), True)])
def test_stop_and_pause_end_the_chat_within_an_answer(
    project: Project, tmp_path: Path, command: Command, paused: bool
) -> None:
    context = ScriptedContext(tmp_path, ask(1, "a"))
    context.when_said["tuned:"] = command
    ending = serve(project, context)
    assert isinstance(ending, JobStopped)
    assert ending.paused is paused
    assert answers(context) == [(1, TUNED, "tuned:")]


def test_left_alone_it_unloads_the_model_and_says_so(project: Project, tmp_path: Path) -> None:
    context = ScriptedContext(tmp_path, ask(1, "a"), *[()] * 100_000)
    ending = serve(project, context, idle_limit_s=120.0)
    assert isinstance(ending, JobFinished)
    assert "2 minutes" in str(ending.summary)
    assert ending.result == {"questions": 1}
    assert 120.0 <= context.now_s < 121.0


def test_it_ends_when_its_owner_is_gone(project: Project, tmp_path: Path) -> None:
    context = ScriptedContext(tmp_path, *[()] * 100_000)
    ending = serve(project, context, gone=True)
    assert isinstance(ending, JobFinished)
    assert ending.summary.code == "chat.owner_gone"
    assert context.now_s < 3.0


def test_the_text_is_found_and_named_or_given(project: Project, tmp_path: Path) -> None:
    fill_dataset(project)
    find = Ask(1, "When does the harbour open?", (BASE, TUNED))
    given = Ask(2, "When?", (BASE,), context="At noon.", after=0)
    context = ScriptedContext(tmp_path, find, given)
    serve(project, context)
    begun = [event for event in context.events if isinstance(event, TurnBegun)]
    for event in begun[:2]:
        assert (event.document, event.page, event.chunk) == ("handbook.pdf", 2, "d-0")
        assert event.context_text == "The harbour opens at six."
    assert (begun[2].document, begun[2].page, begun[2].context_text) == ("", None, "At noon.")
    assert "At noon." in answers(context)[2][2]
