"""Prints how long the window keeps a person waiting: at its start, idle, and under full load.

The load: a real training, 100,000 points in each plot, a chat that streams. Run as
`python -m tests.benchmarks.responsiveness`; it takes some two minutes. Aims: p99 of the gaps of a
5 ms heartbeat at most 30 ms and none over 100 ms; the first window after at most 2.5 times what a
bare window of PySide6 needs.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from tests.benchmarks.first_window import BEGAN
from tests.gui.support.projects import ROOT, build_sample

_STARTS = 7


def main() -> None:
    """Both tables."""
    with tempfile.TemporaryDirectory() as name:
        os.environ["TUNEDESK_HOME"] = str(Path(name) / "home")
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        _compare_starts()
        project = build_sample(Path(name) / "project")
        _measure_heartbeat(project.root)


def _compare_starts() -> None:
    """One after the other in turn, so that both meet the same weather."""
    _start("bare"), _start("app")  # the first of each only fills the system's file cache
    times_s: dict[str, list[float]] = {"bare": [], "app": [], "app, first tab": []}
    for _ in range(_STARTS):
        times_s["bare"] += _start("bare")
        painted_s, filled_s = _start("app")
        times_s["app"].append(painted_s)
        times_s["app, first tab"].append(filled_s)
    print(f"{'time to':40} {'median':>9} {'fastest':>9} {'to bare':>9}")
    bare_s = median(times_s["bare"])
    for label, kind in (
        ("a bare window of PySide6", "bare"),
        ("Tunedesk's first painted window", "app"),
        ("Tunedesk with its first tab", "app, first tab"),
    ):
        seen_s = times_s[kind]
        ratio = median(seen_s) / bare_s
        print(f"{label:40} {median(seen_s):7.2f} s {min(seen_s):7.2f} s {ratio:8.1f}x", flush=True)
    print("Aim: the first painted window within 2.5 times the bare one.\n")


def _start(kind: str) -> list[float]:
    told = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.first_window", kind],
        cwd=ROOT,
        env={**os.environ, BEGAN: str(time.monotonic_ns())},
        capture_output=True,
        text=True,
        check=True,
    )
    return [float(line) for line in told.stdout.split()]


def _measure_heartbeat(root: Path) -> None:
    print(f"{'gap of a 5 ms heartbeat':40} {'p50':>9} {'p99':>9} {'maximum':>9}")
    command = [sys.executable, "-m", "tests.benchmarks.heartbeat", str(root)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        for line in program.stdout:
            told = json.loads(line)
            if "label" in told:
                print(f"{told['label']:40} {told['p50']:6.1f} ms {told['p99']:6.1f} ms "
                      f"{told['max']:6.1f} ms", flush=True)  # fmt: skip
            else:
                print(f"Meanwhile {told['steps']} steps were trained and {told['answers']} "
                      "questions asked. Aims: p99 at most 30 ms, maximum 100 ms.")  # fmt: skip
    if program.returncode:
        sys.exit(program.returncode)


if __name__ == "__main__":
    main()
