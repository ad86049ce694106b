"""Published measurements as plan requests, with what was measured."""

from __future__ import annotations

import csv
import json
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path

from backend.models.facts import ModelFacts
from backend.models.facts_build import build_facts
from backend.planning.request import CLASSIC, CUDA, EAGER, SDPA, PlanRequest
from backend.recipe.recipe import Recipe

DATA = Path(__file__).parent / "data"
GIB = 2**30


@dataclass(frozen=True, slots=True)
class Measured:
    """One published row.

    Attributes:
        label: Model, method and sizes.
        source: Where it was published.
        request: The same as a question to the planner.
        allocated_bytes: Peak of allocated tensors.
        total_bytes: Peak of the process; None when the row doesn't say.
        gap_fraction: What was reserved but not allocated, as a share of activations and loss.
    """

    label: str
    source: str
    request: PlanRequest
    allocated_bytes: int
    total_bytes: int | None
    gap_fraction: float | None


def reference_facts() -> dict[str, ModelFacts]:
    """Facts of the models that the rows name."""
    configs = json.loads((DATA / "reference_models.json").read_text())
    facts = {}
    with tempfile.TemporaryDirectory() as folder:
        for name, config in configs.items():
            file = Path(folder) / f"{name.replace('/', '-')}.json"
            file.write_text(json.dumps(config))
            facts[name] = build_facts(file)
    return facts


def measured_rows(facts: dict[str, ModelFacts]) -> list[Measured]:
    """The rows of `vram_reference.csv`."""
    with (DATA / "vram_reference.csv").open(newline="") as stream:
        return [_measured(row, facts) for row in csv.DictReader(stream)]


def _measured(row: dict[str, str], facts: dict[str, ModelFacts]) -> Measured:
    notes = row["notes"]
    quantised = row["method"].startswith("QLoRA")
    recipe = Recipe(
        method="qlora" if quantised else "lora",
        double_quantisation=False,
        rank=int(row["rank"] or 64),  # fsdp_qlora's script takes 64 unless told otherwise
        targets=row["target_modules"].replace(" ", ",") or "all-linear",
        micro_batch=int(row["batch"]),
        max_length=int(row["seq"]),
        optimizer="adamw",
        checkpointing=row["grad_ckpt"].startswith("yes"),
        compute_dtype="bfloat16",
        trainable_dtype="float32" if "fitcheck" in row["source"] else "bfloat16",
    )
    model = facts[row["model"].replace("Coder-", "")]
    attention = EAGER if "attn=eager" in notes else SDPA
    label = " ".join([row["model"].rpartition("/")[2], row["method"],
                      f"B{row['batch']} T{row['seq']}", attention])  # fmt: skip
    allocated_bytes = float(row["peak_gib"]) * GIB
    process, reserved, load = (
        _number(notes, key) for key in ("process", "peak_reserved", "after_load")
    )
    gap = None
    if reserved is not None and load is not None:
        gap = (reserved * GIB - allocated_bytes) / (allocated_bytes - load * 2**20)
    return Measured(
        label=label,
        source=row["source"],
        request=PlanRequest(model, recipe, 80 * GIB, CUDA, stack=CLASSIC, attention=attention),
        allocated_bytes=round(allocated_bytes),
        total_bytes=None if process is None else round(process * GIB),
        gap_fraction=gap,
    )


def _number(notes: str, key: str) -> float | None:
    found = re.search(rf"\b{key}=([0-9.]+)", notes)
    return float(found.group(1)) if found else None
