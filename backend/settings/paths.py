"""Where the app keeps its own files, and where the files that ship with it lie."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import platformdirs

HOME_VARIABLE = "TUNEDESK_HOME"


def app_folder() -> Path:
    """The app's own folder (locks, caches, settings); made when it is not there.

    The environment variable TUNEDESK_HOME moves it.
    """
    chosen = os.environ.get(HOME_VARIABLE)
    folder = Path(chosen) if chosen else Path(platformdirs.user_data_dir("tunedesk", False))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def resources_folder() -> Path:
    """The folder `resources` of the source tree, or of the frozen app."""
    frozen = getattr(sys, "_MEIPASS", None)
    root = Path(frozen) if frozen else Path(__file__).resolve().parents[2]
    return root / "resources"
