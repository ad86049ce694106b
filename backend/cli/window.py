"""Opens the window: `tunedesk` without arguments."""

from __future__ import annotations

import importlib
import importlib.util

from backend.message import fault
from backend.platform import has_display

_WINDOW = "gui.app"


def open_window() -> int:
    """Opens the window and stays until it is closed.

    The window is found by its name and not imported: the backend knows no Qt.

    Returns:
        The exit status.

    Raises:
        TunedeskError: There is no display, or Qt is not installed.
    """
    if not has_display():
        raise fault(
            "window.no_display",
            "There is no display, so no window can open.",
            "On a computer without a screen do the whole job with: tunedesk demo\n"
            "All commands: tunedesk --help",
        )
    if importlib.util.find_spec("PySide6") is None:
        raise fault(
            "window.no_qt",
            "The window needs PySide6, which is not installed.",
            "Start with: python3 packaging/start.py\nIt sets up all that is needed.",
        )
    status: int = importlib.import_module(_WINDOW).main()
    return status
