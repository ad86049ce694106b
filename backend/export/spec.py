"""What is handed over, and where to."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ExportSpec:
    """One export.

    Attributes:
        project: The project's folder.
        run: Number or name of the run, or `last`.
        target: Name in `backend.export.registry`.
        out: Folder to write, which must be empty or not there.
    """

    project: str
    run: str
    target: str
    out: str
