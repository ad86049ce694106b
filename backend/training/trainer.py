"""TRL's SFTTrainer, told what we know better and watched at each micro-batch."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch
from trl import SFTConfig, SFTTrainer

from backend.methods.precision import cast_trainable, check_trainable
from backend.models.device import compute_dtype
from backend.models.encoding import Encoded
from backend.recipe.recipe import Recipe
from backend.recipe.schedule import Schedule
from backend.training.snapshot import load_adapter

if TYPE_CHECKING:
    from peft import PeftModel
    from transformers import PreTrainedTokenizerBase

_SCHEDULERS = {"cosine": "cosine", "linear": "linear", "constant": "constant_with_warmup"}
_OPTIMIZERS = {
    "adamw": "adamw_torch",
    "adamw_8bit": "adamw_8bit",
    "paged_adamw_8bit": "paged_adamw_8bit",
}


class AnswerTrainer(SFTTrainer):  # type: ignore[misc]  # trl comes without types
    """Trains on rows that are already tokens and labels."""

    def __init__(
        self,
        model: PeftModel,
        tokenizer: PreTrainedTokenizerBase,
        rows: tuple[Encoded, ...],
        recipe: Recipe,
        arguments: SFTConfig,
    ) -> None:
        """Sets TRL up; its cast of quantised models' adapters to bfloat16 is undone."""
        from datasets import Dataset

        dataset = Dataset.from_dict(
            {
                "input_ids": [list(row.input_ids) for row in rows],
                "labels": [list(row.labels) for row in rows],
            }
        )
        kept = {
            name: parameter.detach().clone()
            for name, parameter in model.named_parameters()
            if parameter.requires_grad
        }
        super().__init__(
            model=model, args=arguments, train_dataset=dataset, processing_class=tokenizer
        )
        for name, parameter in model.named_parameters():
            if name in kept:
                parameter.data = kept[name]
        cast_trainable(model, recipe.trainable_dtype)
        check_trainable(model, recipe.trainable_dtype)
        self.recipe = recipe
        self.before_micro_batch: Callable[[], None] = lambda: None
        self.after_micro_batch: Callable[[torch.Tensor, dict[str, Any]], None] = (
            lambda loss, inputs: None
        )

    def training_step(
        self,
        model: torch.nn.Module,
        inputs: dict[str, Any],
        num_items_in_batch: torch.Tensor | int | None = None,
    ) -> torch.Tensor:
        """One micro-batch: forward and backward."""
        self.before_micro_batch()
        # TRL adds to `inputs` and the Trainer drops them, so what is measured is kept beside.
        watched = dict(inputs)
        loss: torch.Tensor = super().training_step(model, inputs, num_items_in_batch)
        self.after_micro_batch(loss, watched)
        return loss

    def _load_from_checkpoint(
        self, resume_from_checkpoint: str, model: torch.nn.Module | None = None
    ) -> None:
        """Loads the adapter in the type that it is trained in; the Trainer's would alter it."""
        load_adapter(self.model, Path(resume_from_checkpoint), self.recipe.trainable_dtype)


def trainer_arguments(recipe: Recipe, schedule: Schedule, device: str, scratch: Path) -> SFTConfig:
    """The recipe in TRL's words. Logging, measuring and saving are done by `TrainingLoop`.

    Args:
        recipe: Valid.
        schedule: Made from it and the rows.
        device: `cpu` or `cuda:0`.
        scratch: A folder of ours; nothing is written there, but the Trainer wants one.
    """
    on_cpu = device == "cpu"
    optimizer = recipe.optimizer.removeprefix("paged_") if on_cpu else recipe.optimizer
    return SFTConfig(
        output_dir=str(scratch),
        num_train_epochs=recipe.epochs,
        per_device_train_batch_size=recipe.micro_batch,
        gradient_accumulation_steps=schedule.accumulation.value,
        learning_rate=recipe.learning_rate,
        lr_scheduler_type=_SCHEDULERS[recipe.scheduler],
        warmup_steps=schedule.warmup_steps,
        weight_decay=recipe.weight_decay,
        max_grad_norm=recipe.max_grad_norm,
        optim=_OPTIMIZERS[optimizer],
        gradient_checkpointing=recipe.checkpointing,
        bf16=compute_dtype(recipe.compute_dtype, device) is torch.bfloat16,
        fp16=False,
        seed=recipe.seed,
        use_cpu=on_cpu,
        max_length=None,
        packing=False,
        dataset_kwargs={"skip_prepare_dataset": True},
        dataloader_pin_memory=not on_cpu,
        logging_strategy="steps",
        logging_steps=1,
        logging_nan_inf_filter=False,
        save_strategy="no",
        eval_strategy="no",
        report_to="none",
        disable_tqdm=True,
    )
