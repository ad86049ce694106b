"""QLoRA: LoRA over a base model whose linear layers are held in 4-bit NF4.

Source: Dettmers et al. 2023, "QLoRA: Efficient Finetuning of Quantized LLMs" (arXiv 2305.14314).
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


class Qlora:
    """LoRA over NF4 weights."""

    name = "qlora"
    title = "QLoRA"
    family = "re-parameterised"
    sentence = Message(
        "methods.qlora.sentence",
        "LoRA over a model packed into 4 bits: a 7B model can be trained in under 10 GB.",
    )

    def problems(self, facts: ModelFacts, recipe: Recipe) -> tuple[Message, ...]:
        """Target names that the model doesn't have."""
        return target_problems(facts, recipe)

    def memory_terms(self, facts: ModelFacts, recipe: Recipe) -> MemoryTerms:
        """Linear layers in NF4; embeddings, head and norms in the compute type."""
        adapter = adapter_tensors(facts, recipe)
        return MemoryTerms(
            linear_format=(
                WeightFormat.NF4_DOUBLE if recipe.double_quantisation else WeightFormat.NF4
            ),
            other_format=(
                WeightFormat.FLOAT32 if recipe.compute_dtype == "float32" else WeightFormat.BFLOAT16
            ),
            trainable=adapter,
            adapter=adapter,
            activation_elements_per_token=kept_elements_per_token(facts, recipe),
        )

    def quantisation(self, recipe: Recipe) -> BitsAndBytesConfig | None:
        """NF4 in blocks of 64 weights, its constants quantised again if the recipe says so."""
        from transformers import BitsAndBytesConfig

        from backend.models.device import compute_dtype, pick_device

        return BitsAndBytesConfig(
            load_in_4bit=True,
            bnb_4bit_quant_type="nf4",
            bnb_4bit_use_double_quant=recipe.double_quantisation,
            bnb_4bit_compute_dtype=compute_dtype(recipe.compute_dtype, pick_device()),
        )

    def apply(self, model: PreTrainedModel, recipe: Recipe) -> PreTrainedModel:
        """Puts A and B beside each targeted layer; B starts at zero, so nothing changes yet."""
        from backend.methods.low_rank import apply_low_rank

        _keep_differentiable(model)
        return apply_low_rank(model, recipe)


def _keep_differentiable(model: PreTrainedModel) -> None:
    """Keeps 4-bit layers in the one layout that has a gradient.

    On a CPU with AVX512-BF16, bitsandbytes repacks a layer at its first forward pass in evaluation
    mode, for good, into a layout that computes in bfloat16 and has no gradient: from the first
    measurement on, training would silently go wrong.

    Source: bitsandbytes 0.50.2, `nn/modules.py`, `Linear4bit.forward`.
    """
    from bitsandbytes.nn import Linear4bit

    for module in model.modules():
        if isinstance(module, Linear4bit):
            module.support_avx512bf16_for_cpu = False
