"""Probe and monitor with a stand-in for NVIDIA's library, and on a machine without a GPU."""

from __future__ import annotations

import json
import os
from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest

from backend.hardware.machine import machine_json
from backend.hardware.monitor import Monitor
from backend.hardware.nvml import NvmlReader, NvmlUnavailableError, open_reader
from backend.hardware.probe import _memory, cpu_name, probe

GIB = 2**30


class FakeError(Exception):
    pass


class FakeNvml:
    """One GPU of 8 GiB, 3 of them in use, 1 of those by process 42."""

    NVMLError = FakeError
    NVML_TEMPERATURE_GPU = 0

    def __init__(self, *, driver: bool = True, tells_processes: bool = True) -> None:
        self.driver = driver
        self.tells_processes = tells_processes

    def nvmlInit(self) -> None:  # noqa: N802
        if not self.driver:
            raise FakeError("NVML Shared Library Not Found")

    def nvmlDeviceGetCount(self) -> int:  # noqa: N802
        return 1

    def nvmlDeviceGetHandleByIndex(self, index: int) -> int:  # noqa: N802
        return index

    def nvmlDeviceGetMemoryInfo(self, _: int) -> SimpleNamespace:  # noqa: N802
        return SimpleNamespace(total=8 * GIB, used=3 * GIB)

    def nvmlDeviceGetName(self, _: int) -> bytes:  # noqa: N802
        return b"Test GPU"

    def nvmlSystemGetDriverVersion(self) -> str:  # noqa: N802
        return "560.1"

    def nvmlDeviceGetCudaComputeCapability(self, _: int) -> tuple[int, int]:  # noqa: N802
        return (8, 9)

    def nvmlDeviceGetTemperature(self, _handle: int, _sensor: int) -> int:  # noqa: N802
        return 61

    def nvmlDeviceGetPowerUsage(self, _: int) -> int:  # noqa: N802
        raise FakeError("Not Supported")

    def nvmlDeviceGetComputeRunningProcesses(self, _: int) -> list[SimpleNamespace]:  # noqa: N802
        used = GIB if self.tells_processes else None
        return [SimpleNamespace(pid=os.getpid(), usedGpuMemory=used)]


def test_a_gpu_is_described() -> None:
    (gpu,) = probe(reader=open_reader(FakeNvml())).gpus
    assert (gpu.name, gpu.driver, gpu.compute_capability) == ("Test GPU", "560.1", "8.9")
    assert (gpu.total_bytes, gpu.used_bytes) == (8 * GIB, 3 * GIB)


def test_no_driver_is_a_normal_case() -> None:
    with pytest.raises(NvmlUnavailableError, match="Not Found"):
        NvmlReader(FakeNvml(driver=False))
    machine = probe(reader=SimpleNamespace(gpus=tuple))
    assert machine.gpus == ()


def test_the_machine_is_described(tmp_path: Path) -> None:
    machine = probe([tmp_path, tmp_path / "not" / "yet"], reader=SimpleNamespace(gpus=tuple))
    assert 0 < machine.ram_available_bytes <= machine.ram_total_bytes
    assert machine.cores == os.cpu_count()
    assert machine.cpu_name
    assert machine.disks[0].total_bytes == machine.disks[1].total_bytes > 0
    plain = json.loads(json.dumps(machine_json(machine)))
    assert plain["disks"][0]["path"] == str(tmp_path)
    assert plain["gpus"] == []


def test_a_sample_tells_own_memory_from_that_of_others() -> None:
    sample = Monitor(os.getpid(), open_reader(FakeNvml())).sample()
    assert (sample.vram_process_bytes, sample.vram_other_bytes) == (GIB, 2 * GIB)
    assert sample.vram_total_bytes == 8 * GIB
    assert sample.gpu_temperature_c == 61
    assert sample.gpu_power_w is None
    assert sample.process_bytes > 1_000_000
    assert 0 <= sample.cpu_fraction <= 1
    assert 0 < sample.ram_used_bytes <= sample.ram_total_bytes


def test_a_driver_that_does_not_tell_processes() -> None:
    sample = Monitor(os.getpid(), open_reader(FakeNvml(tells_processes=False))).sample()
    assert sample.vram_process_bytes is None
    assert sample.vram_other_bytes is None
    assert sample.vram_total_bytes == 8 * GIB


def test_another_process_has_none_of_it() -> None:
    assert open_reader(FakeNvml()).usage(0, pid=-1).process_bytes == 0


def test_a_process_that_is_gone() -> None:
    with pytest.raises(psutil.NoSuchProcess):
        Monitor(2**22 - 1, open_reader(FakeNvml()))


def test_a_container_limit_counts(tmp_path: Path) -> None:
    (tmp_path / "memory.max").write_text("1000000\n")
    (tmp_path / "memory.current").write_text("400000\n")
    assert _memory(tmp_path) == (1_000_000, 600_000)
    (tmp_path / "memory.max").write_text("max\n")
    assert _memory(tmp_path)[0] == psutil.virtual_memory().total
    assert _memory(tmp_path / "none")[0] == psutil.virtual_memory().total


def test_the_processor_has_a_name(tmp_path: Path) -> None:
    file = tmp_path / "cpuinfo"
    file.write_text("processor\t: 0\nmodel name\t: Some CPU 9\n")
    assert cpu_name(file) == "Some CPU 9"
    assert cpu_name(tmp_path / "none")
