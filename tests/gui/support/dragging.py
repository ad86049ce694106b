"""Drags files from one program's window into another's, by the mouse of the X server."""

from __future__ import annotations

import time
from collections.abc import Iterable
from pathlib import Path

from tests.gui.support.programs import TalkingProgram
from tests.gui.support.xserver import Screen

# A drag begins only after some moves past the drag distance, and the target is asked at each step:
# faster than this, windows are passed over without having answered.
_STEP_S = 0.1
_SMALL_MOVES = (4, 9, 15, 22)
_STEPS = 8


def drag_files(screen: Screen, files: Iterable[Path], x: int, y: int) -> str:
    """Drags files to the place (x, y) of the screen and gives the action that was taken there.

    Returns:
        The name of a `Qt.DropAction`; `IgnoreAction` when nobody took them.
    """
    source = TalkingProgram(
        "tests.gui.support.drag_source",
        *(file.resolve() for file in files),
        environment=screen.environment(),
    )
    try:
        place = source.wait_for("ready")
        _drag(screen, (place["x"], place["y"]), (x, y))
        action = str(source.wait_for("dropped", 30)["action"])
        source.wait_for_end()
        return action
    finally:
        source.kill()


def _drag(screen: Screen, start: tuple[int, int], end: tuple[int, int]) -> None:
    screen.xdotool("mousemove", *start)
    time.sleep(_STEP_S)
    screen.xdotool("mousedown", 1)
    try:
        for move in _SMALL_MOVES:
            time.sleep(_STEP_S)
            screen.xdotool("mousemove", start[0] - move, start[1] - move)
        for step in range(1, _STEPS + 1):
            time.sleep(_STEP_S)
            share = step / _STEPS
            screen.xdotool(
                "mousemove", *(round(a + (b - a) * share) for a, b in zip(start, end, strict=True))
            )
        # The last answer of the target decides; let it come.
        time.sleep(3 * _STEP_S)
    finally:
        screen.xdotool("mouseup", 1)
