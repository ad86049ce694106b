"""Memory of the constants that turn quantised weights back into numbers."""

from __future__ import annotations

from backend.message import Message
from backend.methods.base import WeightFormat
from backend.models.facts import TensorFacts
from backend.planning.component import Component, exact
from backend.planning.request import Basis

# Source: Dettmers et al. 2023 (arXiv 2305.14314), section 3, "Double Quantization": blocks of 64
# weights, and of 256 first-level constants; bitsandbytes 0.50, `functional.quantize_4bit`.
_WEIGHT_BLOCK = 64
_CONSTANT_BLOCK = 256
_SOURCE = "Dettmers et al. 2023 (arXiv 2305.14314), section 3, Double Quantization"
_INT8_SOURCE = "Dettmers et al. 2022 (arXiv 2208.07339), section 3.1: one constant per output row"


def quantization_constants(basis: Basis) -> Component:
    """One constant per block of weights, perhaps quantised again.

    Source: see `_SOURCE`, and `_INT8_SOURCE` for 8-bit weights.
    """
    kind = basis.terms.linear_format
    linear = [tensor for tensor in basis.facts.tensors if tensor.linear]
    if kind is WeightFormat.INT8:
        rows = sum(tensor.shape[0] for tensor in linear)
        formula = Message("planning.constants.int8", "{rows:,} rows x 4 bytes", {"rows": rows})
        return exact("quantization_constants", 4 * rows, formula, _INT8_SOURCE)
    if kind not in {WeightFormat.NF4, WeightFormat.NF4_DOUBLE}:
        formula = Message("planning.constants.none", "the weights are not quantised")
        return exact("quantization_constants", 0, formula, _SOURCE)
    blocks = [_parts(tensor.elements, _WEIGHT_BLOCK) for tensor in linear]
    if kind is WeightFormat.NF4:
        formula = Message(
            "planning.constants.nf4", "{blocks:,} blocks of 64 weights x 4 bytes",
            {"blocks": sum(blocks)},
        )  # fmt: skip
        return exact("quantization_constants", 4 * sum(blocks), formula, _SOURCE)
    return exact(
        "quantization_constants",
        sum(_double_bytes(count) for count in blocks),
        _double_formula(linear, blocks),
        _SOURCE,
    )


def _double_bytes(blocks: int) -> int:
    """An 8-bit constant per block, a float32 per 256 of them, and their mean once per tensor."""
    return blocks + 4 * _parts(blocks, _CONSTANT_BLOCK) + 4


def _double_formula(linear: list[TensorFacts], blocks: list[int]) -> Message:
    return Message(
        "planning.constants.nf4_double",
        "{blocks:,} blocks of 64 weights x 1 byte + 4 bytes for each 256 of them + {tensors} x 4",
        {"blocks": sum(blocks), "tensors": len(linear)},
    )


def _parts(count: int, size: int) -> int:
    return -(-count // size)
