"""The rule that is quoted everywhere: parameters x bytes x 4; shown beside the plan."""

from __future__ import annotations

from backend.message import Message
from backend.methods.base import WeightFormat
from backend.models.facts import ModelFacts

_FORMAT_BYTES = {
    WeightFormat.FLOAT32: 4.0,
    WeightFormat.BFLOAT16: 2.0,
    WeightFormat.INT8: 1.0,
    WeightFormat.NF4: 0.5,
    WeightFormat.NF4_DOUBLE: 0.5,
}


def rule_of_thumb_bytes(facts: ModelFacts, weight_format: WeightFormat) -> int:
    """Parameters x bytes per weight x 4.

    Source: common rule for full fine-tuning: weights, gradients and two optimizer averages, each as
    large as the weights.
    """
    return int(facts.parameters * _FORMAT_BYTES[weight_format] * 4)


def why_it_differs(trained_fraction: float, rule_bytes: int, plan_bytes: int) -> Message:
    """In one sentence, why plan and rule don't agree.

    Args:
        trained_fraction: Share of the parameters that are trained, 0 to 1.
        rule_bytes: What the rule says.
        plan_bytes: What the plan says.
    """
    if trained_fraction >= 1:
        return Message(
            "planning.rule.full",
            "The rule counts weights, gradients and two averages alike; the plan counts each in "
            "its own type and adds what grows with the rows' length.",
        )
    values = {"percent": round(100 * trained_fraction, 2)}
    if plan_bytes < rule_bytes:
        return Message(
            "planning.rule.above",
            "The rule counts gradients and averages for every parameter; here only {percent} % are "
            "trained.",
            values,
        )
    return Message(
        "planning.rule.below",
        "The rule knows neither libraries nor the rows' length, which weigh more here than the "
        "{percent} % of the parameters that are trained.",
        values,
    )
