"""The job that adds documents to a project: copies each file and learns what can be read of it."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

from backend.documents.adding import Adder
from backend.documents.capped import ReadingStoppedError
from backend.documents.collecting import Collected, collect
from backend.documents.model import Document, DocumentState
from backend.documents.problems import problem, remedy_for
from backend.documents.spec import AddSpec
from backend.documents.store import DocumentStore
from backend.events import (
    FileAdvanced,
    FileState,
    JobFinished,
    JobStopped,
    NoticeRaised,
    PhaseChanged,
    ProgressMade,
)
from backend.jobs.context import JobContext
from backend.jobs.spec import SPEC_FILE, read_spec, write_spec
from backend.message import Message, TunedeskError, fault
from backend.project import Project

_PROGRESS_EVERY_S = 0.1


def run(spec: AddSpec, context: JobContext) -> JobFinished | JobStopped:
    """Adds the files; one that can't be read never stops the others.

    Raises:
        TunedeskError: The project can't be opened or written, or no file at all could be read.
    """
    if spec.password is not None:
        _forget_password(spec, context.folder)
    project = Project.open(Path(spec.project))
    context.emit(PhaseChanged("collecting", Message("documents.collecting", "Looking for files")))
    found = collect([Path(path) for path in spec.paths])
    batch = _Batch(found, DocumentStore(project.documents_folder), spec.password, context)
    try:
        batch.run()
    except ReadingStoppedError:
        text = "Stopped after {done} of {total} files; those that were added are kept."
        values = {"done": batch.done, "total": len(found.files)}
        return JobStopped(Message("documents.stopped", text, values), saved=True)
    return batch.finished()


def _forget_password(spec: AddSpec, folder: Path) -> None:
    """Nobody needs it again, and `job.json` goes wherever the project is copied to."""
    if (folder / SPEC_FILE).exists():
        write_spec(folder, read_spec(folder).kind, replace(spec, password=None))


class _Batch:
    """One run over the files that were found."""

    def __init__(
        self, found: Collected, store: DocumentStore, password: str | None, context: JobContext
    ) -> None:
        self.done = 0
        self._found = found
        self._context = context
        self._adder = Adder(store, password, stopping=self._stopping, page_done=self._say_page)
        self._added = self._duplicates = self._pages = 0
        self._failures: list[TunedeskError] = []
        self._last_said_s = 0.0

    def run(self) -> None:
        for text in self._found.problems:
            error = TunedeskError(text, remedy_for(text))
            self._say_failed(Path(str(text.values["name"])), error)
            self._fail(error)
        if self._found.skipped:
            self._say_skipped()
        label = Message("documents.reading", "Reading documents")
        self._context.emit(PhaseChanged("reading", label))
        for path in self._found.files:
            self._context.emit(FileAdvanced(str(path), FileState.QUEUED))
        for path in self._found.files:
            if self._stopping():
                raise ReadingStoppedError
            self._say_progress(path.name)
            try:
                self._add(path)
            except TunedeskError as error:
                self._say_failed(path, error)
                if error.message.code == "files.write":
                    raise  # The project's own drive: no other file would fare better.
                self._fail(error)
            self.done += 1
        self._say_progress("", always=True)

    def finished(self) -> JobFinished:
        """The outcome; raises when there is nothing to show for it."""
        if self._failures and not self._added and not self._duplicates:
            raise self._nothing_added()
        text = (
            "Documents added: {added} ({pages} pages); there already: {duplicates}; "
            "not usable: {failed}."
        )
        counts = {
            "added": self._added,
            "pages": self._pages,
            "duplicates": self._duplicates,
            "failed": len(self._failures),
        }
        return JobFinished(Message("documents.added", text, counts), dict(counts))

    def _add(self, path: Path) -> None:
        known = self._adder.known(path)
        if known is not None:
            self._duplicates += 1
            text = problem("documents.duplicate", name=path.name, other=known.name)
            self._say_file(path, FileState.DUPLICATE, known, text)
            self._context.emit(NoticeRaised("info", text))
            return
        self._context.emit(FileAdvanced(str(path), FileState.READING))
        document = self._adder.add(path)
        ready = document.state is DocumentState.READY
        state = FileState.READY if ready else FileState.FAILED
        self._say_file(path, state, document, document.problem)
        if ready:
            self._added += 1
            self._pages += len(document.pages)
            if document.problem is not None:
                remedy = remedy_for(document.problem)
                self._context.emit(NoticeRaised("warning", document.problem, remedy))
        elif document.problem is not None:
            self._fail(TunedeskError(document.problem, remedy_for(document.problem)))

    def _fail(self, error: TunedeskError) -> None:
        self._failures.append(error)
        # When all that was asked for fails, the job's own failure says it; once is enough.
        if len(self._found.files) + len(self._found.problems) > 1:
            self._context.emit(NoticeRaised("warning", error.message, error.remedy))

    def _nothing_added(self) -> TunedeskError:
        if len(self._failures) == 1:
            return self._failures[0]
        return fault(
            "documents.none_added",
            "None of the {count} files could be added. The first: {first}",
            "Each file's own reason is told above; mend or leave out those files, then try again.",
            count=len(self._failures),
            first=str(self._failures[0].message),
        )

    def _stopping(self) -> bool:
        return self._context.stopping() is not None

    def _say_skipped(self) -> None:
        kinds = ", ".join(
            f"{count} {suffix or 'without suffix'}" for suffix, count in self._found.skipped
        )
        text = "Files of other kinds in the folders were left out: {kinds}."
        self._context.emit(
            NoticeRaised("info", Message("documents.skipped", text, {"kinds": kinds}))
        )

    def _say_file(
        self, path: Path, state: FileState, document: Document, text: Message | None
    ) -> None:
        pages = len(document.pages)
        remedy = remedy_for(text) if text is not None else None
        self._context.emit(
            FileAdvanced(str(path), state, pages, pages, document.document_id, text, remedy)
        )

    def _say_failed(self, path: Path, error: TunedeskError) -> None:
        event = FileAdvanced(
            str(path), FileState.FAILED, problem=error.message, remedy=error.remedy
        )
        self._context.emit(event)

    def _say_page(self, pages: int, total: int) -> None:
        path = self._found.files[self.done]
        if self._say_progress(f"{path.name}, page {pages}"):
            self._context.emit(FileAdvanced(str(path), FileState.READING, pages, total))

    def _say_progress(self, detail: str, *, always: bool = False) -> bool:
        """Says it unless something was said a moment ago; returns whether it did."""
        now_s = time.monotonic()
        due = always or now_s - self._last_said_s >= _PROGRESS_EVERY_S
        if due:
            self._last_said_s = now_s
            total = len(self._found.files)
            self._context.emit(ProgressMade(self.done, total, "files", detail))
        return due
