"""The typeface that ships with the app."""

from __future__ import annotations

from PySide6.QtGui import QFontDatabase

from backend.message import fault
from backend.settings.paths import resources_folder

FAMILY = "Inter"
_FACES = ("Inter-Regular.otf", "Inter-Medium.otf", "Inter-SemiBold.otf")


def load_fonts() -> None:
    """Makes the typeface known to Qt; where it is known already nothing is done.

    Raises:
        TunedeskError: A font file is missing or damaged.
    """
    if QFontDatabase.hasFamily(FAMILY):
        return
    for face in _FACES:
        path = resources_folder() / "fonts" / face
        if QFontDatabase.addApplicationFont(str(path)) < 0:
            raise fault(
                "style.font_unreadable",
                "The font file {path} is missing or damaged.",
                "Install Tunedesk again.",
                path=str(path),
            )
