"""The job that answers one question, streaming the text as it comes."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from backend.chat.retrieval import Found, best_chunk
from backend.chat.session import Conversation, Session, no_speaker
from backend.chat.spec import BASE, SPEAKERS, TUNED, ChatSpec
from backend.commands import Pause
from backend.events import (
    JobFinished,
    JobStopped,
    NoticeRaised,
    PhaseChanged,
    TokenStreamed,
)
from backend.jobs.context import JobContext
from backend.message import Message, fault
from backend.models.folder import resolve_model
from backend.project import Project

if TYPE_CHECKING:
    from backend.models.answering import Sampling


@dataclass(frozen=True, slots=True)
class _Answer:
    """What one speaker said.

    Attributes:
        text: The answer.
        tokens: Its length.
        duration_s: From the first look at the question to the last token.
        whole: False when it was stopped.
    """

    text: str
    tokens: int
    duration_s: float
    whole: bool


def run(spec: ChatSpec, context: JobContext) -> JobFinished | JobStopped:
    """Answers the question of `spec` as each of its speakers.

    Raises:
        TunedeskError: An empty question, settings out of range, no such run, no adapter, another
            base model than it was trained on, or a context that is too long for the model.
    """
    _check(spec)
    project = Project.open(Path(spec.project))
    found = _find(spec, project)
    _tell_source(spec, found, context)
    session = open_session(project, spec.run, spec.speakers, context)
    text = found.chunk.text if found else spec.context
    conversation = Conversation(project.info.instruction).asked(spec.prompt, text)
    answers: dict[str, _Answer] = {}
    for speaker in spec.speakers:
        answers[speaker] = _say(session, speaker, conversation, _sampling(spec), context)
        if not answers[speaker].whole:
            paused = isinstance(context.stopping(), Pause)
            stopped = Message("chat.stopped", "Stopped; what was said so far is above.")
            return JobStopped(stopped, saved=False, paused=paused)
    return _finished(answers, found, context_given=bool(spec.context))


def open_session(
    project: Project, run: str | None, speakers: Sequence[str], context: JobContext
) -> Session:
    """Loads the model that the speakers need.

    Without a run the base model is packed as the ordinary recipe would pack it for training, so
    that it says what it says beside a tuned one.

    Raises:
        TunedeskError: No such run, no adapter, or a model folder that can't be used.
    """
    from backend.methods.registry import METHODS
    from backend.models import loading
    from backend.models.device import compute_dtype, pick_device
    from backend.recipe.recipe import Recipe

    measured = None if run is None else project.run(run)
    record = None if measured is None else loading.read_adapter_record(measured)
    base = resolve_model(record.base_model if record else project.info.base_model)
    label = Message("chat.loading", "Loading {model}", {"model": base.name})
    context.emit(PhaseChanged("loading", label))
    device = pick_device()
    if measured is not None:
        model, tokenizer = loading.load_tuned(measured, base, device)
        return Session(model, tokenizer, SPEAKERS)
    if TUNED in speakers:
        raise no_speaker(TUNED, (BASE,))
    recipe = Recipe()
    plain = loading.load_model(
        base,
        quantisation=METHODS[recipe.method].quantisation(recipe),
        device=device,
        dtype=compute_dtype(recipe.compute_dtype, device),
    )
    return Session(plain, loading.load_tokenizer(base), (BASE,))


def _check(spec: ChatSpec) -> None:
    problems = []
    if not spec.prompt.strip():
        problems.append("the question is empty")
    if spec.max_new_tokens < 1:
        problems.append(f"max_new_tokens is {spec.max_new_tokens}, it must be 1 or more")
    if not 0 <= spec.temperature <= 2:
        problems.append(f"temperature is {spec.temperature:g}, it must be 0 to 2")
    if not 0 < spec.top_p <= 1:
        problems.append(f"top_p is {spec.top_p:g}, it must be above 0 and at most 1")
    unknown = sorted(set(spec.speakers) - set(SPEAKERS))
    if unknown or not spec.speakers:
        problems.append(f"speakers are {', '.join(unknown) or 'none'}, known are base and tuned")
    if TUNED in spec.speakers and spec.run is None:
        problems.append("the tuned model is to answer but no run is named")
    if problems:
        raise fault(
            "chat.spec",
            "This can't be asked: {problems}.",
            "Change that and ask again.",
            problems="; ".join(problems),
        )


def _find(spec: ChatSpec, project: Project) -> Found | None:
    if spec.context or not spec.find_context or not project.dataset_file.is_file():
        return None
    from backend.dataset.store import DatasetStore

    return best_chunk(spec.prompt, DatasetStore(project.dataset_file).chunks())


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


def _sampling(spec: ChatSpec) -> Sampling:
    from backend.models.answering import Sampling

    return Sampling(spec.max_new_tokens, spec.temperature, spec.top_p, spec.seed)


def _say(
    session: Session,
    speaker: str,
    conversation: Conversation,
    sampling: Sampling,
    context: JobContext,
) -> _Answer:
    label = Message("chat.answering", "The {speaker} model answers", {"speaker": speaker})
    context.emit(PhaseChanged(f"answering_{speaker}", label))
    began_s = time.monotonic()
    pieces: list[str] = []
    whole = True
    reply = session.reply(speaker, conversation, sampling)
    try:
        for piece in reply:
            pieces.append(piece)
            if piece:
                context.emit(TokenStreamed(speaker, piece))
            if context.stopping() is not None:
                whole = False
                break
    finally:
        reply.close()
    text = "".join(pieces).strip()
    return _Answer(text, len(pieces), time.monotonic() - began_s, whole)


def _finished(
    answers: dict[str, _Answer], found: Found | None, *, context_given: bool
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
