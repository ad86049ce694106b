"""Takes the runs of text off a PDF page through PDFium's own interface.

Only the child process that reads documents imports this module.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2 as pdfium
from pypdfium2 import raw

from backend.documents.model import Box
from backend.documents.runs import Run, union_of

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
# PDFium measures whole units on the target grid; so fine a grid keeps hundredths of a point.
_GRID_PER_PT = 100


@dataclass(frozen=True, slots=True)
class _Font:
    size_pt: float
    bold: bool


class RunReader:
    """Reads the runs of pages; keeps what it learned about fonts from page to page."""

    def __init__(self) -> None:
        self._bold_fonts: dict[int, bool] = {}

    def runs_of(self, page: pdfium.PdfPage) -> tuple[Run, ...]:
        """The upright runs of a page in the order in which the page draws them."""
        text_page = page.get_textpage()
        try:
            return tuple(
                run
                for start, end, text in _stretches(text_page.raw)
                if (run := self._run(page, text_page.raw, start, end, text)) is not None
            )
        finally:
            text_page.close()

    def _run(
        self, page: pdfium.PdfPage, handle: Any, start: int, end: int, text: str
    ) -> Run | None:
        box = _box_of(page, handle, start, end)
        if box is None:
            return None
        height, width = box.bottom - box.top, box.right - box.left
        if len(text.strip()) > 2 and height > 2 * width:
            return None  # Text that stands on its side is a stamp or a margin note.
        font = self._font_of(handle, start, height)
        x, y = ctypes.c_double(), ctypes.c_double()
        raw.FPDFText_GetCharOrigin(handle, start, x, y)
        baseline_pt = _on_page(page, x.value, y.value)[1]
        return Run(text, box, round(baseline_pt, 2), font.size_pt, font.bold)

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
    """Start, end (exclusive) and text of each run, as indexes of PDFium's characters."""
    start, text, drawn_by, spaces = 0, "", 0, 0
    for index in range(raw.FPDFText_CountChars(handle)):
        code = raw.FPDFText_GetUnicode(handle, index)
        pointer = raw.FPDFText_GetTextObject(handle, index)
        drawer = ctypes.addressof(pointer.contents) if pointer else 0
        letter = "-" if code in _LINE_END_HYPHENS else chr(code)
        if letter.isspace() or code == 0:
            spaces += 1
            text += " " if text else ""
            if letter in "\r\n" and text.strip():
                yield start, index, text
                text = ""
            continue
        if text.strip() and (
            drawer != drawn_by or (spaces and _gap_is_wide(handle, index, spaces))
        ):
            yield start, index, text
            text = ""
        if not text.strip():
            start, text = index, ""
        text, drawn_by, spaces = text + letter, drawer, 0
    if text.strip():
        yield start, raw.FPDFText_CountChars(handle), text


def _gap_is_wide(handle: Any, index: int, spaces: int) -> bool:
    """Whether the `spaces` characters before `index` leave room enough for two table cells."""
    before, after = _char_box(handle, index - spaces - 1), _char_box(handle, index)
    if before is None or after is None:
        return False
    size_pt = max(before[3] - before[1], after[3] - after[1]) * 1.4
    return after[0] - before[2] > WIDE_GAP_EM * size_pt


def _char_box(handle: Any, index: int) -> tuple[float, float, float, float] | None:
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    if not raw.FPDFText_GetCharBox(handle, index, left, right, bottom, top):
        return None
    return left.value, bottom.value, right.value, top.value


def _box_of(page: pdfium.PdfPage, handle: Any, start: int, end: int) -> Box | None:
    """The ink of characters `start` to `end` on the page as it is shown; None without any."""
    boxes = []
    for rect in range(raw.FPDFText_CountRects(handle, start, end - start)):
        left, top, right, bottom = (ctypes.c_double() for _ in range(4))
        if raw.FPDFText_GetRect(handle, rect, left, top, right, bottom):
            x1, y1 = _on_page(page, left.value, top.value)
            x2, y2 = _on_page(page, right.value, bottom.value)
            boxes.append(Box(min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)))
    return union_of(boxes) if boxes else None


def _on_page(page: pdfium.PdfPage, x: float, y: float) -> tuple[float, float]:
    """A point of the page's own space in points from the shown page's top left corner."""
    width_pt, height_pt = page.get_size()
    grid_x, grid_y = ctypes.c_int(), ctypes.c_int()
    raw.FPDF_PageToDevice(
        page.raw,
        0,
        0,
        round(width_pt * _GRID_PER_PT),
        round(height_pt * _GRID_PER_PT),
        0,
        x,
        y,
        grid_x,
        grid_y,
    )
    return grid_x.value / _GRID_PER_PT, grid_y.value / _GRID_PER_PT
