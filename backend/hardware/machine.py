"""What the computer has, as values."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Gpu:
    """One NVIDIA GPU.

    Attributes:
        index: Its number, as CUDA counts.
        name: Such as `NVIDIA GeForce RTX 4070`.
        total_bytes: Memory that it has.
        used_bytes: Memory in use now, by all programs together.
        driver: Version of the driver.
        compute_capability: Such as `8.9`; bfloat16 needs `8.0`.
    """

    index: int
    name: str
    total_bytes: int
    used_bytes: int
    driver: str
    compute_capability: str


@dataclass(frozen=True, slots=True)
class Disk:
    """The drive that holds a folder."""

    path: Path
    total_bytes: int
    free_bytes: int


@dataclass(frozen=True, slots=True)
class Machine:
    """What training can use.

    Attributes:
        gpus: NVIDIA GPUs; empty is a normal case.
        gpu_problem: Why NVIDIA's driver could not be asked; empty when it answered.
        ram_total_bytes: Memory of the machine, or what its container may use.
        ram_available_bytes: Memory that programs can still get.
        cpu_name: Name of the processor.
        cores: Logical cores.
        disks: Drives of the folders asked about.
    """

    gpus: tuple[Gpu, ...]
    gpu_problem: str
    ram_total_bytes: int
    ram_available_bytes: int
    cpu_name: str
    cores: int
    disks: tuple[Disk, ...]


def machine_json(machine: Machine) -> dict[str, Any]:
    """`machine` as plain JSON values."""
    plain = asdict(machine)
    plain["gpus"] = list(plain["gpus"])
    plain["disks"] = [{**disk, "path": str(disk["path"])} for disk in plain["disks"]]
    return plain
