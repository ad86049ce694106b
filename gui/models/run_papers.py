"""What was decided about a run before it began: its recipe and its memory plan."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from backend.planning.request import CUDA
from backend.project import RunFolder
from backend.recipe.io import read_recipe
from backend.recipe.recipe import Recipe


@dataclass(frozen=True, slots=True)
class RunPapers:
    """A run's recipe and plan, as far as they are there.

    Attributes:
        recipe: None when there is none.
        plan_bytes: Predicted peak; None when there is no plan.
        gpu_bytes: Memory of the GPU that it was planned for; None on the CPU.
    """

    recipe: Recipe | None = None
    plan_bytes: int | None = None
    gpu_bytes: int | None = None


def read_papers(run: RunFolder) -> RunPapers:
    """Reads them; call it in the background.

    Raises:
        TunedeskError: The recipe can't be understood.
    """
    recipe = read_recipe(run.recipe_file) if run.recipe_file.is_file() else None
    if not run.plan_file.is_file():
        return RunPapers(recipe)
    plan: dict[str, Any] = json.loads(run.plan_file.read_text(encoding="utf-8"))
    on_gpu = plan.get("device_kind") == CUDA
    return RunPapers(recipe, plan.get("total_bytes"), plan.get("device_bytes") if on_gpu else None)
