"""What a memory plan is asked for, and the numbers that all of its components share."""

from __future__ import annotations

from dataclasses import dataclass, replace

from backend.hardware.machine import Machine
from backend.methods.base import MemoryTerms, WeightFormat
from backend.methods.registry import METHODS
from backend.models.facts import ModelFacts
from backend.recipe.recipe import Recipe

CUDA = "cuda"
CPU = "cpu"
TRL = "trl"
CLASSIC = "classic"
SDPA = "sdpa"
EAGER = "eager"

_TYPE_BYTES = {"float32": 4, "bfloat16": 2}
# Models that have no SDPA and are loaded with eager attention. Source: transformers 5.23, the class
# attribute `_supports_sdpa`, which a test compares.
WITHOUT_SDPA = frozenset({"gemma2"})
QUANTISED = frozenset({WeightFormat.INT8, WeightFormat.NF4, WeightFormat.NF4_DOUBLE})


@dataclass(frozen=True, slots=True)
class PlanRequest:
    """The question: does this fit?

    Attributes:
        facts: The model's shapes.
        recipe: What would be trained, and how.
        device_bytes: Memory of the GPU, or the machine's.
        device_kind: `cuda` or `cpu`.
        stack: `trl` as this program trains, or `classic`: embeddings, head and norms raised to
            float32 and all logits held at once, as older programs do.
        other_bytes: Memory that other programs are using on that device.
        longest_row_tokens: Longest row there is; None when unknown, so that `max_length` counts.
        attention: `sdpa` or `eager`; this program trains with the first.
        float32_file: Whether weights are stored in float32: on a CPU the file stays mapped then,
            and what was read of it counts as resident, though the system can take it back.
        terms: The method's terms; None asks the method that the recipe names.
    """

    facts: ModelFacts
    recipe: Recipe
    device_bytes: int
    device_kind: str
    stack: str = TRL
    other_bytes: int = 0
    longest_row_tokens: int | None = None
    attention: str = SDPA
    float32_file: bool = False
    terms: MemoryTerms | None = None


@dataclass(frozen=True, slots=True)
class Basis:
    """A request with everything that follows from it directly.

    Attributes:
        request: As asked.
        terms: What the method means for memory.
        row_tokens: Tokens per row, T.
        tokens: Tokens per micro-batch, N = B x T, padding included.
        compute_bytes: Bytes of one element in matrix products.
        trainable_bytes: Bytes of one trained parameter.
        residual_bytes: Bytes of one element of the hidden states between layers.
        other_weight_bytes: Bytes of one parameter outside the linear layers.
    """

    request: PlanRequest
    terms: MemoryTerms
    row_tokens: int
    tokens: int
    compute_bytes: int
    trainable_bytes: int
    residual_bytes: int
    other_weight_bytes: int

    @property
    def facts(self) -> ModelFacts:
        """The model's shapes."""
        return self.request.facts

    @property
    def recipe(self) -> Recipe:
        """What would be trained."""
        return self.request.recipe

    @property
    def quantised(self) -> bool:
        """Whether the linear layers' weights are held in fewer than 16 bits."""
        return self.terms.linear_format in QUANTISED


def request_for(
    facts: ModelFacts,
    recipe: Recipe,
    machine: Machine,
    *,
    longest_row_tokens: int | None = None,
) -> PlanRequest:
    """The question for this machine: its first GPU, or its memory when there is none.

    A GPU without bfloat16 computes in float32, as when the model is loaded.
    Source: NVIDIA CUDA C++ Programming Guide, "Compute Capabilities": bfloat16 from 8.0 on.
    """
    if not machine.gpus:
        used_bytes = machine.ram_total_bytes - machine.ram_available_bytes
        return PlanRequest(
            facts,
            recipe,
            machine.ram_total_bytes,
            CPU,
            other_bytes=used_bytes,
            longest_row_tokens=longest_row_tokens,
        )
    gpu = machine.gpus[0]
    if recipe.compute_dtype == "auto" and gpu.compute_capability.partition(".")[0] in set("34567"):
        recipe = replace(recipe, compute_dtype="float32")
    return PlanRequest(
        facts,
        recipe,
        gpu.total_bytes,
        CUDA,
        other_bytes=gpu.used_bytes,
        longest_row_tokens=longest_row_tokens,
    )


def basis_of(request: PlanRequest) -> Basis:
    """Resolves types and lengths.

    With 4- or 8-bit weights the classic stack raises all other parameters to float32.
    Source: peft 0.21, `peft/utils/other.py`, `prepare_model_for_kbit_training`.
    """
    recipe = resolve_compute_type(request.recipe, request.device_kind)
    facts = request.facts
    terms = request.terms or METHODS[recipe.method].memory_terms(facts, recipe)
    row_tokens = min(recipe.max_length, facts.max_positions or recipe.max_length)
    if request.longest_row_tokens is not None:
        row_tokens = min(row_tokens, request.longest_row_tokens)
    raised = request.stack == CLASSIC and terms.linear_format in QUANTISED
    compute_bytes = _TYPE_BYTES[recipe.compute_dtype]
    return Basis(
        request=replace(
            request,
            recipe=recipe,
            attention=EAGER if facts.model_type in WITHOUT_SDPA else request.attention,
        ),
        terms=terms,
        row_tokens=row_tokens,
        tokens=recipe.micro_batch * row_tokens,
        compute_bytes=compute_bytes,
        trainable_bytes=_TYPE_BYTES[recipe.trainable_dtype],
        residual_bytes=4 if raised else compute_bytes,
        other_weight_bytes=4 if raised else format_bytes(terms.other_format),
    )


def resolve_compute_type(recipe: Recipe, device_kind: str) -> Recipe:
    """`auto` is bfloat16 on a GPU and float32 on a CPU, as when the model is loaded."""
    if recipe.compute_dtype != "auto":
        return recipe
    return replace(recipe, compute_dtype="bfloat16" if device_kind == CUDA else "float32")


def format_bytes(weight_format: WeightFormat) -> int:
    """Bytes per weight of a format that needs whole bytes."""
    return {
        WeightFormat.FLOAT32: 4,
        WeightFormat.BFLOAT16: 2,
        WeightFormat.INT8: 1,
    }[weight_format]
