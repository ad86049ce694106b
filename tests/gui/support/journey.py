"""The main path through the window as a person goes it: build, train, watch, ask."""

from __future__ import annotations

import sys

from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QLabel,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from gui.main_window import MainWindow
from gui.models.chat import ChatPhase
from gui.models.run import RunModel
from gui.plots.live_plot import LivePlot
from gui.tabs.test.answer_block import AnswerBlock
from gui.tabs.test.page import TestTab
from gui.tabs.training.page import TrainingTab
from tests.gui.support.person import (
    find,
    open_tab,
    press,
    press_item,
    press_primary,
    wait_for,
    write,
)

# The handbook does not answer them: the refusal is the longest sentence that the starter says.
UNANSWERED = (
    "Where is the office of the managing director?",
    "How much do mistakes on a payslip cost?",
    "Which room does Tomas Arkle have?",
)
HEAVY = ("torch", "transformers", "peft", "trl", "datasets", "bitsandbytes")


def build(window: MainWindow) -> int:
    """Builds the dataset of the documents that are there; gives the number of rows to train on."""
    open_tab(window, "Dataset")
    press_primary(window)
    jobs = window.context.jobs
    wait_for("the build has begun", lambda: jobs.of_kind("dataset_build"), 30)
    wait_for("the build has ended", lambda: not jobs.of_kind("dataset_build"), 120)
    wait_for("the rows are counted", lambda: window.context.setup.rows > 0, 30)
    return window.context.setup.rows


def start_training(window: MainWindow) -> RunModel:
    """Begins a new training by the primary button."""
    page = open_tab(window, "Training")
    wait_for("the rows are counted", lambda: window.context.setup.rows > 0, 30)
    runs = find(page, QListWidget, "Runs")
    press_item(runs, runs.item(0))  # the row for a new one
    begun: list[RunModel] = []
    window.context.jobs.started.connect(begun.append)
    press_primary(window)
    wait_for("the training has begun", lambda: begun, 60)
    window.context.jobs.started.disconnect(begun.append)
    return begun[0]


def watch_plots_move(window: MainWindow, limit_s: float = 180.0) -> int:
    """Waits until every plot of the Training tab has changed its picture twice.

    Returns:
        How many plots there are.
    """
    page = open_tab(window, "Training")
    plots = _visible_plots(page)
    assert plots, "the Training tab shows no plot"
    for _ in range(2):
        before = [_picture(plot) for plot in plots]
        wait_for(
            "every plot moves",
            lambda before=before: all(
                _picture(plot) != old for plot, old in zip(plots, before, strict=True)
            ),
            limit_s,
        )
    return len(plots)


def ask(window: MainWindow, question: str, limit_s: float = 180.0) -> list[str]:
    """Asks the tuned model in the Test tab.

    Returns:
        What the answer looked like while it came, each stage once; the last is the whole.
    """
    page = open_tab(window, "Test")
    assert isinstance(page, TestTab)
    press(find(page, QAbstractButton, "Tuned"))
    write(find(page, QPlainTextEdit, "Question"), question)
    press(find(page, QPushButton, "Ask"))
    stages: list[str] = []

    def is_answered() -> bool:
        shown = page.findChildren(AnswerBlock)
        text = shown[-1].text if shown else ""
        if text and text not in stages[-1:]:
            stages.append(text)
        return bool(stages) and page.chat.phase is ChatPhase.READY

    wait_for("the answer is whole", is_answered, limit_s)
    return stages


def watch_an_answer_stream(window: MainWindow) -> list[str]:
    """Asks until an answer was seen to grow; one that is short may come all at once."""
    for question in UNANSWERED:
        stages = ask(window, question)
        if len(stages) > 1:
            return stages
    raise AssertionError("every answer came all at once")


def shown_run(window: MainWindow) -> RunModel | None:
    """The run whose curves the Training tab shows."""
    page = window.tabs["training"]
    return page.panel.run if isinstance(page, TrainingTab) else None


def shown_texts(owner: QWidget) -> str:
    """All that can be read on it."""
    labels = [one.text() for one in owner.findChildren(QLabel) if one.isVisible()]
    fields = [one.toPlainText() for one in owner.findChildren(QPlainTextEdit) if one.isVisible()]
    return "\n".join(labels + fields)


def heavy_modules() -> list[str]:
    """The machine-learning libraries that this process holds; there must be none."""
    return [name for name in HEAVY if name in sys.modules]


def _visible_plots(page: QWidget) -> list[LivePlot]:
    return [plot for plot in page.findChildren(LivePlot) if plot.isVisible()]


def _picture(plot: LivePlot) -> QImage:
    return plot.grab().toImage()
