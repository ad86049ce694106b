from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import torch

from backend.message import TunedeskError
from backend.models.answering import answer_batch, end_ids_of, room, stream_answer
from backend.models.encoding import encode_question
from backend.models.loading import load_model, load_tokenizer
from backend.models.sampling import Sampling
from tests.tiny_model import make_tiny_model

QUESTIONS = ("Why?", "What does the harbour master keep in the white shed?", "How much is it?")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_tiny_model(tmp_path_factory.mktemp("model"))


@pytest.fixture(scope="module")
def tokenizer(folder: Path) -> Any:
    return load_tokenizer(folder)


@pytest.fixture
def model(folder: Path) -> Any:
    model = load_model(folder, quantisation=None, device="cpu", dtype=torch.float32)
    # A fresh model repeats its last token; with larger weights its answers depend on the question.
    with torch.random.fork_rng():
        torch.manual_seed(3)
        for name, weight in model.named_parameters():
            if "layers" in name and weight.ndim == 2:
                torch.nn.init.normal_(weight, std=0.3)
    return model


class Scripted(torch.nn.Module):
    """Stands in the place of a model's head: says given tokens, whatever is asked."""

    def __init__(self, head: torch.nn.Module, tokens: list[int], vocabulary: int) -> None:
        super().__init__()
        self.head, self.vocabulary = head, vocabulary
        self.script = iter(tokens)

    def forward(self, hidden: torch.Tensor) -> torch.Tensor:
        logits = torch.full((*hidden.shape[:2], self.vocabulary), -9.0)
        logits[:, -1, next(self.script)] = 9.0
        return logits


def script(model: Any, tokenizer: Any, text: str, end: str = "<|im_end|>") -> None:
    tokens = tokenizer(text, add_special_tokens=False).input_ids
    tokens += [tokenizer.convert_tokens_to_ids(end)] * 50
    model.lm_head = Scripted(model.lm_head, tokens, len(tokenizer))


def prompts(tokenizer: Any) -> list[list[int]]:
    return [encode_question(tokenizer, "Answer.", question) for question in QUESTIONS]


def never() -> bool:
    return False


def test_padding_changes_no_answer(model: Any, tokenizer: Any) -> None:
    asked = prompts(tokenizer)
    assert len({len(prompt) for prompt in asked}) == 3
    together = answer_batch(model, tokenizer, asked, max_new_tokens=12, stopping=never)
    alone = [
        answer_batch(model, tokenizer, [prompt], max_new_tokens=12, stopping=never)[0]
        for prompt in asked
    ]
    assert together == alone
    assert len(set(together)) == 3


def test_stream_says_what_the_batch_says(model: Any, tokenizer: Any) -> None:
    asked = prompts(tokenizer)[1]
    streamed = "".join(stream_answer(model, tokenizer, asked, Sampling(12)))
    batch = answer_batch(model, tokenizer, [asked], max_new_tokens=12, stopping=never)
    assert streamed.strip() == batch[0]


def test_greedy_by_hand(model: Any, tokenizer: Any) -> None:
    ids = prompts(tokenizer)[0]
    said: list[int] = []
    with torch.inference_mode():
        for _ in range(8):
            logits = model(torch.tensor([ids + said])).logits[0, -1]
            said.append(int(logits.argmax()))
            if said[-1] in end_ids_of(model, tokenizer):
                said.pop()
                break
    expected = tokenizer.decode(said, skip_special_tokens=True).rstrip("\ufffd").strip()
    answer = answer_batch(model, tokenizer, [ids], max_new_tokens=8, stopping=never)
    assert answer == [expected]


@pytest.mark.parametrize("end", ["<|im_end|>", "<|endoftext|>"])
def test_answer_ends_at_the_end_token(model: Any, tokenizer: Any, end: str) -> None:
    model.generation_config.eos_token_id = [2, 0]
    script(model, tokenizer, "Two litres.", end)
    pieces = list(stream_answer(model, tokenizer, prompts(tokenizer)[0], Sampling(50)))
    assert "".join(pieces) == "Two litres."
    assert len(pieces) == len("Two litres.")
    script(model, tokenizer, "Two litres.", end)
    answers = answer_batch(model, tokenizer, prompts(tokenizer), max_new_tokens=50, stopping=never)
    assert answers == ["Two litres."] * 3


def test_only_whole_characters_are_streamed(model: Any, tokenizer: Any) -> None:
    text = "5 °C \u2013 \U0001f6a2 ж"
    script(model, tokenizer, text)
    pieces = list(stream_answer(model, tokenizer, prompts(tokenizer)[0], Sampling(50)))
    assert "".join(pieces) == text
    assert len(pieces) == len(text.encode())
    assert not any("\ufffd" in piece for piece in pieces)


def test_a_character_cut_by_the_limit_is_left_out(model: Any, tokenizer: Any) -> None:
    script(model, tokenizer, "A \U0001f6a2")
    pieces = stream_answer(model, tokenizer, prompts(tokenizer)[0], Sampling(4))
    assert "".join(pieces) == "A "


def test_special_tokens_never_show(model: Any, tokenizer: Any) -> None:
    script(model, tokenizer, "a<|im_start|>b")
    pieces = stream_answer(model, tokenizer, prompts(tokenizer)[0], Sampling(20))
    assert "".join(pieces) == "ab"


def test_closing_the_stream_ends_the_generation(model: Any, tokenizer: Any) -> None:
    script(model, tokenizer, "x" * 400)
    stream = stream_answer(model, tokenizer, prompts(tokenizer)[0], Sampling(400))
    assert [next(stream), next(stream)] == ["x", "x"]
    stream.close()
    # The generating thread has ended: what is left of the script is not read any more.
    rest = sum(1 for token in model.lm_head.script if token != 2)
    assert rest > 0
    assert next(model.lm_head.script, None) is None


def test_stopping_ends_all_answers_after_the_token(model: Any, tokenizer: Any) -> None:
    script(model, tokenizer, "abcdefgh")
    calls: list[int] = []

    def third() -> bool:
        calls.append(1)
        return len(calls) == 3

    answers = answer_batch(model, tokenizer, prompts(tokenizer), max_new_tokens=50, stopping=third)
    assert answers == ["abc"] * 3


def test_a_fault_in_the_model_reaches_the_caller(model: Any, tokenizer: Any) -> None:
    model.lm_head = Scripted(model.lm_head, [70], len(tokenizer))
    stream = stream_answer(model, tokenizer, prompts(tokenizer)[0], Sampling(9))
    assert next(stream)
    with pytest.raises(RuntimeError, match="StopIteration"):
        list(failing(stream))


def failing(stream: Iterator[str]) -> Iterator[str]:
    yield from stream


def test_drawing_is_seeded_and_differs_between_seeds(model: Any, tokenizer: Any) -> None:
    asked = prompts(tokenizer)[0]

    def said(seed: int, temperature: float = 1.5, top_p: float = 1.0) -> str:
        sampling = Sampling(20, temperature, top_p, seed)
        return "".join(stream_answer(model, tokenizer, asked, sampling))

    assert said(1) == said(1)
    assert len({said(seed) for seed in range(5)}) > 1
    assert said(1, top_p=1e-6) == said(2, temperature=0.0)


def test_the_answer_ends_where_the_positions_end(model: Any, tokenizer: Any) -> None:
    script(model, tokenizer, "y" * 30)
    long_prompt = encode_question(tokenizer, "Answer.", "a" * 460)
    left = 512 - len(long_prompt)
    assert 0 < left < 30
    pieces = stream_answer(model, tokenizer, long_prompt, Sampling(400))
    assert "".join(pieces) == "y" * left


def test_a_prompt_without_room_is_refused_in_words(model: Any, tokenizer: Any) -> None:
    prompt = encode_question(tokenizer, "Answer.", "a" * 600)
    with pytest.raises(TunedeskError, match="the model takes 512 in all"):
        next(stream_answer(model, tokenizer, prompt, Sampling(4)))
    assert room(model, 511) == 1
