"""The models there are: the starter, those in the app's folder, and folders given by path."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from backend.files import folder_size_bytes
from backend.message import Message, TunedeskError
from backend.models.facts_cache import cached_facts
from backend.models.folder import CONFIG_FILE, check_model_folder, resolve_model
from backend.project import STARTER
from backend.settings.app_settings import read_settings
from backend.settings.paths import app_folder


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """One model that can be chosen.

    Attributes:
        reference: What to give as a model: `starter` or the folder's path.
        name: For a person.
        path: The folder.
        parameters: Parameters in all; None until the model's facts were worked out once.
        size_bytes: Size on disk.
        problem: Why it can't be used; None when it can.
    """

    reference: str
    name: str
    path: Path
    parameters: int | None
    size_bytes: int
    problem: Message | None


def models_folder() -> Path:
    """Where models of one's own can be put so that they are listed."""
    chosen = read_settings().models_folder
    return Path(chosen) if chosen else usual_models_folder()


def usual_models_folder() -> Path:
    """The same unless a person has chosen another folder."""
    return app_folder() / "models"


def list_models(more: Iterable[Path] = ()) -> tuple[CatalogueEntry, ...]:
    """The starter, then the app's models by name, then the folders in `more`."""
    folder = models_folder()
    own = sorted(path for path in folder.iterdir() if path.is_dir()) if folder.is_dir() else []
    references = [STARTER, *(str(path) for path in own), *(str(path.absolute()) for path in more)]
    return tuple(_entry(reference) for reference in dict.fromkeys(references))


def _entry(reference: str) -> CatalogueEntry:
    path = resolve_model(reference) if reference == STARTER else Path(reference)
    problem = None
    try:
        check_model_folder(path)
    except TunedeskError as error:
        problem = error.message
    config = path / CONFIG_FILE
    facts = cached_facts(config) if config.is_file() else None
    return CatalogueEntry(
        reference=reference,
        name=STARTER if reference == STARTER else path.name,
        path=path,
        parameters=facts.parameters if facts else None,
        size_bytes=folder_size_bytes(path),
        problem=problem,
    )
