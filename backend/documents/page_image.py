"""Pictures of a document's pages, drawn in a capped child process and kept for a while."""

from __future__ import annotations

import struct
import tempfile
import threading
from array import array
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from backend.documents.capped import MEMORY_BYTES, Order, Outcome, Watch, run_capped
from backend.documents.letters import Letters
from backend.files import read_fault
from backend.message import TunedeskError, fault
from backend.platform import exit_reason

# Estimate: a page of 1,200 pixels' width takes some 100 KB, so all kept ones take some 3 MB.
_KEPT = 32
# Exit statuses of the child, told apart from Python's own 1 and 2.
LOCKED_STATUS = 10
NO_PAGE_STATUS = 11
# Width and height of the page in points, length of the picture in bytes, number of letters.
_HEAD = struct.Struct("<ddQQ")
_LETTER_TEXT = "utf-32-le"


@dataclass(frozen=True, slots=True)
class PageOrder(Order):
    """What the child that draws a page is told.

    Attributes:
        page: 1-based number.
        width_px: How wide the picture is to be.
    """

    page: int = 1
    width_px: int = 1000


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page as it is printed.

    Attributes:
        png: The picture, a PNG file's bytes.
        width_pt: Width of the page in points.
        height_pt: Height of the page in points.
        letters: What stands where.
    """

    png: bytes
    width_pt: float
    height_pt: float
    letters: Letters

    def to_bytes(self) -> bytes:
        """The form in which the child hands it over."""
        head = _HEAD.pack(self.width_pt, self.height_pt, len(self.png), len(self.letters.text))
        text = self.letters.text.encode(_LETTER_TEXT, "replace")
        return head + self.png + text + self.letters.corners.tobytes()

    @staticmethod
    def from_bytes(content: bytes) -> PageImage:
        """The other way of `to_bytes`."""
        width_pt, height_pt, length, letters = _HEAD.unpack_from(content)
        png_end = _HEAD.size + length
        text_end = png_end + 4 * letters
        corners = array("f")
        corners.frombytes(content[text_end:])
        text = content[png_end:text_end].decode(_LETTER_TEXT, "replace")
        return PageImage(content[_HEAD.size : png_end], width_pt, height_pt, Letters(text, corners))


def page_image(
    path: Path,
    page: int,
    *,
    width_px: int,
    password: str | None = None,
    memory_bytes: int = MEMORY_BYTES,
    stopping: Callable[[], bool] = lambda: False,
) -> PageImage:
    """Draws a page of the PDF at `path`.

    Args:
        path: The file.
        page: 1-based number.
        width_px: How wide the picture is to be, in pixels.
        password: What opens the file; None when none is known.
        memory_bytes: Memory that the child may use.
        stopping: Asked some 20 times a second; true ends the child.

    Raises:
        TunedeskError: The file is not there, needs a password, has no such page, or can't be drawn.
        ReadingStoppedError: `stopping` became true.
    """
    if not path.is_file():
        raise _missing(path)
    with tempfile.TemporaryDirectory(prefix="tunedesk-") as folder:
        order = PageOrder(
            path=str(path.absolute()),
            password=password,
            memory_bytes=memory_bytes,
            result=str(Path(folder, "page")),
            signs=str(Path(folder, "signs")),
            page=page,
            width_px=width_px,
        )
        watch = Watch(stopping=stopping)
        outcome = run_capped("backend.documents.page_image_process", order, watch)
        if outcome.exit_code != 0:
            raise _not_drawn(path, page, outcome)
        try:
            content = Path(order.result).read_bytes()
        except OSError as error:
            raise read_fault(path, error) from error
    return PageImage.from_bytes(content)


class PageImages:
    """Draws each page once, as long as it is looked at again soon. Any thread may ask."""

    def __init__(self) -> None:
        """Begins empty."""
        self._kept: OrderedDict[tuple[str, int, int, int], PageImage] = OrderedDict()
        self._lock = threading.Lock()

    def find(self, path: Path, page: int, width_px: int) -> PageImage | None:
        """The picture that is kept; None when it has to be drawn first."""
        try:
            key = _key(path, page, width_px)
        except OSError:
            return None  # drawing it says in words what is wrong
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def draw(
        self,
        path: Path,
        page: int,
        *,
        width_px: int,
        password: str | None = None,
        stopping: Callable[[], bool] = lambda: False,
    ) -> PageImage:
        """The picture of a page, kept or drawn now; see `page_image`."""
        found = self.find(path, page, width_px)
        if found is not None:
            return found
        drawn = page_image(path, page, width_px=width_px, password=password, stopping=stopping)
        with self._lock:
            self._kept[_key(path, page, width_px)] = drawn
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return drawn


def _key(path: Path, page: int, width_px: int) -> tuple[str, int, int, int]:
    """A file that was changed is another file."""
    return str(path), path.stat().st_mtime_ns, page, width_px


def _missing(path: Path) -> TunedeskError:
    return fault(
        "documents.page.missing",
        "{name} is no longer in the project, so its page can't be shown.",
        "Add the file again to see its pages; the rows made from it are unharmed.",
        name=path.name,
    )


def _not_drawn(path: Path, page: int, outcome: Outcome) -> TunedeskError:
    if outcome.exit_code == LOCKED_STATUS:
        return fault(
            "documents.page.locked",
            "{name} is protected by a password, which is not kept.",
            "Give the password again among the sources to see its pages.",
            name=path.name,
        )
    if outcome.exit_code == NO_PAGE_STATUS:
        cause = "there is no such page, or it is damaged"
    elif outcome.stalled:
        cause = "it takes too long"
    elif outcome.ran_out_of_memory:
        cause = "it takes too much memory"
    else:
        cause = exit_reason(outcome.exit_code)
    return fault(
        "documents.page.not_drawn",
        "Page {page} of {name} can't be shown: {cause}.",
        "Open the file in a PDF viewer; the rows made from it are unharmed.",
        name=path.name,
        page=page,
        cause=cause,
    )
