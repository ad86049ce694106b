"""Checks of the computer, the app's own folder and what ships with the app."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from backend.doctor.diagnosis import Check, State
from backend.hardware.machine import Machine
from backend.message import Message, TunedeskError, Value

_GIB = 2**30
# Estimate: a small model, its quantised copy and torch; watch a training of the starter model.
_LITTLE_RAM_BYTES = 6 * _GIB
# Estimate: a few checkpoints of a 7B model's adapter; check with `du` on a run's folder.
_LITTLE_DISK_BYTES = 5 * _GIB


def check_gpu(machine: Machine) -> Check:
    """Which GPU there is; none is a normal case."""
    if machine.gpus:
        text = "; ".join(
            f"{gpu.name}, {gpu.total_bytes / _GIB:.1f} GiB, driver {gpu.driver}"
            for gpu in machine.gpus
        )
        return Check("GPU", State.OK, Message("doctor.gpu", "{gpus}", {"gpus": text}))
    return Check(
        "GPU",
        State.WARNING,
        Message(
            "doctor.gpu.none",
            "none found ({problem}); models run on the processor",
            {"problem": machine.gpu_problem or "no NVIDIA card"},
        ),
        Message(
            "doctor.gpu.none.remedy",
            "If there is an NVIDIA card, install its driver and start packaging/start.py again.",
        ),
    )


def check_memory(total_bytes: int) -> Check:
    """Whether there is enough memory for the small models."""
    values = {"total": round(total_bytes / _GIB, 1)}
    message = Message("doctor.memory", "{total} GiB", values)
    if total_bytes >= _LITTLE_RAM_BYTES:
        return Check("Memory", State.OK, message)
    remedy = Message("doctor.memory.remedy", "Close other programs while a model is trained.")
    return Check("Memory", State.WARNING, message, remedy)


def check_disk(folder: Path, free_bytes: int) -> Check:
    """Whether there is room where the app keeps its files."""
    values: dict[str, Value] = {"free": round(free_bytes / _GIB, 1), "folder": str(folder)}
    message = Message("doctor.disk", "{free} GiB free at {folder}", values)
    if free_bytes >= _LITTLE_DISK_BYTES:
        return Check("Disk", State.OK, message)
    remedy = Message("doctor.disk.remedy", "Free disk space before you train.")
    return Check("Disk", State.WARNING, message, remedy)


def check_writable(folder: Path) -> Check:
    """Whether the app may write to its own folder."""
    try:
        with tempfile.NamedTemporaryFile(dir=folder, prefix="doctor-"):
            pass
    except OSError as error:
        return Check(
            "App folder",
            State.PROBLEM,
            Message(
                "doctor.writable.not",
                "can't write to {folder}: {cause}",
                {"folder": str(folder), "cause": error.strerror or str(error)},
            ),
            Message(
                "doctor.writable.not.remedy",
                "Give yourself the right to write there, or name another folder in the "
                "environment variable TUNEDESK_HOME.",
            ),
        )
    return Check(
        "App folder", State.OK, Message("doctor.writable", "{folder}", {"folder": str(folder)})
    )


def check_starter(folder: Path, check: Callable[[Path], None]) -> Check:
    """Whether the starter model that ships with Tunedesk is whole.

    Args:
        folder: Where it should be.
        check: Raises TunedeskError when a folder is no whole model.
    """
    try:
        check(folder)
    except TunedeskError as error:
        return Check("Starter model", State.PROBLEM, error.message, error.remedy)
    return Check(
        "Starter model", State.OK, Message("doctor.starter", "{folder}", {"folder": str(folder)})
    )
