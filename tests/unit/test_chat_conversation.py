from __future__ import annotations

from pathlib import Path

import pytest

from backend.chat.job import run
from backend.chat.session import Conversation
from backend.chat.spec import ChatSpec
from backend.message import TunedeskError
from backend.wording import INSTRUCTION, user_message
from tests.recording_context import RecordingContext


def test_with_a_context_the_question_is_worded_as_in_training() -> None:
    asked = Conversation(INSTRUCTION).asked("How much?", "Two litres are given.")
    expected = user_message(INSTRUCTION, "Two litres are given.\n\nQuestion: How much?")
    assert [message.content for message in asked.messages] == [expected]
    assert asked.messages[0].role == "user"


def test_without_a_context_the_question_stands_alone() -> None:
    talk = Conversation(INSTRUCTION).asked("Hello?").answered("Hello.").asked("How are you?")
    assert [(message.role, message.content) for message in talk.messages] == [
        ("user", "Hello?"),
        ("assistant", "Hello."),
        ("user", "How are you?"),
    ]


@pytest.mark.parametrize(
    ("spec", "problem"),
    [
        (ChatSpec("p", "last", " \n"), "the question is empty"),
        (ChatSpec("p", "last", "x", max_new_tokens=0), "max_new_tokens is 0"),
        (ChatSpec("p", "last", "x", temperature=2.5), "temperature is 2.5"),
        (ChatSpec("p", "last", "x", temperature=float("nan")), "temperature is nan"),
        (ChatSpec("p", "last", "x", top_p=0.0), "top_p is 0"),
        (ChatSpec("p", "last", "x", speakers=("king",)), "speakers are king"),
        (ChatSpec("p", "last", "x", speakers=()), "speakers are none"),
        (ChatSpec("p", None, "x"), "no run is named"),
    ],
)
def test_each_wrong_setting_is_named(spec: ChatSpec, problem: str, tmp_path: Path) -> None:
    with pytest.raises(TunedeskError, match=problem):
        run(spec, RecordingContext(tmp_path))


def test_all_wrong_settings_are_named_at_once(tmp_path: Path) -> None:
    spec = ChatSpec("p", None, "", temperature=-1.0)
    with pytest.raises(TunedeskError) as raised:
        run(spec, RecordingContext(tmp_path))
    assert str(raised.value).count(";") >= 2
