from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from backend.evaluation.answers import BATCH_ROWS, BATCH_TOKENS, Exam, Replies, sit_exam

LENGTHS = [(7 * number) % 40 + 1 for number in range(3 * BATCH_ROWS + 1)]


class Echo:
    """Stands in for `answer_batch`: says how long each prompt is and what it begins with."""

    def __init__(self) -> None:
        self.batches: list[list[int]] = []

    def __call__(
        self,
        model: Any,
        tokenizer: Any,
        prompts: Sequence[Sequence[int]],
        *,
        max_new_tokens: int,
        stopping: Callable[[], bool],
    ) -> list[str]:
        self.batches.append([len(prompt) for prompt in prompts])
        return [f"{prompt[0]}/{len(prompt)}" for prompt in prompts]


@pytest.fixture
def echo(monkeypatch: pytest.MonkeyPatch) -> Echo:
    echo = Echo()
    monkeypatch.setattr("backend.models.answering.answer_batch", echo)
    return echo


class Silent:
    training = False

    def eval(self) -> None:
        pass

    def train(self, mode: bool) -> None:
        pass


def exam(lengths: Sequence[int]) -> Exam:
    prompts = tuple((number,) * length for number, length in enumerate(lengths))
    return Exam(tuple(map(str, range(len(lengths)))), prompts, 9, ())


def sit(lengths: Sequence[int], stopping: Callable[[], bool] = lambda: False) -> Replies | None:
    model: Any = Silent()
    seen: list[int] = []
    replies = sit_exam(model, model, exam(lengths), stopping=stopping, progressed=seen.append)
    assert seen == sorted(seen)
    assert replies is None or seen[-1] == len(lengths)
    return replies


def test_each_answer_goes_to_its_own_row(echo: Echo) -> None:
    replies = sit(LENGTHS)
    assert replies is not None
    assert replies.answers == tuple(f"{n}/{length}" for n, length in enumerate(LENGTHS))


def test_batches_are_of_like_length_the_longest_first(echo: Echo) -> None:
    sit(LENGTHS)
    flat = [length for batch in echo.batches for length in batch]
    assert flat == sorted(LENGTHS, reverse=True)
    assert max(map(len, echo.batches)) == BATCH_ROWS


def test_long_prompts_make_small_batches(echo: Echo) -> None:
    sit([BATCH_TOKENS // 2] * 3 + [2 * BATCH_TOKENS])
    assert [len(batch) for batch in echo.batches] == [1, 2, 1]


def test_stopped_there_are_no_replies(echo: Echo) -> None:
    assert sit(LENGTHS, stopping=lambda: len(echo.batches) == 2) is None
    assert len(echo.batches) == 2
