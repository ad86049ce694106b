"""A finished run that was never trained: whole enough to be exported by the real job."""

from __future__ import annotations

import json
from dataclasses import replace

from backend.dataset.row import ExampleKind
from backend.evaluation.judge import Asked
from backend.evaluation.perplexity import ParagraphLoss
from backend.evaluation.scorecard import make_scorecard
from backend.files import write_json
from backend.message import Message
from backend.models.adapter_record import ADAPTER_RECORD_FILE, AdapterRecord
from backend.project import STARTER, Project, RunFolder
from backend.recipe.recipe import Recipe

_LOSSES = (ParagraphLoss(30.0, 10),)


def add_finished_run(project: Project, slug: str = "qlora") -> RunFolder:
    """Adds a run with an adapter of a few numbers."""
    run = project.new_run(slug)
    folder = run.adapter_folder
    folder.mkdir()
    (folder / "adapter_model.safetensors").write_bytes(_safetensors())
    for name in ("adapter_config.json", "tokenizer_config.json", "tokenizer.json"):
        (folder / name).write_text("{}", encoding="utf-8")
    write_json(folder / ADAPTER_RECORD_FILE, AdapterRecord(1, STARTER, "0" * 64, Recipe(), 7))
    return run


def add_scorecard(run: RunFolder, sentence: str) -> None:
    """Gives a run a scorecard that says `sentence`."""
    row = Asked("r", ExampleKind.ANSWERABLE, "h.pdf", 3, "c", "How much?", "two", "one", "two")
    card, _ = make_scorecard(
        [row], (_LOSSES, _LOSSES), [], run=run.name, base_model="m", split="test"
    )
    write_json(run.scorecard_file, replace(card, overall=Message("test.overall", sentence)))


def _safetensors() -> bytes:
    header = {"weight": {"dtype": "F32", "shape": [2], "data_offsets": [0, 8]}}
    text = json.dumps(header).encode()
    return len(text).to_bytes(8, "little") + text + bytes(8)
