"""Finds the rows of tables: cells that stand below one another over several rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from backend.documents.lines import Row, Segment, joined
from backend.documents.model import Line
from backend.documents.runs import union_of

CELL_SEPARATOR = " | "
# Estimates: print aligns cells to the point; a wrapped cell keeps the leading of prose (at most
# 1.45 em) and rows of one table stand less than 4 em apart. Check by reading wide, ragged tables.
_ALIGNED_PT = 4.0
_WRAP_PITCH_EM = 1.45
_ROW_PITCH_EM = 4.0


@dataclass(slots=True)
class _Column:
    """The horizontal range that the cells of one column have covered so far."""

    left: float
    right: float

    def overlaps(self, cell: Line) -> bool:
        return cell.box.left < self.right and cell.box.right > self.left

    def aligned(self, cell: Line) -> bool:
        middle = (self.left + self.right) / 2 - (cell.box.left + cell.box.right) / 2
        ends = (self.left - cell.box.left, self.right - cell.box.right, middle)
        return min(abs(apart) for apart in ends) <= _ALIGNED_PT

    def grow(self, cell: Line) -> None:
        self.left = min(self.left, cell.box.left)
        self.right = max(self.right, cell.box.right)


def with_tables(rows: Sequence[Row]) -> tuple[Segment, ...]:
    """Each row of a column as one line; those of tables have their cells."""
    lines: list[Segment] = []
    at = 0
    while at < len(rows):
        end = _end_of_table(rows, at)
        if end > at:
            lines.extend(_table(rows[at:end]))
            at = end
        else:
            lines.append(Segment(joined(rows[at]), rows[at].baseline_pt))
            at += 1
    return tuple(lines)


def _end_of_table(rows: Sequence[Row], start: int) -> int:
    """One past the last row of the table that begins at `start`; `start` when none does."""
    if len(rows[start].segments) < 2:
        return start
    columns = [_Column(cell.box.left, cell.box.right) for cell in rows[start].segments]
    end, full_rows = start + 1, 1
    while end < len(rows) and _pitch_em(rows, end) <= _ROW_PITCH_EM:
        if _is_full_row(rows[end], columns):
            full_rows += 1
            _widen(columns, rows[end])
        elif not _is_part_of_row(rows, end, columns):
            break
        end += 1
    return end if full_rows >= 2 else start


def _is_full_row(row: Row, columns: Sequence[_Column]) -> bool:
    cells = row.segments
    if len(cells) < 2:
        return False
    return any(column.aligned(cell) for cell in cells[1:] for column in columns[1:])


def _is_part_of_row(rows: Sequence[Row], at: int, columns: Sequence[_Column]) -> bool:
    """Whether the row at `at` carries on a wrapped cell, or is a row with its first cell alone."""
    cell = rows[at].segments[0]
    touched = [column for column in columns if column.overlaps(cell)]
    if len(rows[at].segments) > 1 or len(touched) != 1:
        return False
    if touched[0] is columns[0]:
        return at + 1 < len(rows) and _is_full_row(rows[at + 1], columns)
    return _pitch_em(rows, at) <= _WRAP_PITCH_EM and touched[0].aligned(cell)


def _pitch_em(rows: Sequence[Row], at: int) -> float:
    return (rows[at].baseline_pt - rows[at - 1].baseline_pt) / max(rows[at].size_pt, 1.0)


def _widen(columns: list[_Column], row: Row) -> None:
    """Lets the columns cover `row`; cells that no column covers make columns of their own."""
    for cell in row.segments:
        touched = [column for column in columns if column.overlaps(cell)]
        if not touched:
            columns.append(_Column(cell.box.left, cell.box.right))
        elif len(touched) == 1:
            touched[0].grow(cell)
    columns.sort(key=lambda column: column.left)


def _table(rows: Sequence[Row]) -> list[Segment]:
    columns = [_Column(cell.box.left, cell.box.right) for cell in rows[0].segments]
    for row in rows[1:]:
        _widen(columns, row)
    lines: list[list[Row]] = []
    for at, row in enumerate(rows):
        if at and _wraps(rows, at, columns):
            lines[-1].append(row)
        else:
            lines.append([row])
    return [_table_row(group, columns) for group in lines]


def _wraps(rows: Sequence[Row], at: int, columns: Sequence[_Column]) -> bool:
    """Whether the row at `at` carries on the cells of the row above."""
    if _pitch_em(rows, at) > _WRAP_PITCH_EM or len(rows[at].segments) == len(columns):
        return False
    if _column_of(rows[at].segments[0], columns) > 0:
        return True
    below = at + 1
    return (
        len(rows[at].segments) == 1
        and below < len(rows)
        and _pitch_em(rows, below) > _pitch_em(rows, at) * 1.1
    )


def _table_row(rows: Sequence[Row], columns: Sequence[_Column]) -> Segment:
    cells = [""] * len(columns)
    for row in rows:
        for segment in row.segments:
            place = _column_of(segment, columns)
            cells[place] = f"{cells[place]} {segment.text}".strip()
    segments = [segment for row in rows for segment in row.segments]
    line = Line(
        CELL_SEPARATOR.join(cells),
        union_of(segment.box for segment in segments),
        max(segment.font_size_pt for segment in segments),
        all(segment.bold for segment in segments),
        tuple(cells),
    )
    return Segment(line, rows[0].baseline_pt)


def _column_of(cell: Line, columns: Sequence[_Column]) -> int:
    """The column that covers most of the cell."""

    def shared(column: _Column) -> float:
        return min(column.right, cell.box.right) - max(column.left, cell.box.left)

    return max(range(len(columns)), key=lambda number: shared(columns[number]))
