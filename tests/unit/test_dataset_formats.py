from __future__ import annotations

import json
from pathlib import Path

import pytest

from backend.dataset.formats.registry import FORMATS
from backend.dataset.generate.offline.generator import OfflineGenerator
from backend.dataset.negatives.candidate import world_of
from backend.dataset.negatives.making import NegativeOrder, Wording, make_negatives
from backend.dataset.replay import draw_replay, read_replay, replay_file
from backend.dataset.row import Example, Split
from backend.dataset.rows import answerable_row
from backend.dataset.store import DatasetStore
from backend.message import TunedeskError
from tests.dataset_support import garden_chunks


def _rows() -> list[Example]:
    chunks = garden_chunks()
    generator = OfflineGenerator(chunks)
    pairs = {chunk.chunk_id: generator.pairs(chunk) for chunk in chunks}
    answerable = [
        answerable_row(chunk, pair, Split.TEST, "Answer.")
        for chunk in chunks
        for pair in pairs[chunk.chunk_id]
    ]
    order = NegativeOrder(Split.TEST, chunks, 5)
    negatives = make_negatives(order, world_of(chunks, pairs), Wording("Answer.", "No."), 1)
    return [*answerable, *negatives, *draw_replay(read_replay(replay_file()), 3, 1)]


def test_alpaca_rows_have_all_fields(tmp_path: Path) -> None:
    store = DatasetStore(tmp_path / "dataset.sqlite")
    rows = _rows()
    store.replace_generated(rows, garden_chunks())
    file = tmp_path / "out" / "rows.jsonl"
    assert FORMATS["alpaca"].export(store, file) == len(rows)
    exported = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    assert len(exported) == len(rows)
    for row, example in zip(exported, rows, strict=True):
        assert set(row) == {"instruction", "input", "output", "metadata"}
        meta = row["metadata"]
        assert set(meta) == {"document", "page", "chunk", "kind", "style", "split", "evidence",
                             "check"}  # fmt: skip
        assert row["instruction"] == example.instruction
        assert meta["kind"] == example.kind.value
        if meta["kind"] == "replay":
            assert row["input"] == ""
            continue
        assert row["input"] == f"{example.context}\n\nQuestion: {example.question}"
        assert (meta["evidence"] is None) == (meta["kind"] == "unanswerable")
        assert (meta["check"] is None) == (meta["kind"] == "answerable")
        if meta["evidence"]:
            start, end = meta["evidence"]["start"], meta["evidence"]["end"]
            assert example.context[start:end] == meta["evidence"]["quote"]


def test_one_split_is_exported_and_an_empty_one_is_told(tmp_path: Path) -> None:
    store = DatasetStore(tmp_path / "dataset.sqlite")
    store.replace_generated(_rows(), garden_chunks())
    file = tmp_path / "rows.jsonl"
    assert FORMATS["alpaca"].export(store, file, Split.TRAIN) == 3
    with pytest.raises(TunedeskError, match="validation"):
        FORMATS["alpaca"].export(store, tmp_path / "none.jsonl", Split.VALIDATION)
    assert not (tmp_path / "none.jsonl").exists()
