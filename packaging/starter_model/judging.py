"""Scores while training and after: frames never seen, and prose written by hand.

A question counts as answered when each greedy token, the end token included, is right.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from starter_model.encoding import TURN_END, prompt_text
from starter_model.prose import PASSAGES
from starter_model.tasks import HELD_OUT_FRAMES, MAIN_INSTRUCTION, ContextMaker, DialogueMaker

if TYPE_CHECKING:
    from tokenizers import Tokenizer

SHORT_INSTRUCTION = "Give a short answer from the text."
TELLING_INSTRUCTION = "Does the text answer the question? Say yes or no."


@dataclass(frozen=True, slots=True)
class Probe:
    """A prompt and the answer that is right."""

    prompt: str
    answer: str


def made_probes(count: int, seed: int = 97) -> tuple[list[Probe], list[Probe]]:
    """Reading and telling probes from frames that training never sees."""
    maker: ContextMaker = DialogueMaker(seed, HELD_OUT_FRAMES).contexts
    reading: list[Probe] = []
    telling: list[Probe] = []
    while len(reading) < count:
        context = maker.make(120 + 5 * (len(reading) % 100))
        if not context.asked or not context.absent:
            continue
        question = context.asked[len(reading) % len(context.asked)]
        reading.append(_probe(SHORT_INSTRUCTION, context.text, question.text, question.answer))
        telling.append(_probe(TELLING_INSTRUCTION, context.text, question.text, "yes"))
        telling.append(_probe(TELLING_INSTRUCTION, context.text, context.absent[0], "no"))
    return reading, telling


def prose_probes() -> tuple[list[Probe], list[Probe]]:
    """Reading and telling probes over the passages written by hand."""
    reading: list[Probe] = []
    telling: list[Probe] = []
    for passage in PASSAGES:
        for question, answer in passage.asked:
            reading.append(_probe(SHORT_INSTRUCTION, passage.text, question, answer))
            telling.append(_probe(TELLING_INSTRUCTION, passage.text, question, "yes"))
        telling += [
            _probe(TELLING_INSTRUCTION, passage.text, question, "no") for question in passage.absent
        ]
    return reading, telling


def main_form(context: str, question: str) -> str:
    """The user's message in the form of the datasets."""
    return f"{MAIN_INSTRUCTION}\n\n{context}\n\nQuestion: {question}"


def exact_fraction(model: Any, tokenizer: Tokenizer, probes: list[Probe], batch: int = 16) -> float:
    """The share of probes, 0..1, whose whole answer the model would write."""
    return sum(right_ones(model, tokenizer, probes, batch)) / len(probes)


def right_ones(
    model: Any, tokenizer: Tokenizer, probes: list[Probe], batch: int = 16
) -> list[bool]:
    """For each probe, whether each greedy token of the answer is right."""
    import torch

    end = tokenizer.token_to_id(TURN_END)
    rows = [
        (tokenizer.encode(probe.prompt).ids, [*tokenizer.encode(probe.answer).ids, end])
        for probe in probes
    ]
    right = [False] * len(rows)
    order = sorted(range(len(rows)), key=lambda i: len(rows[i][0]))
    with torch.no_grad():
        for start in range(0, len(order), batch):
            part = order[start : start + batch]
            longest = max(len(rows[i][0]) + len(rows[i][1]) for i in part)
            tokens = torch.zeros(len(part), longest, dtype=torch.long)
            for line, i in enumerate(part):
                whole = rows[i][0] + rows[i][1]
                tokens[line, : len(whole)] = torch.tensor(whole)
            best = model(input_ids=tokens, use_cache=False).logits.argmax(-1)  # (B, T)
            for line, i in enumerate(part):
                first = len(rows[i][0]) - 1
                written = best[line, first : first + len(rows[i][1])].tolist()
                right[i] = written == rows[i][1]
    return right


def _probe(instruction: str, context: str, question: str, answer: str) -> Probe:
    return Probe(prompt_text(f"{instruction}\n\n{context}\n\nQuestion: {question}"), answer)
