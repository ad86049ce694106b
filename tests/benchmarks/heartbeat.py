"""Measures how long the window keeps a heartbeat of 5 ms waiting, idle and under load.

`python -m tests.benchmarks.heartbeat PROJECT`, called by `tests.benchmarks.responsiveness`. Prints
a JSON line for each load.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer

from backend.jobs.handle import JobHandle
from backend.project import Project
from backend.training.prepare import prepare_run
from gui.app import make_application, open_window
from gui.main_window import MainWindow
from gui.models.chat import ChatModel
from gui.models.exchange import Question
from gui.tabs.registry import TABS
from tests.benchmarks.long_run import POINTS, write_past
from tests.gui.support.person import close_window
from tests.gui.support.projects import LONG_RECIPE

BEAT_MS = 5
_MEASURE_S = 15.0
_QUESTIONS = ("How many seats does the saloon have?", "Who may open the sea gate in a storm?")


class Heartbeat(QObject):
    """Notes the time of each beat."""

    def __init__(self) -> None:
        super().__init__()
        self._times_ns: list[int] = []
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(BEAT_MS)
        self._timer.timeout.connect(lambda: self._times_ns.append(time.perf_counter_ns()))

    def measure(self, label: str, until: Callable[[], object] | None = None) -> None:
        """Beats for some seconds, or until something holds, and prints the gaps in ms."""
        self._times_ns.clear()
        self._timer.start()
        if until is None:
            live_for(_MEASURE_S)
        else:
            live_until(until)
        self._timer.stop()
        gaps_ms = np.diff(self._times_ns) / 1e6
        p50, p99 = np.percentile(gaps_ms, (50, 99))
        line = {"label": label, "p50": p50, "p99": p99, "max": gaps_ms.max(), "beats": len(gaps_ms)}
        print(json.dumps(line), flush=True)


class Chatter(QObject):
    """Asks the chat one question after the other."""

    def __init__(self, chat: ChatModel) -> None:
        super().__init__()
        self._chat = chat
        self._asked = 0
        chat.changed.connect(self.ask, Qt.ConnectionType.QueuedConnection)

    def ask(self) -> None:
        """The next one, if the last has been answered."""
        if self._chat.can_ask:
            prompt = _QUESTIONS[self._asked % len(_QUESTIONS)]
            self._asked += 1
            self._chat.ask(Question(prompt, ("base",)))

    def stop(self) -> None:
        """Asks no more."""
        self._chat.changed.disconnect(self.ask)


def main(root: Path) -> int:
    """Idle, then a run of 100,000 points that a real training goes on with, then chat too."""
    application = make_application()
    window = open_window(application)
    live_until(lambda: len(window.tabs) == len(TABS))
    live_for(2)
    heart = Heartbeat()
    heart.measure("idle")
    project = Project.open(root)
    shown, real = (prepare_run(project, None, LONG_RECIPE).run for _ in range(2))
    write_past(shown.root)
    worker = subprocess.Popen(
        [sys.executable, "-m", "tests.benchmarks.long_run", str(shown.root), str(real.root)]
    )
    try:
        live_until(lambda: JobHandle(shown.root).is_alive())
        _measure_load(window, root, heart)
    finally:
        JobHandle(real.root).stop(save=False, grace_s=20)
        worker.wait(30)
    live_until(lambda: window.context.jobs.of_kind("train") is None)
    close_window(window)
    return 0


def _measure_load(window: MainWindow, root: Path, heart: Heartbeat) -> None:
    context = window.context
    context.project.open(root)
    window.go_to("training")
    live_until(lambda: context.jobs.of_kind("train") is not None)
    run = context.jobs.of_kind("train")
    assert run is not None
    heart.measure("reading 100,000 steps", lambda: len(run.curves.steps) > POINTS)
    before = len(run.curves.steps)
    live_until(lambda: len(run.curves.steps) > before)
    heart.measure("training")
    chat = window.tabs["test"].chat
    chatter = Chatter(chat)
    chatter.ask()
    live_until(lambda: len(chat.exchanges) > 1)
    heart.measure("training and chat, plots in front")
    window.go_to("test")
    live_for(1)
    heart.measure("training and chat, chat in front")
    chatter.stop()
    print(json.dumps({"steps": len(run.curves.steps) - before, "answers": len(chat.exchanges)}))


def live_for(seconds: float) -> None:
    """Runs the event loop."""
    loop = QEventLoop()
    QTimer.singleShot(round(1000 * seconds), loop.quit)
    loop.exec()


def live_until(condition: Callable[[], object], limit_s: float = 180.0) -> None:
    """Runs the event loop until the condition holds."""
    deadline = time.monotonic() + limit_s
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError("waited in vain")
        live_for(0.05)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
