"""The recipe: every hyperparameter of a run, typed and frozen."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Recipe:
    """All that decides how a model is trained, apart from the model and the data.

    `backend.recipe.rules` validates one whole and says the range of each field.

    Attributes:
        method: Name in the registry of methods.
        epochs: Passes over the training rows, fractional allowed.
        learning_rate: Peak rate, reached after the warm-up.
        rank: Rank R of the low-rank matrices.
        alpha: Scale of the update is alpha / rank.
        dropout: Share of the adapter's inputs that are zeroed while training, 0 to 1.
        targets: `all-linear`, or module names joined by commas.
        double_quantisation: Quantise NF4's constants too.
        micro_batch: Rows per forward pass.
        accumulation: Micro-batches per optimizer step.
        minimum_steps: Optimizer steps that a run should have at least; on a small dataset the
            accumulation is lowered to reach it.
        max_length: Tokens per row; longer rows are left out and counted.
        scheduler: `cosine`, `linear` or `constant`, after the warm-up.
        warmup_fraction: Share of the steps over which the rate rises from 0.
        weight_decay: Decoupled weight decay.
        max_grad_norm: Gradients are clipped to this L2 norm.
        optimizer: `adamw`, `adamw_8bit` or `paged_adamw_8bit`.
        checkpointing: Recompute activations in the backward pass to save memory.
        trainable_dtype: `float32` or `bfloat16`, of the trained parameters.
        compute_dtype: `auto`, `float32` or `bfloat16`, of matrix products; auto takes bfloat16 on a
            GPU that has it and float32 on a CPU.
        save_steps: Optimizer steps between checkpoints.
        eval_steps: Optimizer steps between measurements of the validation split; 0 for none.
        keep_checkpoints: Checkpoints kept besides the best one.
        seed: Seed of the data order, the adapter's start and dropout.
    """

    method: str = "qlora"
    epochs: float = 3.0
    learning_rate: float = 2e-4
    rank: int = 16
    alpha: int = 32
    dropout: float = 0.0
    targets: str = "all-linear"
    double_quantisation: bool = True
    micro_batch: int = 1
    accumulation: int = 16
    minimum_steps: int = 60
    max_length: int = 2048
    scheduler: str = "cosine"
    warmup_fraction: float = 0.05
    weight_decay: float = 0.0
    max_grad_norm: float = 1.0
    optimizer: str = "paged_adamw_8bit"
    checkpointing: bool = True
    trainable_dtype: str = "float32"
    compute_dtype: str = "auto"
    save_steps: int = 50
    eval_steps: int = 50
    keep_checkpoints: int = 2
    seed: int = 42
