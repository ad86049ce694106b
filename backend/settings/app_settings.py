"""What a person has set for the app as a whole, and where they left it: one JSON file."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from backend.files import write_atomic
from backend.platform import replace_file
from backend.settings.paths import app_folder

SETTINGS_FILE = "settings.json"
SETTINGS_VERSION = 1
RECENT_LIMIT = 8


@dataclass(frozen=True, slots=True)
class AppSettings:
    """The app's settings.

    Attributes:
        version: Of the file's form.
        theme: `system`, `light` or `dark`.
        font_scale: Size of all text, 0.8 to 2.
        models_folder: Where models of one's own lie; empty for the app's own folder.
        projects_folder: Where new projects are made; empty for the person's documents.
        offline: Whether every worker is told to ask nothing of the network.
        hub_token: Whether a Hugging Face token was stored; the token itself is in the keyring, and
            without this the keyring is never asked.
        recent: Folders of projects, the last opened first.
        last_project: The project that was open at the end; empty when there was none.
        geometry: The window's place and size, as Qt's Base64 text; empty before the first time.
        splitters: For each splitter's name its state, as Qt's Base64 text.
    """

    version: int = SETTINGS_VERSION
    theme: str = "system"
    font_scale: float = 1.0
    models_folder: str = ""
    projects_folder: str = ""
    offline: bool = True
    hub_token: bool = False
    recent: tuple[str, ...] = ()
    last_project: str = ""
    geometry: str = ""
    splitters: tuple[tuple[str, str], ...] = ()

    def with_recent(self, folder: Path) -> AppSettings:
        """The settings with `folder` as the project opened last."""
        others = [path for path in self.recent if path != str(folder)]
        recent = (str(folder), *others)[:RECENT_LIMIT]
        return replace(self, recent=recent, last_project=str(folder))


def settings_file() -> Path:
    """Where the settings are kept."""
    return app_folder() / SETTINGS_FILE


def read_settings() -> AppSettings:
    """The settings; the defaults before the first time.

    A file that can't be understood is kept beside the new one as `settings.json.broken`: settings
    are worth less than a start.
    """
    file = settings_file()
    if not file.exists():
        return AppSettings()
    try:
        return _settings_of(json.loads(file.read_text(encoding="utf-8")))
    except (OSError, ValueError):
        replace_file(file, file.with_name(f"{SETTINGS_FILE}.broken"))
        return AppSettings()


def write_settings(settings: AppSettings) -> None:
    """Keeps the settings.

    Raises:
        TunedeskError: The file can't be written.
    """
    text = json.dumps(asdict(settings), ensure_ascii=False, indent=1)
    write_atomic(settings_file(), text + "\n")


def _settings_of(values: object) -> AppSettings:
    """Checks every field against its default's type; passes over what a newer version added.

    By hand, for the window is shown with this, and importing pydantic takes 0.05 s.

    Raises:
        ValueError: It is no settings file, or a field is of another type.
    """
    if not isinstance(values, dict):
        raise ValueError("no JSON object")
    defaults = asdict(AppSettings())
    return AppSettings(
        **{
            name: _checked(name, value, defaults[name])
            for name, value in values.items()
            if name in defaults
        }
    )


def _checked(name: str, value: object, default: object) -> Any:
    if isinstance(default, tuple):
        if not isinstance(value, list):
            raise ValueError(f"{name}: no list")
        return tuple(_text_or_pair(name, item) for item in value)
    if isinstance(default, float) and type(value) is int:
        return float(value)
    if type(value) is not type(default):
        raise ValueError(f"{name}: not of type {type(default).__name__}")
    return value


def _text_or_pair(name: str, item: object) -> object:
    """`recent` has texts, `splitters` pairs of them."""
    parts = [item] if name == "recent" else item
    if not isinstance(parts, list) or not all(isinstance(part, str) for part in parts):
        raise ValueError(f"{name}: holds something else than texts")
    if name == "recent":
        return item
    if len(parts) != 2:
        raise ValueError(f"{name}: no pair")
    return tuple(parts)
