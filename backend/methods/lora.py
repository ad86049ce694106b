"""LoRA: low-rank matrices beside the frozen linear layers of a 16- or 32-bit model.

Source: Hu et al. 2021, "LoRA: Low-Rank Adaptation of Large Language Models" (arXiv 2106.09685).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend.message import Message
from backend.methods.base import MemoryTerms, WeightFormat
from backend.methods.low_rank import adapter_tensors, kept_elements_per_token, target_problems

if TYPE_CHECKING:
    from transformers import BitsAndBytesConfig, PreTrainedModel

    from backend.models.facts import ModelFacts
    from backend.recipe.recipe import Recipe


class Lora:
    """LoRA over unquantised weights."""

    name = "lora"
    title = "LoRA"
    family = "re-parameterised"
    sentence = Message(
        "methods.lora.sentence",
        "Trains two thin matrices beside each linear layer and leaves the model's own weights "
        "untouched, in full precision.",
    )

    def problems(self, facts: ModelFacts, recipe: Recipe) -> tuple[Message, ...]:
        """Target names that the model doesn't have."""
        return target_problems(facts, recipe)

    def memory_terms(self, facts: ModelFacts, recipe: Recipe) -> MemoryTerms:
        """The adapter is all that is trained; the model is held in the compute type."""
        adapter = adapter_tensors(facts, recipe)
        weights = (
            WeightFormat.FLOAT32 if recipe.compute_dtype == "float32" else WeightFormat.BFLOAT16
        )
        return MemoryTerms(
            linear_format=weights,
            other_format=weights,
            trainable=adapter,
            adapter=adapter,
            activation_elements_per_token=kept_elements_per_token(facts, recipe),
        )

    def quantisation(self, recipe: Recipe) -> BitsAndBytesConfig | None:
        """None: the weights stay as they are."""
        return None

    def apply(self, model: PreTrainedModel, recipe: Recipe) -> PreTrainedModel:
        """Puts A and B beside each targeted layer; B starts at zero, so nothing changes yet."""
        from backend.methods.low_rank import apply_low_rank

        return apply_low_rank(model, recipe)
