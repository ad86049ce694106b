"""What each field of a recipe may be: range, choices, unit. Forms and checks both read it here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from backend.methods.registry import METHODS

SCHEDULERS = ("cosine", "linear", "constant")
OPTIMIZERS = ("adamw", "adamw_8bit", "paged_adamw_8bit")
TRAINABLE_DTYPES = ("float32", "bfloat16")
COMPUTE_DTYPES = ("auto", "float32", "bfloat16")


@dataclass(frozen=True, slots=True)
class NumberField:
    """A number's range.

    Attributes:
        low: Smallest value.
        high: Largest value.
        unit: What it counts, for a person.
        above_low: Whether `low` itself is excluded.
    """

    low: float
    high: float
    unit: str
    above_low: bool = False

    def allows(self, value: float) -> bool:
        """Whether `value` is in the range; what is not a number never is."""
        return self.low <= value <= self.high and not (self.above_low and value == self.low)

    def words(self) -> str:
        """The range for a person."""
        low = f"above {self.low:g}" if self.above_low else f"{self.low:g}"
        return f"{low} to {self.high:g} {self.unit}".strip()


@dataclass(frozen=True, slots=True)
class ChoiceField:
    """A word out of several."""

    choices: tuple[str, ...]


# The outer bounds keep out slips of the keyboard and what the libraries refuse; `rules.advice`
# says what is wise within them.
NUMBERS: Mapping[str, NumberField] = {
    "epochs": NumberField(0, 1000, "passes over the rows", above_low=True),
    "learning_rate": NumberField(0, 1, "", above_low=True),
    "rank": NumberField(1, 512, ""),
    "alpha": NumberField(1, 4096, ""),
    "dropout": NumberField(0, 0.9, "of the inputs"),
    "micro_batch": NumberField(1, 1024, "rows"),
    "accumulation": NumberField(1, 4096, "micro-batches"),
    "minimum_steps": NumberField(0, 1_000_000, "optimizer steps"),
    "max_length": NumberField(16, 1_048_576, "tokens"),
    "warmup_fraction": NumberField(0, 1, "of the steps"),
    "weight_decay": NumberField(0, 1, ""),
    "max_grad_norm": NumberField(0, 1000, "(0 for no clipping)"),
    "save_steps": NumberField(1, 1_000_000, "optimizer steps"),
    "eval_steps": NumberField(0, 1_000_000, "optimizer steps (0 for never)"),
    "keep_checkpoints": NumberField(1, 1000, "checkpoints"),
    "seed": NumberField(0, 2**32 - 1, ""),
}
CHOICES: Mapping[str, ChoiceField] = {
    "method": ChoiceField(tuple(METHODS)),
    "scheduler": ChoiceField(SCHEDULERS),
    "optimizer": ChoiceField(OPTIMIZERS),
    "trainable_dtype": ChoiceField(TRAINABLE_DTYPES),
    "compute_dtype": ChoiceField(COMPUTE_DTYPES),
}
