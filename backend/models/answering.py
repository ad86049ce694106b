"""Letting a model answer: many questions at once, or one with its text as it comes.

Imports torch; only a worker may import this module. Knows nothing of projects or rows: prompts are
token ids from `backend.models.encoding`.
"""

from __future__ import annotations

import contextlib
import queue
import threading
from collections.abc import Callable, Generator, Sequence
from typing import TYPE_CHECKING, Any

import torch
from transformers import GenerationConfig, StoppingCriteria, StoppingCriteriaList

from backend.message import fault
from backend.models.encoding import stop_tokens
from backend.models.sampling import Sampling

if TYPE_CHECKING:
    from transformers import PreTrainedModel, PreTrainedTokenizerBase

# What decoding gives for bytes that are not (yet) a whole character.
_INCOMPLETE = "\N{REPLACEMENT CHARACTER}"


def answer_batch(
    model: PreTrainedModel,
    tokenizer: PreTrainedTokenizerBase,
    prompts: Sequence[Sequence[int]],
    *,
    max_new_tokens: int,
    stopping: Callable[[], bool],
) -> list[str]:
    """Answers all prompts in one batch, taking the likeliest token each time.

    Prompts of like length belong together: shorter ones are padded on the left, which costs time
    but, with their padding masked and positions counted from their first token, changes no answer
    beyond rounding.

    Args:
        model: A causal model, with or without adapter.
        tokenizer: Its tokenizer, with a chat template.
        prompts: Token ids, none empty.
        max_new_tokens: Longest answer in tokens; less where the model's positions end.
        stopping: Asked after every token; True ends all answers where they are.

    Returns:
        One text a prompt, in order, without special tokens.

    Raises:
        TunedeskError: A prompt leaves the model no room to answer.
    """
    end_ids = end_ids_of(model, tokenizer)
    pad_id = tokenizer.pad_token_id if tokenizer.pad_token_id is not None else end_ids[0]
    width = max(len(prompt) for prompt in prompts)
    rows = [[pad_id] * (width - len(prompt)) + list(prompt) for prompt in prompts]
    masks = [[0] * (width - len(prompt)) + [1] * len(prompt) for prompt in prompts]
    limit = min(max_new_tokens, room(model, width))
    settings = _settings(Sampling(limit), end_ids, pad_id)

    def stop(_: int) -> bool:
        return stopping()

    output = _generate(model, rows, masks, settings, stop)  # (B, T + new)
    return [_text(tokenizer, answer, end_ids) for answer in output[:, width:].tolist()]


def stream_answer(
    model: PreTrainedModel,
    tokenizer: PreTrainedTokenizerBase,
    prompt: Sequence[int],
    sampling: Sampling,
) -> Generator[str, None, None]:
    """Answers one prompt, a piece of text for each token.

    A piece is empty while a character is not yet whole; joined, the pieces are the answer. Closing
    the iterator ends the generation after the token that is being computed.

    Raises:
        TunedeskError: The prompt leaves the model no room to answer.
    """
    end_ids = end_ids_of(model, tokenizer)
    limit = min(sampling.max_new_tokens, room(model, len(prompt)))
    settings = _settings(sampling, end_ids, end_ids[0], limit)
    torch.manual_seed(sampling.seed)
    whole = _WholeCharacters(tokenizer)
    with contextlib.closing(_tokens(model, list(prompt), settings)) as tokens:
        for token in tokens:
            if token in end_ids:
                return
            yield whole.add(token)


def end_ids_of(model: PreTrainedModel, tokenizer: PreTrainedTokenizerBase) -> tuple[int, ...]:
    """Every token that ends an answer: the template's, the tokenizer's and the model's own."""
    own = getattr(model.generation_config, "eos_token_id", None)
    listed = own if isinstance(own, list | tuple) else [] if own is None else [own]
    return tuple(dict.fromkeys((*stop_tokens(tokenizer), *listed)))


def room(model: PreTrainedModel, prompt_tokens: int) -> int:
    """Tokens that the model can say after a prompt of that length; at least 1.

    Raises:
        TunedeskError: There is no room for a single one.
    """
    positions = positions_of(model)
    if prompt_tokens >= positions:
        raise fault(
            "models.prompt_too_long",
            "The question with its context is {tokens} tokens long; the model takes {limit} in "
            "all, the answer included.",
            "Shorten the question or give a shorter context.",
            tokens=prompt_tokens,
            limit=positions,
        )
    return positions - prompt_tokens


def positions_of(model: PreTrainedModel) -> int:
    """Longest sequence that the model was made for, in tokens; very large when it does not say."""
    return int(getattr(model.config, "max_position_embeddings", None) or 2**31)


class _WholeCharacters:
    """Turns tokens into text, holding back the bytes of a character that is not complete."""

    def __init__(self, tokenizer: PreTrainedTokenizerBase) -> None:
        self._tokenizer = tokenizer
        self._ids: list[int] = []
        self._given = ""

    def add(self, token: int) -> str:
        self._ids.append(token)
        # All of it is decoded again each time: a tokenizer may put a space before a word only when
        # one came before, and a few hundred tokens take well under a millisecond.
        text = _decode(self._tokenizer, self._ids)
        if not text.startswith(self._given):
            return ""
        piece = text[len(self._given) :]
        self._given = text
        return piece


class _Watch(StoppingCriteria):  # type: ignore[misc]  # transformers comes without types here
    """Shows each new token to `seen`; a True from it ends the generation."""

    def __init__(self, seen: Callable[[int], bool]) -> None:
        self._seen = seen

    def __call__(self, input_ids: torch.Tensor, scores: Any, **_: Any) -> torch.Tensor:
        stop = self._seen(int(input_ids[0, -1]))
        return torch.full((input_ids.shape[0],), stop, device=input_ids.device)  # (B,)


def _tokens(
    model: PreTrainedModel, prompt: list[int], settings: GenerationConfig
) -> Generator[int, None, None]:
    """Generates in a thread and yields each token; closing it ends the thread."""
    tokens: queue.SimpleQueue[int | BaseException | None] = queue.SimpleQueue()
    closed = threading.Event()

    def seen(token: int) -> bool:
        tokens.put(token)
        return closed.is_set()

    def work() -> None:
        try:
            _generate(model, [prompt], [[1] * len(prompt)], settings, seen)
            tokens.put(None)
        except BaseException as error:  # handed on: it is raised again in the caller's thread
            tokens.put(error)

    thread = threading.Thread(target=work, name="generation", daemon=True)
    thread.start()
    try:
        while (token := tokens.get()) is not None:
            if isinstance(token, BaseException):
                raise token
            yield token
    finally:
        closed.set()
        thread.join()


def _generate(
    model: PreTrainedModel,
    rows: list[list[int]],
    masks: list[list[int]],
    settings: GenerationConfig,
    seen: Callable[[int], bool],
) -> torch.Tensor:
    """Runs the model from `rows` on; (B, T + new) token ids."""
    was_training = model.training
    model.eval()
    try:
        output = model.generate(
            input_ids=torch.tensor(rows, device=model.device),  # (B, T)
            attention_mask=torch.tensor(masks, device=model.device),  # (B, T)
            generation_config=settings,
            stopping_criteria=StoppingCriteriaList([_Watch(seen)]),
        )
    finally:
        model.train(was_training)
    if not isinstance(output, torch.Tensor):
        raise TypeError(f"generate gave a {type(output).__name__}")
    return output


def _settings(
    sampling: Sampling, end_ids: tuple[int, ...], pad_id: int, limit: int | None = None
) -> GenerationConfig:
    """Generation settings with nothing left to the model's own defaults, so runs compare."""
    drawn: dict[str, float] = {}
    if sampling.temperature > 0:
        drawn = {"temperature": sampling.temperature, "top_p": sampling.top_p, "top_k": 0}
    return GenerationConfig(
        max_new_tokens=limit or sampling.max_new_tokens,
        min_new_tokens=0,
        do_sample=sampling.temperature > 0,
        num_beams=1,
        repetition_penalty=1.0,
        no_repeat_ngram_size=0,
        eos_token_id=list(end_ids),
        pad_token_id=pad_id,
        use_cache=True,
        **drawn,
    )


def _text(tokenizer: PreTrainedTokenizerBase, answer: list[int], end_ids: tuple[int, ...]) -> str:
    """The text up to the end token; what comes after it is padding."""
    end = next((place for place, token in enumerate(answer) if token in end_ids), len(answer))
    return _decode(tokenizer, answer[:end]).strip()


def _decode(tokenizer: PreTrainedTokenizerBase, ids: list[int]) -> str:
    text = tokenizer.decode(ids, skip_special_tokens=True, clean_up_tokenization_spaces=False)
    return str(text).rstrip(_INCOMPLETE)
