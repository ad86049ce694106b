"""Starts the window: `tunedesk` without arguments."""

from __future__ import annotations

import importlib
import locale
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QThreadPool
from PySide6.QtWidgets import QApplication

from backend.message import TunedeskError
from gui.context import AppContext
from gui.instance import SingleInstance
from gui.main_window import MainWindow
from gui.style.theme import Theme
from gui.workers.garbage import GarbageCollector
from gui.workers.task import run_task

# Reading journals in one thread must not hold up painting in another for Python's usual 5 ms.
_SWITCH_INTERVAL_S = 0.001
# Tasks mostly wait for files and child processes.
_POOL_THREADS = 4


def main(arguments: Sequence[str] = ()) -> int:
    """Opens the window and stays until it is closed.

    Args:
        arguments: For Qt, such as `-platform offscreen`.

    Returns:
        0 when the window was closed, or another one was brought to the front; 1 when there is
        another one that doesn't answer.
    """
    application = make_application(arguments)
    instance = SingleInstance()
    if not instance.take():
        return _hand_over(instance)
    window = open_window(application)
    instance.raised.connect(window.raise_up)
    # Qt's own way to quit has been seen to wait for ever after another start had come by.
    application.lastWindowClosed.connect(application.exit)
    status = application.exec()
    QThreadPool.globalInstance().waitForDone()
    instance.release()
    return status


def make_application(arguments: Sequence[str] = ()) -> QApplication:
    """The one QApplication, set up but without a window."""
    application = QApplication(["tunedesk", *arguments])
    # Qt sets the person's locale, with which libraries in C write numbers with a decimal comma.
    locale.setlocale(locale.LC_NUMERIC, "C")
    application.setApplicationName("tunedesk")
    application.setApplicationDisplayName("Tunedesk")
    application.setDesktopFileName("tunedesk")
    sys.setswitchinterval(_SWITCH_INTERVAL_S)
    GarbageCollector(application)
    QThreadPool.globalInstance().setMaxThreadCount(_POOL_THREADS)
    return application


def open_window(application: QApplication) -> MainWindow:
    """Shows the main window; the project that was open last follows when it is on the screen."""
    theme = Theme(application)
    context = AppContext(theme, application)
    settings = context.preferences.settings
    theme.choose(settings.theme, settings.font_scale)
    window = MainWindow(context, after_painting=True)
    window.filled.connect(lambda: _open_last(context))
    window.completed.connect(lambda: _load_plots(context))
    window.show()
    return window


def _load_plots(context: AppContext) -> None:
    """Imports what plots draw with, in the background.

    At the first plot it would hold the window up for 0.3 s; from a thread it is hardly felt.
    """
    run_task(
        context,
        lambda: importlib.import_module("gui.plots.canvas"),
        lambda _: None,
        context.report,
    )


def _open_last(context: AppContext) -> None:
    folder = context.preferences.settings.last_project
    if not folder or not Path(folder).is_dir():
        return
    try:
        context.project.open(Path(folder))
    except TunedeskError as error:
        context.report(error)


def _hand_over(instance: SingleInstance) -> int:
    if instance.raise_other():
        print("Tunedesk is open already; its window was brought to the front.", file=sys.stderr)
        return 0
    print(
        "Error: Another Tunedesk window is open but does not answer.\n"
        "Wait a moment and start again; if it stays like this, end the process that holds "
        "window.lock in Tunedesk's folder. Running trainings are not touched by that.",
        file=sys.stderr,
    )
    return 1
