"""One source of a project: a file that was added, is being read, or could not be used."""

from __future__ import annotations

import os
from dataclasses import dataclass
from enum import IntEnum

from backend.documents.model import DocumentState
from backend.documents.problems import remedy_for
from backend.documents.store import DocumentStore, DocumentSummary
from backend.events import FileAdvanced, FileState
from backend.message import Message


class SourceState(IntEnum):
    """How a source stands; in the order in which they are listed."""

    READING = 0
    LOCKED = 1
    PROBLEM = 2
    QUEUED = 3
    UNREAD = 4
    DUPLICATE = 5
    PARTLY = 6
    READY = 7


_USABLE = (SourceState.READY, SourceState.PARTLY)


@dataclass(frozen=True, slots=True)
class Source:
    """A file as the list of sources shows it.

    Attributes:
        path: The project's copy, or a file that isn't in the project.
        state: How it stands.
        pages: Pages in all; 0 when unknown.
        pages_read: Pages read so far.
        document: Identifier of the document; empty when there is none.
        problem: What is wrong with it or missing from it.
        remedy: What to do about that.
        kept: Whether the project has it.
    """

    path: str
    state: SourceState
    pages: int = 0
    pages_read: int = 0
    document: str = ""
    problem: Message | None = None
    remedy: Message | None = None
    kept: bool = False

    @property
    def name(self) -> str:
        """The file's name."""
        return os.path.basename(self.path)

    @property
    def is_usable(self) -> bool:
        """Whether rows can be made of it."""
        return self.state in _USABLE


_STATES = {
    FileState.QUEUED: SourceState.QUEUED,
    FileState.READING: SourceState.READING,
    FileState.READY: SourceState.READY,
    FileState.DUPLICATE: SourceState.DUPLICATE,
    FileState.FAILED: SourceState.PROBLEM,
}
_LOCKED = ("documents.needs_password", "documents.wrong_password")


def source_of(event: FileAdvanced, folder: str) -> Source:
    """What a job says of a file; `folder` is where the project's own copies lie."""
    state = _STATES[event.state]
    if event.problem is not None and event.problem.code in _LOCKED:
        state = SourceState.LOCKED
    elif state is SourceState.READY and event.problem is not None:
        state = SourceState.PARTLY
    return Source(
        event.path,
        state,
        event.total,
        event.done,
        event.document,
        event.problem,
        event.remedy,
        kept=os.path.dirname(event.path) == folder,
    )


def kept_sources(store: DocumentStore) -> tuple[Source, ...]:
    """What a project has; reads its records, so it belongs into a background thread."""
    read = [_source_of_kept(store, summary) for summary in store.summaries()]
    unread = [Source(str(path), SourceState.UNREAD, kept=True) for path in store.unread()]
    return (*read, *unread)


def _source_of_kept(store: DocumentStore, summary: DocumentSummary) -> Source:
    state = SourceState.PROBLEM
    if summary.state is DocumentState.READY:
        state = SourceState.READY if summary.problem is None else SourceState.PARTLY
    elif summary.state is DocumentState.PASSWORD:
        state = SourceState.LOCKED
    return Source(
        str(store.path_of(summary)),
        state,
        len(summary.pages),
        len(summary.pages),
        summary.document_id,
        summary.problem,
        remedy_for(summary.problem) if summary.problem is not None else None,
        kept=True,
    )
