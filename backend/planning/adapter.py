"""Memory of the adapter's own parameters."""

from __future__ import annotations

from backend.message import Message
from backend.planning.component import Component, exact
from backend.planning.request import Basis

_SOURCE = "Hu et al. 2021 (arXiv 2106.09685), section 4.1: A is R x in, B is out x R"


def adapter(basis: Basis) -> Component:
    """What the method adds to the model, in the type that it is trained in.

    Source: see `_SOURCE`.
    """
    elements = sum(tensor.elements for tensor in basis.terms.adapter)
    formula = Message(
        "planning.adapter",
        "{elements:,} parameters of the adapter x {bytes} bytes",
        {"elements": elements, "bytes": basis.trainable_bytes},
    )
    return exact("adapter", elements * basis.trainable_bytes, formula, _SOURCE)
