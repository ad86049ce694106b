"""The documents of a project: the files themselves, and beside each what was read from it.

A folder holds `<name>` and `<document_id>.json`. The JSON can be made again from the file, so one
that is broken, or whose file is gone, counts as not there.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from backend.documents.model import Document, DocumentState, Page
from backend.documents.names import free_name, safe_name
from backend.documents.registry import reader_for
from backend.files import read_json, write_fault, write_json
from backend.message import Message, TunedeskError
from backend.platform import replace_file

_RECORD = re.compile(r"[0-9a-f]{16}\.json")


@dataclass(frozen=True, slots=True)
class DocumentSummary:
    """A document without its text; the fields are those of `Document`."""

    document_id: str
    name: str
    sha256: str
    size_bytes: int
    state: DocumentState
    problem: Message | None = None
    pages: tuple[Page, ...] = ()


_Record = TypeVar("_Record", Document, DocumentSummary)


class DocumentStore:
    """Reads and writes the documents in one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def all(self) -> tuple[Document, ...]:
        """Every document whose file is there, by name."""
        return _by_name(self._records(Document))

    def summaries(self) -> tuple[DocumentSummary, ...]:
        """The same without the text, in a third of the time."""
        return _by_name(self._records(DocumentSummary))

    def count(self) -> int:
        """How many documents there are, told by their records' names without reading them."""
        if not self.folder.is_dir():
            return 0
        return sum(_RECORD.fullmatch(path.name) is not None for path in self.folder.iterdir())

    def find(self, sha256: str) -> Document | None:
        """The document with these bytes; None when there is none."""
        document = _read(self._record_of(sha256), Document)
        return document if document and self._has_file(document) else None

    def path_of(self, document: Document | DocumentSummary) -> Path:
        """The project's copy of the document's file."""
        return self.folder / document.name

    def remove(self, name: str) -> None:
        """Deletes a document's file and what was read from it; one that is gone is fine.

        Args:
            name: Of a file in the folder, nothing else.

        Raises:
            TunedeskError: The system doesn't let it be deleted.
        """
        path = self.folder / Path(name).name
        records = [item for item in self._records(DocumentSummary) if item.name == path.name]
        try:
            path.unlink(missing_ok=True)
            for record in records:
                self._record_of(record.sha256).unlink(missing_ok=True)
        except OSError as error:
            raise write_fault(path, error) from error

    def save(self, document: Document) -> None:
        """Keeps what was read.

        Raises:
            TunedeskError: It can't be written.
        """
        write_json(self._record_of(document.sha256), document)

    def unread(self) -> tuple[Path, ...]:
        """Readable files in the folder that have no valid record, by name.

        These were put there by hand, changed since, or were being read when the program ended.
        """
        known = {document.name: document.size_bytes for document in self.summaries()}
        return tuple(
            path
            for path in sorted(self.folder.iterdir())
            if path.is_file()
            and not path.name.startswith(".")
            and reader_for(path) is not None
            and known.get(path.name) != path.stat().st_size
        )

    def take_in(self, source: Path) -> Path:
        """Copies `source` into the folder under a name that is free, and returns the copy.

        Raises:
            TunedeskError: It can't be written.
        """
        taken = [path.name for path in self.folder.iterdir()]
        target = self.folder / free_name(safe_name(source.name), taken)
        partial = self.folder / f".{target.name}.part"
        try:
            shutil.copyfile(source, partial)
            replace_file(partial, target)
        except OSError as error:
            partial.unlink(missing_ok=True)
            raise write_fault(target, error) from error
        return target

    def _record_of(self, sha256: str) -> Path:
        return self.folder / f"{sha256[:16]}.json"

    def _has_file(self, document: Document | DocumentSummary) -> bool:
        return self.path_of(document).is_file()

    def _records(self, type_: type[_Record]) -> Iterator[_Record]:
        for path in self.folder.iterdir():
            if _RECORD.fullmatch(path.name):
                document = _read(path, type_)
                if document is not None and self._has_file(document):
                    yield document


def _by_name(documents: Iterable[_Record]) -> tuple[_Record, ...]:
    found = {document.name: document for document in documents}
    return tuple(found[name] for name in sorted(found, key=str.casefold))


def _read(record: Path, type_: type[_Record]) -> _Record | None:
    if not record.exists():
        return None
    try:
        return read_json(record, type_)
    except TunedeskError:
        # Its file then counts as unread, and reading it again replaces the broken record.
        return None
