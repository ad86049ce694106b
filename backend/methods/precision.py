"""The type of the trained parameters, set and checked. Only workers import this."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch

from backend.message import fault

if TYPE_CHECKING:
    from torch.nn import Module

_DTYPES = {"float32": torch.float32, "bfloat16": torch.bfloat16}


def cast_trainable(model: Module, name: str) -> None:
    """Brings every trained parameter of `model` to the type called `name`, in place."""
    for parameter in model.parameters():
        if parameter.requires_grad:
            parameter.data = parameter.data.to(_DTYPES[name])


def check_trainable(model: Module, name: str) -> None:
    """Makes sure that the trained parameters have the recipe's type.

    TRL casts quantised models' adapters to bfloat16 and a resume loads them in float32, so that
    the losses silently differ from the first resumed step on; this must never come back.

    Raises:
        TunedeskError: One has another type.
    """
    for key, parameter in model.named_parameters():
        if parameter.requires_grad and parameter.dtype is not _DTYPES[name]:
            raise fault(
                "training.trainable_dtype",
                "{parameter} is trained in {found} where the recipe says {asked}.",
                "This is a fault of the program: please report it with the run's worker.log.",
                parameter=key,
                found=str(parameter.dtype).removeprefix("torch."),
                asked=name,
            )
