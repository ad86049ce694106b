"""Asks NVIDIA's management library about GPUs; the one file that knows its functions.

Source: NVML API reference, https://docs.nvidia.com/deploy/nvml-api/, "Device Queries".
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from backend.hardware.machine import Gpu

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class GpuUsage:
    """What a GPU is doing now; None for what the driver doesn't tell.

    Attributes:
        total_bytes: Memory that it has.
        used_bytes: Memory in use by all programs.
        process_bytes: Memory in use by the process asked about. Windows drivers don't tell it.
        temperature_c: Degrees Celsius.
        power_w: Watts.
    """

    total_bytes: int
    used_bytes: int
    process_bytes: int | None
    temperature_c: float | None
    power_w: float | None


class GpuReader(Protocol):
    """Where facts about GPUs come from; tests have their own."""

    def gpus(self) -> tuple[Gpu, ...]:
        """All GPUs there are."""
        ...

    def usage(self, index: int, pid: int) -> GpuUsage:
        """What GPU `index` is doing, and how much of it process `pid` has."""
        ...


class NvmlUnavailableError(Exception):
    """There is no NVIDIA driver, or it does not answer; says why."""


class NvmlReader:
    """Reads GPUs through `pynvml`."""

    def __init__(self, library: Any) -> None:
        """Connects to the driver.

        Args:
            library: The module `pynvml`, or something with the same functions.

        Raises:
            NvmlUnavailableError: There is no driver, or it doesn't answer.
        """
        self._library = library
        try:
            library.nvmlInit()
        except library.NVMLError as error:
            raise NvmlUnavailableError(str(error)) from error

    def gpus(self) -> tuple[Gpu, ...]:
        """All GPUs there are."""
        count = int(self._library.nvmlDeviceGetCount())
        return tuple(self._gpu(index) for index in range(count))

    def usage(self, index: int, pid: int) -> GpuUsage:
        """What GPU `index` is doing, and how much of it process `pid` has."""
        library = self._library
        handle = library.nvmlDeviceGetHandleByIndex(index)
        memory = library.nvmlDeviceGetMemoryInfo(handle)
        temperature = self._optional(
            lambda: library.nvmlDeviceGetTemperature(handle, library.NVML_TEMPERATURE_GPU)
        )
        milliwatts = self._optional(lambda: library.nvmlDeviceGetPowerUsage(handle))
        return GpuUsage(
            total_bytes=int(memory.total),
            used_bytes=int(memory.used),
            process_bytes=self._process_bytes(handle, pid),
            temperature_c=None if temperature is None else float(temperature),
            power_w=None if milliwatts is None else milliwatts / 1000,
        )

    def _gpu(self, index: int) -> Gpu:
        library = self._library
        handle = library.nvmlDeviceGetHandleByIndex(index)
        memory = library.nvmlDeviceGetMemoryInfo(handle)
        capability = self._optional(lambda: library.nvmlDeviceGetCudaComputeCapability(handle))
        return Gpu(
            index=index,
            name=_text(library.nvmlDeviceGetName(handle)),
            total_bytes=int(memory.total),
            used_bytes=int(memory.used),
            driver=_text(library.nvmlSystemGetDriverVersion()),
            compute_capability=".".join(str(part) for part in capability) if capability else "",
        )

    def _process_bytes(self, handle: Any, pid: int) -> int | None:
        """Memory of `pid`: 0 when it doesn't use this GPU, None when the driver won't say."""
        library = self._library
        processes = self._optional(lambda: library.nvmlDeviceGetComputeRunningProcesses(handle))
        if processes is None:
            return None
        used = [process.usedGpuMemory for process in processes if process.pid == pid]
        if any(part is None for part in used):
            return None
        return sum(int(part) for part in used)

    def _optional(self, ask: Callable[[], T]) -> T | None:
        """The answer, or None where this GPU or driver does not give it."""
        try:
            return ask()
        except self._library.NVMLError:
            return None


def open_reader(library: Any = None) -> GpuReader:
    """The reader for this machine's GPUs.

    Raises:
        NvmlUnavailableError: There is no driver: the normal case on a PC without an NVIDIA GPU.
    """
    if library is None:
        import pynvml

        library = pynvml
    return NvmlReader(library)


def _text(value: str | bytes) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else value
