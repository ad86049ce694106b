"""Memory of AdamW's two averages."""

from __future__ import annotations

from backend.message import Message
from backend.planning.component import Component
from backend.planning.request import CUDA, Basis

# Source: bitsandbytes 0.50, `optim/optimizer.py`: `min_8bit_size=4096`, `blocksize = 256` in
# `init_state`, and 1e5 elements in `get_state_buffer`, below which a state is not paged.
_SMALLEST_8BIT_ELEMENTS = 4096
_BLOCK = 256
_SMALLEST_PAGED_ELEMENTS = 100_000
_SOURCE = (
    "Dettmers et al. 2021 (arXiv 2110.02861), section 2; bitsandbytes 0.50, optim/optimizer.py; "
    "paged: Dettmers et al. 2023 (arXiv 2305.14314), section 3"
)


def optimizer(basis: Basis) -> Component:
    """Two averages per trained parameter: in its type, or in 8 bits with a constant per block.

    Paged averages count in full: they only leave the GPU when it runs short, and slow the step
    down then. That is why the least is lower.

    Source: see `_SOURCE`.
    """
    sizes = [tensor.elements for tensor in basis.terms.trainable]
    name = basis.recipe.optimizer
    if name == "adamw":
        size_bytes = sum(sizes) * 2 * basis.trainable_bytes
        return Component("optimizer", size_bytes, _plain(basis, sum(sizes)), _SOURCE,
                         size_bytes, size_bytes)  # fmt: skip
    size_bytes = sum(_state_bytes(elements) for elements in sizes)
    kept_bytes = size_bytes
    if name.startswith("paged") and basis.request.device_kind == CUDA:
        kept_bytes -= sum(2 * n for n in sizes if n >= _SMALLEST_PAGED_ELEMENTS)
    formula = Message(
        "planning.optimizer.8bit",
        "{large:,} parameters x 2 bytes + 8 bytes for each 256 of them; {small:,} in tensors of "
        "fewer than 4096 x 8 bytes",
        {
            "large": sum(n for n in sizes if n >= _SMALLEST_8BIT_ELEMENTS),
            "small": sum(n for n in sizes if n < _SMALLEST_8BIT_ELEMENTS),
        },
    )
    return Component("optimizer", size_bytes, formula, _SOURCE, kept_bytes, size_bytes)


def _state_bytes(elements: int) -> int:
    if elements < _SMALLEST_8BIT_ELEMENTS:
        return 8 * elements
    return 2 * elements + 2 * 4 * -(-elements // _BLOCK)


def _plain(basis: Basis, elements: int) -> Message:
    return Message(
        "planning.optimizer.plain",
        "{elements:,} trained parameters x 2 averages x {bytes} bytes",
        {"elements": elements, "bytes": basis.trainable_bytes},
    )
