"""What every training method can say and do; one file in this folder implements one method."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from backend.message import Message
from backend.models.facts import ModelFacts, TensorFacts

if TYPE_CHECKING:
    from transformers import BitsAndBytesConfig, PreTrainedModel

    from backend.recipe.recipe import Recipe


class WeightFormat(StrEnum):
    """How the frozen linear layers' weights are held in memory."""

    FLOAT32 = "float32"
    BFLOAT16 = "bfloat16"
    INT8 = "int8"
    NF4 = "nf4"
    NF4_DOUBLE = "nf4_double"


@dataclass(frozen=True, slots=True)
class MemoryTerms:
    """What a method means for memory; the planner turns it into bytes.

    Attributes:
        linear_format: How the linear layers' weights are held.
        other_format: How embeddings, head and norms are held.
        trainable: Tensors that get a gradient and an optimizer state (an adapter's own tensors, or
            the model's).
        adapter: The part of `trainable` that comes on top of the model's own parameters.
        activation_elements_per_token: Elements that the method itself keeps for the backward pass,
            per token of the micro-batch and summed over the layers.
    """

    linear_format: WeightFormat
    other_format: WeightFormat
    trainable: tuple[TensorFacts, ...]
    adapter: tuple[TensorFacts, ...]
    activation_elements_per_token: int


class Method(Protocol):
    """A way of fine-tuning."""

    name: str
    title: str
    family: str
    sentence: Message

    def problems(self, facts: ModelFacts, recipe: Recipe) -> tuple[Message, ...]:
        """Why this method can't work with this model and recipe; empty when it can."""
        ...

    def memory_terms(self, facts: ModelFacts, recipe: Recipe) -> MemoryTerms:
        """The method's share in the memory plan. Pure; imports no torch."""
        ...

    def quantisation(self, recipe: Recipe) -> BitsAndBytesConfig | None:
        """How the base model's weights are to be loaded; None for full precision."""
        ...

    def apply(self, model: PreTrainedModel, recipe: Recipe) -> PreTrainedModel:
        """Puts the method's trainable parameters into `model` and freezes the rest."""
        ...
