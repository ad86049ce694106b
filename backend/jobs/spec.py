"""What a job is to do: written once into the job's folder, then only read."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from backend.files import read_json, write_json

SPEC_FILE = "job.json"
SPEC_VERSION = 1


@dataclass(frozen=True, slots=True)
class JobFile:
    """The content of `job.json`.

    Attributes:
        version: Of the file's form.
        kind: Name in `backend.jobs.catalogue`.
        spec: The fields of that kind's spec.
    """

    version: int
    kind: str
    spec: dict[str, Any]


def write_spec(folder: Path, kind: str, spec: object) -> None:
    """Writes the frozen dataclass `spec` of a job of that `kind` into the job's folder."""
    fields = TypeAdapter(type(spec)).dump_python(spec, mode="json")
    write_json(folder / SPEC_FILE, JobFile(SPEC_VERSION, kind, fields))


def read_spec(folder: Path) -> JobFile:
    """Reads what the job in `folder` is to do.

    Raises:
        TunedeskError: There is no job, or its file is broken.
    """
    return read_json(folder / SPEC_FILE, JobFile)
