"""Which build of PyTorch suits this machine, and where it is found.

The NVIDIA driver is asked through its own library (NVML) by ctypes: it is there wherever a driver
is, answers in milliseconds, and its numbers need no parsing, unlike nvidia-smi's table.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

BUILD_VARIABLE = "TUNEDESK_TORCH"
BUILDS = ("cpu", "cu126", "cu130")
# Source: https://pytorch.org/get-started/locally (one index per build).
_INDEX = "https://download.pytorch.org/whl/"

# Source: PyTorch RELEASE.md, CUDA support matrix of 2.13: 12.6 holds code for compute capability
# 5.0 to 9.0, 13.0 for 7.5 to 12.0. A driver runs programs of its own CUDA major version
# (NVIDIA, CUDA compatibility, "minor version compatibility").
_CU130_CUDA = (13, 0)
_CU130_OLDEST_CARD = (7, 5)
_CU126_CUDA = (12, 0)
_CU126_OLDEST_CARD = (5, 0)
_CU126_NEWEST_CARD = (9, 0)

_GIB = 2**30
# Estimate: size on disk with its libraries while pip unpacks; check with `du` after a set-up.
CPU_BYTES = 2 * _GIB
CUDA_BYTES = 9 * _GIB


@dataclass(frozen=True, slots=True)
class Driver:
    """An NVIDIA driver and its best card.

    Attributes:
        version: The driver's, such as `580.65.06`.
        cuda: The newest CUDA version that it runs, (major, minor).
        card: The name of the best card.
        capability: That card's compute capability, (major, minor).
    """

    version: str
    cuda: tuple[int, int]
    card: str
    capability: tuple[int, int]


@dataclass(frozen=True, slots=True)
class TorchBuild:
    """A build and why it was picked.

    Attributes:
        name: One of `BUILDS`.
        reason: In words.
    """

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Source:
    """One way to get a build with pip.

    Attributes:
        arguments: For `pip install`.
        title: What it does, for the person.
        needs_bytes: Free disk space that it takes.
    """

    arguments: tuple[str, ...]
    title: str
    needs_bytes: int


def find_driver(load: Callable[[str], Any] = ctypes.CDLL) -> Driver | None:
    """Asks NVML for the driver and the best card; None where there is no driver or no card."""
    names = ("nvml.dll",) if sys.platform == "win32" else ("libnvidia-ml.so.1",)
    for name in names:
        try:
            library = load(name)
        except OSError:
            continue
        if library.nvmlInit_v2() != 0:
            continue
        try:
            return _ask(library)
        finally:
            library.nvmlShutdown()
    return None


def _ask(library: Any) -> Driver | None:
    version = ctypes.create_string_buffer(96)
    cuda = ctypes.c_int(0)
    count = ctypes.c_uint(0)
    library.nvmlSystemGetDriverVersion(version, ctypes.c_uint(len(version)))
    library.nvmlSystemGetCudaDriverVersion_v2(ctypes.byref(cuda))
    library.nvmlDeviceGetCount_v2(ctypes.byref(count))
    cards = [_card(library, index) for index in range(count.value)]
    if not cards:
        return None
    capability, card = max(cards)
    # Source: NVML reference, nvmlSystemGetCudaDriverVersion: 1000 x major + 10 x minor.
    return Driver(
        version=version.value.decode("ascii", "replace"),
        cuda=(cuda.value // 1000, cuda.value % 1000 // 10),
        card=card,
        capability=capability,
    )


def _card(library: Any, index: int) -> tuple[tuple[int, int], str]:
    handle = ctypes.c_void_p()
    major, minor = ctypes.c_int(0), ctypes.c_int(0)
    name = ctypes.create_string_buffer(96)
    library.nvmlDeviceGetHandleByIndex_v2(ctypes.c_uint(index), ctypes.byref(handle))
    library.nvmlDeviceGetCudaComputeCapability(handle, ctypes.byref(major), ctypes.byref(minor))
    library.nvmlDeviceGetName(handle, name, ctypes.c_uint(len(name)))
    return (major.value, minor.value), name.value.decode("utf-8", "replace")


def choose_build(driver: Driver | None, wish: str = "") -> TorchBuild:
    """The build for this driver and card.

    Args:
        driver: What `find_driver` found.
        wish: The person's own choice, one of `BUILDS`; empty for none.

    Raises:
        ValueError: The wish is no build.
    """
    if wish:
        if wish not in BUILDS:
            known = ", ".join(BUILDS)
            raise ValueError(f"{BUILD_VARIABLE} is {wish!r}; it may be one of {known}.")
        return TorchBuild(wish, f"{BUILD_VARIABLE} asks for it")
    if driver is None:
        return TorchBuild("cpu", "no NVIDIA driver was found")
    where = f"{driver.card} with driver {driver.version}"
    if driver.capability < _CU126_OLDEST_CARD:
        return TorchBuild("cpu", f"{where}: the card is older than any that PyTorch supports")
    if driver.cuda >= _CU130_CUDA and driver.capability >= _CU130_OLDEST_CARD:
        return TorchBuild("cu130", where)
    if driver.cuda >= _CU126_CUDA and driver.capability <= _CU126_NEWEST_CARD:
        return TorchBuild("cu126", where)
    return TorchBuild(
        "cpu",
        f"{where}: the driver is too old for this card with PyTorch; update it to version 580 or "
        "newer and start again to use the card",
    )


def sources_of(build: str, version: str, system: str = sys.platform) -> tuple[Source, ...]:
    """The ways to get a build, best first.

    The package index offers a CUDA 13.0 build for Linux and a CPU build for Windows under one
    name, so PyTorch's own index comes first wherever the package index has the wrong one. From
    that index torch is taken alone: all other libraries come from the package index.

    Args:
        build: One of `BUILDS`.
        version: PyTorch's version without build label.
        system: As `sys.platform`.
    """
    plain = f"torch=={version}"
    own_index = ("--no-deps", "--retries", "2", "--timeout", "30", "--index-url", _INDEX + build)
    if build == "cpu":
        if not system.startswith("linux"):
            return (Source((plain,), "Installing PyTorch for the CPU (about 0.2 GB)", CPU_BYTES),)
        return (
            Source((*own_index, plain), "Installing PyTorch for the CPU (about 0.2 GB)", CPU_BYTES),
            Source(
                (plain,),
                "PyTorch's own index has no CPU build for this Python or can't be reached; "
                "installing the build of the package index (on a PC about 3 GB to download, "
                "7 GB on disk, because NVIDIA's libraries come with it)",
                CUDA_BYTES,
            ),
        )
    title = f"Installing PyTorch for CUDA {build[2:4]}.{build[4:]} (about 3 GB)"
    labelled = Source((*own_index, f"{plain}+{build}"), title, CUDA_BYTES)
    if build == "cu130" and system.startswith("linux"):
        from_package_index = title + " from the package index"
        return (labelled, Source((plain,), from_package_index, CUDA_BYTES))
    return (labelled,)
