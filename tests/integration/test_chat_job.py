from __future__ import annotations

from pathlib import Path

import pytest

from backend.chat.job import run
from backend.chat.opening import open_session
from backend.chat.session import Conversation
from backend.chat.spec import BASE, TUNED, ChatSpec
from backend.commands import Stop
from backend.events import Event, JobFinished, JobStopped, NoticeRaised, TokenStreamed
from backend.message import TunedeskError
from backend.models.sampling import Sampling
from backend.project import Project
from tests.recording_context import RecordingContext
from tests.tuned_run_support import fill_dataset, make_project, make_tuned_run


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = make_project(tmp_path)
    fill_dataset(made)
    make_tuned_run(made)
    return made


def ask(project: Project, heard: RecordingContext, **fields: object) -> JobFinished | JobStopped:
    settings: dict[str, object] = {
        "run": "last",
        "prompt": "When does the harbour open?",
        "max_new_tokens": 12,
    }
    spec = ChatSpec(str(project.root), **(settings | fields))  # type: ignore[arg-type]
    return run(spec, heard)


def said(context: RecordingContext, speaker: str) -> str:
    events = [event for event in context.events if isinstance(event, TokenStreamed)]
    return "".join(event.text for event in events if event.speaker == speaker)


def test_the_answer_is_streamed_and_its_page_named(project: Project, tmp_path: Path) -> None:
    context = RecordingContext(tmp_path)
    finished = ask(project, context)
    assert isinstance(finished, JobFinished)
    assert finished.result["answer"] == said(context, TUNED).strip()
    assert finished.result["chunk"] == "d-0"
    assert finished.result["context_given"] is False
    assert (finished.result["document"], finished.result["page"]) == ("handbook.pdf", 2)
    assert 0 < int(finished.result["tokens"] or 0) <= 12
    assert float(finished.result["tokens_per_s"] or 0) > 0
    assert said(context, BASE) == ""


def test_base_and_tuned_side_by_side_say_what_each_says_alone(
    project: Project, tmp_path: Path
) -> None:
    both = RecordingContext(tmp_path)
    finished = ask(project, both, speakers=(BASE, TUNED), context="Six.")
    assert isinstance(finished, JobFinished)
    assert finished.result["answer_base"] == said(both, BASE).strip()
    assert finished.result["context_given"] is True
    assert finished.result["answer"] == finished.result["answer_tuned"]
    assert said(both, BASE) != said(both, TUNED)
    for speaker in (BASE, TUNED):
        alone = RecordingContext(tmp_path)
        ask(project, alone, speakers=(speaker,), context="Six.")
        assert said(alone, speaker) == said(both, speaker)


def test_the_base_model_answers_without_any_run(project: Project, tmp_path: Path) -> None:
    context = RecordingContext(tmp_path)
    finished = ask(project, context, run=None, speakers=(BASE,), find_context=False)
    assert isinstance(finished, JobFinished)
    assert finished.result["speaker"] == BASE
    assert finished.result["chunk"] is None
    assert finished.result["page"] is None
    assert not context.of(NoticeRaised)


def test_a_question_that_matches_nothing_says_so(project: Project, tmp_path: Path) -> None:
    context = RecordingContext(tmp_path)
    ask(project, context, prompt="Quantum?")
    codes = [event.message.code for event in context.events if isinstance(event, NoticeRaised)]
    assert codes == ["chat.nothing_found"]


class StopsAtFirstText(RecordingContext):
    def emit(self, event: Event) -> None:
        super().emit(event)
        if isinstance(event, TokenStreamed):
            self.say(Stop())


def test_stop_ends_it_after_the_piece(project: Project, tmp_path: Path) -> None:
    context = StopsAtFirstText(tmp_path)
    stopped = ask(project, context, max_new_tokens=400)
    assert isinstance(stopped, JobStopped)
    assert len(context.of(TokenStreamed)) == 1


def test_a_context_too_long_for_the_model_is_told(project: Project, tmp_path: Path) -> None:
    with pytest.raises(TunedeskError, match="the model takes 512 in all"):
        ask(project, RecordingContext(tmp_path), context="long " * 200)


def test_no_such_run(project: Project, tmp_path: Path) -> None:
    with pytest.raises(TunedeskError, match="There is no run 9"):
        ask(project, RecordingContext(tmp_path), run="9")


def test_a_long_conversation_forgets_its_oldest_turns(project: Project, tmp_path: Path) -> None:
    session = open_session(project, "last", (TUNED,), RecordingContext(tmp_path))
    sampling = Sampling(max_new_tokens=8)
    last = Conversation("Answer.").asked("And now?")
    long = Conversation("Answer.").asked("a" * 480).answered("Yes.").asked("And now?")
    assert list(session.reply(TUNED, long, sampling)) == list(session.reply(TUNED, last, sampling))
    short = Conversation("Answer.").asked("Hello?").answered("Yes.").asked("And now?")
    assert list(session.reply(TUNED, short, sampling)) != list(session.reply(TUNED, last, sampling))


def test_only_a_run_can_speak_as_tuned(project: Project, tmp_path: Path) -> None:
    session = open_session(project, None, (BASE,), RecordingContext(tmp_path))
    with pytest.raises(TunedeskError, match="tuned can't answer here; there is base"):
        list(session.reply(TUNED, Conversation("x").asked("y"), Sampling(4)))
