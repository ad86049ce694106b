"""What a machine has, as the few lines that a person reads. Knows no widgets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from backend.hardware.machine import Disk, Gpu, Machine
from gui.wording import number_text, size_text, tr

_GIB = 2**30
_CONTEXT = "Devices"


@dataclass(frozen=True, slots=True)
class DeviceLines:
    """One device.

    Attributes:
        icon: Name of its icon.
        name: What it is called.
        room: How much is free of how much; empty where that is no question.
        used_fraction: How much is taken, 0 to 1; None where that is no question.
        note: More about it; may be empty.
        details: What only somebody who looks for a fault wants to know; may be empty.
    """

    icon: str
    name: str
    room: str = ""
    used_fraction: float | None = None
    note: str = ""
    details: str = ""


def device_lines(machine: Machine) -> tuple[DeviceLines, ...]:
    """All devices: GPUs or what it means that there is none, processor, memory, disks."""
    return tuple(_devices(machine))


def _devices(machine: Machine) -> Iterator[DeviceLines]:
    if machine.gpus:
        yield from (_gpu(gpu, len(machine.gpus)) for gpu in machine.gpus)
    else:
        yield _no_gpu(machine)
    yield _memory(machine)
    yield DeviceLines(
        "cpu",
        machine.cpu_name,
        note=tr(_CONTEXT, "Processor, {cores} threads").format(cores=machine.cores),
    )
    yield from (_disk(disk) for disk in machine.disks)


def _gpu(gpu: Gpu, count: int) -> DeviceLines:
    facts = [tr(_CONTEXT, "driver {version}").format(version=gpu.driver)]
    if gpu.compute_capability:
        facts.append(
            tr(_CONTEXT, "compute capability {version}").format(version=gpu.compute_capability)
        )
    if count > 1 and gpu.index == 0:
        facts.append(tr(_CONTEXT, "used for training"))
    return DeviceLines(
        "gpu",
        gpu.name.removeprefix("NVIDIA "),
        _room(gpu.total_bytes - gpu.used_bytes, gpu.total_bytes),
        gpu.used_bytes / max(1, gpu.total_bytes),
        ", ".join(facts),
    )


def _no_gpu(machine: Machine) -> DeviceLines:
    return DeviceLines(
        "gpu",
        tr(_CONTEXT, "No NVIDIA graphics card"),
        note=tr(
            _CONTEXT,
            "Training runs on the processor: fine for the starter and other very small models, "
            "far too slow for models with billions of parameters.",
        ),
        details=machine.gpu_problem,
    )


def _memory(machine: Machine) -> DeviceLines:
    total_bytes, free_bytes = machine.ram_total_bytes, machine.ram_available_bytes
    return DeviceLines(
        "memory",
        tr(_CONTEXT, "Memory"),
        _room(free_bytes, total_bytes),
        (total_bytes - free_bytes) / max(1, total_bytes),
    )


def _disk(disk: Disk) -> DeviceLines:
    return DeviceLines(
        "disk",
        tr(_CONTEXT, "Disk"),
        tr(_CONTEXT, "{free} free").format(free=size_text(disk.free_bytes)),
        (disk.total_bytes - disk.free_bytes) / max(1, disk.total_bytes),
        str(disk.path),
    )


def _room(free_bytes: int, total_bytes: int) -> str:
    return tr(_CONTEXT, "{free} of {total} GiB free").format(
        free=number_text(free_bytes / _GIB, 1), total=number_text(total_bytes / _GIB, 1)
    )
