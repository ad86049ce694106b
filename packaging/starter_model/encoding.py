"""The tokenizer, and dialogues as token numbers with a weight for each."""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers

from starter_model import words
from starter_model.general import SENTENCES
from starter_model.tasks import Dialogue, DialogueMaker

END_OF_TEXT, TURN_START, TURN_END = "<|endoftext|>", "<|im_start|>", "<|im_end|>"
LINE_BREAK = "\u010a"  # how byte-level tokenizers write a line feed
VOCABULARY_SIZE = 3072
# Weights of the loss. Estimate: the first word of an answer decides which place is read, and a yes
# or no is one token against ten of a copied answer; check with the scores printed in training.
ANSWER_WEIGHT, FIRST_WEIGHT, CHOICE_WEIGHT, OTHER_WEIGHT, PLAIN_WEIGHT = 1.0, 4.0, 4.0, 0.3, 0.5
# Only this share of a prompt's tokens is trained, which saves time in the vocabulary's layer: they
# teach what kinds of words there are, but names and numbers can't be foreseen anyway.
PROMPT_SHARE = 0.5

CHAT_TEMPLATE = (
    "{% for message in messages %}"
    "{{ '<|im_start|>' + message['role'] + '\n' + message['content'] + '<|im_end|>' + '\n' }}"
    "{% endfor %}"
    "{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}"
)


@dataclass(frozen=True, slots=True)
class Encoded:
    """Token numbers and the weight of each as a target (0: not trained)."""

    tokens: tuple[int, ...]
    weights: tuple[float, ...]


def train_tokenizer(seed: int, dialogues: int = 12000) -> Tokenizer:
    """A byte-level BPE tokenizer with SmolLM's splitting, trained on made text."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Digits(individual_digits=True),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=True),
        ]
    )
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=VOCABULARY_SIZE,
        special_tokens=[END_OF_TEXT, TURN_START, TURN_END],
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    tokenizer.train_from_iterator(_sample_texts(seed, dialogues), trainer)
    return tokenizer


def save_tokenizer(tokenizer: Tokenizer, folder: Path) -> None:
    """Writes the tokenizer with its chat template in Hugging Face form."""
    from transformers import PreTrainedTokenizerFast

    fast: Any = PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        eos_token=TURN_END,
        pad_token=END_OF_TEXT,
        additional_special_tokens=[TURN_START],
        model_max_length=1024,
        clean_up_tokenization_spaces=False,
    )
    fast.chat_template = CHAT_TEMPLATE
    fast.save_pretrained(folder)


class Encoder:
    """Turns dialogues into token numbers as the chat template would, with weights."""

    def __init__(self, tokenizer: Tokenizer, rng: random.Random) -> None:
        self._tokenizer = tokenizer
        self._rng = rng
        self._end, self._end_of_text, self._line_break = (
            number_of(tokenizer, token) for token in (TURN_END, END_OF_TEXT, LINE_BREAK)
        )

    def encode_all(self, dialogues: list[Dialogue]) -> list[Encoded]:
        """All dialogues at once: one batch for the tokenizer is much faster than many calls."""
        pieces: list[str] = []
        for dialogue in dialogues:
            pieces.append(dialogue.plain)
            for turn in dialogue.turns:
                pieces += [prompt_text(turn.user), turn.assistant]
        numbers = iter(e.ids for e in self._tokenizer.encode_batch(pieces))
        return [self._encode(dialogue, numbers) for dialogue in dialogues]

    def _encode(self, dialogue: Dialogue, numbers: Any) -> Encoded:
        plain = next(numbers)
        if not dialogue.turns:
            return Encoded((*plain, self._end_of_text), (PLAIN_WEIGHT,) * (len(plain) + 1))
        tokens: list[int] = []
        weights: list[float] = []
        for turn in dialogue.turns:
            prompt, answer = next(numbers), next(numbers)
            tokens += [*prompt, *answer, self._end]
            weights += [OTHER_WEIGHT if self._rng.random() < PROMPT_SHARE else 0.0 for _ in prompt]
            first = CHOICE_WEIGHT if turn.choice else FIRST_WEIGHT
            weights += [first, *([ANSWER_WEIGHT] * len(answer))]
            tokens.append(self._line_break)
            weights += [0.0]
        return Encoded(tuple(tokens), tuple(weights))


def number_of(tokenizer: Tokenizer, token: str) -> int:
    """The token's number; raises ValueError for a tokenizer of another making."""
    number = tokenizer.token_to_id(token)
    if number is None:
        raise ValueError(f"The tokenizer has no token {token!r}: it isn't the starter model's.")
    return int(number)


def prompt_text(user: str) -> str:
    """What stands before the assistant's answer to one message."""
    return f"{TURN_START}user\n{user}{TURN_END}\n{TURN_START}assistant\n"


def _sample_texts(seed: int, dialogues: int) -> list[str]:
    maker = DialogueMaker(seed)
    texts = []
    for _ in range(dialogues):
        dialogue = maker.make(400)
        texts.append(dialogue.plain)
        for turn in dialogue.turns:
            texts += [turn.user, turn.assistant]
    lists = (words.THINGS, words.ADJECTIVES, words.PLACES, words.ROLES, words.GROUPS, words.FIELDS)
    texts += [" ".join(part) for part in lists] * 20
    return texts + [*SENTENCES] * 30
