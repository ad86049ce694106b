"""Makes the sample handbook that ships with the app: `resources/sample/lunnet-sound-handbook.pdf`.

Run `python packaging/sample/build.py` after `handbook.txt` has changed. The same text gives the
same bytes. In the text `#` and `##` begin headings, `-` and `1.` list items, `|` table rows (the
first row of a table is its header); everything else is a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    CondPageBreak,
    Flowable,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
    Table,
    TableStyle,
)

TITLE = "Lunnet Sound Ferries: Staff Handbook"
HERE = Path(__file__).resolve().parent
SOURCE = HERE / "handbook.txt"
TARGET = HERE.parents[1] / "resources" / "sample" / "lunnet-sound-handbook.pdf"

_BODY = ParagraphStyle("body", fontName="Helvetica", fontSize=11, leading=15, spaceAfter=7)
_ITEM = ParagraphStyle("item", _BODY, leftIndent=24, bulletIndent=8, spaceAfter=3)
_CELL = ParagraphStyle("cell", _BODY, fontSize=10, leading=13, spaceAfter=0)
_HEAD_CELL = ParagraphStyle("head cell", _CELL, fontName="Helvetica-Bold")
_TITLE = ParagraphStyle("title", fontName="Helvetica-Bold", fontSize=24, leading=32, spaceAfter=14)
_CHAPTER = ParagraphStyle(
    "chapter", fontName="Helvetica-Bold", fontSize=17, leading=22, spaceBefore=14, spaceAfter=8
)
_SECTION = ParagraphStyle(
    "section", fontName="Helvetica-Bold", fontSize=13, leading=17, spaceBefore=8, spaceAfter=5
)


def main() -> None:
    """Writes the handbook from its text."""
    build(SOURCE.read_text(encoding="utf-8"), TARGET)
    print(f"{TARGET}: {TARGET.stat().st_size} bytes")


def build(text: str, target: Path) -> None:
    """Lays `text` out on A4 pages and writes them to `target`."""
    target.parent.mkdir(parents=True, exist_ok=True)
    template = SimpleDocTemplate(
        str(target),
        pagesize=A4,
        leftMargin=2.4 * cm,
        rightMargin=2.4 * cm,
        topMargin=2.6 * cm,
        bottomMargin=2.4 * cm,
        title=TITLE,
        author="The Tunedesk authors",
        invariant=1,
    )
    story = [Paragraph(TITLE, _TITLE), *_flowables(text)]
    template.build(story, onFirstPage=_number_page, onLaterPages=_head_and_number_page)


def _flowables(text: str) -> Iterator[Flowable]:
    for part in re.split(r"\n\s*\n", text.strip()):
        lines = part.splitlines()
        if lines[0].startswith("## "):
            yield CondPageBreak(3 * cm)
            yield Paragraph(lines[0][3:], _SECTION)
        elif lines[0].startswith("# "):
            yield CondPageBreak(5 * cm)
            yield Paragraph(lines[0][2:], _CHAPTER)
        elif lines[0].startswith("|"):
            yield _table(lines)
            yield Spacer(1, 9)
        elif re.match(r"- |\d+\. ", lines[0]):
            yield from _items(lines)
            yield Spacer(1, 4)
        else:
            yield Paragraph(" ".join(lines), _BODY)


def _items(lines: list[str]) -> Iterator[Flowable]:
    for line in lines:
        mark, item = line.split(" ", 1)
        yield Paragraph(item, _ITEM, bulletText="•" if mark == "-" else mark)


def _table(lines: list[str]) -> Table:
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    cells = [
        [Paragraph(cell, _CELL if number else _HEAD_CELL) for cell in row]
        for number, row in enumerate(rows)
    ]
    grid = TableStyle(
        [
            ("LINEBELOW", (0, 0), (-1, 0), 0.8, colors.black),
            ("LINEBELOW", (0, 1), (-1, -1), 0.3, colors.grey),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ]
    )
    return Table(cells, style=grid, repeatRows=1, hAlign="LEFT")


def _number_page(canvas: Canvas, template: SimpleDocTemplate) -> None:
    canvas.setFont("Helvetica", 9)
    canvas.drawCentredString(A4[0] / 2, 1.3 * cm, str(template.page))


def _head_and_number_page(canvas: Canvas, template: SimpleDocTemplate) -> None:
    canvas.setFont("Helvetica", 9)
    canvas.drawString(2.4 * cm, A4[1] - 1.6 * cm, TITLE)
    _number_page(canvas, template)


if __name__ == "__main__":
    main()
