"""What the job that adds documents is asked to do."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AddSpec:
    """Files and folders to add to a project.

    Attributes:
        project: The project's folder.
        paths: Files, and folders to be searched with all their subfolders.
        password: Tried on every file that needs one; None when there is none.
    """

    project: str
    paths: tuple[str, ...]
    password: str | None = None
