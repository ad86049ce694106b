"""Memory of what the forward pass keeps for the backward pass.

Letters: B rows, T tokens per row, N = B x T, D width, F width of the feed-forward layer, H heads,
K heads of keys and values, d width of one head, R rank, L layers, c bytes of one element.

Source: read from transformers 5.23 `models/llama/modeling_llama.py`, peft 0.21
`tuners/lora/layer.py` and bitsandbytes 0.50 `autograd/_functions.py`, then held against the
bytes of live tensors in real models by `tests/integration/test_plan_activations.py`.
"""

from __future__ import annotations

from dataclasses import dataclass

from backend.models.facts import ModelFacts, ModuleRole
from backend.planning.request import EAGER, Basis

SOURCE = (
    "what each layer of transformers 5.23 and peft 0.21 keeps, counted in real models; "
    "checkpointing: Chen et al. 2016 (arXiv 1604.06174)"
)
# Families whose kept bytes were counted in real models and agree within DOUBT_FRACTION.
COUNTED_FAMILIES = frozenset(
    {"gemma", "gemma2", "gemma3_text", "granite", "llama", "mistral", "olmo2", "phi3", "qwen2",
     "qwen3", "stablelm"}
)  # fmt: skip
# Source: largest deviation in tests/integration/test_plan_activations.py, rounded up.
DOUBT_FRACTION = 0.15
# For all others. Source: GPT-2, whose activation function keeps all of its steps, needs three times
# as much, GPT-NeoX a sixth less; counted in the same way.
OTHER_DOUBT_FRACTIONS = (0.25, 2.0)
_OUTPUT_PROJECTIONS = ("o_proj", "out_proj", "c_proj", "dense")


@dataclass(frozen=True, slots=True)
class ActivationSizes:
    """Bytes by when they are needed.

    Attributes:
        kept_bytes: From the forward pass until the backward pass comes by.
        layer_bytes: What one layer keeps for its backward pass.
        working_bytes: While one layer's backward pass runs, besides what is kept; with
            checkpointing this holds the layer's recomputed activations.
    """

    kept_bytes: int
    layer_bytes: int
    working_bytes: int


def activation_sizes(basis: Basis) -> ActivationSizes:
    """Activations of one micro-batch."""
    layers = basis.facts.layers
    layer_bytes = _model_layer_bytes(basis) + _adapter_bytes(basis) // max(1, layers)
    passing_bytes = _passing_bytes(basis)
    # The last norm and the head's input remain in any case.
    ends_bytes = basis.tokens * basis.facts.width * (4 + basis.residual_bytes)
    if basis.recipe.checkpointing:
        kept_bytes = layers * basis.tokens * basis.facts.width * basis.residual_bytes
        working_bytes = layer_bytes + passing_bytes
    else:
        kept_bytes = layers * layer_bytes + _cast_weight_bytes(basis)
        working_bytes = passing_bytes
    return ActivationSizes(kept_bytes + ends_bytes + _mask_bytes(basis), layer_bytes, working_bytes)


def doubt_fractions(facts: ModelFacts) -> tuple[float, float]:
    """By which share activations may be smaller and larger than planned."""
    if facts.model_type in COUNTED_FAMILIES and not facts.experts:
        return (DOUBT_FRACTION, DOUBT_FRACTION)
    return OTHER_DOUBT_FRACTIONS


def _model_layer_bytes(basis: Basis) -> int:
    """What one layer of the frozen model keeps: norms in float32, attention, feed-forward."""
    facts, tokens, c = basis.facts, basis.tokens, basis.compute_bytes
    heads_width = facts.heads * facts.head_size
    keys_width = facts.key_value_heads * facts.head_size
    if basis.recipe.micro_batch > 1:
        # With padding there is a mask, and SDPA then takes keys and values repeated to all heads.
        keys_width = heads_width
    norms = 4 * tokens * _norm_width(facts)
    attention = c * tokens * (2 * heads_width + 2 * keys_width) + 4 * tokens * facts.heads
    if basis.request.attention == EAGER:
        attention += (4 + c) * _score_elements(basis)
    return norms + attention + c * tokens * _feed_forward_width(facts)


def _norm_width(facts: ModelFacts) -> int:
    """Elements per token that a layer's norms keep."""
    in_layers = sum(
        facts.width if tensor.shape[0] == facts.width else facts.heads * facts.head_size
        for tensor in facts.tensors
        if tensor.role is ModuleRole.NORM and tensor.name.endswith("weight")
    )
    # One norm comes after the last layer.
    return max(0, in_layers - facts.width) // max(1, facts.layers)


def _feed_forward_width(facts: ModelFacts) -> int:
    """Elements per token that a layer's feed-forward part keeps, apart from the adapter.

    Gated: the gate, its activation and the other branch. Without a gate: what goes into the
    activation function and what it keeps itself.
    """
    width = facts.feed_forward_width * max(1, facts.experts_per_token)
    return (3 if facts.feed_forward_gated else 2) * width


def _adapter_bytes(basis: Basis) -> int:
    """What the adapters of all layers keep.

    In mixed precision each adapted layer keeps a cast copy of its input. Where nothing is cast or
    dropped, layers with the same input share it, and the attention's output is kept anyway.
    """
    own = basis.terms.activation_elements_per_token
    if basis.trainable_bytes == basis.compute_bytes and basis.recipe.dropout == 0:
        own -= _shared_inputs(basis)
    return max(0, own) * basis.tokens * basis.compute_bytes


def _shared_inputs(basis: Basis) -> int:
    """Elements per token counted for adapters whose input another one keeps already."""
    seen: set[tuple[str, str]] = set()
    shared = 0
    for tensor in basis.terms.adapter:
        if ".lora_A." not in tensor.name:
            continue
        module = tensor.name.partition(".lora_A.")[0]
        block, _, name = module.rpartition(".")
        attention_output = tensor.role is ModuleRole.ATTENTION and name in _OUTPUT_PROJECTIONS
        place = (block, f"{tensor.shape[1]}")
        if attention_output or place in seen:
            shared += tensor.shape[1]
        else:
            seen.add(place)
    return shared


def _passing_bytes(basis: Basis) -> int:
    """Gradients on their way through one layer, and its largest weight unpacked.

    Source: counted in real models: 3 N F in mixed precision, where each branch has a cast copy, 1
    otherwise, and some 3 N D.
    """
    facts, c = basis.facts, basis.compute_bytes
    copies = 3 if basis.trainable_bytes != c else 1
    feed_forward = c * basis.tokens * facts.feed_forward_width * max(1, facts.experts_per_token)
    size_bytes = copies * feed_forward + 3 * c * basis.tokens * facts.width
    if basis.quantised:
        largest = max((t.elements for t in facts.tensors if t.linear), default=0)
        size_bytes += max(0, largest * c - feed_forward)
    if basis.request.attention == EAGER:
        # Gradients of scores and of their softmax, in float32.
        size_bytes += (8 + basis.residual_bytes - c) * _score_elements(basis)
    return size_bytes


def _cast_weight_bytes(basis: Basis) -> int:
    """Copies of the adapter in the compute type, which autocast keeps through the forward pass."""
    if basis.trainable_bytes == basis.compute_bytes:
        return 0
    return basis.compute_bytes * sum(tensor.elements for tensor in basis.terms.adapter)


def _mask_bytes(basis: Basis) -> int:
    """One mask for all layers, as yes or no and as numbers, when rows are padded."""
    if basis.recipe.micro_batch == 1:
        return 0
    return basis.tokens * basis.row_tokens * (1 + basis.compute_bytes)


def _score_elements(basis: Basis) -> int:
    return basis.tokens * basis.row_tokens * basis.facts.heads
