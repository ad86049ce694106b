"""The child process that draws one page: `python -m backend.documents.page_image_process`.

It takes its orders as JSON on standard input and writes a `PageImage` to a file.
"""

from __future__ import annotations

import ctypes
import json
import struct
import sys
import zlib
from array import array
from pathlib import Path
from typing import TYPE_CHECKING

from backend.documents.letters import Letters
from backend.documents.limits import cap_own_memory
from backend.documents.page_image import LOCKED_STATUS, NO_PAGE_STATUS, PageImage, PageOrder

if TYPE_CHECKING:
    import pypdfium2 as pdfium

# Of a page that is much higher than wide, the picture gets narrower rather than endless.
_MOST_HEIGHT = 4
# Beyond this a page is a table of data: its lines are marked whole.
_MOST_LETTERS = 50_000
# PDFium measures whole units on the target grid; so fine a grid keeps hundredths of a point.
_GRID_PER_PT = 100


def main() -> int:
    """Reads the order, draws the page, and returns the exit status."""
    import pypdfium2 as pdfium
    from pypdfium2 import raw

    order = PageOrder(**json.load(sys.stdin))
    cap_own_memory(order.memory_bytes)
    try:
        file = pdfium.PdfDocument(order.path, password=order.password)
    except pdfium.PdfiumError as error:
        return LOCKED_STATUS if error.err_code == raw.FPDF_ERR_PASSWORD else NO_PAGE_STATUS
    try:
        page = file[order.page - 1]
    except (pdfium.PdfiumError, IndexError):
        return NO_PAGE_STATUS
    width_pt, height_pt = page.get_size()
    if width_pt <= 0 or height_pt <= 0:
        return NO_PAGE_STATUS
    png = _picture(page, order.width_px)
    drawn = PageImage(png, width_pt, height_pt, _letters(page))
    Path(order.result).write_bytes(drawn.to_bytes())
    return 0


def _picture(page: pdfium.PdfPage, width_px: int) -> bytes:
    width_pt, height_pt = page.get_size()
    scale = min(width_px / width_pt, _MOST_HEIGHT * width_px / height_pt)
    bitmap = page.render(scale=scale, rev_byteorder=True)
    size = (bitmap.width, bitmap.height)
    return _png(bytes(bitmap.buffer), size, bitmap.stride, bitmap.n_channels)


def _letters(page: pdfium.PdfPage) -> Letters:
    """What stands where, as the page is shown, whichever way it is turned."""
    from pypdfium2 import raw

    text_page = page.get_textpage()
    size = tuple(round(length * _GRID_PER_PT) for length in page.get_size())
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    x, y = ctypes.c_int(), ctypes.c_int()
    text, corners = [], array("f")
    for index in range(min(_MOST_LETTERS, raw.FPDFText_CountChars(text_page.raw))):
        letter = chr(raw.FPDFText_GetUnicode(text_page.raw, index))
        if letter.isspace() or not raw.FPDFText_GetCharBox(
            text_page.raw, index, left, right, bottom, top
        ):
            continue
        xs, ys = [], []
        for corner_x, corner_y in ((left.value, bottom.value), (right.value, top.value)):
            raw.FPDF_PageToDevice(page.raw, 0, 0, *size, 0, corner_x, corner_y, x, y)
            xs.append(x.value / _GRID_PER_PT)
            ys.append(y.value / _GRID_PER_PT)
        text.append(letter)
        corners.extend((min(xs), min(ys), max(xs), max(ys)))
    return Letters("".join(text), corners)


def _png(pixels: bytes, size: tuple[int, int], stride: int, channels: int) -> bytes:
    """Rows of grey (1 channel), RGB (3) or RGBA (4) bytes as a PNG file.

    Source: W3C, "Portable Network Graphics (PNG) Specification", sections 5 and 11.2.
    """
    width, height = size
    colour_type = {1: 0, 3: 2, 4: 6}[channels]
    rows = b"".join(
        b"\0" + pixels[start : start + width * channels]
        for start in range(0, height * stride, stride)
    )
    head = struct.pack(">IIBBBBB", width, height, 8, colour_type, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(rows, 1)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_part(kind, data) for kind, data in parts)


def _part(kind: bytes, data: bytes) -> bytes:
    checksum = zlib.crc32(kind + data)
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", checksum)


if __name__ == "__main__":
    sys.exit(main())
