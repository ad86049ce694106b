"""Chunks and pairs from plain text, for the tests of the dataset."""

from __future__ import annotations

from collections.abc import Sequence

from backend.dataset.generate.base import Pair
from backend.dataset.generate.offline.generator import OfflineGenerator
from backend.documents.model import Box, Chunk, Span

BOX = Box(0, 0, 100, 10)

GARDEN = (
    "The Bramble Row Community Garden was opened in 2009 by a group of neighbours. It covers 3,200"
    " square metres and is divided into 64 plots. Nadia Okafor is the chair of the garden"
    " committee. The treasurer is Piet Janssen.",
    "A half plot measures 25 square metres and costs 30 pounds a year. Fees are due on 1 March. New"
    " members pay a deposit of 20 pounds. Compost is delivered twice a year. The blue shed was"
    " built in 1994.",
    "Gates are locked at 21:00 from April to September and at 17:00 in winter. The red shed holds"
    " 40 rakes. A mulch is a layer of dead leaves that keeps the soil wet. Tools are kept in the"
    " shed behind the pond.",
    "The library was opened in 1987. The reading room seats 24 people. Loans last 14 days. Lost"
    " books are replaced within 30 days. The librarian is Ada Brook.",
    "The north kiln was built in 1951 and holds 300 bricks. The south kiln holds 120 bricks. A"
    " glaze is a thin coat of glass on a pot. Firing takes 9 hours. The foreman is Otto Lindgren.",
    "The museum shop sells maps, postcards and soap. A ticket costs 9 euros. Tours begin at 10:30."
    " Bags are left in the lockers in the hall. The curator leads each tour on Sundays.",
)


def make_chunk(
    text: str, index: int = 0, document: str = "doc", headings: tuple[str, ...] = ("Part",)
) -> Chunk:
    return Chunk(
        chunk_id=f"{document}-{index}",
        document_id=document,
        document_name=f"{document}.pdf",
        index=index,
        heading_path=headings,
        text=text,
        tokens=len(text.split()),
        spans=(Span(0, len(text), index + 1, BOX),),
    )


def garden_chunks(copies: int = 1) -> list[Chunk]:
    """Chunks of several chapters; each copy has names of its own."""
    return [
        make_chunk(text, number * len(GARDEN) + at, headings=(f"Chapter {number}-{at // 2}",))
        for number in range(copies)
        for at, text in enumerate(GARDEN)
    ]


def pairs_of(text: str, others: Sequence[str] = ()) -> tuple[Pair, ...]:
    chunks = [make_chunk(part, at) for at, part in enumerate((text, *others))]
    return OfflineGenerator(chunks).pairs(chunks[0])


def asked(text: str) -> dict[str, str]:
    return {pair.question: pair.answer for pair in pairs_of(text)}
