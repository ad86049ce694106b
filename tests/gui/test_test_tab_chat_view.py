"""What the chat shows, and what pressing its controls does."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractButton,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from backend.chat.spec import BASE, TUNED
from backend.commands import Ask, StopAnswer
from backend.events import AnswerDone, JobFailed, PhaseChanged, TokenStreamed, TurnBegun
from backend.message import Message
from gui.context import AppContext
from gui.models.chat import ChatModel
from gui.models.exchange import AskInChat
from gui.tabs.test.chat_view import ChatView
from gui.tabs.test.chunk_picker import ChunkPicker
from gui.tabs.test.composer import Composer
from gui.widgets.disclosure import Disclosure
from tests.gui.support.fake_jobs import FakeBoard, FakeJob
from tests.gui.support.looks import nameless, out_of_order
from tests.gui.support.person import find, press, write
from tests.tuned_run_support import CHUNKS, fill_dataset

WORD = Message("a", "b")
READY = (PhaseChanged("starting", WORD), PhaseChanged("ready", WORD))


@pytest.fixture
def board(tmp_path: Path, qtbot: QtBot) -> Iterator[FakeBoard]:
    made = FakeBoard(tmp_path / "jobs")
    yield made
    made.deleteLater()


@pytest.fixture
def view(context: AppContext, board: FakeBoard, tmp_path: Path, qtbot: QtBot) -> Iterator[ChatView]:
    context.project.create(tmp_path / "project", "Harbour", "nothing")
    chat = ChatModel(context.project, board)  # type: ignore[arg-type]
    chat.choose_run("3-qlora")
    made = ChatView(context, chat)
    made.set_has_run(True)
    made.resize(1200, 560)
    made.show()
    yield made
    made.close()
    made.deleteLater()
    chat.deleteLater()


def ask(view: ChatView, prompt: str) -> None:
    write(find(view, QPlainTextEdit, "Question"), prompt)
    press(find(view.composer, QPushButton, "Ask"))


def begun(speaker: str, number: int = 1) -> TurnBegun:
    return TurnBegun(number, speaker, "When?", "handbook.pdf", 2, "d-0", "It opens at six.")


def done(speaker: str, text: str, number: int = 1, *, whole: bool = True) -> AnswerDone:
    return AnswerDone(number, speaker, text, 12, 0.5, whole=whole)


def shown(view: ChatView, number: int, speaker: str) -> str:
    return view.transcript.blocks[number].answers[speaker].text


def answered(view: ChatView, job: FakeJob) -> None:
    job.say(*READY, begun(TUNED), done(TUNED, "Six."), begun(BASE), done(BASE, "Noon."))


def test_both_models_answer_side_by_side_as_the_text_comes(
    view: ChatView, board: FakeBoard
) -> None:
    ask(view, "When?")
    board.last.say(*READY)
    assert board.last.heard == [Ask(1, "When?", (TUNED, BASE), after=0)]
    board.last.say(begun(TUNED), TokenStreamed(TUNED, "Si", 1))
    assert (shown(view, 1, TUNED), shown(view, 1, BASE)) == ("Si", "")
    board.last.say(TokenStreamed(TUNED, "x.", 1), done(TUNED, "Six."), begun(BASE))
    board.last.say(done(BASE, "Noon."))
    assert (shown(view, 1, TUNED), shown(view, 1, BASE)) == ("Six.", "Noon.")
    base, tuned = (view.transcript.blocks[1].answers[who] for who in (BASE, TUNED))
    assert base.x() < tuned.x()
    assert base.y() == tuned.y()


def test_speed_and_source_are_told(view: ChatView, board: FakeBoard) -> None:
    ask(view, "When?")
    answered(view, board.last)
    block = view.transcript.blocks[1]
    assert "12 tokens · 24 tokens/s" in visible_texts(block.answers[TUNED])
    source = block.findChild(Disclosure)
    assert source.isVisible()
    assert "handbook.pdf, page 2" in " ".join(button_texts(source))
    assert "It opens at six." not in visible_texts(source)
    source.set_open(True)
    assert "It opens at six." in visible_texts(source)


def test_loading_is_said_where_the_answer_will_be(view: ChatView, board: FakeBoard) -> None:
    ask(view, "When?")
    loading = Message("chat.loading", "Loading {model}", {"model": "tiny"})
    board.last.say(PhaseChanged("starting", WORD), PhaseChanged("loading", loading))
    assert view.status_text == "Loading tiny…"
    assert "Loading tiny…" in visible_texts(view.transcript.blocks[1])
    board.last.say(*READY, begun(TUNED))
    assert "Loading tiny…" not in visible_texts(view.transcript.blocks[1])


def test_the_button_stops_while_an_answer_comes(view: ChatView, board: FakeBoard) -> None:
    ask(view, "When?")
    board.last.say(*READY, begun(TUNED), TokenStreamed(TUNED, "Si", 1))
    press(find(view.composer, QPushButton, "Stop"))
    assert board.last.heard[-1] == StopAnswer(1)
    board.last.say(
        done(TUNED, "Si", whole=False), begun(BASE), AnswerDone(1, BASE, "", 0, 0.0, whole=False)
    )
    assert any("stopped" in text for text in visible_texts(view.transcript.blocks[1]))
    assert find(view.composer, QPushButton, "Ask")


def test_enter_asks_and_shift_enter_begins_a_line(
    view: ChatView, board: FakeBoard, qtbot: QtBot
) -> None:
    field = find(view, QPlainTextEdit, "Question")
    write(field, "One")
    qtbot.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    write(field, "Two")
    assert board.jobs == []
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert view.transcript.blocks.keys() == {1}
    board.last.say(*READY)
    assert board.last.heard[-1].prompt == "One\nTwo"  # type: ignore[union-attr]
    assert field.toPlainText() == ""


def test_nothing_is_asked_without_words_or_while_another_answer_comes(
    view: ChatView, board: FakeBoard, qtbot: QtBot
) -> None:
    assert not find(view.composer, QPushButton, "Ask").isEnabled()
    field = find(view, QPlainTextEdit, "Question")
    write(field, "  ")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert board.jobs == []
    ask(view, "When?")
    write(field, "And?")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert view.transcript.blocks.keys() == {1}
    assert field.toPlainText() == "And?", "what was written is not lost"


def test_the_last_question_can_be_answered_again_or_edited(
    view: ChatView, board: FakeBoard, qtbot: QtBot
) -> None:
    ask(view, "When?")
    answered(view, board.last)
    press(find(view.transcript, QPushButton, "Answer again"))
    assert view.transcript.blocks.keys() == {2}
    qtbot.waitUntil(view.transcript.blocks[2].isVisible)
    board.last.say(begun(TUNED, 2), done(TUNED, "Seven.", 2), begun(BASE, 2), done(BASE, "", 2))
    assert "temperature 0.7" in " ".join(visible_texts(view.transcript.blocks[2]))
    press(find(view.transcript, QPushButton, "Edit question"))
    assert view.transcript.blocks == {}
    assert find(view, QPlainTextEdit, "Question").toPlainText() == "When?"


def test_a_problem_is_told_with_its_remedy_and_the_chat_goes_on(
    view: ChatView, board: FakeBoard
) -> None:
    ask(view, "When?")
    problem, remedy = Message("x", "Too long."), Message("x.remedy", "Shorten it.")
    failed = AnswerDone(1, TUNED, "", 0, 0.0, whole=False, problem=problem, remedy=remedy)
    board.last.say(*READY, begun(TUNED), failed, begun(BASE), done(BASE, "Noon."))
    told = visible_texts(view.transcript.blocks[1].answers[TUNED])
    assert "Too long." in told
    assert "Shorten it." in told
    assert find(view.composer, QPushButton, "Ask")


def test_a_model_that_can_not_be_loaded_is_a_card_with_a_way_on(
    view: ChatView, board: FakeBoard
) -> None:
    ask(view, "When?")
    board.last.say(
        READY[0], JobFailed(Message("m", "No weights."), Message("r", "Choose another."))
    )
    assert view.failure_card.isVisible()
    assert "No weights." in visible_texts(view.failure_card)
    press(find(view.failure_card, QPushButton, "Try again"))
    assert not view.failure_card.isVisible()
    assert len(board.jobs) == 2


def test_a_text_of_ones_own_goes_along(view: ChatView, board: FakeBoard) -> None:
    press(find(view.composer, QPushButton, "My text"))
    write(find(view, QPlainTextEdit, "Question"), "When?")
    assert not find(view.composer, QPushButton, "Ask").isEnabled(), "the text is missing"
    write(find(view, QPlainTextEdit, "Text to answer from"), "It opens at nine.")
    press(find(view.composer, QPushButton, "Ask"))
    board.last.say(*READY)
    asked = board.last.heard[-1]
    assert isinstance(asked, Ask)
    assert (asked.context, asked.find_context) == ("It opens at nine.", False)


def test_no_text_is_looked_for_when_none_is_wanted(view: ChatView, board: FakeBoard) -> None:
    press(find(view.composer, QPushButton, "None"))
    ask(view, "When?")
    board.last.say(*READY)
    asked = board.last.heard[-1]
    assert isinstance(asked, Ask)
    assert (asked.context, asked.find_context) == (None, False)


def test_a_text_can_be_chosen_from_the_documents(
    view: ChatView, context: AppContext, qtbot: QtBot
) -> None:
    fill_dataset(context.project.require())
    press(find(view.composer, QPushButton, "My text"))
    press(find(view.composer, QPushButton, "Choose from the documents"))
    qtbot.waitUntil(lambda: view.findChild(ChunkPicker) is not None)
    picker = view.findChild(ChunkPicker)
    qtbot.waitUntil(picker.isVisible)
    write(find(picker, QLineEdit, "Search the documents"), "slipway")
    assert picker.chosen == CHUNKS[2]
    picker.accept()
    given = find(view, QPlainTextEdit, "Text to answer from")
    assert given.toPlainText() == "The slipway is cleaned in March."


def test_a_question_from_elsewhere_is_put_into_the_field_not_asked(
    view: ChatView, board: FakeBoard
) -> None:
    view.take(AskInChat("How much?", "Two litres."))
    assert board.jobs == []
    assert find(view, QPlainTextEdit, "Question").toPlainText() == "How much?"
    assert find(view, QPlainTextEdit, "Text to answer from").toPlainText() == "Two litres."


def test_an_answer_can_be_copied(view: ChatView, board: FakeBoard) -> None:
    ask(view, "When?")
    answered(view, board.last)
    find(view.transcript.blocks[1].answers[TUNED], QToolButton, "Copy the answer").click()
    assert QGuiApplication.clipboard().text() == "Six."


def test_the_transcript_follows_the_end_unless_the_person_reads_above(
    view: ChatView, board: FakeBoard, qtbot: QtBot
) -> None:
    bar = view.transcript.verticalScrollBar()
    for number in range(1, 7):
        ask(view, f"Question {number}?")
        if number == 1:
            board.last.say(*READY)
        long = "words " * 200
        board.last.say(begun(TUNED, number), done(TUNED, long, number))
        board.last.say(begun(BASE, number), done(BASE, "x", number))
    qtbot.waitUntil(lambda: bar.maximum() > 0 and bar.value() == bar.maximum())
    ask(view, "One more?")
    bar.setValue(0)
    board.last.say(begun(TUNED, 7), TokenStreamed(TUNED, "words " * 200, 7))
    before = bar.maximum()
    board.last.say(TokenStreamed(TUNED, "words " * 400, 7))
    qtbot.waitUntil(lambda: bar.maximum() > before)
    assert bar.value() == 0


def test_questions_worth_asking_are_offered(
    view: ChatView, context: AppContext, qtbot: QtBot
) -> None:
    fill_dataset(context.project.require())
    view.refresh_suggestions()
    qtbot.waitUntil(lambda: any("Question 0?" in text for text in button_texts(view)))
    press(find(view, QPushButton, "Question 5?"))
    assert find(view, QPlainTextEdit, "Question").toPlainText() == "Question 5?"


def test_without_a_run_only_the_base_model_can_be_asked(view: ChatView, board: FakeBoard) -> None:
    view.set_has_run(False)
    assert not find(view.composer, QPushButton, "Tuned").isEnabled()
    assert not find(view.composer, QPushButton, "Side by side").isEnabled()
    ask(view, "When?")
    board.last.say(*READY)
    assert board.last.heard[-1].speakers == (BASE,)  # type: ignore[union-attr]


def test_the_tab_key_goes_through_the_conversation_before_the_field(
    view: ChatView, board: FakeBoard, qtbot: QtBot
) -> None:
    for number in (1, 2):
        ask(view, f"Question {number}?")
        if number == 1:
            board.last.say(*READY)
        board.last.say(begun(TUNED, number), done(TUNED, "Six.", number))
        board.last.say(begun(BASE, number), done(BASE, "Noon.", number))
    qtbot.waitUntil(view.transcript.blocks[2].isVisible)
    assert nameless(view) + out_of_order(view) == []
    first, second = (view.transcript.blocks[number].findChild(Disclosure) for number in (1, 2))
    assert [one for one in stops_of(view) if one in (first, second, view.composer)] == [
        first,
        second,
        view.composer,
    ]


def stops_of(widget: QWidget) -> list[QWidget]:
    """The blocks in which the Tab key stops, each once, in its order."""
    stops: list[QWidget] = []
    one = widget.nextInFocusChain()
    while one is not widget and one is not None:
        holder = one.parentWidget()
        while holder is not None and not isinstance(holder, Disclosure | Composer):
            holder = holder.parentWidget()
        if holder is not None and holder not in stops:
            stops.append(holder)
        one = one.nextInFocusChain()
    return stops


def visible_texts(widget: QWidget) -> list[str]:
    return [one.text() for one in widget.findChildren(QLabel) if one.isVisible()]


def button_texts(widget: QWidget) -> list[str]:
    return [one.text() for one in widget.findChildren(QAbstractButton)]
