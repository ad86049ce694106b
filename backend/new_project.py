"""Where a new project can be made: a name for its folder, and what speaks against a place."""

from __future__ import annotations

import os
from pathlib import Path

from backend.documents.names import safe_name
from backend.message import Message
from backend.project import PROJECT_FILE


def usual_place(parent: Path, name: str) -> Path:
    """The folder for a project of that name: in `parent`, not there yet.

    Args:
        parent: The folder of all projects.
        name: The project's, as a person wrote it.
    """
    wanted = parent / safe_name(name.strip())
    place, number = wanted, 2
    while place.exists():
        place = wanted.with_name(f"{wanted.name} {number}")
        number += 1
    return place


def place_problem(root: Path) -> Message | None:
    """Why no project can be made in `root`, with what to do; None when nothing is known against it.

    The system may still refuse: that is known only when it is tried.
    """
    if not root.is_absolute():
        return Message(
            "project.place.relative", "Write the whole path, from the drive or the root on."
        )
    if (root / PROJECT_FILE).exists():
        return Message(
            "project.place.project",
            "There is a project in this folder already. Choose another folder, or open that one.",
        )
    if root.is_file():
        return Message("project.place.file", "This is a file. Choose a folder.")
    if root.is_dir() and any(root.iterdir()):
        return Message(
            "project.place.taken",
            "This folder already holds something. Choose a new or an empty one.",
        )
    above = root
    while not above.exists() and above != above.parent:
        above = above.parent
    if not above.is_dir() or not os.access(above, os.W_OK):
        return Message(
            "project.place.closed",
            "Nothing can be written to {path}. Choose another folder.",
            {"path": str(above)},
        )
    return None
