"""Makes small PDF files for tests, each with one thing that a reader must cope with."""

from __future__ import annotations

import random
import zlib
from collections.abc import Sequence
from pathlib import Path

from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

SAMPLE = Path(__file__).parents[1] / "resources" / "sample" / "lunnet-sound-handbook.pdf"

LEFT = """The old harbour wall was built from granite that came by barge along
the coast. Each block weighs about two tonnes and was lifted by a
wooden crane. The crane stood where the cafe stands today and it
was taken down after the storm. Nobody kept a drawing of it. What
we know comes from a photograph that was found in the loft of the
chapel, where it had been used to close a broken window.""".splitlines()
RIGHT = """Fishing began again in spring. The boats left before sunrise and
returned with herring, which was salted in the long shed. Salt was
stored in barrels that held ninety kilograms each. A good year gave
four hundred barrels, and a poor year hardly one hundred. The price
was fixed in autumn by the council, which met in the inn beside the
bridge and wrote its decisions into a green book.""".splitlines()


def write_lines(
    path: Path,
    pages: Sequence[Sequence[tuple[float, float, str]]],
    *,
    font: str = "Helvetica",
    size_pt: float = 11,
    rotation: int = 0,
    password: str | None = None,
    owner_password: str | None = None,
) -> Path:
    """Draws texts at (x, y from the top) on A4 pages."""
    encryption = None
    if password is not None or owner_password is not None:
        encryption = StandardEncryption(password or "", owner_password, canPrint=1, strength=128)
    # The library swaps the sides of a page that it turns.
    shown = A4[::-1] if rotation % 180 else A4
    canvas = Canvas(str(path), pagesize=shown, invariant=1, encrypt=encryption)
    for texts in pages:
        canvas.setPageRotation(rotation)
        canvas.setFont(font, size_pt)
        for x, y, text in texts:
            canvas.drawString(x, A4[1] - y, text)
        canvas.showPage()
    canvas.save()
    return path


def write_prose(path: Path, **options: object) -> Path:
    """One page with one paragraph."""
    texts = [(70.0, 100 + 14.0 * number, line) for number, line in enumerate(LEFT)]
    return write_lines(path, [texts], **options)  # type: ignore[arg-type]


def write_two_columns(path: Path) -> Path:
    """A title across the page and two columns whose baselines are the same."""
    left = [(60.0, 120 + 11.0 * number, line) for number, line in enumerate(LEFT)]
    right = [(320.0, 120 + 11.0 * number, line) for number, line in enumerate(RIGHT)]
    interleaved = [text for pair in zip(left, right, strict=True) for text in pair]
    title = (
        60.0,
        90.0,
        "A short history of the harbour and of the people who worked there for years",
    )
    return write_lines(path, [[title, *interleaved]], size_pt=8)


def write_scan(path: Path, pages: int = 2, *, text_on: int | None = None) -> Path:
    """Pages that hold a picture and no text, except on page `text_on`."""
    noise = random.Random(1).randbytes(60 * 80)
    picture = ImageReader(Image.frombytes("L", (60, 80), noise))
    canvas = Canvas(str(path), pagesize=A4, invariant=1)
    for number in range(1, pages + 1):
        canvas.drawImage(picture, 50, 50, 400, 600)
        if number == text_on:
            canvas.drawString(70, 700, "This page alone has a text layer.")
        canvas.showPage()
    canvas.save()
    return path


def write_bomb(path: Path, unpacked_bytes: int) -> Path:
    """A small file whose page content unpacks to `unpacked_bytes` of text operators."""
    line = b"BT /F1 9 Tf 10 10 Td (aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa) Tj ET\n"
    packer = zlib.compressobj(9)
    block = line * 1000
    content = b"".join(packer.compress(block) for _ in range(unpacked_bytes // len(block)))
    content += packer.flush()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    path.write_bytes(_file_of(objects))
    return path


def _file_of(objects: Sequence[bytes]) -> bytes:
    data, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(objects) + 1
    return data + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n"
        b"<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (count, table, count, len(data))
    )


def mutated(data: bytes, seed: int) -> bytes:
    """A damaged copy: bytes overwritten, a stretch cut out, doubled, or the end cut off."""
    rng = random.Random(seed)
    kind = seed % 4
    start = rng.randrange(len(data))
    end = min(len(data), start + rng.randrange(1, 2000))
    if kind == 0:
        changed = bytearray(data)
        for _ in range(rng.randrange(1, 200)):
            changed[rng.randrange(len(changed))] = rng.randrange(256)
        return bytes(changed)
    if kind == 1:
        return data[:start] + data[end:]
    if kind == 2:
        return data[:end] + data[start:]
    return data[: max(1, start)]
