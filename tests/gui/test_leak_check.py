"""The check after each test sees what it is there to see."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QRunnable, QSemaphore, QThread, QThreadPool, QTimer
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.gui.support.leaks import Before


@pytest.fixture
def before(tmp_path: Path) -> Before:
    return Before(tmp_path)


def test_nothing_is_found_where_nothing_is(before: Before) -> None:
    assert before.leftovers(0) == []


def test_a_window_without_owner_is_found(before: Before) -> None:
    label = QLabel("left")
    label.setObjectName("forgotten")
    assert before.leftovers(0) == ["QLabel 'forgotten'"]
    label.deleteLater()
    assert before.leftovers() == []


def test_a_running_timer_is_found(before: Before) -> None:
    timer = QTimer()
    timer.start(10_000)
    assert before.leftovers(0) == ["QTimer"]
    timer.stop()


def test_a_running_thread_is_found(before: Before, qtbot: QtBot) -> None:
    thread = QThread()
    thread.start()
    qtbot.waitUntil(thread.isRunning)
    assert before.leftovers(0) == ["QThread"]
    thread.quit()
    thread.wait()


def test_work_in_the_pool_is_found(before: Before) -> None:
    gate = QSemaphore()
    work = QRunnable.create(gate.acquire)
    QThreadPool.globalInstance().start(work)
    assert before.leftovers(0) == ["1 tasks in the thread pool"]
    gate.release()
    QThreadPool.globalInstance().waitForDone()


def test_a_child_process_is_found_and_can_be_ended(before: Before) -> None:
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    (left,) = before.leftovers(0)
    assert f"process {child.pid}" in left
    before.end_processes()
    assert before.leftovers(0) == []
    child.communicate()


def test_a_worker_whose_launcher_is_gone_is_found(before: Before, tmp_path: Path) -> None:
    pretend = "import sys, time; time.sleep(60)"
    orphan = (
        f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {pretend!r}, "
        f"'backend.jobs.worker', {str(tmp_path / 'job')!r}], start_new_session=True)"
    )
    subprocess.run([sys.executable, "-c", orphan], check=True)
    (left,) = before.leftovers(0)
    assert "backend.jobs.worker" in left
    before.end_processes()
    assert before.leftovers(0) == []
