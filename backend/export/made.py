"""What can be exported from a project, and what was."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from backend.export.adapter import CARD_FILE
from backend.export.usage import loading_code
from backend.files import folder_size_bytes
from backend.message import TunedeskError
from backend.models.adapter_record import read_adapter_record, read_record
from backend.models.folder import resolve_model
from backend.project import STARTER, Project, RunFolder


@dataclass(frozen=True, slots=True)
class Made:
    """One export.

    Attributes:
        folder: Where it lies.
        size_bytes: Of all its files.
        made_s: When it was made, seconds since the epoch.
        base: Folder of the base model that it needs.
    """

    folder: Path
    size_bytes: int
    made_s: float
    base: Path

    @property
    def card(self) -> Path:
        """The model card: what it was made from, how, and what it can do."""
        return self.folder / CARD_FILE

    @property
    def code(self) -> str:
        """Python that loads it."""
        return loading_code(str(self.folder), str(self.base))


def exportable_runs(project: Project) -> tuple[RunFolder, ...]:
    """The runs that have something to hand over, newest first."""
    return tuple(run for run in reversed(project.runs()) if run.adapter_folder.is_dir())


def usual_folder(project: Project, run: RunFolder, target: str) -> Path:
    """Where an export goes unless another folder is named; one that is free."""
    wanted = project.exports_folder / f"{run.name}-{target}"
    folder, number = wanted, 2
    while folder.exists():
        folder = wanted.with_name(f"{wanted.name}-{number}")
        number += 1
    return folder


def base_folder(project: Project, run: RunFolder) -> Path:
    """The base model's folder that belongs to the adapter of a finished run.

    Raises:
        TunedeskError: The run has no adapter, or the base model's folder is gone.
    """
    return resolve_model(read_adapter_record(run).base_model)


def made_exports(project: Project) -> tuple[Made, ...]:
    """The exports in the project's own folder for them, newest first.

    A folder without a model card and a record that can be read is none of ours.
    """
    if not project.exports_folder.is_dir():
        return ()
    found = [made_export(folder) for folder in project.exports_folder.iterdir()]
    return tuple(sorted(filter(None, found), key=lambda each: each.made_s, reverse=True))


def made_export(folder: Path) -> Made | None:
    """What was exported into `folder`; None when nothing was, or not by Tunedesk."""
    card = folder / CARD_FILE
    if folder.name.startswith(".") or not card.is_file():
        return None
    try:
        reference = read_record(folder).base_model
    except TunedeskError:
        return None
    base = resolve_model(STARTER) if reference == STARTER else Path(reference)
    return Made(folder, folder_size_bytes(folder), card.stat().st_mtime, base)
