"""What differs between systems: processes and their numbers, locks, endings in words."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from backend.platform import (
    end_process,
    exit_reason,
    is_running,
    process_start_time,
    replace_file,
    start_detached,
    try_lock,
)


def test_this_process_runs_and_an_ended_one_does_not(tmp_path: Path) -> None:
    started = process_start_time(os.getpid())
    assert started is not None
    assert is_running(os.getpid(), started)
    assert not is_running(os.getpid(), started - 100)
    with (tmp_path / "log").open("wb") as log:
        child = start_detached([sys.executable, "-c", "pass"], log=log, environment={**os.environ})
    child_started = process_start_time(child.pid) or 0.0
    child.wait()
    assert not is_running(child.pid, child_started)


def test_a_zombie_is_not_running() -> None:
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    started = process_start_time(child.pid)
    assert started is not None
    os.kill(child.pid, 9)
    os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)  # dead, but not yet reaped
    assert not is_running(child.pid, started)
    child.communicate()


def test_ending_a_process_that_is_gone_is_fine() -> None:
    end_process(2**22 + 5, 1.0, force=True)


def test_another_process_with_the_same_number_is_spared() -> None:
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    started = process_start_time(child.pid) or 0.0
    end_process(child.pid, started - 100, force=True)
    assert is_running(child.pid, started)
    end_process(child.pid, started, force=True)
    assert child.wait() != 0
    child.communicate()


def test_output_of_a_detached_process_goes_to_the_log(tmp_path: Path) -> None:
    log_file = tmp_path / "log"
    program = "import os; print(os.environ['WORD'], os.getsid(0) == os.getpid())"
    with log_file.open("wb") as log:
        start_detached(
            [sys.executable, "-c", program],
            log=log,
            environment={**os.environ, "WORD": "hello"},
        ).wait()
    assert log_file.read_text().split() == ["hello", "True"]


def test_a_lock_has_one_holder_and_ends_with_its_file(tmp_path: Path) -> None:
    first, second = (tmp_path / "lock").open("ab"), (tmp_path / "lock").open("ab")
    assert try_lock(first)
    assert not try_lock(second)
    first.close()
    assert try_lock(second)
    second.close()


def test_replacing_a_file(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("new")
    (tmp_path / "b").write_text("old")
    replace_file(tmp_path / "a", tmp_path / "b")
    assert (tmp_path / "b").read_text() == "new"
    with pytest.raises(OSError, match="No such file"):
        replace_file(tmp_path / "a", tmp_path / "b")


@pytest.mark.parametrize(
    ("code", "words"), [(0, "status 0"), (3, "status 3"), (-9, "SIGKILL"), (-11, "SIGSEGV")]
)
def test_exit_status_in_words(code: int, words: str) -> None:
    assert words in exit_reason(code)
