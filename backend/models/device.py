"""Where a model computes, and in which type. Imports torch; only workers import this."""

from __future__ import annotations

import torch


def pick_device() -> str:
    """`cuda:0` where there is a GPU that torch can use, else `cpu`."""
    return "cuda:0" if torch.cuda.is_available() else "cpu"


def compute_dtype(name: str, device: str) -> torch.dtype:
    """The type of matrix products.

    Args:
        name: `auto`, `float32` or `bfloat16`. Auto is bfloat16 on a GPU that computes in it and
            float32 elsewhere: CPUs without matrix units emulate bfloat16, slowly.
        device: `cpu` or `cuda:0`.
    """
    if name == "auto":
        fast = device != "cpu" and torch.cuda.is_bf16_supported(including_emulation=False)
        return torch.bfloat16 if fast else torch.float32
    return torch.float32 if name == "float32" else torch.bfloat16
