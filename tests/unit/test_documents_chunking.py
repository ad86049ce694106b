from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.documents.chunking import chunk_document
from backend.documents.model import Block, BlockKind, Box, Document, DocumentState, Line
from backend.documents.sentences import split_sentences
from backend.documents.text import join_lines

Spec = tuple[BlockKind, int, tuple[str, ...]]


def words(texts: Sequence[str]) -> list[int]:
    """Counts words and punctuation marks; a line break counts too."""
    return [len(re.findall(r"\w+|[^\w\s]|\n", text)) for text in texts]


def letters(texts: Sequence[str]) -> list[int]:
    return [len(text) for text in texts]


def uneven(texts: Sequence[str]) -> list[int]:
    """A tokenizer whose counts don't add up: a text costs more than its parts together."""
    return [count + count * count // 60 for count in words(texts)]


def document_of(specs: Sequence[Spec]) -> Document:
    blocks = []
    for place, (kind, level, lines) in enumerate(specs):
        page = 1 + place // 5
        made = tuple(
            (page, Line(text, Box(10, place * 40 + row * 12, 300, place * 40 + row * 12 + 10), 10))
            for row, text in enumerate(lines)
        )
        blocks.append(Block(kind, join_lines(lines), page, made, level))
    ready = DocumentState.READY
    return Document("0123456789abcdef", "x.pdf", "0" * 64, 1, ready, blocks=tuple(blocks))


def heading(text: str, level: int = 1) -> Spec:
    return BlockKind.HEADING, level, (text,)


def paragraph(*lines: str) -> Spec:
    return BlockKind.PARAGRAPH, 0, lines


def rows(*texts: str) -> list[Spec]:
    return [(BlockKind.TABLE_ROW, 0, (text,)) for text in texts]


def items(*texts: str) -> list[Spec]:
    return [(BlockKind.LIST_ITEM, 1, (text,)) for text in texts]


SENTENCE = "The {} boat sails to the island in the morning."
TEN = [
    SENTENCE.format(name)
    for name in ("first", "second", "third", "fourth", "fifth", "sixth", "next")
]

_line = st.lists(
    st.text(alphabet="abcdeÉß-9.,", min_size=1, max_size=12), min_size=1, max_size=9
).map(" ".join)
_spec = st.one_of(
    st.tuples(st.just(BlockKind.HEADING), st.integers(1, 3), st.tuples(_line)),
    st.tuples(
        st.sampled_from([BlockKind.PARAGRAPH, BlockKind.LIST_ITEM]),
        st.just(0),
        st.lists(_line, min_size=1, max_size=5).map(tuple),
    ),
    st.tuples(st.just(BlockKind.TABLE_ROW), st.just(0), st.tuples(_line)),
)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(_spec, max_size=12),
    st.sampled_from([words, letters, uneven]),
    st.integers(16, 120),
    st.integers(0, 7),
)
def test_chunks_keep_the_limit_all_of_the_text_and_its_places(
    specs: list[Spec], count: object, max_tokens: int, overlap: int
) -> None:
    document = document_of(specs)
    chunks = chunk_document(
        document,
        count_tokens=count,
        max_tokens=max_tokens,
        overlap_tokens=overlap,  # type: ignore[arg-type]
    )
    lines = {line.box: line.text for block in document.blocks for _, line in block.lines}
    pages = {line.box: page for block in document.blocks for page, line in block.lines}
    seen: dict[Box, str] = {}
    for number, chunk in enumerate(chunks):
        assert chunk.index == number
        assert chunk.tokens == count([chunk.text])[0] <= max_tokens  # type: ignore[operator]
        covered = "".join(chunk.text[span.start : span.end] for span in chunk.spans)
        assert "".join(covered.split()) == "".join(chunk.text.split())
        for span in chunk.spans:
            piece = chunk.text[span.start : span.end]
            assert piece in lines[span.box]
            assert span.page == pages[span.box] == chunk.page_of(span.start)
            seen[span.box] = seen.get(span.box, "") + piece
    for block in document.blocks:
        whole = "".join("".join(seen.get(line.box, "").split()) for _, line in block.lines)
        text = "".join(block.text.split())
        if block.kind is BlockKind.HEADING:
            continue
        if block.kind is BlockKind.TABLE_ROW or overlap:
            assert len(whole) >= len(text)  # a header or the overlap may be there more than once
        else:
            assert whole == text


def test_a_section_that_fits_is_one_chunk_with_its_heading_and_path() -> None:
    document = document_of(
        [
            heading("Ferries"),
            heading("1 Boats", 2),
            paragraph(TEN[0]),
            heading("2 Crew", 2),
            paragraph(TEN[1]),
        ]
    )
    first, second = chunk_document(document, count_tokens=words, max_tokens=60)
    assert first.text == f"1 Boats\n{TEN[0]}"
    assert first.heading_path == ("Ferries", "1 Boats")
    assert second.heading_path == ("Ferries", "2 Crew")
    assert first.chunk_id == "0123456789abcdef-0"


def test_paragraphs_stay_whole_where_they_fit_and_sentences_always() -> None:
    short, long = " ".join(TEN[:2]), " ".join(TEN)
    document = document_of([heading("A"), paragraph(short), paragraph(short), paragraph(long)])
    chunks = chunk_document(document, count_tokens=words, max_tokens=40)
    assert chunks[0].text == f"A\n{short}"
    assert chunks[1].text.startswith(f"A\n{short}")
    for chunk in chunks:
        sentences = [chunk.text[a:b] for a, b in split_sentences(chunk.text)]
        assert set(sentences) <= {"A", *TEN}


def test_a_sentence_is_cut_only_when_it_is_longer_than_a_chunk() -> None:
    monster = " ".join(f"word{number}" for number in range(50))
    chunks = chunk_document(document_of([paragraph(monster)]), count_tokens=words, max_tokens=20)
    assert len(chunks) == 3
    assert min(chunk.tokens for chunk in chunks[:2]) >= 19
    assert " ".join(chunk.text for chunk in chunks) == monster
    endless = chunk_document(
        document_of([paragraph("x" * 90)]), count_tokens=letters, max_tokens=20
    )
    assert "".join(chunk.text for chunk in endless) == "x" * 90


def test_a_table_that_is_cut_repeats_its_header() -> None:
    table = rows("Name | Role", *(f"Person {number} | Engineer" for number in range(12)))
    chunks = chunk_document(document_of([heading("T"), *table]), count_tokens=words, max_tokens=24)
    assert len(chunks) > 2
    assert all(chunk.text.startswith("T\nName | Role\nPerson") for chunk in chunks)
    whole = chunk_document(document_of([heading("T"), *table]), count_tokens=words, max_tokens=99)
    assert len(whole) == 1
    assert whole[0].text.count("Name | Role") == 1


def test_the_line_that_opens_a_list_stays_with_its_first_item() -> None:
    steps = items(*(f"{number}. Pull the {number} red handles hard." for number in range(1, 6)))
    document = document_of([paragraph(TEN[0]), paragraph("Do this in order:"), *steps])
    chunks = chunk_document(document, count_tokens=words, max_tokens=30)
    opening = next(chunk for chunk in chunks if "in order:" in chunk.text)
    assert "1. Pull the 1 red handles hard." in opening.text


def test_the_overlap_repeats_whole_sentences_within_a_section_only() -> None:
    document = document_of(
        [heading("A"), paragraph(" ".join(TEN)), heading("B"), paragraph(TEN[0])]
    )
    chunks = chunk_document(document, count_tokens=words, max_tokens=34, overlap_tokens=12)
    for before, after in pairwise(chunks[:-1]):
        last = before.text.splitlines()[-1]
        assert after.text.startswith("A\n" + [last[a:b] for a, b in split_sentences(last)][-1])
    assert chunks[-1].text == f"B\n{TEN[0]}"


def test_a_document_that_is_not_ready_has_no_chunks() -> None:
    document = Document("0" * 16, "x.pdf", "0" * 64, 1, DocumentState.SCANNED)
    assert chunk_document(document, count_tokens=words, max_tokens=50) == ()


@pytest.mark.parametrize(("limit", "overlap"), [(15, 0), (40, 20), (40, -1)])
def test_limits_out_of_range_are_refused(limit: int, overlap: int) -> None:
    with pytest.raises(ValueError):
        chunk_document(
            document_of([]), count_tokens=words, max_tokens=limit, overlap_tokens=overlap
        )
