"""The kept-alive chat as a real worker with the tiny model."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from backend.chat.spec import BASE, TUNED, ChatSessionSpec
from backend.commands import Ask, Stop, StopAnswer
from backend.events import (
    AnswerDone,
    Event,
    JobFailed,
    JobFinished,
    JobStopped,
    PhaseChanged,
    TokenStreamed,
)
from backend.jobs.handle import JobHandle, launch
from backend.jobs.spec import write_spec
from backend.platform import process_start_time
from backend.project import Project
from tests.tuned_run_support import fill_dataset, make_project, make_tuned_run


def begin(project: Project, *, run: str | None = "last", gone: bool = False) -> JobHandle:
    start_s = process_start_time(os.getpid())
    assert start_s is not None
    owner_s = start_s - 1000.0 if gone else start_s
    folder = project.new_job("chat_session")
    write_spec(
        folder, "chat_session", ChatSessionSpec(str(project.root), run, os.getpid(), owner_s)
    )
    return launch(folder)


def until(events: Iterator[Event], kind: type[Event], **fields: object) -> Event:
    for event in events:
        if isinstance(event, kind) and all(getattr(event, k) == v for k, v in fields.items()):
            return event
        assert not isinstance(event, JobFailed), event
    raise AssertionError(f"no {kind.__name__} with {fields}")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    monkeypatch.setenv("TUNEDESK_HOME", str(tmp_path / "home"))
    made = make_project(tmp_path)
    fill_dataset(made)
    return made


def test_one_worker_answers_many_questions_and_survives_a_bad_one(project: Project) -> None:
    make_tuned_run(project)
    handle = begin(project)
    events = (entry.event for entry in handle.events())
    until(events, PhaseChanged, phase="ready")
    handle.send(Ask(1, "When does the harbour open?", (BASE, TUNED), max_new_tokens=8))
    base = until(events, AnswerDone, turn=1, speaker=BASE)
    tuned = until(events, AnswerDone, turn=1, speaker=TUNED)
    assert isinstance(base, AnswerDone)
    assert isinstance(tuned, AnswerDone)
    assert base.text != tuned.text
    handle.send(Ask(2, "And?", (TUNED,), context="long " * 200, max_new_tokens=8))
    failed = until(events, AnswerDone, turn=2)
    assert isinstance(failed, AnswerDone)
    assert "the model takes 512 in all" in str(failed.problem)
    # Asked anew from the beginning with the same settings, the model says the same.
    handle.send(Ask(3, "When does the harbour open?", (TUNED,), after=0, max_new_tokens=8))
    again = until(events, AnswerDone, turn=3)
    assert isinstance(again, AnswerDone)
    assert (again.text, again.tokens) == (tuned.text, tuned.tokens)
    handle.send(Ask(4, "And?", (TUNED,), after=0, find_context=False, max_new_tokens=450))
    until(events, TokenStreamed, turn=4)
    handle.send(StopAnswer(4))
    stopped = until(events, AnswerDone, turn=4)
    assert isinstance(stopped, AnswerDone)
    assert not stopped.whole
    assert stopped.tokens < 450
    handle.send(Stop())
    assert isinstance(until(events, JobStopped), JobStopped)


def test_it_ends_when_the_program_that_asked_is_gone(project: Project) -> None:
    outcome = begin(project, run=None, gone=True).outcome()
    assert isinstance(outcome, JobFinished)
    assert outcome.summary.code == "chat.owner_gone"


def test_a_broken_adapter_is_told_in_words(project: Project) -> None:
    run = make_tuned_run(project)
    (run.adapter_folder / "adapter_model.safetensors").write_bytes(b"torn")
    outcome = begin(project).outcome()
    assert isinstance(outcome, JobFailed)
    assert outcome.message.code == "model.adapter.broken"
    assert str(run.adapter_folder) in str(outcome.remedy)


def test_a_model_that_can_not_be_loaded_fails_it(project: Project) -> None:
    outcome = begin(project, run="9").outcome()
    assert isinstance(outcome, JobFailed)
    assert "There is no run 9" in str(outcome.message)
