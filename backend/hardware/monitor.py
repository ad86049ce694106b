"""Samples what a running process and the machine are using."""

from __future__ import annotations

import os

import psutil

from backend.events import ResourceSampled
from backend.hardware.nvml import GpuReader, GpuUsage, NvmlUnavailableError, open_reader


class Monitor:
    """Watches one process; call `sample` as often as wanted."""

    def __init__(self, pid: int, reader: GpuReader | None = None, gpu_index: int = 0) -> None:
        """Starts to watch.

        Args:
            pid: The process.
            reader: Where facts about GPUs come from; by default the NVIDIA driver, if there is one.
            gpu_index: The GPU that the process uses.

        Raises:
            psutil.NoSuchProcess: There is no such process.
        """
        self._pid = pid
        self._process = psutil.Process(pid)
        self._cores = os.cpu_count() or 1
        self._gpu_index = gpu_index
        self._reader = reader or _reader_with_gpus()
        self._process.cpu_percent()  # the first call only sets the start of the first interval

    def sample(self) -> ResourceSampled:
        """What is in use now; the CPU's share is since the last sample.

        Raises:
            psutil.NoSuchProcess: The process has ended.
        """
        memory = psutil.virtual_memory()
        usage = None if self._reader is None else self._reader.usage(self._gpu_index, self._pid)
        busy_fraction = self._process.cpu_percent() / 100 / self._cores
        return ResourceSampled(
            process_bytes=self._process.memory_info().rss,
            ram_used_bytes=memory.total - memory.available,
            ram_total_bytes=memory.total,
            cpu_fraction=min(1.0, busy_fraction),
            vram_process_bytes=usage.process_bytes if usage else None,
            vram_other_bytes=_other_bytes(usage),
            vram_total_bytes=usage.total_bytes if usage else None,
            gpu_temperature_c=usage.temperature_c if usage else None,
            gpu_power_w=usage.power_w if usage else None,
        )


def _reader_with_gpus() -> GpuReader | None:
    try:
        reader = open_reader()
    except NvmlUnavailableError:
        return None
    return reader if reader.gpus() else None


def _other_bytes(usage: GpuUsage | None) -> int | None:
    if usage is None or usage.process_bytes is None:
        return None
    return max(0, usage.used_bytes - usage.process_bytes)
