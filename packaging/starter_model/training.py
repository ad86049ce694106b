"""The training loop: by the clock, resumable, with scores printed on the way."""

from __future__ import annotations

import math
import random
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch

from starter_model.encoding import Encoded, Encoder
from starter_model.judging import exact_fraction, made_probes, prose_probes
from starter_model.model import Shape, new_model, save_model
from starter_model.tasks import DialogueMaker

if TYPE_CHECKING:
    from tokenizers import Tokenizer

DIALOGUES_PER_POOL = 384
# Muon's usual rate for small models (Keller Jordan, "Muon: An optimizer for hidden layers in
# neural networks", 2024) and an AdamW rate for the table of embeddings and the norms.
# Estimate: check by the printed scores after ten minutes.
MATRIX_RATE, OTHER_RATE = 0.02, 4e-3
WARMUP_FRACTION, DECAY_FROM_FRACTION = 0.02, 0.7
SAVE_EVERY_S = 180.0


@dataclass(frozen=True, slots=True)
class Settings:
    """What a training run is given; the same settings are needed to resume it.

    Attributes:
        minutes: training time, more than 0; the learning rate follows the clock.
        tokens_per_batch: padded tokens of one optimizer step.
    """

    minutes: float
    seed: int
    device: str
    shape: Shape
    tokens_per_batch: int = 3072
    print_every_s: float = 60.0
    judge_every_s: float = 300.0


class Trainer:
    """Trains a new model, or goes on with the one in the state file."""

    def __init__(self, settings: Settings, tokenizer: Tokenizer, out: Path, state: Path) -> None:
        torch.manual_seed(settings.seed)
        self._settings, self._tokenizer, self._out, self._state = settings, tokenizer, out, state
        self._model = new_model(settings.shape, tokenizer).to(settings.device)
        self._optimizers = _optimizers(self._model)
        self._elapsed_s, self._pool, self._step, self._tokens = 0.0, 0, 0, 0
        self._recent: list[float] = []
        if state.exists():
            self._restore()

    def run(self) -> None:
        """Trains until the minutes are used up and writes the model to the folder."""
        limit_s = self._settings.minutes * 60
        last = time.monotonic()
        printed = saved = judged = self._elapsed_s
        for tokens, weights in self._batches():
            progress = min(1.0, self._elapsed_s / limit_s)
            self._recent.append(self._train_on(tokens, weights, rate_fraction(progress)))
            now = time.monotonic()
            self._elapsed_s += now - last
            last = now
            if self._elapsed_s - printed >= self._settings.print_every_s:
                printed = self._elapsed_s
                self._print(progress)
            if self._elapsed_s - saved >= SAVE_EVERY_S:
                saved = self._elapsed_s
                self._save()
            if self._elapsed_s - judged >= self._settings.judge_every_s:
                judged = self._elapsed_s
                self._judge()
            if self._elapsed_s >= limit_s:
                break
        self._save()
        self._judge()

    def _train_on(self, tokens: Any, weights: Any, rate: float) -> float:
        for optimizer in self._optimizers:
            for group in optimizer.param_groups:
                group["lr"] = group["initial_lr"] * rate
        amp = torch.autocast(self._settings.device, dtype=torch.bfloat16)
        with amp:
            body = self._model.model
            hidden = body(input_ids=tokens[:, :-1], use_cache=False).last_hidden_state
            wanted = weights[:, 1:] > 0  # (B, T)
            logits = self._model.lm_head(hidden[wanted])  # (N, V)
        losses = torch.nn.functional.cross_entropy(
            logits.float(), tokens[:, 1:][wanted], reduction="none"
        )
        weight = weights[:, 1:][wanted]
        loss = (losses * weight).sum() / weight.sum()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self._model.parameters(), 1.0)
        for optimizer in self._optimizers:
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
        self._step += 1
        self._tokens += tokens.numel()
        return float(loss.detach())

    def _batches(self) -> Iterator[tuple[Any, Any]]:
        limit_s = self._settings.minutes * 60
        while True:
            # A pool's text depends on its number alone, so a resumed run reads no text twice.
            rng = random.Random(f"{self._settings.seed}-{self._pool}")
            progress = self._elapsed_s / limit_s
            longest, copying = longest_chars(progress), copying_share(progress)
            telling = telling_share(progress)
            maker = DialogueMaker(rng.randrange(2**60))
            dialogues = [
                maker.make(rng.randint(60, longest), copying, telling)
                for _ in range(DIALOGUES_PER_POOL)
            ]
            encoded = Encoder(self._tokenizer, rng).encode_all(dialogues)
            batches = cut(encoded, self._settings.tokens_per_batch, self._settings.shape.positions)
            rng.shuffle(batches)
            for batch in batches:
                yield padded(batch, self._settings.device)
            self._pool += 1

    def _print(self, progress: float) -> None:
        loss = sum(self._recent) / len(self._recent)
        self._recent = []
        print(
            f"{self._elapsed_s / 60:6.1f} min {progress:4.0%} step {self._step} "
            f"tokens {self._tokens / 1e6:.2f}M ({self._tokens / self._elapsed_s:.0f}/s) "
            f"loss {loss:.3f}",
            flush=True,
        )

    def _judge(self) -> None:
        self._model.eval()
        reading, telling = made_probes(100)
        prose_reading, prose_telling = prose_probes()
        parts = {
            "unseen frames: exact": reading, "yes/no": telling,
            "prose: exact": prose_reading, "prose yes/no": prose_telling,
        }  # fmt: skip
        scores = (
            f"{name} {exact_fraction(self._model, self._tokenizer, probes):.2f}"
            for name, probes in parts.items()
        )
        print("    " + ", ".join(scores), flush=True)
        self._model.train()

    def _save(self) -> None:
        content = {
            "settings": asdict(self._settings), "model": self._model.state_dict(),
            "optimizers": [optimizer.state_dict() for optimizer in self._optimizers],
            "elapsed_s": self._elapsed_s, "pool": self._pool + 1, "step": self._step,
            "tokens": self._tokens,
        }  # fmt: skip
        beside = self._state.with_suffix(".new")
        torch.save(content, beside)
        beside.replace(self._state)
        save_model(self._model, self._out)

    def _restore(self) -> None:
        content = torch.load(self._state, weights_only=True)
        if content["settings"] != asdict(self._settings):
            raise ValueError(
                f"{self._state} belongs to other settings ({content['settings']}); "
                "give the same ones or delete the file."
            )
        self._model.load_state_dict(content["model"])
        for optimizer, saved in zip(self._optimizers, content["optimizers"], strict=True):
            optimizer.load_state_dict(saved)
        self._elapsed_s, self._pool = content["elapsed_s"], content["pool"]
        self._step, self._tokens = content["step"], content["tokens"]
        print(f"Resumed at {self._elapsed_s / 60:.1f} minutes, step {self._step}.", flush=True)


def rate_fraction(progress: float) -> float:
    """The learning rate as a fraction of its peak: short rise, plateau, fall to nothing."""
    if progress < WARMUP_FRACTION:
        return max(0.02, progress / WARMUP_FRACTION)
    if progress < DECAY_FROM_FRACTION:
        return 1.0
    return max(0.0, (1.0 - progress) / (1.0 - DECAY_FROM_FRACTION))


def longest_chars(progress: float) -> int:
    """The longest context in characters: short ones first, since looking up is learned there."""
    return int(160 + 160 * min(1.0, max(0.0, progress - 0.55) / 0.3))


def copying_share(progress: float) -> float:
    """The share of plain copying tasks: half at first, since reading is built on copying."""
    return max(0.15, min(0.5, 0.5 - 4.4 * (progress - 0.05)))


def telling_share(progress: float) -> float:
    """The share of questions whether the text has the answer: few until answers can be found."""
    return max(0.12, min(0.3, 0.12 + 1.9 * (progress - 0.4)))


def cut(encoded: list[Encoded], tokens_per_batch: int, positions: int) -> list[list[Encoded]]:
    """Batches of similar lengths, each of at most about `tokens_per_batch` with its padding."""
    batches: list[list[Encoded]] = [[]]
    fitting = (item for item in encoded if len(item.tokens) <= positions)
    for item in sorted(fitting, key=lambda item: len(item.tokens)):
        if (len(batches[-1]) + 1) * len(item.tokens) > tokens_per_batch and batches[-1]:
            batches.append([])
        batches[-1].append(item)
    return batches


def padded(batch: list[Encoded], device: str) -> tuple[Any, Any]:
    """Token numbers and weights as tensors (B, T), T a multiple of 16 and one more."""
    length = math.ceil(max(len(item.tokens) for item in batch) / 16) * 16 + 1
    tokens = torch.zeros(len(batch), length, dtype=torch.long)
    weights = torch.zeros(len(batch), length)
    for line, item in enumerate(batch):
        tokens[line, : len(item.tokens)] = torch.tensor(item.tokens)
        weights[line, : len(item.weights)] = torch.tensor(item.weights)
    return tokens.to(device), weights.to(device)


def _optimizers(model: Any) -> list[Any]:
    matrices = [p for n, p in model.named_parameters() if p.ndim == 2 and ".layers." in n]
    others = [p for n, p in model.named_parameters() if not (p.ndim == 2 and ".layers." in n)]
    optimizers: list[Any] = [
        torch.optim.Muon(matrices, lr=MATRIX_RATE, weight_decay=0.02, momentum=0.95),
        torch.optim.AdamW(others, lr=OTHER_RATE, betas=(0.9, 0.95), weight_decay=0.0),
    ]
    for optimizer in optimizers:
        for group in optimizer.param_groups:
            group["initial_lr"] = group["lr"]
    return optimizers
