"""What an adapter belongs to and how it was made: the file `tunedesk.json` in its folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from backend.files import read_json
from backend.message import fault
from backend.project import RunFolder
from backend.recipe.recipe import Recipe

ADAPTER_RECORD_FILE = "tunedesk.json"
ADAPTER_RECORD_VERSION = 1


@dataclass(frozen=True, slots=True)
class AdapterRecord:
    """What `tunedesk.json` says.

    Attributes:
        version: Of the file's form.
        base_model: The project's reference: `starter` or a folder.
        base_config_sha256: SHA-256 of the base model's `config.json`.
        recipe: With which it was trained.
        step: Optimizer step at which its weights were taken.
    """

    version: int
    base_model: str
    base_config_sha256: str
    recipe: Recipe
    step: int


def read_record(folder: Path) -> AdapterRecord:
    """The record in an adapter's folder, be it a run's or an exported one.

    Raises:
        TunedeskError: It is not there or can't be read.
    """
    return read_json(folder / ADAPTER_RECORD_FILE, AdapterRecord)


def read_adapter_record(run: RunFolder) -> AdapterRecord:
    """What the adapter of a finished run belongs to.

    Raises:
        TunedeskError: The run has no adapter, or its record can't be read.
    """
    if not run.adapter_folder.is_dir():
        raise fault(
            "model.adapter.none",
            "Run {run} has no adapter: it isn't finished.",
            "Continue it with: tunedesk train --project ... --resume {run}",
            run=run.name,
        )
    return read_record(run.adapter_folder)
