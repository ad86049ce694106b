"""Asks a model all rows and the probe text. The caller says which model, and when to stop."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from backend.dataset.row import Example
from backend.evaluation.perplexity import ParagraphLoss, paragraph_losses

if TYPE_CHECKING:
    from transformers import PreTrainedModel, PreTrainedTokenizerBase

# Measured on one busy CPU core, 10M parameters in NF4, prompts of 250 tokens: 21 tokens/s one by
# one, 57 with 8 rows at once, 60 with 16, 103 with 32.
BATCH_ROWS = 32
# Estimate: bounds the memory of keys and values, 128 KiB a token for an 8B model with grouped-query
# attention: 1 GiB. Check the peak on a GPU with rows of 2,048 tokens.
BATCH_TOKENS = 8192
# Estimate: an answer that is right is about as long as the row's own; a little more lets one that
# runs on be seen to run on. Check that no right answer is cut.
SPARE_TOKENS = 16
MAX_ANSWER_TOKENS = 512


@dataclass(frozen=True, slots=True)
class Exam:
    """What is asked, as tokens; the same for base and tuned model.

    Attributes:
        example_ids: The rows, in the dataset's order.
        prompts: Their prompts as token ids.
        max_new_tokens: Longest answer allowed.
        paragraphs: The probe text.
    """

    example_ids: tuple[str, ...]
    prompts: tuple[tuple[int, ...], ...]
    max_new_tokens: int
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Replies:
    """What one model made of an exam.

    Attributes:
        answers: One text a row, in the exam's order.
        losses: One a paragraph of the probe, in order.
    """

    answers: tuple[str, ...]
    losses: tuple[ParagraphLoss, ...]


def set_exam(
    model: PreTrainedModel,
    tokenizer: PreTrainedTokenizerBase,
    rows: Sequence[Example],
    paragraphs: Sequence[str],
) -> tuple[Exam, tuple[Example, ...]]:
    """Encodes the rows.

    Returns:
        The exam, and those rows that are in it: one that leaves the model no room to answer is not.
    """
    from backend.models.answering import positions_of
    from backend.models.encoding import encode_question

    longest = max(len(tokenizer(row.output).input_ids) for row in rows)
    max_new_tokens = min(MAX_ANSWER_TOKENS, longest + SPARE_TOKENS)
    encoded = [(row, tuple(encode_question(tokenizer, row.instruction, row.input))) for row in rows]
    limit = positions_of(model) - max_new_tokens
    asked = [(row, prompt) for row, prompt in encoded if len(prompt) <= limit]
    exam = Exam(
        tuple(row.example_id for row, _ in asked),
        tuple(prompt for _, prompt in asked),
        max_new_tokens,
        tuple(paragraphs),
    )
    return exam, tuple(row for row, _ in asked)


def sit_exam(
    model: PreTrainedModel,
    tokenizer: PreTrainedTokenizerBase,
    exam: Exam,
    *,
    stopping: Callable[[], bool],
    progressed: Callable[[int], None],
) -> Replies | None:
    """Lets the model answer every row and read the probe.

    Args:
        model: In the state that is to be measured.
        tokenizer: Its tokenizer.
        exam: What is asked.
        stopping: Asked after each token; True ends the work.
        progressed: Told the number of answers given so far, after each batch.

    Returns:
        None when it was stopped.
    """
    from backend.models.answering import answer_batch

    answers = [""] * len(exam.prompts)
    done = 0
    for batch in _batches([len(prompt) for prompt in exam.prompts]):
        texts = answer_batch(
            model,
            tokenizer,
            [exam.prompts[place] for place in batch],
            max_new_tokens=exam.max_new_tokens,
            stopping=stopping,
        )
        if stopping():
            return None
        for place, text in zip(batch, texts, strict=True):
            answers[place] = text
        done += len(batch)
        progressed(done)
    losses = paragraph_losses(model, tokenizer, exam.paragraphs, stopping)
    return None if stopping() else Replies(tuple(answers), losses)


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Places of the prompts, those of like length together, the longest first.

    The longest first, so that a batch too large for the memory is found out at once.
    """
    order = sorted(range(len(lengths)), key=lambda place: -lengths[place])
    while order:
        rows = max(1, min(BATCH_ROWS, BATCH_TOKENS // lengths[order[0]]))
        yield order[:rows]
        order = order[rows:]
