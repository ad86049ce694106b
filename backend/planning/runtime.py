"""Memory of everything around the tensors: driver, libraries, and what the allocator can't use."""

from __future__ import annotations

from backend.message import Message
from backend.planning.component import Component
from backend.planning.request import CUDA, Basis

_MIB = 2**20
# What the driver and the loaded kernels take. Estimate between the 141 MiB that fitcheck-llm 0.3.1
# measured on a T4 and what newer cards with more kernels loaded take; check with nvidia-smi's
# figure for the process less torch.cuda.memory_reserved().
_CONTEXT_BYTES = (141 * _MIB, 300 * _MIB, 600 * _MIB)
# Source: PyTorch documentation, notes/cuda, "cuBLAS workspaces": 8.1 MiB, 32 MiB from Hopper on.
_WORKSPACE_BYTES = 9 * _MIB
# Blocks that the allocator has reserved and can't use, as a share of activations and loss.
# Source: about low, median, high of reserved less allocated in the rows by fitcheck-llm 0.3.1 (T4),
# see tests/benchmarks/plan_reference.py.
_GAP_FRACTIONS = (0.05, 0.22, 0.55)
_CUDA_SOURCE = (
    "PyTorch documentation, notes/cuda; gap and context: 42 rows measured by fitcheck-llm 0.3.1"
)

# Resident memory of a worker that trains, besides its tensors: the interpreter with torch,
# transformers, peft, bitsandbytes, trl and datasets (515 MB when imported) and the code that
# training pages in. Source: measured with tests/benchmarks/plan_cpu.py (Linux, torch 2.13 for CPU).
_LIBRARIES_BYTES = 590_000_000
_LIBRARIES_DOUBT_BYTES = 90_000_000
# What the C library's allocator keeps of freed memory. Source: as above, range over its cases.
_CPU_GAP_FRACTIONS = (0.1, 0.5, 1.0)
_CPU_SOURCE = "resident memory measured with tests/benchmarks/plan_cpu.py"


def runtime(basis: Basis, dynamic_bytes: int) -> Component:
    """What is needed besides tensors.

    Args:
        basis: The request.
        dynamic_bytes: Activations and loss at the peak: memory that comes and goes leaves gaps.
    """
    if basis.request.device_kind == CUDA:
        return _cuda(dynamic_bytes)
    return _cpu(basis, dynamic_bytes)


def _cuda(dynamic_bytes: int) -> Component:
    low, expected, high = (
        context + _WORKSPACE_BYTES + int(gap * dynamic_bytes)
        for context, gap in zip(_CONTEXT_BYTES, _GAP_FRACTIONS, strict=True)
    )
    formula = Message(
        "planning.runtime.cuda",
        "driver and kernels {context:,} + workspace {workspace:,} + {percent} % of activations and "
        "loss that the allocator can't use",
        {
            "context": _CONTEXT_BYTES[1],
            "workspace": _WORKSPACE_BYTES,
            "percent": round(100 * _GAP_FRACTIONS[1]),
        },
    )
    return Component("runtime", expected, formula, _CUDA_SOURCE, low, high)


def _cpu(basis: Basis, dynamic_bytes: int) -> Component:
    linear_bytes = 4 * sum(tensor.elements for tensor in basis.facts.tensors if tensor.linear)
    mapped_bytes = linear_bytes if basis.request.float32_file and basis.quantised else 0
    # The system may have taken the file's pages back; an unknown file may be in float32 after all.
    mapped = (0, mapped_bytes, linear_bytes if basis.quantised else 0)
    doubts = (-_LIBRARIES_DOUBT_BYTES, 0, _LIBRARIES_DOUBT_BYTES)
    low, expected, high = (
        _LIBRARIES_BYTES + doubt + file + int(gap * dynamic_bytes)
        for doubt, file, gap in zip(doubts, mapped, _CPU_GAP_FRACTIONS, strict=True)
    )
    formula = Message(
        "planning.runtime.cpu",
        "libraries {libraries:,} + {percent} % of activations and loss that are kept after use + "
        "{mapped:,} of the model's file",
        {
            "libraries": _LIBRARIES_BYTES,
            "percent": round(100 * _CPU_GAP_FRACTIONS[1]),
            "mapped": mapped_bytes,
        },
    )
    return Component("runtime", expected, formula, _CPU_SOURCE, low, high)
