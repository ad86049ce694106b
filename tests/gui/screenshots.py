"""Pictures of every tab, made by one command: `python -m tests.gui.screenshots OUT`.

In light and dark, at 1280 x 720 and 1920 x 1080, each also at 200 %, with nothing open (empty),
with a trained project (filled) and while a training is under way (running). All that they show is
real: real rows, a real run, a real worker. It takes some minutes.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.gui.support.projects import (
    ROOT,
    build_sample,
    copy_project,
    export_adapter,
    measure,
    train,
)

# What is recommended, with fewer passes: long enough for a curve that is worth a picture.
_RECIPE = {"epochs": "6", "eval_steps": "10", "save_steps": "20"}
_SCALES = (1, 2)


def main(arguments: list[str]) -> int:
    """Makes the projects, then the pictures of each scale in a program of its own."""
    if len(arguments) != 1:
        print("Usage: python -m tests.gui.screenshots OUT", file=sys.stderr)
        return 2
    out = Path(arguments[0]).resolve()
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        os.environ["TUNEDESK_HOME"] = str(scratch / "home")
        print("Building and training a project ...", flush=True)
        filled = build_sample(scratch / "Harbour handbook", questions_per_chunk=4)
        run = train(filled, _RECIPE)
        measure(filled, run)
        export_adapter(filled, run)
        for scale in _SCALES:
            print(f"Taking pictures at {scale}00 % ...", flush=True)
            running = copy_project(filled, scratch / f"Harbour handbook {scale}")
            _take(out, scale, filled.root, running.root)
    print(f"{len(list(out.glob('*.png')))} pictures are in {out}")
    return 0


def _take(out: Path, scale: int, filled: Path, running: Path) -> None:
    """A program of its own: Qt reads the scale once."""
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "QT_SCALE_FACTOR": str(scale),
        "QT_FONT_DPI": "96",
        "OMP_NUM_THREADS": "1",
    }
    module = "tests.gui.support.picture_taker"
    command = [sys.executable, "-m", module, str(out), str(filled), str(running)]
    subprocess.run(command, cwd=ROOT, env=environment, check=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
