"""The child process that draws one page: `python -m backend.documents.page_image_process`.

It takes its orders as JSON on standard input and writes the page's size and a PNG to a file.
"""

from __future__ import annotations

import json
import struct
import sys
import zlib
from pathlib import Path

from backend.documents.limits import cap_own_memory
from backend.documents.page_image import HEAD, LOCKED_STATUS, NO_PAGE_STATUS, PageOrder

# Of a page that is much higher than wide, the picture gets narrower rather than endless.
_MOST_HEIGHT = 4


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
    scale = min(order.width_px / width_pt, _MOST_HEIGHT * order.width_px / height_pt)
    bitmap = page.render(scale=scale, rev_byteorder=True)
    size = (bitmap.width, bitmap.height)
    png = _png(bytes(bitmap.buffer), size, bitmap.stride, bitmap.n_channels)
    Path(order.result).write_bytes(HEAD.pack(width_pt, height_pt) + png)
    return 0


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
