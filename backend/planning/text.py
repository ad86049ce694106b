"""A plan for reading: as a table of plain text, and as JSON."""

from __future__ import annotations

from typing import Any

from backend.message import Message
from backend.planning.memory_plan import MemoryPlan
from backend.planning.request import CUDA

GIB = 2**30
_MIB = 2**20


def plan_text(plan: MemoryPlan) -> str:
    """The plan as lines for a terminal: components, rule of thumb, verdict, advice."""
    lines = [f"{'':24} {'GiB':>9}"]
    for component in plan.components:
        name = component.name.replace("_", " ")
        lines.append(f"{name:24} {component.bytes / GIB:9.3f}  {component.formula}")
    low, high = (bound / GIB for bound in plan.interval_bytes)
    lines += [
        f"{'total':24} {plan.total_bytes / GIB:9.3f}  between {low:.2f} and {high:.2f}",
        f"{'rule of thumb':24} {plan.rule_of_thumb_bytes / GIB:9.3f}  {plan.rule_of_thumb_reason}",
        "",
        f"{plan.trainable_parameters:,} of {plan.total_parameters:,} parameters are trained.",
        str(verdict(plan)),
    ]
    return "\n".join(lines + _advice_lines(plan))


def verdict(plan: MemoryPlan) -> Message:
    """Whether it fits, in one sentence."""
    place = "on the GPU" if plan.device_kind == CUDA else "in memory"
    values = {
        "needed": f"{plan.total_bytes / GIB:.1f}",
        "free": f"{plan.free_bytes / GIB:.1f}",
        "place": place,
        "high": f"{plan.interval_bytes[1] / GIB:.1f}",
    }
    if not plan.fits:
        return Message("planning.verdict.no", "doesn't fit: {needed} of {free} GiB {place}", values)
    if plan.interval_bytes[1] > plan.free_bytes:
        return Message(
            "planning.verdict.tight",
            "fits, but tightly: {needed} of {free} GiB {place}; it may turn out to be {high}",
            values,
        )
    return Message("planning.verdict.yes", "fits: {needed} of {free} GiB {place}", values)


def plan_json(plan: MemoryPlan) -> dict[str, Any]:
    """The plan as plain JSON values."""
    return {
        "total_bytes": plan.total_bytes,
        "components": {component.name: component.bytes for component in plan.components},
        "formulas": {
            component.name: {"text": str(component.formula), "source": component.source}
            for component in plan.components
        },
        "rule_of_thumb_bytes": plan.rule_of_thumb_bytes,
        "rule_of_thumb_reason": str(plan.rule_of_thumb_reason),
        "trainable_parameters": plan.trainable_parameters,
        "total_parameters": plan.total_parameters,
        "device_bytes": plan.device_bytes,
        "device_kind": plan.device_kind,
        "other_bytes": plan.other_bytes,
        "fits": plan.fits,
        "verdict": str(verdict(plan)),
        "interval_bytes": list(plan.interval_bytes),
        "stack": plan.stack,
        "advice": [
            {
                "text": str(advice.change),
                "settings": advice.settings,
                "saves_bytes": advice.saves_bytes,
                "total_bytes": advice.total_bytes,
                "fits": advice.fits,
            }
            for advice in plan.advice
        ],
    }


def _advice_lines(plan: MemoryPlan) -> list[str]:
    if plan.fits:
        return []
    lines = ["", "To make it fit, in this order:"] if plan.advice else []
    lines += [
        f"  {_size(advice.saves_bytes):>9} less: {advice.change} "
        f"(then {advice.total_bytes / GIB:.2f} GiB)"
        for advice in plan.advice
    ]
    if not any(advice.fits for advice in plan.advice):
        lines.append("Only a smaller model fits this device.")
    return lines


def _size(size_bytes: int) -> str:
    return f"{size_bytes / GIB:.2f} GiB" if size_bytes >= GIB else f"{size_bytes / _MIB:.0f} MiB"
