"""A project with a finished run of the tiny model: rows and a real adapter, untrained."""

from __future__ import annotations

from pathlib import Path

from backend.dataset.row import Example, ExampleKind, Split
from backend.documents.model import Box, Chunk, Span
from backend.files import sha256_of, write_json
from backend.project import Project, RunFolder
from backend.recipe.recipe import Recipe
from backend.wording import INSTRUCTION, REFUSAL
from tests.tiny_model import make_tiny_model


def make_project(folder: Path) -> Project:
    base = make_tiny_model(folder / "tiny")
    return Project.create(folder / "project", "Harbour", str(base))


def make_tuned_run(project: Project, method: str = "lora") -> RunFolder:
    """Adds a run whose adapter changes what the model says, with random weights."""
    import torch
    from peft import LoraConfig, get_peft_model

    from backend.models.adapter_record import AdapterRecord
    from backend.models.loading import load_model, load_tokenizer

    base = Path(project.info.base_model)
    recipe = Recipe(method=method, rank=4, compute_dtype="float32")
    run = project.new_run(method)
    write_json(run.recipe_file, recipe)
    with torch.random.fork_rng():
        torch.manual_seed(1)
        model = load_model(base, quantisation=None, device="cpu", dtype=torch.float32)
        settings = LoraConfig(r=4, target_modules="all-linear", init_lora_weights=False)
        tuned = get_peft_model(model, settings)
        for name, weight in tuned.named_parameters():
            if "lora_" in name:
                torch.nn.init.normal_(weight, std=0.2)
    tuned.save_pretrained(run.adapter_folder)
    load_tokenizer(base).save_pretrained(run.adapter_folder)
    digest = sha256_of(base / "config.json")
    record = AdapterRecord(1, project.info.base_model, digest, recipe, 7)
    write_json(run.adapter_folder / "tunedesk.json", record)
    return run


def chunk(index: int, text: str, page: int) -> Chunk:
    spans = (Span(0, len(text), page, Box(0, 0, 100, 10)),)
    return Chunk(f"d-{index}", "d", "handbook.pdf", index, (), text, len(text), spans)


CHUNKS = (
    chunk(0, "The harbour opens at six.", 2),
    chunk(1, "Boats pay nine crowns each night.", 4),
    chunk(2, "The slipway is cleaned in March.", 5),
)


def example(number: int, kind: ExampleKind, split: Split = Split.TEST) -> Example:
    """A test row on the first chunk, odd ones on the second; a training row on the third."""
    source = CHUNKS[number % 2 if split is Split.TEST else 2]
    answer = REFUSAL if kind is ExampleKind.UNANSWERABLE else "at six"
    replay = kind is ExampleKind.REPLAY
    return Example(
        f"row-{number}",
        kind,
        "number",
        INSTRUCTION,
        "" if replay else source.text,
        f"Question {number}?",
        answer,
        "" if replay else source.document_name,
        "" if replay else source.chunk_id,
        0 if replay else source.spans[0].page,
        split,
    )


def fill_dataset(project: Project) -> tuple[Example, ...]:
    """Five answerable and three unanswerable test rows, one replay test row, four rows to train."""
    from backend.dataset.store import DatasetStore

    kinds = [ExampleKind.ANSWERABLE] * 5 + [ExampleKind.UNANSWERABLE] * 3 + [ExampleKind.REPLAY]
    rows = [example(number, kind) for number, kind in enumerate(kinds)]
    rows += [example(20 + number, kinds[2 * number], Split.TRAIN) for number in range(4)]
    rows.append(example(30, ExampleKind.REPLAY, Split.TRAIN))
    DatasetStore(project.dataset_file).replace_generated(tuple(rows), CHUNKS)
    return tuple(rows)
