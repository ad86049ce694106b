"""The one rendering of a row or a conversation into tokens.

Training, evaluation and chat all come through here, so that a prompt is the same to the last
token wherever it is used. Text from documents never turns into control tokens: an `<|im_end|>` in
a PDF is encoded as the plain characters that it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from backend.message import fault
from backend.wording import user_message

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerBase

# Private-use characters: never in real text, and removed from the text before they could matter.
_SHIELD = "\ue0f0"
_MARKER = "\ue0f1"


@dataclass(frozen=True, slots=True)
class ChatMessage:
    """One turn of a conversation.

    Attributes:
        role: `user`, `assistant` or `system`.
        content: What was said.
    """

    role: str
    content: str


@dataclass(frozen=True, slots=True)
class Encoded:
    """A row as tokens.

    Attributes:
        input_ids: Prompt, answer and the end token; nothing after it.
        prompt_tokens: How many of them are the prompt, which is not trained.
    """

    input_ids: tuple[int, ...]
    prompt_tokens: int

    @property
    def labels(self) -> tuple[int, ...]:
        """What is trained: -100 (ignored by the loss) for the prompt, then the answer."""
        return (-100,) * self.prompt_tokens + self.input_ids[self.prompt_tokens :]


def encode_example(
    tokenizer: PreTrainedTokenizerBase, instruction: str, input: str, output: str
) -> Encoded:
    """Encodes one row: the user asks, the assistant answers and ends.

    Args:
        tokenizer: The base model's, with a chat template (`ensure_template`).
        instruction: What to do.
        input: Context and question as `Example.input` gives them; may be empty.
        output: The answer.
    """
    question = ChatMessage("user", user_message(instruction, input))
    prompt = _render(tokenizer, (question,), generate=True)
    prompt_ids = _encode(tokenizer, prompt)
    answer = _answer_text(tokenizer, question, output, prompt)
    whole_ids = _encode(tokenizer, prompt + answer)
    # Taken as one text, a tokenizer may join the prompt's last characters with the answer's first.
    # The model is never given that in chat, so the prompt then keeps its own tokens.
    if whole_ids[: len(prompt_ids)] != prompt_ids:
        whole_ids = prompt_ids + _encode(tokenizer, answer)
    return Encoded(tuple(whole_ids), len(prompt_ids))


def encode_prompt(tokenizer: PreTrainedTokenizerBase, messages: Sequence[ChatMessage]) -> list[int]:
    """Encodes a conversation up to the point at which the assistant begins to speak."""
    return _encode(tokenizer, _render(tokenizer, messages, generate=True))


def encode_question(tokenizer: PreTrainedTokenizerBase, instruction: str, input: str) -> list[int]:
    """Encodes the prompt of a row, exactly as `encode_example` does."""
    return encode_prompt(tokenizer, (ChatMessage("user", user_message(instruction, input)),))


def stop_tokens(tokenizer: PreTrainedTokenizerBase) -> tuple[int, ...]:
    """The tokens at which an answer ends: the one that is trained first, then the model's own."""
    trained = tokenizer.convert_tokens_to_ids(end_token(tokenizer))
    own = tokenizer.eos_token_id
    return (trained,) if own is None or own == trained else (trained, own)


def end_token(tokenizer: PreTrainedTokenizerBase) -> str:
    """The special token with which the chat template closes an answer; else the tokenizer's own.

    Raises:
        TunedeskError: There is none, so no answer could ever end.
    """
    conversation = (ChatMessage("user", "?"), ChatMessage("assistant", _MARKER))
    rest = _render(tokenizer, conversation, generate=False).rpartition(_MARKER)[2]
    found = _special_pattern(tokenizer).search(rest)
    token = found.group() if found else tokenizer.eos_token
    if token is None:
        raise fault(
            "model.tokenizer.no_end",
            "The model's tokenizer in {folder} has no end token, so an answer could never end.",
            "Take an instruction-tuned version of the model, or set eos_token in its "
            "tokenizer_config.json.",
            folder=str(tokenizer.name_or_path),
        )
    return str(token)


def _answer_text(
    tokenizer: PreTrainedTokenizerBase, question: ChatMessage, output: str, prompt: str
) -> str:
    """The text after the prompt, up to and with the end token, as the template writes it."""
    end = end_token(tokenizer)
    whole = _render(tokenizer, (question, ChatMessage("assistant", output)), generate=False)
    if not whole.startswith(prompt):
        # The template writes a past turn unlike the one it asks for (reasoning models do).
        return _shield(tokenizer, output.strip()) + end
    answer, found, _ = whole[len(prompt) :].partition(end)
    return (answer if found else answer.rstrip()) + end


def _render(
    tokenizer: PreTrainedTokenizerBase, messages: Sequence[ChatMessage], *, generate: bool
) -> str:
    """Applies the chat template to messages whose special tokens are shielded."""
    conversation = [
        {"role": message.role, "content": _shield(tokenizer, message.content)}
        for message in messages
    ]
    # enable_thinking: reasoning models would otherwise think aloud before a short answer; templates
    # that don't know the word ignore it.
    return str(
        tokenizer.apply_chat_template(
            conversation, tokenize=False, add_generation_prompt=generate, enable_thinking=False
        )
    )


def _shield(tokenizer: PreTrainedTokenizerBase, text: str) -> str:
    """Breaks up special tokens in `text`; `_encode` joins them again, as plain characters."""
    plain = text.replace(_SHIELD, "")
    return _special_pattern(tokenizer).sub(
        lambda found: found.group()[0] + _SHIELD + found.group()[1:], plain
    )


def _encode(tokenizer: PreTrainedTokenizerBase, text: str) -> list[int]:
    """Encodes a rendered text; special tokens are those of the template alone."""
    if _SHIELD not in text:
        return list(tokenizer(text, add_special_tokens=False, verbose=False).input_ids)
    ids: list[int] = []
    position = 0
    for found in _special_pattern(tokenizer).finditer(text):
        ids += _encode_plain(tokenizer, text[position : found.start()])
        ids.append(tokenizer.convert_tokens_to_ids(found.group()))
        position = found.end()
    return ids + _encode_plain(tokenizer, text[position:])


def _encode_plain(tokenizer: PreTrainedTokenizerBase, text: str) -> list[int]:
    """Encodes text between two of the template's special tokens."""
    if not text:
        return []
    plain = text.replace(_SHIELD, "")
    return list(
        tokenizer(
            plain, add_special_tokens=False, split_special_tokens=True, verbose=False
        ).input_ids
    )


def _special_pattern(tokenizer: PreTrainedTokenizerBase) -> re.Pattern[str]:
    """Matches any special token of the tokenizer, the longest first."""
    tokens = {
        token.content for token in tokenizer.added_tokens_decoder.values() if token.special
    } | set(tokenizer.all_special_tokens)
    ordered = sorted((token for token in tokens if token), key=len, reverse=True)
    return re.compile("|".join(re.escape(token) for token in ordered) or r"(?!)")
