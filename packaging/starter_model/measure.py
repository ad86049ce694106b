"""Measures a built model for its card: `python packaging/starter_model/measure.py --model DIR`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

PACKAGE = Path(__file__).resolve().parent


def main() -> int:
    """Prints each score with the number of questions behind it."""
    sys.path[:] = [entry for entry in sys.path if Path(entry).resolve() != PACKAGE]
    sys.path.append(str(PACKAGE.parent))
    import torch
    from tokenizers import Tokenizer
    from transformers import AutoModelForCausalLM

    from starter_model.judging import made_probes, prose_probes, right_ones

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True, help="folder of the model")
    parser.add_argument("--count", type=int, default=300, help="texts made for the first scores")
    options = parser.parse_args()
    torch.set_num_threads(1)
    tokenizer = Tokenizer.from_file(str(options.model / "tokenizer.json"))
    model = AutoModelForCausalLM.from_pretrained(options.model, dtype=torch.float32).eval()
    reading, telling = made_probes(options.count)
    prose_reading, prose_telling = prose_probes()
    groups = {
        "Reading, frames never trained: whole answer right": reading,
        "Telling, the text has the answer": [p for p in telling if p.answer == "yes"],
        "Telling, the text hasn't the answer": [p for p in telling if p.answer == "no"],
        "Reading, hand-written prose: whole answer right": prose_reading,
        "Telling, prose that has the answer": [p for p in prose_telling if p.answer == "yes"],
        "Telling, prose that hasn't the answer": [p for p in prose_telling if p.answer == "no"],
        "General questions": _general_probes(),
    }
    for name, probes in groups.items():
        right = sum(right_ones(model, tokenizer, probes))
        print(f"{name}: {right} of {len(probes)} ({right / len(probes):.0%})")
    print(f"Perplexity per token of the general sentences: {_perplexity(model, tokenizer):.2f}")
    return 0


def _general_probes() -> list[Any]:
    from starter_model.encoding import prompt_text
    from starter_model.general import PAIRS
    from starter_model.judging import Probe

    return [
        Probe(prompt_text(question.format(key)), answer)
        for question, answers in PAIRS.items()
        for key, answer in answers.items()
    ]


def _perplexity(model: Any, tokenizer: Any) -> float:
    """Perplexity of sentences that were trained: it shows what there is to forget."""
    import torch

    from starter_model.general import SENTENCES

    total, count = 0.0, 0
    with torch.no_grad():
        for sentence in SENTENCES:
            tokens = torch.tensor([tokenizer.encode(sentence).ids])
            loss = model(input_ids=tokens, labels=tokens, use_cache=False).loss
            total += float(loss) * (tokens.numel() - 1)
            count += tokens.numel() - 1
    return float(torch.tensor(total / count).exp())


if __name__ == "__main__":
    raise SystemExit(main())
