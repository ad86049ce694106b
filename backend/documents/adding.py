"""Takes single files into a project's documents and reads them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from backend.documents.capped import ReadingStoppedError
from backend.documents.child import read_capped
from backend.documents.model import Document, DocumentState
from backend.documents.store import DocumentStore
from backend.files import read_fault, sha256_of


class Adder:
    """Adds files to one store.

    Attributes:
        store: Where they go.
    """

    def __init__(
        self,
        store: DocumentStore,
        password: str | None = None,
        *,
        stopping: Callable[[], bool] = lambda: False,
        page_done: Callable[[int, int], None] = lambda done, total: None,
    ) -> None:
        """`password` opens files that need one; the others are those of `read_capped`."""
        self.store = store
        self._password = password
        self._stopping = stopping
        self._page_done = page_done

    def known(self, source: Path) -> Document | None:
        """The readable document with the same bytes that is in the store; None when there is none.

        Raises:
            TunedeskError: `source` can't be read.
        """
        document = self._find(source)
        return document if document and document.state is DocumentState.READY else None

    def add(self, source: Path) -> Document:
        """Copies `source` into the store unless its bytes are there, and reads the copy.

        Raises:
            TunedeskError: `source` can't be read, or the copy not written.
            ReadingStoppedError: `stopping` became true; no copy is left behind.
        """
        found = self._find(source)
        if found is not None:
            return self.read(self.store.path_of(found))
        if source.parent == self.store.folder:
            return self.read(source)
        copy = self.store.take_in(source)
        try:
            return self.read(copy)
        except ReadingStoppedError:
            copy.unlink()
            raise

    def read(self, path: Path) -> Document:
        """Reads a file in the store's folder and keeps what was found.

        Raises:
            TunedeskError: The file can't be opened, or its record not written.
            ReadingStoppedError: `stopping` became true.
        """
        document = read_capped(
            path, self._password, stopping=self._stopping, page_done=self._page_done
        )
        self.store.save(document)
        return document

    def _find(self, source: Path) -> Document | None:
        try:
            return self.store.find(sha256_of(source))
        except OSError as error:
            raise read_fault(source, error) from error
