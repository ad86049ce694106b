"""What helps whoever is asked for help. It holds no text of the person's, and no keys."""

from __future__ import annotations

import platform
from pathlib import Path

from PySide6.QtCore import qVersion

from backend.doctor import Diagnosis, diagnose, diagnosis_text
from backend.version import tunedesk_version
from gui.context import AppContext
from gui.wording import error_trace


def diagnostics_text(context: AppContext, diagnosis: Diagnosis | None = None) -> str:
    """All of it as plain text. Takes some tenths of a second: no call for the window's thread.

    Args:
        context: Knows settings and the last fault.
        diagnosis: One that was just made; None makes one.
    """
    settings = context.preferences.settings
    parts = [
        f"Tunedesk {tunedesk_version()}",
        f"System: {platform.platform()}",
        f"Qt {qVersion()}, theme {settings.theme}, text {settings.font_scale:.0%}, "
        f"offline mode {'on' if settings.offline else 'off'}",
        "",
        diagnosis_text(diagnosis or diagnose()),
        "",
        _last_fault(context),
    ]
    return _without_home("\n".join(parts)) + "\n"


def _last_fault(context: AppContext) -> str:
    """The code and the words of the last fault; of its values only those that are part of them."""
    fault = context.last_fault
    if fault is None:
        return "Last fault: none"
    error = fault.error
    said = f"Last fault: {error.message.code}\n{error.message}"
    return "\n".join(filter(None, (said, error_trace(error).rstrip())))


def _without_home(text: str) -> str:
    """The person's name is often part of their folder's: it is left out."""
    home = str(Path.home())
    return text.replace(home, "~") if len(home) > len(Path.home().anchor) else text
