"""Space on the disk that a run's checkpoints will take. Pure arithmetic."""

from __future__ import annotations

from backend.message import Message
from backend.planning.component import Component
from backend.planning.memory_plan import MemoryPlan
from backend.recipe.recipe import Recipe

_MIB = 2**20
# Configs, random states and the log of losses. Source: `backend/training/snapshot.py`.
_SMALL_FILES_BYTES = 1_000_000
_SOURCE = "what backend/training/snapshot.py writes: adapter, optimizer states and small files"


def disk(plan: MemoryPlan, recipe: Recipe) -> Component:
    """Checkpoints that are kept, the best one, one being written, and the finished adapter.

    Source: see `_SOURCE`.
    """
    sizes = {component.name: component.bytes for component in plan.components}
    adapter_bytes = sizes["adapter"]
    checkpoint_bytes = adapter_bytes + sizes["optimizer"] + _SMALL_FILES_BYTES
    most = recipe.keep_checkpoints + 2
    formula = Message(
        "planning.disk",
        "{most} checkpoints (kept, best, and one being written) x {checkpoint:.0f} MiB + the "
        "adapter, {adapter:.0f} MiB",
        {"most": most, "checkpoint": checkpoint_bytes / _MIB, "adapter": adapter_bytes / _MIB},
    )
    fewest_bytes = checkpoint_bytes + adapter_bytes
    size_bytes = most * checkpoint_bytes + adapter_bytes
    return Component("disk", size_bytes, formula, _SOURCE, fewest_bytes, size_bytes)
