"""What a person has set for the app as a whole, and where they left it: one JSON file."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from backend.files import read_json, write_json
from backend.message import TunedeskError
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
        return read_json(file, AppSettings)
    except TunedeskError:
        replace_file(file, file.with_name(f"{SETTINGS_FILE}.broken"))
        return AppSettings()


def write_settings(settings: AppSettings) -> None:
    """Keeps the settings.

    Raises:
        TunedeskError: The file can't be written.
    """
    write_json(settings_file(), settings)
