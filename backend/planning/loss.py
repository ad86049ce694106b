"""Memory that the loss needs for a moment: logits over the vocabulary and their gradient."""

from __future__ import annotations

from dataclasses import dataclass

from backend.message import Message
from backend.planning.request import CLASSIC, CUDA, Basis

# Source: trl 1.16, `kernels/chunked_logprob.py` `TOKEN_CHUNK_SIZE`, and `trainer/utils.py`
# `_CHUNKED_LOGPROB_CHUNK_SIZE`.
TILE_TOKENS = 4096
TILE_VOCABULARY = 32768
# Tiles in float32 at once without Triton. Source: trl 1.16, `_backward_tile` (scaled logits, their
# log-probabilities, probabilities, the target's mask, the gradient before and after scaling),
# counted in real models by `tests/integration/test_plan_activations.py`.
_PLAIN_TILES = 7
TILED_SOURCE = "trl 1.16, kernels/chunked_logprob.py"
FULL_SOURCE = (
    "logits, their float32 copy, log-probabilities and gradient: 16 bytes per token and word; "
    "fits the 42 rows measured by fitcheck-llm 0.3.1 on one T4"
)


@dataclass(frozen=True, slots=True)
class LossSize:
    """Bytes at the loss's own peak, and the least when few tokens are trained."""

    bytes: int
    low_bytes: int
    formula: Message
    source: str


def loss_size(basis: Basis) -> LossSize:
    """The loss of one micro-batch, all of its tokens trained."""
    return _full(basis) if basis.request.stack == CLASSIC else _tiled(basis)


def _full(basis: Basis) -> LossSize:
    """All logits at once: in the head's type, then three times in float32.

    Source: see `FULL_SOURCE`.
    """
    per_logit = basis.other_weight_bytes + 12
    size_bytes = per_logit * basis.tokens * basis.facts.vocabulary
    formula = Message(
        "planning.loss.full",
        "{tokens:,} tokens x {vocabulary:,} words x {bytes} bytes",
        {"tokens": basis.tokens, "vocabulary": basis.facts.vocabulary, "bytes": per_logit},
    )
    return LossSize(size_bytes, size_bytes, formula, FULL_SOURCE)


def _tiled(basis: Basis) -> LossSize:
    """One tile of logits at a time, and the gradient of the hidden states in float32.

    On a GPU Triton turns a tile into its gradient in place, and only trained tokens are scored; on
    a CPU torch does it in several steps, for every token.

    Source: see `TILED_SOURCE`.
    """
    c, width = basis.compute_bytes, basis.facts.width
    tile_tokens = min(basis.tokens, TILE_TOKENS)
    words = min(basis.facts.vocabulary, TILE_VOCABULARY)
    if basis.request.device_kind == CUDA:
        tile_bytes = tile_tokens * TILE_VOCABULARY * c
        low_bytes = tile_bytes // 10  # Estimate: a tenth of a row is its answer; count the rows.
    else:
        # Only the pages of the tile's buffer that are written to become resident.
        tile_bytes = tile_tokens * words * (c + 4 * _PLAIN_TILES)
        low_bytes = tile_bytes
    gradient_bytes = basis.tokens * width * (4 + c)
    formula = Message(
        "planning.loss.tiled",
        "a tile of {tokens:,} tokens x {words:,} words ({tile:,} bytes) + {all:,} tokens x "
        "{width:,} x {bytes} bytes",
        {"tokens": tile_tokens, "words": words, "tile": tile_bytes, "all": basis.tokens,
         "width": width, "bytes": 4 + c},
    )  # fmt: skip
    return LossSize(tile_bytes + gradient_bytes, low_bytes + gradient_bytes, formula, TILED_SOURCE)
