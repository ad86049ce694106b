"""The harness itself: files dragged by the X server's mouse arrive in another program."""

from __future__ import annotations

from pathlib import Path

from tests.gui.support.dragging import drag_files
from tests.gui.support.programs import TalkingProgram
from tests.gui.support.xserver import Screen


def test_files_dragged_from_one_program_arrive_in_another(screen: Screen, tmp_path: Path) -> None:
    files = [tmp_path / "one file.pdf", tmp_path / "zwei.txt"]
    for file in files:
        file.write_text("x")
    target = TalkingProgram("tests.gui.support.drop_target", environment=screen.environment())
    try:
        place = target.wait_for("ready")
        assert drag_files(screen, files, place["x"], place["y"]) == "CopyAction"
        assert target.wait_for("got", 20)["files"] == [str(file) for file in files]
    finally:
        target.kill()
