"""What a plan says, as values."""

from __future__ import annotations

from dataclasses import dataclass

from backend.message import Message, Value
from backend.planning.component import Component


@dataclass(frozen=True, slots=True)
class Advice:
    """One change that makes the plan smaller, taken after those before it.

    Attributes:
        change: What to change, and what it costs.
        settings: The recipe's fields with their new values.
        saves_bytes: What it saves after the changes before it.
        total_bytes: The plan's total with all changes up to this one.
        fits: Whether that fits.
    """

    change: Message
    settings: dict[str, Value]
    saves_bytes: int
    total_bytes: int
    fits: bool


@dataclass(frozen=True, slots=True)
class MemoryPlan:
    """What training needs at its peak, and whether that fits.

    Attributes:
        total_bytes: Sum of the components.
        components: The eight, in their fixed order.
        rule_of_thumb_bytes: What the common rule says.
        rule_of_thumb_reason: Why the plan says otherwise.
        trainable_parameters: Parameters that are trained.
        total_parameters: Parameters of the model, adapter not counted.
        device_bytes: Memory that the device has.
        other_bytes: Memory that other programs are using on it.
        device_kind: `cuda` or `cpu`.
        fits: Whether the total is no more than what other programs leave.
        interval_bytes: Least and most that the total may turn out to be.
        advice: Changes that make it fit, in the order to take them; empty when it fits.
        stack: As asked.
    """

    total_bytes: int
    components: tuple[Component, ...]
    rule_of_thumb_bytes: int
    rule_of_thumb_reason: Message
    trainable_parameters: int
    total_parameters: int
    device_bytes: int
    other_bytes: int
    device_kind: str
    fits: bool
    interval_bytes: tuple[int, int]
    advice: tuple[Advice, ...]
    stack: str

    @property
    def free_bytes(self) -> int:
        """What other programs leave."""
        return max(0, self.device_bytes - self.other_bytes)
