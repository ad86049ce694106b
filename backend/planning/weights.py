"""Memory of the model's own weights."""

from __future__ import annotations

from backend.message import Message, Value
from backend.methods.base import WeightFormat
from backend.planning.component import Component, exact
from backend.planning.request import Basis, format_bytes

_SOURCE = (
    "Two 4-bit weights share a byte: Dettmers et al. 2023 (arXiv 2305.14314), section 3; "
    "which layers: transformers 5.23, integrations/bitsandbytes.py"
)


def weights(basis: Basis) -> Component:
    """Linear layers in the method's format, everything else in 16 or 32 bits.

    Fused expert tensors are not linear layers for bitsandbytes and stay unquantised.

    Source: see `_SOURCE`.
    """
    tensors = basis.facts.tensors
    linear = [tensor.elements for tensor in tensors if tensor.linear]
    others = sum(tensor.elements for tensor in tensors if not tensor.linear)
    kind = basis.terms.linear_format
    if kind in {WeightFormat.NF4, WeightFormat.NF4_DOUBLE}:
        linear_bytes = sum((elements + 1) // 2 for elements in linear)
    else:
        linear_bytes = sum(linear) * format_bytes(kind)
    size_bytes = linear_bytes + others * basis.other_weight_bytes
    return exact("weights", size_bytes, _formula(basis, sum(linear), others), _SOURCE)


def _formula(basis: Basis, linear: int, others: int) -> Message:
    values: dict[str, Value] = {
        "linear": linear,
        "format": str(basis.terms.linear_format),
        "others": others,
        "other_bytes": basis.other_weight_bytes,
        "fused": sum(t.elements for t in basis.facts.tensors if len(t.shape) > 2),
    }
    if values["fused"] and basis.quantised:
        return Message(
            "planning.weights.experts",
            "{linear:,} weights of linear layers as {format} + {others:,} others x {other_bytes} "
            "bytes, of which {fused:,} belong to experts that can't be quantised",
            values,
        )
    return Message(
        "planning.weights",
        "{linear:,} weights of linear layers as {format} + {others:,} others x {other_bytes} bytes",
        values,
    )
