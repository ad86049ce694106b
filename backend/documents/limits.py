"""Keeps the process that reads a document within its memory, as each system allows."""

from __future__ import annotations

import signal
import sys

import psutil

# How PDFium, C++ and Rust end a process that is refused memory. Source: Chromium's
# `base/allocator/partition_allocator/oom.h`, where running out raises this exception on Windows.
_WINDOWS_OUT_OF_MEMORY = 0xE0000008
_WINDOWS_ABORT = 3


def cap_own_memory(memory_bytes: int) -> None:
    """Makes the system refuse this process more than `memory_bytes` of address space.

    Windows has no such limit for a process that is already running; there the parent watches, see
    `resident_bytes`.
    """
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def resident_bytes(pid: int) -> int:
    """Memory that the process `pid` holds; 0 when it is gone."""
    try:
        return int(psutil.Process(pid).memory_info().rss)
    except psutil.Error:
        return 0


def died_of_memory(exit_code: int) -> bool:
    """Whether an exit code is how a library ends a process that is refused memory."""
    if sys.platform == "win32":
        return exit_code & 0xFFFFFFFF in (_WINDOWS_OUT_OF_MEMORY, _WINDOWS_ABORT)
    else:  # noqa: RET505  # mypy follows a system's branch only
        return -exit_code in (signal.SIGABRT, signal.SIGTRAP, signal.SIGILL)
