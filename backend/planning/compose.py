"""Puts the eight components together at the moment of the peak.

Memory peaks in one of two moments of a micro-batch: in the loss, when the activations of the whole
model are kept, or in the backward pass of the last layer, when the loss's memory is free again. The
plan shows the components of the higher one, so that they add up to the total.
"""

from __future__ import annotations

from backend.message import Message, Value
from backend.planning.activations import SOURCE as ACTIVATION_SOURCE
from backend.planning.activations import ActivationSizes, activation_sizes, doubt_fractions
from backend.planning.adapter import adapter
from backend.planning.component import Component
from backend.planning.constants import quantization_constants
from backend.planning.gradients import gradients
from backend.planning.loss import LossSize, loss_size
from backend.planning.memory_plan import MemoryPlan
from backend.planning.optimizer import optimizer
from backend.planning.request import Basis, PlanRequest, basis_of
from backend.planning.rule_of_thumb import rule_of_thumb_bytes, why_it_differs
from backend.planning.runtime import runtime
from backend.planning.weights import weights


def plan_without_advice(request: PlanRequest) -> MemoryPlan:
    """The plan alone."""
    basis = basis_of(request)
    components = _components(basis)
    total_bytes = sum(component.bytes for component in components)
    trained = sum(tensor.elements for tensor in basis.terms.trainable)
    rule_bytes = rule_of_thumb_bytes(basis.facts, basis.terms.linear_format)
    return MemoryPlan(
        total_bytes=total_bytes,
        components=components,
        rule_of_thumb_bytes=rule_bytes,
        rule_of_thumb_reason=why_it_differs(
            trained / max(1, basis.facts.parameters), rule_bytes, total_bytes
        ),
        trainable_parameters=trained,
        total_parameters=basis.facts.parameters,
        device_bytes=request.device_bytes,
        other_bytes=request.other_bytes,
        device_kind=request.device_kind,
        fits=total_bytes <= request.device_bytes - request.other_bytes,
        interval_bytes=(
            sum(component.low_bytes for component in components),
            sum(component.high_bytes for component in components),
        ),
        advice=(),
        stack=request.stack,
    )


def _components(basis: Basis) -> tuple[Component, ...]:
    activations = activation_sizes(basis)
    loss = loss_size(basis)
    in_loss = loss.bytes >= activations.working_bytes
    dynamic_bytes = activations.kept_bytes + max(loss.bytes, activations.working_bytes)
    return (
        weights(basis),
        quantization_constants(basis),
        adapter(basis),
        gradients(basis),
        optimizer(basis),
        _activations(basis, activations, in_loss=in_loss),
        _loss(loss, activations, in_loss=in_loss),
        runtime(basis, dynamic_bytes),
    )


def _activations(basis: Basis, sizes: ActivationSizes, *, in_loss: bool) -> Component:
    size_bytes = sizes.kept_bytes + (0 if in_loss else sizes.working_bytes)
    values: dict[str, Value] = {
        "layers": basis.facts.layers,
        "tokens": basis.tokens,
        "width": basis.facts.width,
        "bytes": basis.residual_bytes,
        "kept": sizes.kept_bytes,
        "layer": sizes.layer_bytes,
        "working": 0 if in_loss else sizes.working_bytes,
    }
    if basis.recipe.checkpointing:
        formula = Message(
            "planning.activations.checkpointing",
            "kept {kept:,} (one input per layer: {layers} layers x {tokens:,} tokens x {width:,} x "
            "{bytes:,} bytes, and the ends) + {working:,} for the layer whose backward pass runs",
            values,
        )
    else:
        formula = Message(
            "planning.activations.all",
            "{layers} layers x {layer:,} bytes for {tokens:,} tokens + {working:,} for the "
            "layer whose backward pass runs",
            values,
        )
    less, more = doubt_fractions(basis.facts)
    return Component(
        name="activations",
        bytes=size_bytes,
        formula=formula,
        source=ACTIVATION_SOURCE,
        low_bytes=int((1 - less) * size_bytes),
        high_bytes=int((1 + more) * size_bytes),
    )


def _loss(loss: LossSize, activations: ActivationSizes, *, in_loss: bool) -> Component:
    if in_loss:
        low_bytes = max(loss.low_bytes, min(loss.bytes, activations.working_bytes))
        return Component("loss", loss.bytes, loss.formula, loss.source, low_bytes, loss.bytes)
    formula = Message(
        "planning.loss.freed",
        "{bytes:,} bytes a moment before the peak, free again when a layer's backward pass "
        "takes more",
        {"bytes": loss.bytes},
    )
    return Component("loss", 0, formula, loss.source, 0, 0)
