"""The memory plan: what training needs at its peak, whether it fits, and what would make it fit."""

from __future__ import annotations

from dataclasses import replace

from backend.planning.advice import make_it_fit
from backend.planning.compose import plan_without_advice
from backend.planning.memory_plan import MemoryPlan
from backend.planning.request import PlanRequest


def plan(request: PlanRequest) -> MemoryPlan:
    """Plans the memory of one training run; pure arithmetic."""
    bare = plan_without_advice(request)
    return bare if bare.fits else replace(bare, advice=make_it_fit(request, bare))
