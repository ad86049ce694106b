"""A memory plan as a person reads it: names of its parts, bars, the verdict. Knows no widgets."""

from __future__ import annotations

from collections.abc import Mapping

from backend.methods.registry import METHODS
from backend.planning.component import Component
from backend.planning.memory_plan import MemoryPlan
from backend.planning.request import CUDA
from gui.plots.bars import Bar, BarPart
from gui.wording import size_text, tr, words

_CONTEXT = "Plan"
# In the plan's fixed order; the place decides the colour.
PARTS = (
    "weights",
    "quantization_constants",
    "adapter",
    "gradients",
    "optimizer",
    "activations",
    "loss",
    "runtime",
)
# Neighbours in the bar get colours far from each other.
_COLOURS = (0, 5, 2, 4, 3, 1, 6, 7)


def part_name(name: str) -> str:
    """A component's name for a person."""
    return {
        "weights": tr(_CONTEXT, "Model weights"),
        "quantization_constants": tr(_CONTEXT, "Quantisation constants"),
        "adapter": tr(_CONTEXT, "Adapter"),
        "gradients": tr(_CONTEXT, "Gradients"),
        "optimizer": tr(_CONTEXT, "Optimizer"),
        "activations": tr(_CONTEXT, "Activations"),
        "loss": tr(_CONTEXT, "Loss"),
        "runtime": tr(_CONTEXT, "Libraries and driver"),
    }[name]


def part_size(size_bytes: int) -> str:
    """Its size; a part that takes nothing is said to."""
    return size_text(size_bytes) if size_bytes else tr(_CONTEXT, "nothing")


def part_of(component: Component) -> BarPart:
    """A component as a part of a bar."""
    return BarPart(
        label=part_name(component.name),
        value=float(component.bytes),
        text=part_size(component.bytes),
        detail=words(component.formula),
        colour_index=_COLOURS[PARTS.index(component.name)],
    )


def others_of(plan: MemoryPlan) -> BarPart:
    """What other programs are using."""
    return BarPart(
        label=tr(_CONTEXT, "Other programs"),
        value=float(plan.other_bytes),
        text=size_text(plan.other_bytes),
        detail=tr(_CONTEXT, "In use now; closing programs makes room."),
        shade="border",
    )


def bars_of(plans: Mapping[str, MemoryPlan], current: str) -> tuple[Bar, ...]:
    """One bar for each method, with the rule of thumb as its tick."""
    return tuple(
        Bar(
            key=name,
            label=_bar_label(name, is_current=name == current),
            parts=(*(part_of(each) for each in plan.components if each.bytes), others_of(plan)),
            text=size_text(plan.total_bytes),
            fits=plan.fits,
            tick=float(plan.rule_of_thumb_bytes),
            current=name == current,
        )
        for name, plan in plans.items()
    )


def _bar_label(name: str, *, is_current: bool) -> str:
    title = METHODS[name].title
    return tr(_CONTEXT, "{method} (chosen)").format(method=title) if is_current else title


def capacity_text(plan: MemoryPlan) -> str:
    """What the device has, for the line through the bars."""
    template = (
        tr(_CONTEXT, "{size} on the card")
        if plan.device_kind == CUDA
        else tr(_CONTEXT, "{size} of memory")
    )
    return template.format(size=size_text(plan.device_bytes))


def range_text(component: Component) -> str:
    """Between what a component may turn out to be; empty where there is no doubt."""
    if size_text(component.low_bytes) == size_text(component.high_bytes):
        return ""
    return between_text(component.low_bytes, component.high_bytes)


def between_text(low_bytes: int, high_bytes: int) -> str:
    """Two sizes, the unit said once where it is the same."""
    low, high = size_text(low_bytes), size_text(high_bytes)
    number, _, unit = low.partition(" ")
    return tr(_CONTEXT, "{low} to {high}").format(
        low=number if high.endswith(f" {unit}") else low, high=high
    )
