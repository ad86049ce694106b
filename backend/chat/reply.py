"""Answers one question of a chat as each of its speakers.

A question that can't be answered ends with an answer that says why; the chat goes on.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable
from dataclasses import dataclass

from backend.chat.answer import Answer, collect
from backend.chat.conversations import Conversations
from backend.chat.question import check_question, find_source, sampling_of
from backend.chat.retrieval import Found
from backend.chat.session import Session
from backend.chat.spec import TUNED
from backend.commands import Ask
from backend.events import AnswerDone, TokenStreamed, TurnBegun
from backend.jobs.context import JobContext
from backend.message import TunedeskError, fault
from backend.project import Project


@dataclass(frozen=True, slots=True)
class Desk:
    """All that is at hand to answer with.

    Attributes:
        project: Where texts to answer from are found.
        session: The loaded model.
        conversations: What was said before.
        context: Takes the answers.
    """

    project: Project
    session: Session
    conversations: Conversations
    context: JobContext


def answer_all(ask: Ask, desk: Desk, stopping: Callable[[], bool]) -> None:
    """Answers as each speaker in turn, ending each with exactly one `AnswerDone`.

    Args:
        ask: The question.
        desk: What to answer with.
        stopping: Asked after each token; True ends the answers where they are.
    """
    desk.conversations.go_back(ask.after)
    try:
        check_question(ask, has_run=TUNED in desk.session.speakers)
        found = find_source(ask, desk.project)
    except TunedeskError as error:
        for speaker in ask.speakers:
            desk.context.emit(_begun(ask, speaker, None))
            desk.context.emit(_unanswered(ask, speaker, error))
        return
    for speaker in ask.speakers:
        desk.context.emit(_begun(ask, speaker, found))
        desk.context.emit(_answer(ask, speaker, found, desk, stopping))


def _answer(
    ask: Ask, speaker: str, found: Found | None, desk: Desk, stopping: Callable[[], bool]
) -> AnswerDone:
    if stopping():
        return AnswerDone(ask.turn, speaker, "", 0, 0.0, whole=False)
    text = found.chunk.text if found else ask.context
    conversation = desk.conversations.of(speaker).asked(ask.prompt, text)
    try:
        answer = collect(
            desk.session.reply(speaker, conversation, sampling_of(ask)),
            said=lambda piece: desk.context.emit(TokenStreamed(speaker, piece, ask.turn)),
            stopping=stopping,
        )
    except TunedeskError as error:
        return _unanswered(ask, speaker, error)
    except Exception as error:  # told in full: one question must not cost the loaded model
        traceback.print_exc()
        return _unanswered(ask, speaker, _unforeseen(error))
    if answer.text:
        desk.conversations.keep(speaker, ask.turn, conversation.answered(answer.text))
    return _done(ask, speaker, answer)


def _begun(ask: Ask, speaker: str, found: Found | None) -> TurnBegun:
    if found is None:
        return TurnBegun(ask.turn, speaker, ask.prompt, context_text=ask.context or "")
    chunk = found.chunk
    return TurnBegun(
        ask.turn,
        speaker,
        ask.prompt,
        document=chunk.document_name,
        page=found.page,
        chunk=chunk.chunk_id,
        context_text=chunk.text,
    )


def _done(ask: Ask, speaker: str, answer: Answer) -> AnswerDone:
    return AnswerDone(
        ask.turn, speaker, answer.text, answer.tokens, answer.duration_s, whole=answer.whole
    )


def _unanswered(ask: Ask, speaker: str, error: TunedeskError) -> AnswerDone:
    return AnswerDone(
        ask.turn,
        speaker,
        "",
        0,
        0.0,
        whole=False,
        problem=error.message,
        remedy=error.remedy,
    )


def _unforeseen(error: Exception) -> TunedeskError:
    if isinstance(error, MemoryError) or "out of memory" in str(error).lower():
        return fault(
            "chat.no_memory",
            "There is not enough memory for this answer.",
            "Give a shorter text or allow fewer tokens, or close other programs.",
        )
    return fault(
        "chat.unforeseen",
        "The model could not answer: {kind}: {cause}",
        "Ask again. If it happens again, close the chat, which loads the model anew; the details "
        "are in the chat's worker.log.",
        kind=type(error).__name__,
        cause=str(error),
    )
