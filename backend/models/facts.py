"""What the planner and the methods know of a model: shapes, without weights and without torch."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ModuleRole(StrEnum):
    """What a parameter tensor does."""

    EMBEDDING = "embedding"
    HEAD = "head"
    ATTENTION = "attention"
    FEED_FORWARD = "feed_forward"
    NORM = "norm"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class TensorFacts:
    """One parameter tensor of the model.

    Attributes:
        name: Qualified name, such as `model.layers.0.self_attn.q_proj.weight`.
        shape: Its dimensions; a linear layer's is (out features, in features).
        role: What it does.
        linear: Whether it is the weight of a linear layer that bitsandbytes quantises (the head and
            fused expert tensors are not).
    """

    name: str
    shape: tuple[int, ...]
    role: ModuleRole
    linear: bool

    @property
    def elements(self) -> int:
        """Number of parameters in it."""
        product = 1
        for size in self.shape:
            product *= size
        return product


@dataclass(frozen=True, slots=True)
class ModelFacts:
    """Everything that memory and method checks need to know of a model.

    Attributes:
        name: For a person.
        architecture: Class name, such as `LlamaForCausalLM`.
        model_type: The config's `model_type`.
        layers: Number of transformer blocks.
        width: Hidden size D.
        heads: Attention heads H.
        key_value_heads: Heads of keys and values (fewer than H with grouped-query attention).
        head_size: Width of one head.
        feed_forward_width: Width of the feed-forward layer; of one expert where there are experts.
        feed_forward_gated: Whether it has a gate (three matrices in place of two).
        vocabulary: V, as the embedding has it.
        max_positions: Longest sequence that the model was made for, in tokens.
        sliding_window: Tokens that a layer looks back at most; None when all.
        tied_embeddings: Whether head and embedding are one tensor.
        experts: Experts per block; 0 for a dense model.
        experts_per_token: Experts that each token passes through; 0 for a dense model.
        tensors: Every parameter tensor once (a tied head not again).
    """

    name: str
    architecture: str
    model_type: str
    layers: int
    width: int
    heads: int
    key_value_heads: int
    head_size: int
    feed_forward_width: int
    feed_forward_gated: bool
    vocabulary: int
    max_positions: int
    sliding_window: int | None
    tied_embeddings: bool
    experts: int
    experts_per_token: int
    tensors: tuple[TensorFacts, ...]

    @property
    def parameters(self) -> int:
        """Parameters in all, tied tensors counted once."""
        return sum(tensor.elements for tensor in self.tensors)
