"""How well a model still predicts ordinary prose: the measure of forgetting.

Imports torch inside functions; only a worker calls `paragraph_losses`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from backend.files import read_fault
from backend.message import TunedeskError, fault

if TYPE_CHECKING:
    from transformers import PreTrainedModel, PreTrainedTokenizerBase

# Estimate: a paragraph of the probe is far shorter; the cut bounds the memory of its logits, which
# grows with tokens x vocabulary. Check that no paragraph of the probe reaches it.
MAX_PARAGRAPH_TOKENS = 512


@dataclass(frozen=True, slots=True)
class ParagraphLoss:
    """How hard one paragraph was to predict.

    Attributes:
        nats: Sum of the negative log-likelihoods of its tokens.
        tokens: Tokens that were predicted, at least 1.
    """

    nats: float
    tokens: int


def perplexity(losses: Sequence[ParagraphLoss]) -> float:
    """Exponential of the mean negative log-likelihood per token; 1 is perfect.

    `losses` is not empty.

    Source: Jelinek et al. 1977, J. Acoust. Soc. Am. 62:S63.
    """
    # Beyond e**700 a float overflows; a model that bad is simply at the end of the scale.
    return math.exp(min(700.0, log_perplexity(losses)))


def log_perplexity(losses: Sequence[ParagraphLoss]) -> float:
    """Mean negative log-likelihood per token, in nats. `losses` is not empty."""
    return math.fsum(loss.nats for loss in losses) / sum(loss.tokens for loss in losses)


def read_probe(file: Path) -> tuple[str, ...]:
    """The paragraphs of the probe text, which blank lines separate.

    Raises:
        TunedeskError: The file is missing, unreadable or empty.
    """
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise _no_probe(file) from error
    except OSError as error:
        raise read_fault(file, error) from error
    paragraphs = tuple(" ".join(part.split()) for part in text.split("\n\n") if part.strip())
    if not paragraphs:
        raise _no_probe(file)
    return paragraphs


def paragraph_losses(
    model: PreTrainedModel,
    tokenizer: PreTrainedTokenizerBase,
    paragraphs: Sequence[str],
    stopping: Callable[[], bool],
) -> tuple[ParagraphLoss, ...]:
    """Scores each paragraph on its own, as plain text without the chat template.

    Args:
        model: A causal model, with or without adapter.
        tokenizer: Its tokenizer.
        paragraphs: The probe's; one of a single token is left out, there is nothing to predict.
        stopping: Asked before each paragraph; True leaves out the rest.
    """
    losses = []
    was_training = model.training
    model.eval()
    try:
        for paragraph in paragraphs:
            if stopping():
                break
            ids = _probe_ids(tokenizer, paragraph)
            if len(ids) > 1:
                losses.append(_loss(model, ids))
    finally:
        model.train(was_training)
    return tuple(losses)


def _probe_ids(tokenizer: PreTrainedTokenizerBase, paragraph: str) -> list[int]:
    ids = list(tokenizer(paragraph, add_special_tokens=False, verbose=False).input_ids)
    start = [] if tokenizer.bos_token_id is None else [int(tokenizer.bos_token_id)]
    return (start + ids)[:MAX_PARAGRAPH_TOKENS]


def _loss(model: PreTrainedModel, ids: list[int]) -> ParagraphLoss:
    import torch

    with torch.inference_mode():
        tokens = torch.tensor([ids], device=model.device)  # (1, T)
        logits = model(input_ids=tokens, use_cache=False).logits[0, :-1].float()  # (T - 1, V)
        nats = torch.nn.functional.cross_entropy(logits, tokens[0, 1:], reduction="sum")
    return ParagraphLoss(float(nats), len(ids) - 1)


def _no_probe(file: Path) -> TunedeskError:
    return fault(
        "evaluation.no_probe",
        "{path} is missing or empty, so forgetting can't be measured.",
        "Restore the file from the Tunedesk you installed, or install it again.",
        path=str(file),
    )
