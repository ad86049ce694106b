"""The one row that is looked at: its words, its context, and the page that it comes from."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from backend.dataset.browse import RowDetails, details
from backend.documents.letters import Letters
from backend.documents.model import Box
from backend.documents.page_image import PageImage, PageImages
from backend.documents.places import places_of
from backend.message import TunedeskError
from gui.models.project import ProjectModel
from gui.models.sources import SourceBoard
from gui.workers.task import Task, run_task

# Wide enough to be read at twice the size of a column.
_WIDTH_PX = 1200
# Who holds the arrow key down passes many rows; only the one that is rested on is drawn.
_REST_MS = 120


@dataclass(frozen=True, slots=True)
class Marks:
    """What is marked on a page, in points from its top left corner.

    Attributes:
        context: Lines of the chunk.
        evidence: What the answer rests on.
    """

    context: tuple[Box, ...] = ()
    evidence: tuple[Box, ...] = ()


class RowView(QObject):
    """Reads the row that is selected, and draws its page in the background.

    Attributes:
        details: The row; None when none is selected.
        page: The page that is shown, 1-based; 0 for none.
        image: Its picture; None while it is drawn.
        page_problem: Why there is no picture; None when nothing is wrong.

    Signals:
        changed: Another row is shown, or the same one with other words.
        page_changed: The page or its picture is another now.
        problem: The row can't be read (`TunedeskError`).
    """

    changed = Signal()
    page_changed = Signal()
    problem = Signal(object)

    def __init__(
        self, project: ProjectModel, sources: SourceBoard, parent: QObject | None = None
    ) -> None:
        """Begins without a row."""
        super().__init__(parent)
        self._project = project
        self._sources = sources
        self.details: RowDetails | None = None
        self.page = 0
        self.image: PageImage | None = None
        self.page_problem: TunedeskError | None = None
        self._images = PageImages()
        self._task: Task | None = None
        self._stop = threading.Event()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._draw)

    @property
    def pages(self) -> tuple[int, ...]:
        """The pages that the row's chunk stands on; none without a chunk."""
        chunk = self.details.chunk if self.details else None
        return tuple(sorted({span.page for span in chunk.spans})) if chunk else ()

    def show(self, file: Path | None, number: int | None) -> None:
        """Turns to a row of a dataset; None for none."""
        found = None
        if file is not None and number is not None:
            try:
                found = details(file, number)
            except TunedeskError as error:
                self.problem.emit(error)
        is_other = _identity(found) != _identity(self.details)
        self.details = found
        self.changed.emit()
        if is_other:
            self.turn_to(self._first_page())

    def turn_to(self, page: int) -> None:
        """Shows another page of the document; 0 for none."""
        self._abandon()
        self.page, self.image, self.page_problem = page, None, None
        path = self._path()
        if page and path is not None:
            self.image = self._images.find(path, page, _WIDTH_PX)
            if self.image is None:
                self._rest.start()
        else:
            self.page = 0
        self.page_changed.emit()

    def draw_again(self) -> None:
        """Tries once more, as after a password was given."""
        if self.page and self.image is None:
            self.turn_to(self.page)

    def marks(self) -> Marks:
        """What is marked on the page that is shown."""
        if self.details is None or self.details.chunk is None:
            return Marks()
        chunk, evidence = self.details.chunk, self.details.example.evidence
        letters = self.image.letters if self.image else Letters()
        context = places_of(chunk, 0, len(chunk.text))
        quoted = places_of(chunk, evidence.start, evidence.end) if evidence else ()
        return Marks(
            tuple(place.line for place in context if place.page == self.page),
            tuple(place.box_in(letters) for place in quoted if place.page == self.page),
        )

    def close_down(self) -> None:
        """Ends what is being drawn."""
        self._abandon()

    def _first_page(self) -> int:
        if self.details is None or self.details.chunk is None:
            return 0
        return self.details.example.page

    def _path(self) -> Path | None:
        """The document's file; None where it has no pages that could be drawn."""
        project = self._project.project
        if project is None or self.details is None or self.details.chunk is None:
            return None
        path = project.documents_folder / self.details.chunk.document_name
        return path if path.suffix.lower() == ".pdf" else None

    def _draw(self) -> None:
        path, page = self._path(), self.page
        if path is None:
            return
        images, stop = self._images, self._stop
        password = self._sources.password_of(path.name)
        self._task = run_task(
            self,
            lambda: images.draw(
                path, page, width_px=_WIDTH_PX, password=password, stopping=stop.is_set
            ),
            self._take,
            self._fail,
        )

    def _take(self, image: PageImage) -> None:
        self._task = None
        self.image = image
        self.page_changed.emit()

    def _fail(self, error: TunedeskError) -> None:
        self._task = None
        self.page_problem = error
        self.page_changed.emit()

    def _abandon(self) -> None:
        self._rest.stop()
        if self._task is not None:
            self._task.cancel()
            self._task = None
        self._stop.set()
        self._stop = threading.Event()


def _identity(found: RowDetails | None) -> tuple[str, str, int] | None:
    if found is None:
        return None
    return found.example.example_id, found.example.chunk_id, found.example.page
