"""The chat's model over a worker that says what the test has it say."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from backend.chat.spec import BASE, TUNED
from backend.commands import Ask, Stop, StopAnswer
from backend.events import (
    AnswerDone,
    JobFailed,
    JobFinished,
    PhaseChanged,
    TokenStreamed,
    TurnBegun,
)
from backend.jobs.command_file import CommandReader
from backend.message import Message, fault
from backend.models.sampling import Sampling
from backend.platform import is_running
from gui.models.chat import FRESH_TEMPERATURE, ChatModel, ChatPhase
from gui.models.exchange import Question
from gui.models.project import ProjectModel
from tests.gui.support.fake_jobs import FakeBoard

WORD = Message("a", "b")
STARTING = PhaseChanged("starting", WORD)
LOADING = PhaseChanged("loading", Message("chat.loading", "Loading {model}", {"model": "tiny"}))
READY = PhaseChanged("ready", WORD)


@pytest.fixture
def project(tmp_path: Path, qtbot: QtBot) -> Iterator[ProjectModel]:
    made = ProjectModel()
    made.create(tmp_path / "project", "Harbour", "nothing")
    yield made
    made.deleteLater()


@pytest.fixture
def board(tmp_path: Path, qtbot: QtBot) -> Iterator[FakeBoard]:
    made = FakeBoard(tmp_path / "jobs")
    yield made
    made.deleteLater()


@pytest.fixture
def chat(project: ProjectModel, board: FakeBoard) -> Iterator[ChatModel]:
    made = ChatModel(project, board)  # type: ignore[arg-type]
    made.choose_run("3-qlora")
    yield made
    made.deleteLater()


def ask(chat: ChatModel, prompt: str = "When?", *speakers: str, **fields: object) -> None:
    chat.ask(Question(prompt, speakers or (TUNED,), **fields))  # type: ignore[arg-type]


def answer(number: int, speaker: str, text: str) -> tuple[TurnBegun, TokenStreamed, AnswerDone]:
    return (
        TurnBegun(number, speaker, "When?"),
        TokenStreamed(speaker, text, number),
        AnswerDone(number, speaker, text, 2, 0.5, whole=True),
    )


def texts(chat: ChatModel) -> list[dict[str, str]]:
    return [{turn.speaker: turn.text for turn in each.answers} for each in chat.exchanges]


def test_the_first_question_loads_the_model_and_is_asked_when_it_is_ready(
    chat: ChatModel, board: FakeBoard
) -> None:
    assert chat.phase is ChatPhase.CLOSED
    ask(chat, "When?", TUNED, BASE)
    spec = board.last.spec
    assert (board.last.kind, spec.run, spec.owner_pid) == ("chat_session", "3-qlora", os.getpid())
    assert is_running(spec.owner_pid, spec.owner_start_time)
    board.last.say(STARTING, LOADING)
    assert chat.phase is ChatPhase.LOADING
    assert str(chat.label) == "Loading tiny"
    assert board.last.heard == []
    board.last.say(READY)
    assert board.last.heard == [Ask(1, "When?", (TUNED, BASE), after=0)]
    assert chat.phase is ChatPhase.ANSWERING
    assert not chat.can_ask


def test_answers_arrive_piece_by_piece_for_both(
    chat: ChatModel, board: FakeBoard, qtbot: QtBot
) -> None:
    ask(chat, "When?", TUNED, BASE)
    board.last.say(STARTING, READY)
    board.last.say(TurnBegun(1, TUNED, "When?", "h.pdf", 2), TokenStreamed(TUNED, "At ", 1))
    assert texts(chat) == [{TUNED: "At "}]
    with qtbot.waitSignal(chat.answered):
        board.last.say(TokenStreamed(TUNED, "six", 1))
    assert texts(chat) == [{TUNED: "At six"}]
    board.last.say(AnswerDone(1, TUNED, "At six", 2, 0.5, whole=True), *answer(1, BASE, "Noon"))
    assert texts(chat) == [{TUNED: "At six", BASE: "Noon"}]
    assert chat.phase is ChatPhase.READY
    assert chat.can_ask


def test_one_worker_answers_all_questions(chat: ChatModel, board: FakeBoard) -> None:
    ask(chat)
    board.last.say(STARTING, READY, *answer(1, TUNED, "Six"))
    ask(chat, "And?", remember=True)
    assert len(board.jobs) == 1
    assert board.last.heard[-1] == Ask(2, "And?", (TUNED,), after=1)
    ask_alone = Question("Alone?", (TUNED,))
    board.last.say(*answer(2, TUNED, "Ten"))
    chat.ask(ask_alone)
    assert board.last.heard[-1] == Ask(3, "Alone?", (TUNED,), after=0)


def test_answering_again_draws_afresh_and_replaces_the_answer(
    chat: ChatModel, board: FakeBoard
) -> None:
    ask(chat, "First?")
    board.last.say(STARTING, READY, *answer(1, TUNED, "One"))
    ask(chat, "Second?", remember=True)
    board.last.say(*answer(2, TUNED, "Two"))
    chat.ask_again()
    again = board.last.heard[-1]
    assert isinstance(again, Ask)
    assert (again.turn, again.after, again.prompt) == (3, 1, "Second?")
    assert (again.temperature, again.seed) == (FRESH_TEMPERATURE, Sampling().seed + 1)
    assert [each.number for each in chat.exchanges] == [1, 3]


def test_a_question_can_be_taken_back(chat: ChatModel, board: FakeBoard, qtbot: QtBot) -> None:
    with pytest.raises(LookupError):
        chat.take_back()
    ask(chat, "Whne?")
    board.last.say(STARTING, READY, *answer(1, TUNED, "Six"))
    with qtbot.waitSignal(chat.removed):
        assert chat.take_back().prompt == "Whne?"
    assert chat.exchanges == ()


def test_an_answer_can_be_stopped_and_the_model_stays(chat: ChatModel, board: FakeBoard) -> None:
    ask(chat)
    board.last.say(STARTING, READY, TurnBegun(1, TUNED, "When?"), TokenStreamed(TUNED, "A", 1))
    chat.stop_answer()
    assert board.last.heard[-1] == StopAnswer(1)
    assert board.last.stops == 0
    board.last.say(AnswerDone(1, TUNED, "A", 1, 0.1, whole=False))
    assert chat.phase is ChatPhase.READY


def test_a_question_stopped_while_the_model_loads_is_never_asked(
    chat: ChatModel, board: FakeBoard
) -> None:
    ask(chat)
    board.last.say(STARTING, LOADING)
    chat.stop_answer()
    assert chat.can_ask
    board.last.say(READY)
    assert board.last.heard == []


def test_a_question_stopped_while_another_job_has_the_device_leaves_the_queue(
    chat: ChatModel, board: FakeBoard
) -> None:
    ask(chat)
    board.last.say(STARTING, PhaseChanged("queued", WORD))
    chat.stop_answer()
    assert board.last.stops == 1
    assert (chat.phase, chat.can_ask) == (ChatPhase.CLOSED, True)


def test_a_model_that_can_not_be_loaded_can_be_tried_again(
    chat: ChatModel, board: FakeBoard
) -> None:
    ask(chat)
    board.last.say(STARTING, JobFailed(WORD, WORD))
    assert chat.phase is ChatPhase.FAILED
    assert isinstance(chat.ending, JobFailed)
    chat.retry()
    assert len(board.jobs) == 2
    assert chat.phase is ChatPhase.LOADING
    board.last.say(STARTING, READY)
    assert [command.turn for command in board.last.heard] == [1]  # type: ignore[union-attr]


def test_another_question_takes_the_place_of_one_that_could_not_be_asked(
    chat: ChatModel, board: FakeBoard
) -> None:
    ask(chat, "First?")
    board.last.say(STARTING, JobFailed(WORD, WORD))
    assert chat.can_ask
    ask(chat, "Second?")
    assert [each.question.prompt for each in chat.exchanges] == ["Second?"]
    board.last.say(STARTING, READY)
    assert len(board.last.heard) == 1


def test_a_folder_that_can_not_be_written_is_told(chat: ChatModel, board: FakeBoard) -> None:
    board.refusal = fault("files.full", "The disk is full.", "Make room.")
    ask(chat)
    assert chat.phase is ChatPhase.FAILED
    assert isinstance(chat.ending, JobFailed)
    assert str(chat.ending.message) == "The disk is full."


def test_a_worker_that_dies_in_mid_answer_leaves_what_it_said(
    chat: ChatModel, board: FakeBoard
) -> None:
    ask(chat, "When?", TUNED, BASE)
    board.last.say(STARTING, READY, TurnBegun(1, TUNED, "When?"), TokenStreamed(TUNED, "At", 1))
    board.last.say(JobFailed(WORD, WORD))
    assert chat.phase is ChatPhase.FAILED
    assert texts(chat) == [{TUNED: "At", BASE: ""}]
    assert chat.exchanges[0].is_done


def test_a_chat_that_was_left_alone_is_loaded_again_by_the_next_question(
    chat: ChatModel, board: FakeBoard
) -> None:
    ask(chat)
    board.last.say(STARTING, READY, *answer(1, TUNED, "Six"))
    board.last.say(JobFinished(Message("chat.idle", "Left alone."), {}))
    assert chat.phase is ChatPhase.CLOSED
    assert chat.can_ask
    ask(chat, "And?")
    assert len(board.jobs) == 2
    board.last.say(STARTING, READY)
    assert board.last.heard[-1].turn == 2  # type: ignore[union-attr]


def test_another_run_unloads_the_model_and_keeps_what_was_said(
    chat: ChatModel, board: FakeBoard
) -> None:
    ask(chat)
    board.last.say(STARTING, READY, *answer(1, TUNED, "Six"))
    first = board.last
    chat.choose_run("2-lora")
    assert first.stops == 1
    assert chat.phase is ChatPhase.CLOSED
    assert texts(chat) == [{TUNED: "Six"}]
    ask(chat, "And?")
    assert board.last.spec.run == "2-lora"
    assert [each.run for each in chat.exchanges] == ["3-qlora", "2-lora"]


def test_a_worker_that_is_still_being_launched_is_stopped_when_it_can_hear(
    chat: ChatModel, board: FakeBoard
) -> None:
    ask(chat)
    job = board.last
    chat.close()
    assert job.stops == 0
    job.say(STARTING)
    assert job.stops == 1
    assert chat.exchanges[0].is_done


def test_closing_down_tells_the_worker_at_once_and_forgets_all(
    chat: ChatModel, board: FakeBoard
) -> None:
    ask(chat)
    board.last.say(STARTING, READY, *answer(1, TUNED, "Six"))
    chat.close_down()
    assert CommandReader(board.last.folder).read_new() == (Stop(save=False),)
    assert chat.exchanges == ()
    assert chat.phase is ChatPhase.CLOSED


def test_a_new_conversation_keeps_the_model(chat: ChatModel, board: FakeBoard) -> None:
    ask(chat)
    board.last.say(STARTING, READY, *answer(1, TUNED, "Six"))
    chat.clear()
    assert chat.exchanges == ()
    assert chat.phase is ChatPhase.READY
    assert board.last.stops == 0


def test_what_an_earlier_question_still_says_changes_nothing(
    chat: ChatModel, board: FakeBoard
) -> None:
    ask(chat)
    board.last.say(STARTING, READY, TurnBegun(1, TUNED, "When?"))
    chat.clear()
    ask(chat, "Second?")
    board.last.say(TokenStreamed(TUNED, "late", 1))
    assert texts(chat) == [{}]
