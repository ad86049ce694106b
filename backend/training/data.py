"""Rows as tokens, ready for training: encoded once, too long ones left out and counted."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from backend.dataset.row import Example
from backend.events import NoticeRaised, ProgressMade
from backend.jobs.context import JobContext
from backend.message import Message, fault
from backend.models.encoding import Encoded, encode_example
from backend.training.stopping import raise_if_stopping

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerBase

_PROGRESS_INTERVAL_S = 0.1


@dataclass(frozen=True, slots=True)
class EncodedRows:
    """A split of the dataset as tokens.

    Attributes:
        rows: Those that are used, in the dataset's order.
        too_long: Rows left out because they exceed the limit.
        empty: Rows left out because their answer is empty.
        longest_tokens: Length of the longest row met, used or not.
    """

    rows: tuple[Encoded, ...]
    too_long: int
    empty: int
    longest_tokens: int


def encode_rows(
    tokenizer: PreTrainedTokenizerBase,
    examples: Sequence[Example],
    max_tokens: int,
    context: JobContext,
) -> EncodedRows:
    """Encodes `examples`; those longer than `max_tokens` are left out, never cut.

    Raises:
        StopAsked: The person stopped the job.
    """
    rows: list[Encoded] = []
    too_long = empty = longest = 0
    told_s = 0.0
    for number, example in enumerate(examples, start=1):
        raise_if_stopping(context)
        if not example.output.strip():
            empty += 1
            continue
        row = encode_example(tokenizer, example.instruction, example.input, example.output)
        longest = max(longest, len(row.input_ids))
        if len(row.input_ids) > max_tokens:
            too_long += 1
        else:
            rows.append(row)
        if time.monotonic() - told_s > _PROGRESS_INTERVAL_S or number == len(examples):
            told_s = time.monotonic()
            context.emit(ProgressMade(number, len(examples), "rows"))
    return EncodedRows(tuple(rows), too_long, empty, longest)


def check_trainable(encoded: EncodedRows, max_tokens: int) -> None:
    """Makes sure that there is something to learn.

    Raises:
        TunedeskError: No row is left, or none has a token that would be trained.
    """
    if not encoded.rows and not encoded.too_long and not encoded.empty:
        raise fault(
            "training.data.none",
            "The dataset has no training rows.",
            "Add documents and build the dataset first: tunedesk dataset build --project ...",
        )
    if not encoded.rows:
        raise fault(
            "training.data.all_left_out",
            "None of the training rows can be used: {too_long} are longer than {limit} tokens "
            "(the longest has {longest}) and {empty} have an empty answer.",
            "Raise max_length (the model's own limit permitting), or build the dataset with "
            "shorter chunks.",
            too_long=encoded.too_long,
            limit=max_tokens,
            longest=encoded.longest_tokens,
            empty=encoded.empty,
        )
    if all(len(row.input_ids) <= row.prompt_tokens for row in encoded.rows):
        raise fault(
            "training.data.all_masked",
            "Not one token of the {rows} training rows would be trained: all of it is prompt.",
            "The model's chat template doesn't mark answers; choose another model.",
            rows=len(encoded.rows),
        )


def tell_left_out(encoded: EncodedRows, split: str, max_tokens: int, context: JobContext) -> None:
    """Says how many rows are not used, if any."""
    if encoded.too_long or encoded.empty:
        context.emit(
            NoticeRaised(
                "warning",
                Message(
                    "training.data.left_out",
                    "{left_out} of {all} {split} rows are left out: {too_long} are longer than "
                    "{limit} tokens, {empty} have an empty answer.",
                    {
                        "left_out": encoded.too_long + encoded.empty,
                        "all": len(encoded.rows) + encoded.too_long + encoded.empty,
                        "split": split,
                        "too_long": encoded.too_long,
                        "limit": max_tokens,
                        "empty": encoded.empty,
                    },
                ),
                Message(
                    "training.data.left_out.remedy",
                    "Raise max_length to {longest}, or build the dataset with shorter chunks.",
                    {"longest": encoded.longest_tokens},
                ),
            )
        )


def fingerprint(rows: Sequence[Encoded]) -> str:
    """SHA-256 of all tokens in their order: whether a resumed run has the data it began with."""
    digest = hashlib.sha256()
    for row in rows:
        digest.update(f"{row.prompt_tokens}:{','.join(map(str, row.input_ids))};".encode())
    return digest.hexdigest()


def batches_by_length(
    rows: Sequence[Encoded], limit_tokens: int
) -> tuple[tuple[Encoded, ...], ...]:
    """Groups rows of like length so that no padded batch exceeds `limit_tokens`.

    Args:
        rows: In any order.
        limit_tokens: Rows times the longest row's tokens; a single longer row makes its own batch.
    """
    batches: list[tuple[Encoded, ...]] = []
    batch: list[Encoded] = []
    for row in sorted(rows, key=lambda row: len(row.input_ids)):
        if batch and (len(batch) + 1) * len(row.input_ids) > limit_tokens:
            batches.append(tuple(batch))
            batch = []
        batch.append(row)
    return (*batches, tuple(batch)) if batch else tuple(batches)
