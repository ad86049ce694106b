"""What a build starts from: the documents that can be read, and their chunks."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from backend.dataset.spec import BuildSpec
from backend.documents.capped import ReadingStoppedError
from backend.documents.child import read_capped
from backend.documents.chunking import chunk_document
from backend.documents.model import Chunk, Document, DocumentState
from backend.documents.store import DocumentStore
from backend.events import NoticeRaised, ProgressMade
from backend.jobs.context import JobContext
from backend.message import Message, fault
from backend.models.folder import resolve_model
from backend.models.tokenizer import load_tokenizer
from backend.project import Project

TokenCounter = Callable[[Sequence[str]], list[int]]


def documents_for(
    project: Project, context: JobContext, check_stop: Callable[[], None]
) -> tuple[Document, ...]:
    """The documents that are ready; those that are not are named in a notice.

    Files that were put into the folder by hand are read first.

    Raises:
        TunedeskError: There are none, or none of them can be used.
    """
    store = DocumentStore(project.documents_folder)
    unread = store.unread()
    for done, path in enumerate(unread):
        context.emit(ProgressMade(done, len(unread), "files", path.name))
        try:
            store.save(read_capped(path, stopping=lambda: context.stopping() is not None))
        except ReadingStoppedError:
            check_stop()
    documents = store.all()
    if not documents:
        raise fault(
            "dataset.no_documents",
            "The project {path} has no documents.",
            "Add some first: tunedesk dataset add --project {path} FILE.pdf",
            path=str(project.root),
        )
    ready = []
    for document in documents:
        if document.state is DocumentState.READY:
            ready.append(document)
        else:
            context.emit(NoticeRaised("warning", _not_ready(document)))
    if not ready:
        raise fault(
            "dataset.none_ready",
            "None of the {count} documents of {path} can be used. {first}",
            "Add documents with text in them, or give the password of those that need one.",
            count=len(documents),
            path=str(project.root),
            first=str(_not_ready(documents[0])),
        )
    return tuple(ready)


def chunks_for(
    documents: Sequence[Document],
    project: Project,
    spec: BuildSpec,
    count_tokens: TokenCounter | None,
    check_stop: Callable[[], None],
) -> tuple[Chunk, ...]:
    """Cuts the documents into chunks that fit the base model.

    Raises:
        TunedeskError: The base model or its tokenizer can't be read.
    """
    if count_tokens is None:
        count_tokens = load_tokenizer(resolve_model(project.info.base_model)).count
    chunks: list[Chunk] = []
    for document in documents:
        check_stop()
        chunks += chunk_document(
            document,
            count_tokens=count_tokens,
            max_tokens=spec.chunk_tokens or project.info.chunk_tokens,
        )
    return tuple(chunks)


def _not_ready(document: Document) -> Message:
    return Message(
        "dataset.document_left_out",
        "{name} is left out: {problem}",
        {"name": document.name, "problem": str(document.problem or document.state.value)},
    )
