"""Finds out what the computer has. No GPU is a normal case."""

from __future__ import annotations

import os
import platform
import shutil
from collections.abc import Iterable
from pathlib import Path

import psutil

from backend.hardware.machine import Disk, Gpu, Machine
from backend.hardware.nvml import GpuReader, NvmlUnavailableError, open_reader

_CPU_FILE = Path("/proc/cpuinfo")
# Source: Linux kernel documentation, admin-guide/cgroup-v2, "memory.max" and "memory.current".
_CONTAINER_FOLDER = Path("/sys/fs/cgroup")


def probe(folders: Iterable[Path] = (), reader: GpuReader | None = None) -> Machine:
    """What this computer has.

    Args:
        folders: Folders whose drives are of interest.
        reader: Where facts about GPUs come from; by default the NVIDIA driver, if there is one.
    """
    gpus, gpu_problem = _gpus(reader)
    total_bytes, available_bytes = _memory(_CONTAINER_FOLDER)
    return Machine(
        gpus=gpus,
        gpu_problem=gpu_problem,
        ram_total_bytes=total_bytes,
        ram_available_bytes=available_bytes,
        cpu_name=cpu_name(_CPU_FILE),
        cores=os.cpu_count() or 1,
        disks=tuple(_disk(folder) for folder in folders),
    )


def cpu_name(cpu_file: Path) -> str:
    """The processor's name: from Linux's list of processors, else as Python knows it."""
    if cpu_file.is_file():
        for line in cpu_file.read_text("utf-8", "replace").splitlines():
            key, _, value = line.partition(":")
            if key.strip() == "model name" and value.strip():
                return value.strip()
    return platform.processor() or platform.machine()


def _gpus(reader: GpuReader | None) -> tuple[tuple[Gpu, ...], str]:
    try:
        return (reader or open_reader()).gpus(), ""
    except NvmlUnavailableError as error:
        return (), str(error)


def _memory(container: Path) -> tuple[int, int]:
    """Memory in all and still free, in bytes; a container's limit counts where it is lower."""
    memory = psutil.virtual_memory()
    limit_file, used_file = container / "memory.max", container / "memory.current"
    if not (limit_file.is_file() and used_file.is_file()):
        return memory.total, memory.available
    limit = limit_file.read_text().strip()
    if not limit.isdigit() or int(limit) >= memory.total:
        return memory.total, memory.available
    left_bytes = max(0, int(limit) - int(used_file.read_text()))
    return int(limit), min(memory.available, left_bytes)


def _disk(folder: Path) -> Disk:
    """The drive of `folder`, which need not exist yet."""
    nearest = folder.absolute()
    while not nearest.exists() and nearest != nearest.parent:
        nearest = nearest.parent
    usage = shutil.disk_usage(nearest)
    return Disk(folder, usage.total, usage.free)
