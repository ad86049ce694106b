"""General rows that are mixed in so that the model keeps what it could do before."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from backend.dataset.row import Example, ExampleKind, Split
from backend.dataset.rows import row_id
from backend.files import read_fault
from backend.message import fault
from backend.settings.paths import resources_folder


@dataclass(frozen=True, slots=True)
class ReplayRow:
    """A line of `general.jsonl`.

    Attributes:
        task: The kind of task, such as `arithmetic`.
        instruction: What is asked, complete in itself.
        output: A right answer.
    """

    task: str
    instruction: str
    output: str


def replay_file() -> Path:
    """The rows that ship with the app."""
    return resources_folder() / "replay" / "general.jsonl"


def read_replay(file: Path) -> tuple[ReplayRow, ...]:
    """Reads replay rows, one JSON object a line; blank lines and repeated instructions are skipped.

    Raises:
        TunedeskError: The file is missing, or a line is not such a row.
    """
    try:
        text = file.read_text(encoding="utf-8")
    except OSError as error:
        raise read_fault(file, error) from error
    adapter = TypeAdapter(ReplayRow)
    rows: dict[str, ReplayRow] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            row = adapter.validate_json(line)
        except ValidationError as error:
            raise fault(
                "dataset.replay",
                "{path}, line {line}: not a replay row: {cause}.",
                "Restore the file by installing Tunedesk again, or mend the line.",
                path=str(file),
                line=number,
                cause=error.errors()[0]["msg"],
            ) from error
        rows.setdefault(row.instruction, row)
    return tuple(rows.values())


def draw_replay(rows: Sequence[ReplayRow], number: int, seed: int) -> tuple[Example, ...]:
    """Up to `number` distinct rows, an even spread over the kinds of task.

    They are for training only: what the model keeps of general language is measured on a text of
    its own, not on them.
    """
    rng = random.Random(seed)
    by_task: dict[str, list[ReplayRow]] = {}
    for row in rows:
        by_task.setdefault(row.task, []).append(row)
    piles = list(by_task.values())
    for pile in piles:
        rng.shuffle(pile)
    rng.shuffle(piles)
    drawn: list[ReplayRow] = []
    turn = 0
    while len(drawn) < min(number, len(rows)):
        drawn += [pile[turn] for pile in piles if turn < len(pile)]
        turn += 1
    return tuple(_example(row) for row in drawn[:number])


def _example(row: ReplayRow) -> Example:
    return Example(
        example_id=row_id("replay", row.instruction),
        kind=ExampleKind.REPLAY,
        style=row.task,
        instruction=row.instruction,
        context="",
        question="",
        output=row.output,
        document="",
        chunk_id="",
        page=0,
        split=Split.TRAIN,
    )
