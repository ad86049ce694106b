"""Real files through the capped child: the sample, odd files, damaged ones, hostile ones."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from backend.documents.capped import ReadingStoppedError
from backend.documents.child import read_capped
from backend.documents.chunking import chunk_document
from backend.documents.model import BlockKind, Document, DocumentState
from backend.documents.pdf import PdfReader
from backend.documents.problems import remedy_for
from tests.pdf_support import (
    LEFT,
    RIGHT,
    SAMPLE,
    mutated,
    write_bomb,
    write_prose,
    write_scan,
    write_two_columns,
)

OUTCOMES = {
    DocumentState.READY,
    DocumentState.SCANNED,
    DocumentState.PASSWORD,
    DocumentState.DAMAGED,
    DocumentState.TOO_LARGE,
    DocumentState.UNSUPPORTED,
}


@pytest.fixture(scope="module")
def sample() -> Document:
    return read_capped(SAMPLE)


def texts_of(document: Document, kind: BlockKind) -> list[str]:
    return [block.text for block in document.blocks if block.kind is kind]


def test_the_sample_is_read_whole(sample: Document) -> None:
    source = SAMPLE.parents[2] / "packaging" / "sample" / "handbook.txt"
    text = source.read_text(encoding="utf-8")
    assert sample.state is DocumentState.READY
    assert sample.problem is None
    assert len(sample.pages) == 10
    headings = [line.lstrip("# ") for line in text.splitlines() if line.startswith("#")]
    assert texts_of(sample, BlockKind.HEADING)[1:] == headings
    rows = [line.strip("| ") for line in text.splitlines() if line.startswith("|")]
    assert texts_of(sample, BlockKind.TABLE_ROW) == rows
    items = [
        line for line in text.splitlines() if line.startswith("- ") or line[:2].strip(".").isdigit()
    ]
    assert texts_of(sample, BlockKind.LIST_ITEM) == items
    paragraphs = [
        part for part in text.split("\n\n") if not part.startswith(("#", "|", "- ", "1. "))
    ]
    assert texts_of(sample, BlockKind.PARAGRAPH) == [part.strip() for part in paragraphs]


def test_each_line_of_the_sample_lies_on_its_page(sample: Document) -> None:
    for block in sample.blocks:
        for number, line in block.lines:
            page = sample.pages[number - 1]
            assert 0 <= line.box.left < line.box.right <= page.width_pt
            assert 0 <= line.box.top < line.box.bottom <= page.height_pt


@pytest.mark.parametrize("limit", [60, 160, 256])
def test_the_sample_is_cut_into_chunks_within_the_limit(sample: Document, limit: int) -> None:
    def count(texts: object) -> list[int]:
        return [len(text.split()) + text.count("\n") for text in texts]  # type: ignore[attr-defined]

    chunks = chunk_document(sample, count_tokens=count, max_tokens=limit)
    assert max(chunk.tokens for chunk in chunks) <= limit
    assert len({chunk.chunk_id for chunk in chunks}) == len(chunks)
    assert {chunk.heading_path[0] for chunk in chunks} == {"Lunnet Sound Ferries: Staff Handbook"}
    pages = [chunk.page_of(0) for chunk in chunks]
    assert pages == sorted(pages)


def test_two_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    document = read_capped(write_two_columns(tmp_path / "two.pdf"))
    text = " ".join(block.text for block in document.blocks)
    assert text.endswith(f"{' '.join(LEFT)} {' '.join(RIGHT)}")


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_a_page_that_is_shown_on_its_side_is_read(tmp_path: Path, rotation: int) -> None:
    upright = read_capped(write_prose(tmp_path / "upright.pdf"))
    turned = read_capped(write_prose(tmp_path / "turned.pdf", rotation=rotation))
    assert [block.text for block in turned.blocks] == [" ".join(LEFT)]
    (page,) = turned.pages
    for (_, line), (_, before) in zip(turned.blocks[0].lines, upright.blocks[0].lines, strict=True):
        box, was = line.box, before.box
        across = (round(box.right - box.left), round(box.bottom - box.top))
        along = (round(was.right - was.left), round(was.bottom - was.top))
        assert across == (along if rotation == 180 else along[::-1])
        if rotation == 90:
            assert box.right == pytest.approx(page.width_pt - was.top, abs=0.1)
            assert box.top == pytest.approx(was.left, abs=0.1)
        if rotation == 270:
            assert box.left == pytest.approx(was.top, abs=0.1)
            assert box.bottom == pytest.approx(page.height_pt - was.left, abs=0.1)


@pytest.mark.parametrize("password", [None, "wrong"])
def test_a_protected_file_asks_for_its_password(tmp_path: Path, password: str | None) -> None:
    document = read_capped(write_prose(tmp_path / "locked.pdf", password="right"), password)
    assert document.state is DocumentState.PASSWORD
    assert document.problem is not None
    assert "locked.pdf" in str(document.problem)
    assert "password" in str(remedy_for(document.problem))


def test_the_right_password_opens_a_protected_file(tmp_path: Path) -> None:
    document = read_capped(write_prose(tmp_path / "locked.pdf", password="right"), "right")
    assert [block.text for block in document.blocks] == [" ".join(LEFT)]


def test_a_file_that_only_forbids_editing_is_read(tmp_path: Path) -> None:
    path = write_prose(tmp_path / "owned.pdf", owner_password="owner")
    assert read_capped(path).state is DocumentState.READY


def test_a_scan_names_its_pages_and_gives_no_text(tmp_path: Path) -> None:
    document = read_capped(write_scan(tmp_path / "scan.pdf", 3))
    assert (document.state, document.blocks) == (DocumentState.SCANNED, ())
    assert "pages 1-3" in str(document.problem)
    partly = read_capped(write_scan(tmp_path / "part.pdf", 4, text_on=2))
    assert partly.state is DocumentState.READY
    assert "pages 1 and 3-4" in str(partly.problem)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"<!DOCTYPE html><html><p>Hello", "a web page"),
        (b"\x89PNG\r\n\x1a\n0000", "a PNG picture"),
        (b"just words", "plain text"),
        (random.Random(7).randbytes(3000), "not a PDF"),
    ],
)
def test_what_is_no_pdf_is_called_so(tmp_path: Path, data: bytes, words: str) -> None:
    path = tmp_path / "thing.pdf"
    path.write_bytes(data)
    document = read_capped(path)
    assert document.state is DocumentState.UNSUPPORTED
    assert words in str(document.problem)
    assert "not a PDF" in str(document.problem)


@pytest.mark.parametrize("kept_fraction", [0.01, 0.3, 0.6, 0.97])
def test_a_file_cut_short_is_damaged_or_incomplete(tmp_path: Path, kept_fraction: float) -> None:
    data = SAMPLE.read_bytes()
    path = tmp_path / "short.pdf"
    path.write_bytes(data[: int(len(data) * kept_fraction)])
    document = read_capped(path)
    assert document.state in (DocumentState.READY, DocumentState.DAMAGED)
    assert "damaged or incomplete" in str(document.problem)


def test_a_file_that_unpacks_beyond_its_memory_is_too_large(tmp_path: Path) -> None:
    path = write_bomb(tmp_path / "bomb.pdf", 400_000_000)
    document = read_capped(path, memory_bytes=300 * 2**20)
    assert document.state is DocumentState.TOO_LARGE
    assert "300 MB" in str(document.problem)


def test_a_file_that_takes_too_long_is_ended(tmp_path: Path) -> None:
    path = write_bomb(tmp_path / "slow.pdf", 60_000_000)
    document = read_capped(path, stall_s=0.5)
    assert document.state is DocumentState.TOO_LARGE
    assert "longer than" in str(document.problem)


def test_reading_ends_when_the_caller_stops_it() -> None:
    with pytest.raises(ReadingStoppedError):
        read_capped(SAMPLE, stopping=lambda: True)


def _read_mutated(folder: Path, seeds: range) -> None:
    data = SAMPLE.read_bytes()
    for seed in seeds:
        path = folder / f"{seed}.pdf"
        path.write_bytes(mutated(data, seed))
        document = read_capped(path)
        assert document.state in OUTCOMES, seed
        assert (document.state is DocumentState.READY) == bool(document.blocks), seed
        assert document.problem is not None or document.state is DocumentState.READY, seed
        path.unlink()


def test_mutated_files_through_the_child_are_classified(tmp_path: Path) -> None:
    _read_mutated(tmp_path, range(24))


def test_mutated_files_in_one_process_are_classified(tmp_path: Path) -> None:
    """The reader by itself, without the child's protection: it must not raise either."""
    data = SAMPLE.read_bytes()
    path = tmp_path / "mutated.pdf"
    for seed in range(100, 180):
        path.write_bytes(mutated(data, seed))
        reading = PdfReader().read(path, None, lambda _: None)
        assert reading.state in OUTCOMES, seed
        assert (reading.state is DocumentState.READY) == bool(reading.blocks), seed


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_thousands_of_mutated_files_are_classified(tmp_path: Path) -> None:
    _read_mutated(tmp_path, range(1000, 3000))
