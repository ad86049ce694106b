"""The validation loss, and answers to a few fixed questions, while training."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import torch

from backend.dataset.row import Example
from backend.events import EvalDone, SampleReady
from backend.jobs.context import JobContext
from backend.models.answering import answer_batch
from backend.models.encoding import Encoded, encode_question
from backend.training.data import batches_by_length
from backend.training.stopping import raise_if_stopping

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerBase

    from backend.training.trainer import AnswerTrainer

# Estimate: long enough to see whether an answer is right, short enough to cost little time.
_SAMPLE_TOKENS = 48


@dataclass(frozen=True, slots=True)
class Validation:
    """What is measured while training.

    Attributes:
        rows: The validation split as tokens; may be empty.
        samples: Rows whose questions are put to the model; few, or none.
        batch_tokens: Most tokens in one batch, padding included.
    """

    rows: tuple[Encoded, ...]
    samples: tuple[Example, ...]
    batch_tokens: int


def measure_loss(
    trainer: AnswerTrainer, validation: Validation, step: int, context: JobContext
) -> EvalDone:
    """Mean cross-entropy over all answer tokens of the validation rows.

    Draws no random numbers, so that it changes nothing in the training that goes on after it.

    Raises:
        StopAsked: The job was asked to stop in the middle of it.
    """
    began_s = time.monotonic()
    model = trainer.model
    loss_sum, tokens = 0.0, 0
    model.eval()
    try:
        for batch in batches_by_length(validation.rows, validation.batch_tokens):
            raise_if_stopping(context)
            with torch.no_grad(), trainer.compute_loss_context_manager():
                outputs = model(**_inputs(trainer, batch), fused_lm_head=True)
            loss_sum -= float(outputs.log_probs.sum())  # (B, T - 1), 0 where masked
            tokens += int(outputs.label_mask.sum())
    finally:
        model.train()
    return EvalDone(
        step=step,
        loss=loss_sum / max(tokens, 1),
        examples=len(validation.rows),
        eval_s=time.monotonic() - began_s,
    )


def answer_samples(
    trainer: AnswerTrainer,
    tokenizer: PreTrainedTokenizerBase,
    samples: Sequence[Example],
    step: int,
    context: JobContext,
) -> None:
    """Puts the fixed questions to the model in its present state and emits its answers."""
    if not samples:
        return
    prompts = [encode_question(tokenizer, row.instruction, row.input) for row in samples]
    answers = answer_batch(
        trainer.model,
        tokenizer,
        prompts,
        max_new_tokens=_SAMPLE_TOKENS,
        stopping=lambda: context.stopping() is not None,
    )
    trainer.model.train()
    for row, answer in zip(samples, answers, strict=True):
        context.emit(SampleReady(step, row.question or row.instruction, answer, row.output))


def _inputs(trainer: AnswerTrainer, batch: Sequence[Encoded]) -> dict[str, torch.Tensor]:
    rows = [{"input_ids": list(row.input_ids), "labels": list(row.labels)} for row in batch]
    return {
        name: value.to(trainer.args.device) for name, value in trainer.data_collator(rows).items()
    }
