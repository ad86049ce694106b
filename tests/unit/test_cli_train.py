"""What the command line says of a run besides its events."""

from __future__ import annotations

import io

from backend.cli.console import Console
from backend.cli.train_commands import tell_memory
from backend.events import JobFinished, JobStopped
from backend.message import Message

DONE = Message("a", "done")


def said(ending: JobFinished | JobStopped) -> str:
    progress = io.StringIO()
    tell_memory(ending, Console(io.StringIO(), progress))
    return progress.getvalue()


def test_measured_memory_stands_beside_the_plan() -> None:
    result = {"plan_total_bytes": 3 * 2**30, "peak_memory_bytes": 2 * 2**30}
    text = said(JobFinished(DONE, dict(result)))
    assert "2.00 GiB measured" in text
    assert "3.00 GiB planned (+50%)" in text


def test_on_a_gpu_its_memory_counts() -> None:
    result = {"plan_total_bytes": 2**30, "peak_memory_bytes": 1, "peak_vram_bytes": 2**31}
    assert "2.00 GiB measured" in said(JobFinished(DONE, dict(result)))


def test_nothing_is_said_without_figures() -> None:
    assert said(JobFinished(DONE, {})) == ""
    assert said(JobStopped(DONE, saved=True)) == ""
