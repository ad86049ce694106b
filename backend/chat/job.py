"""The job that answers one question, streaming the text as it comes."""

from __future__ import annotations

from pathlib import Path

from backend.chat.answer import Answer, collect
from backend.chat.opening import open_session
from backend.chat.question import check_question, find_source, sampling_of
from backend.chat.retrieval import Found
from backend.chat.session import Conversation, Session
from backend.chat.spec import ChatSpec
from backend.commands import Pause
from backend.events import (
    JobFinished,
    JobStopped,
    NoticeRaised,
    PhaseChanged,
    TokenStreamed,
)
from backend.jobs.context import JobContext
from backend.message import Message
from backend.project import Project


def run(spec: ChatSpec, context: JobContext) -> JobFinished | JobStopped:
    """Answers the question of `spec` as each of its speakers.

    Raises:
        TunedeskError: An empty question, settings out of range, no such run, no adapter, another
            base model than it was trained on, or a context that is too long for the model.
    """
    check_question(spec, has_run=spec.run is not None)
    project = Project.open(Path(spec.project))
    found = find_source(spec, project)
    _tell_source(spec, found, context)
    session = open_session(project, spec.run, spec.speakers, context)
    text = found.chunk.text if found else spec.context
    conversation = Conversation(project.info.instruction).asked(spec.prompt, text)
    answers: dict[str, Answer] = {}
    for speaker in spec.speakers:
        answers[speaker] = _say(session, speaker, conversation, spec, context)
        if not answers[speaker].whole:
            paused = isinstance(context.stopping(), Pause)
            stopped = Message("chat.stopped", "Stopped; what was said so far is above.")
            return JobStopped(stopped, saved=False, paused=paused)
    return _finished(answers, found, context_given=bool(spec.context))


def _tell_source(spec: ChatSpec, found: Found | None, context: JobContext) -> None:
    if found is not None:
        source = Message(
            "chat.found",
            "Answering from {document}, page {page}",
            {"document": found.chunk.document_name, "page": found.page},
        )
        context.emit(NoticeRaised("info", source))
    elif spec.find_context and not spec.context:
        nothing = Message(
            "chat.nothing_found",
            "Nothing in the project's documents shares a word with the question; it is asked "
            "without context.",
        )
        remedy = Message("chat.nothing_found.remedy", "Give a text to answer from with --context.")
        context.emit(NoticeRaised("warning", nothing, remedy))


def _say(
    session: Session,
    speaker: str,
    conversation: Conversation,
    spec: ChatSpec,
    context: JobContext,
) -> Answer:
    label = Message("chat.answering", "The {speaker} model answers", {"speaker": speaker})
    context.emit(PhaseChanged(f"answering_{speaker}", label))
    return collect(
        session.reply(speaker, conversation, sampling_of(spec)),
        said=lambda piece: context.emit(TokenStreamed(speaker, piece)),
        stopping=lambda: context.stopping() is not None,
    )


def _finished(
    answers: dict[str, Answer], found: Found | None, *, context_given: bool
) -> JobFinished:
    speaker, answer = list(answers.items())[-1]
    result: dict[str, str | int | float | bool | None] = {
        "answer": answer.text,
        "speaker": speaker,
        "context_given": context_given,
        "chunk": found.chunk.chunk_id if found else None,
        "document": found.chunk.document_name if found else None,
        "page": found.page if found else None,
        "tokens": answer.tokens,
        "tokens_per_s": round(answer.tokens / max(answer.duration_s, 1e-9), 2),
    }
    result |= {f"answer_{name}": each.text for name, each in answers.items()}
    return JobFinished(Message("chat.finished", "{answer}", {"answer": answer.text}), result)
