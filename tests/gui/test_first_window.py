"""What is imported before the window is on the screen: it decides how soon that is."""

from __future__ import annotations

import os
import subprocess
import sys

from tests.command_line import ROOT

# Each takes 0.05 s to 0.3 s, and nothing of the first picture needs it.
LATER = ("numpy", "pydantic", "pyqtgraph", "tokenizers")


def test_nothing_large_is_imported_before_the_window_is_shown() -> None:
    told = subprocess.run(
        [sys.executable, "-c",
         "import sys; from gui.app import make_application, open_window\n"
         "window = open_window(make_application())\n"
         f"print([name for name in {LATER!r} if name in sys.modules], window.isVisible())"],
        cwd=ROOT, env=os.environ, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert told.stdout.strip() == "[] True", told.stderr
