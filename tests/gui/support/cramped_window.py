"""The window at twice the size on a small screen: `QT_SCALE_FACTOR=2 python -m ... PROJECT`.

A program of its own, since Qt reads the scale once. Says for each tab what is cut off.
"""

from __future__ import annotations

import sys
from pathlib import Path

from gui.app import make_application, open_window
from gui.tabs.registry import TABS
from tests.gui.support.looks import cut_off
from tests.gui.support.person import close_window, open_tab, settle, wait_for
from tests.gui.support.programs import say

# 1280 x 720 pixels at 200 %.
WIDTH, HEIGHT = 640, 360


def main(root: Path) -> int:
    """Every tab, with nothing open and with a project."""
    window = open_window(make_application())
    window.resize(WIDTH, HEIGHT)
    wait_for("all tabs are made", lambda: len(window.tabs) == len(TABS))
    say("shown", width=window.width(), height=window.height(), ratio=window.devicePixelRatioF())
    for state in ("empty", "filled"):
        if state == "filled":
            window.context.project.open(root)
        for entry in TABS:
            open_tab(window, entry.title)
            settle()
            say("tab", name=entry.name, state=state, faults=cut_off(window))
    close_window(window)
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
