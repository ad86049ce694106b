"""Takes the runs of text off a PDF page through PDFium's own interface.

Only the child process that reads documents imports this module.
"""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2 as pdfium
from pypdfium2 import raw

from backend.documents.model import Box
from backend.documents.runs import Run, union_of
from backend.documents.turning import Turn

# PDFium marks a hyphen at the end of a line with one of these instead of the hyphen.
_LINE_END_HYPHENS = frozenset((0x02, 0xFFFE))
# A gap wider than this many times the font size parts two runs even where the page draws them at
# once. Estimate: word gaps of justified text stay below it, gaps between table cells above; check
# by reading justified newspapers and tables set with one text operator a row.
WIDE_GAP_EM = 1.2
# From this weight on a font counts as bold. Source: OpenType 1.9, OS/2 table, usWeightClass: 600 is
# semi-bold.
_BOLD_WEIGHT = 600
# The bit of a font descriptor's flags that asks for bold. Source: ISO 32000-1, table 123, bit 19.
_FORCE_BOLD = 1 << 18
# Estimate: scans that were straightened badly stay within 10 degrees; check on typed forms.
_MOST_ASKEW_QUARTERS = 10 / 90
# PDFium measures whole units on the target grid; so fine a grid keeps hundredths of a point.
_GRID_PER_PT = 100


@dataclass(frozen=True, slots=True)
class _Font:
    size_pt: float
    bold: bool


@dataclass(frozen=True, slots=True)
class PageRuns:
    """The runs of a page in the order in which it draws them, and how it was turned for them."""

    runs: tuple[Run, ...]
    turn: Turn


def runs_of(page: pdfium.PdfPage) -> PageRuns:
    """The runs that stand the way most of the page's text stands.

    Text at another angle is a stamp or a margin note, and left out.
    """
    text_page = page.get_textpage()
    try:
        stretches = tuple(_stretches(text_page.raw))
        reader = _PageReader(page, text_page.raw, _main_angle(text_page.raw, stretches))
        made = (reader.run(start, end, text) for start, end, text in stretches)
        return PageRuns(tuple(run for run in made if run is not None), reader.turn)
    finally:
        text_page.close()


def _main_angle(handle: Any, stretches: Iterable[tuple[int, int, str]]) -> int:
    """In which of four directions most of the text stands, in quarter turns of the page's space."""
    weights: Counter[int] = Counter({0: 1})
    for start, _, text in stretches:
        weights[round(_quarters_at(handle, start)) % 4] += len(text)
    return max(weights, key=lambda quarters: weights[quarters])


def _quarters_at(handle: Any, index: int) -> float:
    return float(raw.FPDFText_GetCharAngle(handle, index)) / (math.pi / 2)


class _PageReader:
    """Makes the runs of one page.

    Attributes:
        turn: How the page is turned to make its text upright.
    """

    def __init__(self, page: pdfium.PdfPage, handle: Any, angle: int) -> None:
        self._page = page
        self._handle = handle
        self._angle = angle
        self._bold_fonts: dict[int, bool] = {}
        width_pt, height_pt = page.get_size()
        quarters = (angle - page.get_rotation() // 90) % 4
        if quarters % 2:
            width_pt, height_pt = height_pt, width_pt
        self.turn = Turn(quarters, width_pt, height_pt)

    def run(self, start: int, end: int, text: str) -> Run | None:
        """The run of the characters `start` to `end`; None if it has no ink or stands askew."""
        askew = abs((_quarters_at(self._handle, start) - self._angle + 2) % 4 - 2)
        box = self._box_of(start, end)
        if box is None or askew > _MOST_ASKEW_QUARTERS:
            return None
        font = self._font_of(self._handle, start, box.bottom - box.top)
        x, y = ctypes.c_double(), ctypes.c_double()
        raw.FPDFText_GetCharOrigin(self._handle, start, x, y)
        baseline_pt = self._place(x.value, y.value)[1]
        return Run(text, box, round(baseline_pt, 2), font.size_pt, font.bold)

    def _box_of(self, start: int, end: int) -> Box | None:
        boxes = []
        for rect in range(raw.FPDFText_CountRects(self._handle, start, end - start)):
            left, top, right, bottom = (ctypes.c_double() for _ in range(4))
            if raw.FPDFText_GetRect(self._handle, rect, left, top, right, bottom):
                x1, y1 = self._place(left.value, top.value)
                x2, y2 = self._place(right.value, bottom.value)
                boxes.append(Box(min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)))
        return union_of(boxes) if boxes else None

    def _place(self, x: float, y: float) -> tuple[float, float]:
        """A point of the page's own space in points from the top left corner of the turned page."""
        grid_x, grid_y = ctypes.c_int(), ctypes.c_int()
        size = (
            round(self.turn.width_pt * _GRID_PER_PT),
            round(self.turn.height_pt * _GRID_PER_PT),
        )
        turn = self.turn.quarters
        raw.FPDF_PageToDevice(self._page.raw, 0, 0, *size, turn, x, y, grid_x, grid_y)
        return grid_x.value / _GRID_PER_PT, grid_y.value / _GRID_PER_PT

    def _font_of(self, handle: Any, index: int, height_pt: float) -> _Font:
        text_object = raw.FPDFText_GetTextObject(handle, index)
        matrix = raw.FS_MATRIX()
        scale = 1.0
        if raw.FPDFText_GetMatrix(handle, index, matrix):
            scale = (matrix.c**2 + matrix.d**2) ** 0.5
        size_pt = raw.FPDFText_GetFontSize(handle, index) * scale
        # Type 3 fonts name any size that they like; trust the ink when the two differ wildly.
        if not height_pt / 3 < size_pt < height_pt * 8:
            size_pt = height_pt * 1.4
        return _Font(round(size_pt, 1), self._is_bold(raw.FPDFTextObj_GetFont(text_object)))

    def _is_bold(self, font: Any) -> bool:
        if not font:
            return False
        key = ctypes.addressof(font.contents)
        if key not in self._bold_fonts:
            name = ctypes.create_string_buffer(200)
            raw.FPDFFont_GetBaseFontName(font, name, len(name))
            self._bold_fonts[key] = (
                b"bold" in name.value.lower()
                or bool(raw.FPDFFont_GetFlags(font) & _FORCE_BOLD)
                or raw.FPDFFont_GetWeight(font) >= _BOLD_WEIGHT
            )
        return self._bold_fonts[key]


def _stretches(handle: Any) -> Iterator[tuple[int, int, str]]:
    """Start, end (exclusive) and text of each run, as indexes of PDFium's characters.

    A space that the page does not draw but moves over, PDFium infers; that one may be as wide as
    the gap between two cells. A single space that is drawn parts words and no more.
    """
    start, text, drawn_by, spaces, inferred = 0, "", 0, 0, False
    for index in range(raw.FPDFText_CountChars(handle)):
        code = raw.FPDFText_GetUnicode(handle, index)
        pointer = raw.FPDFText_GetTextObject(handle, index)
        drawer = ctypes.addressof(pointer.contents) if pointer else 0
        letter = "-" if code in _LINE_END_HYPHENS else chr(code)
        if letter.isspace() or code == 0:
            spaces, inferred = spaces + 1, inferred or not pointer
            text += " " if text else ""
            if letter in "\r\n" and text.strip():
                yield start, index, text
                text = ""
            continue
        if text.strip() and (
            drawer != drawn_by or ((inferred or spaces > 2) and _gap_is_wide(handle, index, spaces))
        ):
            yield start, index, text
            text = ""
        if not text.strip():
            start, text = index, ""
        text, drawn_by, spaces, inferred = text + letter, drawer, 0, False
    if text.strip():
        yield start, raw.FPDFText_CountChars(handle), text


def _gap_is_wide(handle: Any, index: int, spaces: int) -> bool:
    """Whether the `spaces` characters before `index` leave room enough for two table cells."""
    before, after = _char_box(handle, index - spaces - 1), _char_box(handle, index)
    if before is None or after is None:
        return False
    size_pt = 1.4 * max(before[3] - before[1], after[3] - after[1])
    # The distance of the two boxes, in whichever direction the text runs.
    across_pt = max(after[0] - before[2], before[0] - after[2])
    along_pt = max(after[1] - before[3], before[1] - after[3])
    return max(across_pt, along_pt) > WIDE_GAP_EM * size_pt


def _char_box(handle: Any, index: int) -> tuple[float, float, float, float] | None:
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    if not raw.FPDFText_GetCharBox(handle, index, left, right, bottom, top):
        return None
    return left.value, bottom.value, right.value, top.value
