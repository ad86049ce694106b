"""Memory of the gradients."""

from __future__ import annotations

from backend.message import Message
from backend.planning.component import Component, exact
from backend.planning.request import Basis

_SOURCE = (
    "Rajbhandari et al. 2020 (arXiv 1910.02054), section 3.1: one gradient for each trained "
    "parameter, in its type"
)


def gradients(basis: Basis) -> Component:
    """One number per trained parameter; with accumulation they live through the whole step.

    Source: see `_SOURCE`.
    """
    elements = sum(tensor.elements for tensor in basis.terms.trainable)
    formula = Message(
        "planning.gradients",
        "{elements:,} trained parameters x {bytes} bytes",
        {"elements": elements, "bytes": basis.trainable_bytes},
    )
    return exact("gradients", elements * basis.trainable_bytes, formula, _SOURCE)
