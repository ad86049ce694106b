"""Lines, columns, tables, furniture and blocks, from runs that a test places by hand."""

from __future__ import annotations

from collections.abc import Sequence

from backend.documents.blocks import Column, blocks_of
from backend.documents.columns import regions_of
from backend.documents.furniture import PageSegments, without_furniture
from backend.documents.lines import rows_of, segments_of
from backend.documents.model import Block, BlockKind, Box
from backend.documents.runs import Run
from backend.documents.tables import with_tables


def run(x: float, y: float, text: str, size: float = 10, *, bold: bool = False) -> Run:
    """A run at `x`, its baseline `y` below the top; each character is half an em wide."""
    return Run(
        text, Box(x, y - 0.7 * size, x + len(text) * size / 2, y + 0.2 * size), y, size, bold
    )


def blocks(*pages: Sequence[Run]) -> tuple[Block, ...]:
    segments = [PageSegments(800, segments_of(page)) for page in pages]
    columns = [
        Column.of(number, with_tables(rows))
        for number, page in enumerate(without_furniture(segments), start=1)
        for rows in regions_of(page)
    ]
    return blocks_of(columns)


def cells_of(*runs: Run) -> list[tuple[str, ...]]:
    return [item.line.cells for item in with_tables(rows_of(segments_of(runs)))]


PROSE = ("The boat leaves the pier at nine and", "returns before the night falls on the", "island.")


def prose(x: float, y: float, lines: Sequence[str] = PROSE) -> list[Run]:
    return [run(x, y + 12 * number, line) for number, line in enumerate(lines)]


def test_runs_close_together_are_one_segment_and_a_kerned_word_has_no_gap() -> None:
    segments = segments_of(
        [run(10, 50, "Kern"), run(30.5, 50, "ed"), run(45, 50, "words"), run(200, 50, "far")]
    )
    assert [item.line.text for item in segments] == ["Kerned words", "far"]


def test_a_superscript_joins_its_line() -> None:
    (segment,) = segments_of(
        [run(10, 50, "area in m"), run(55, 46, "2", 6), run(60, 50, "of land")]
    )
    assert segment.line.text == "area in m2 of land"
    assert segment.baseline_pt == 50


def test_a_bullet_far_from_its_item_belongs_to_it() -> None:
    found = blocks(
        [run(10, 50, "\u2022"), run(60, 50, "first"), run(10, 62, "2."), run(60, 62, "second")]
    )
    assert [(block.kind, block.text) for block in found] == [
        (BlockKind.LIST_ITEM, "- first"),
        (BlockKind.LIST_ITEM, "2. second"),
    ]


def test_cells_that_stand_below_one_another_make_a_table() -> None:
    table = [
        run(x, 100 + 20 * row, text)
        for row, texts in enumerate(
            [("Name", "Role", "Room"), ("Edda", "Master", "12"), ("Ines", "Cook", "7")]
        )
        for x, text in zip((50, 200, 320), texts, strict=True)
    ]
    assert cells_of(*table) == [
        ("Name", "Role", "Room"),
        ("Edda", "Master", "12"),
        ("Ines", "Cook", "7"),
    ]


def test_a_wrapped_cell_is_put_back_together_and_an_empty_one_keeps_its_place() -> None:
    table = [
        run(50, 100, "Item"), run(200, 100, "Remark"), run(400, 100, "Fee"),
        run(50, 130, "Rope"), run(200, 130, "Kept in the long"), run(400, 130, "4"),
        run(200, 142, "shed"),
        run(50, 170, "Net"), run(400, 170, "9"),
    ]  # fmt: skip
    assert cells_of(*table) == [
        ("Item", "Remark", "Fee"),
        ("Rope", "Kept in the long shed", "4"),
        ("Net", "", "9"),
    ]


def test_a_single_wide_gap_in_prose_is_no_table() -> None:
    assert cells_of(
        run(50, 100, "A stretched"), run(200, 100, "line"), run(50, 112, "and the next")
    ) == [(), ()]


def test_columns_are_read_one_after_the_other_below_a_title_across_both() -> None:
    title = run(50, 40, "Title that runs across both of the columns of the page", 14)
    left = prose(50, 80, [f"left line number {n} of this page" for n in range(6)])
    right = prose(320, 80, [f"right line number {n} of this page" for n in range(6)])
    mixed = [one for pair in zip(left, right, strict=True) for one in pair]
    texts = [block.text for block in blocks([title, *mixed])]
    assert texts[0].startswith("Title")
    body = " ".join(texts[1:])
    assert body.index("left line number 5") < body.index("right line number 0")


def test_running_heads_and_page_numbers_go_but_single_lines_stay() -> None:
    pages = [
        [
            run(50, 30, "Handbook of the pier"),
            *prose(50, 200 + 30 * n),
            run(300, 780, f"Page {n + 1} of 4"),
        ]
        for n in range(4)
    ]
    pages[1].append(run(50, 750, "A note at the foot of one page."))
    text = " ".join(block.text for block in blocks(*pages))
    assert "Handbook" not in text
    assert "of 4" not in text
    assert "A note at the foot of one page." in text
    assert text.count("The boat leaves the pier") == 4


def test_heads_that_change_go_when_they_count_the_pages() -> None:
    heads = ("Chapter 1: Boats 7", "8 Pier", "Chapter 2: Ropes 9", "Not a head 9", "Knots 11")
    pages = [[run(50, 30, head), *prose(50, 200)] for head in heads]
    texts = [block.text for block in blocks(*pages)]
    assert [text for text in texts if not text.startswith("The boat")] == ["Not a head 9"]


def test_chapters_that_begin_on_each_page_keep_their_headings() -> None:
    heads = ("1 Boats", "2 Pier", "3 Ropes", "4 Knots", "5 Waste")
    pages = [[run(50, 90, head, 17, bold=True), *prose(50, 200)] for head in heads]
    found = [block.text for block in blocks(*pages) if block.kind is BlockKind.HEADING]
    assert found == list(heads)


def test_headings_get_their_level_from_size_weight_and_number() -> None:
    page = [
        run(50, 100, "Harbour rules", 20), run(50, 130, "1 Mooring", 14),
        run(50, 160, "1.1 Ropes", 14),
        *prose(50, 190), run(50, 250, "In short", bold=True), *prose(50, 280),
        run(50, 340, "2 Waste", 14), *prose(50, 370),
    ]  # fmt: skip
    found = [(block.level, block.text) for block in blocks(page) if block.kind is BlockKind.HEADING]
    assert found == [
        (1, "Harbour rules"),
        (2, "1 Mooring"),
        (3, "1.1 Ropes"),
        (4, "In short"),
        (2, "2 Waste"),
    ]


def test_paragraphs_end_at_gaps_indents_and_short_finished_lines() -> None:
    page = [
        *prose(50, 100),
        *prose(50, 160),
        *prose(50, 196),
        run(65, 232, "An indented line begins a paragraph here."),
    ]
    assert [block.text.split()[0] for block in blocks(page)] == ["The", "The", "The", "An"]


def test_a_paragraph_runs_over_the_page_break_and_a_broken_word_is_joined() -> None:
    first = prose(50, 100, ["The lantern is lit by the keeper every eve-"])
    second = prose(50, 90, ["ning before the sun sets over the sea.", "Then he rests."])
    (block,) = blocks(first, second)
    assert "every evening before" in block.text
    assert [page for page, _ in block.lines] == [1, 2, 2]


def test_nested_list_items_have_levels_and_hanging_lines_belong_to_them() -> None:
    page = [
        *prose(50, 100),
        run(50, 150, "- Outer item that is rather long and"), run(58, 162, "goes on here"),
        run(70, 174, "- Inner item"), run(50, 186, "- Outer again"),
    ]  # fmt: skip
    items = [block for block in blocks(page) if block.kind is BlockKind.LIST_ITEM]
    assert [(item.level, item.text) for item in items] == [
        (1, "- Outer item that is rather long and goes on here"),
        (2, "- Inner item"),
        (1, "- Outer again"),
    ]


def test_a_table_over_a_page_break_loses_its_second_header() -> None:
    def table(names: Sequence[str]) -> list[Run]:
        texts = [("Name", "Role"), *((name, "Cook") for name in names)]
        return [
            run(x, 200 + 20 * row, cell)
            for row, pair in enumerate(texts)
            for x, cell in zip((50, 250), pair, strict=True)
        ]

    texts = [block.text for block in blocks(table(["Edda", "Ines"]), table(["Rufus", "Mina"]))]
    assert texts == ["Name | Role", "Edda | Cook", "Ines | Cook", "Rufus | Cook", "Mina | Cook"]
