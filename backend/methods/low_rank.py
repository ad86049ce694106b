"""What the methods with low-rank matrices have in common."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from backend.message import Message
from backend.models.facts import ModelFacts, ModuleRole, TensorFacts
from backend.recipe.recipe import Recipe

if TYPE_CHECKING:
    from transformers import PreTrainedModel

ALL_LINEAR = "all-linear"


def target_names(recipe: Recipe) -> tuple[str, ...]:
    """The module names that the recipe targets; empty when it targets all linear layers."""
    if recipe.targets.strip() == ALL_LINEAR:
        return ()
    return tuple(name.strip() for name in recipe.targets.split(",") if name.strip())


def targeted_layers(facts: ModelFacts, recipe: Recipe) -> tuple[TensorFacts, ...]:
    """Weights of the linear layers that get an adapter; the head never does."""
    names = target_names(recipe)
    return tuple(
        tensor
        for tensor in facts.tensors
        if tensor.linear
        and tensor.role is not ModuleRole.HEAD
        and len(tensor.shape) == 2
        and (not names or _module_name(tensor) in names)
    )


def target_problems(facts: ModelFacts, recipe: Recipe) -> tuple[Message, ...]:
    """Names among the recipe's targets that the model has no linear layer for."""
    known = sorted({_module_name(tensor) for tensor in facts.tensors if tensor.linear})
    unknown = [name for name in target_names(recipe) if name not in known]
    found = tuple(_unknown_target(name, known, facts) for name in unknown)
    if not found and not targeted_layers(facts, recipe):
        return (
            Message(
                "methods.targets.none",
                "{model} has no linear layer that could get an adapter.",
                {"model": facts.name},
            ),
        )
    return found


def adapter_tensors(facts: ModelFacts, recipe: Recipe) -> tuple[TensorFacts, ...]:
    """A (R, in) and B (out, R) of each targeted layer.

    Source: Hu et al. 2021 (arXiv 2106.09685), section 4.1; names as peft 0.21 gives them.
    """
    tensors: list[TensorFacts] = []
    for layer in targeted_layers(facts, recipe):
        out_features, in_features = layer.shape
        module = layer.name.removesuffix(".weight")
        a_shape = (recipe.rank, in_features)
        b_shape = (out_features, recipe.rank)
        tensors.append(TensorFacts(f"{module}.lora_A.weight", a_shape, layer.role, True))
        tensors.append(TensorFacts(f"{module}.lora_B.weight", b_shape, layer.role, True))
    return tuple(tensors)


def kept_elements_per_token(facts: ModelFacts, recipe: Recipe) -> int:
    """Elements that the adapters keep per token for their backward pass.

    The gradient of A needs the layer's input, in the adapter's own type and so as a copy of its
    own, and that of B needs A's output; dropout keeps a scaled copy and its mask besides.

    Source: peft 0.21, `peft/tuners/lora/layer.py`, `Linear.forward` (casts its input, then
    dropout, A, B).
    """
    copies = 1 if recipe.dropout == 0 else 3
    return sum(copies * layer.shape[1] + recipe.rank for layer in targeted_layers(facts, recipe))


def apply_low_rank(model: PreTrainedModel, recipe: Recipe) -> PreTrainedModel:
    """Wraps `model` with peft's LoRA, its parameters in exactly the recipe's type."""
    from peft import LoraConfig, get_peft_model

    from backend.methods.precision import cast_trainable

    config = LoraConfig(
        task_type="CAUSAL_LM",
        r=recipe.rank,
        lora_alpha=recipe.alpha,
        lora_dropout=recipe.dropout,
        target_modules=list(target_names(recipe)) or ALL_LINEAR,
        bias="none",
    )
    adapted = get_peft_model(model, config)
    cast_trainable(adapted, recipe.trainable_dtype)
    return adapted


def _module_name(tensor: TensorFacts) -> str:
    return tensor.name.removesuffix(".weight").rpartition(".")[2]


def _unknown_target(name: str, known: list[str], facts: ModelFacts) -> Message:
    nearest = difflib.get_close_matches(name, known, n=1)
    return Message(
        "methods.targets.unknown",
        "{model} has no linear layer named {name}; {hint}",
        {
            "model": facts.name,
            "name": name,
            "hint": f"did you mean {nearest[0]}?" if nearest else f"it has {', '.join(known)}.",
        },
    )
