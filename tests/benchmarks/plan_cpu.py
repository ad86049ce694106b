"""Prints the planned memory of CPU runs beside the peak that real ones reached.

Each case trains a few steps of a random Llama in NF4 through the real training engine in a child.
Run as `python -m tests.benchmarks.plan_cpu`; it takes some minutes.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path
from statistics import median

from backend.models.facts_cache import facts_of
from backend.planning.plan import plan
from backend.planning.request import CPU, PlanRequest
from backend.recipe.recipe import Recipe

MB = 1_000_000
_SMALL = {"hidden_size": 256, "intermediate_size": 768, "num_hidden_layers": 6,
          "num_attention_heads": 8, "num_key_value_heads": 4, "vocab_size": 8192,
          "tie_word_embeddings": True}  # fmt: skip
_MIDDLE = {**_SMALL, "hidden_size": 768, "intermediate_size": 2048, "num_hidden_layers": 12,
           "num_attention_heads": 12, "vocab_size": 32000}  # fmt: skip
CASES: tuple[tuple[str, dict[str, object], Recipe, int], ...] = (
    ("small, T 256", _SMALL, Recipe(), 256),
    ("small, T 512, B 4", _SMALL, Recipe(micro_batch=4), 512),
    ("small, T 512, B 4, no checkpointing", _SMALL,
     Recipe(micro_batch=4, checkpointing=False), 512),
    ("small, T 1024, B 2, adamw", _SMALL, Recipe(micro_batch=2, optimizer="adamw"), 1024),
    ("middle, T 256", _MIDDLE, Recipe(), 256),
    ("middle, T 512, no checkpointing", _MIDDLE, Recipe(checkpointing=False), 512),
    ("middle, T 512, rank 64", _MIDDLE, Recipe(rank=64, alpha=128), 512),
)  # fmt: skip


def main() -> None:
    """One line per case, then medians; with arguments, one case in this process."""
    if len(sys.argv) > 1:
        _train(Path(sys.argv[1]))
        return
    errors, parts = [], []
    print(
        f"{'case':40} {'planned':>9} {'measured':>9} {'error':>7} {'tensors':>9} {'interval':>14}"
    )
    for label, config, recipe, tokens in CASES:
        made, peak_bytes = _compare(config, recipe, tokens)
        low, high = made.interval_bytes
        tensors = made.total_bytes - made.components[-1].bytes
        errors.append(made.total_bytes / peak_bytes - 1)
        parts.append(peak_bytes - tensors)
        print(
            f"{label:40} {made.total_bytes / MB:9.0f} {peak_bytes / MB:9.0f} {errors[-1]:+7.1%} "
            f"{tensors / MB:9.0f} {low / MB:6.0f}-{high / MB:.0f}",
            flush=True,
        )
    print(f"median size of error {median(abs(error) for error in errors):.1%}, "
          f"largest {max(abs(error) for error in errors):.1%}; measured less tensors: "
          f"median {median(parts) / MB:.0f} MB")  # fmt: skip


def _compare(config: dict[str, object], recipe: Recipe, tokens: int) -> tuple[object, int]:
    from dataclasses import replace

    recipe = replace(
        recipe, max_length=tokens, epochs=1.0, accumulation=1, minimum_steps=1, eval_steps=0
    )
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        whole = {**config, "model_type": "llama", "max_position_embeddings": 2048}
        case = {"config": whole, "recipe": asdict(recipe), "tokens": tokens}
        (folder / "case.json").write_text(json.dumps(case))
        (folder / "config.json").write_text(json.dumps(whole))
        facts = facts_of(str(folder))
        environment = {**os.environ, "OMP_NUM_THREADS": "1", "OMP_WAIT_POLICY": "PASSIVE"}
        command = [sys.executable, "-m", "tests.benchmarks.plan_cpu", str(folder)]
        subprocess.run(command, check=True, env=environment, capture_output=True)
        peak_bytes = int((folder / "peak").read_text())
    request = PlanRequest(facts, recipe, 10**12, CPU, longest_row_tokens=tokens, float32_file=True)
    return plan(request), peak_bytes


def _train(folder: Path) -> None:
    """Makes the model in another process, trains it in this one, and writes the peak."""
    case = json.loads((folder / "case.json").read_text())
    make = (
        "import sys; from pathlib import Path; "
        "from tests.benchmarks.plan_cpu import make_model; make_model(Path(sys.argv[1]))"
    )
    subprocess.run([sys.executable, "-c", make, str(folder)], check=True)
    from backend.project import RunFolder
    from backend.training.engine import TrainingInput, train
    from tests.recording_context import RecordingContext

    run = folder / "1-run"
    run.mkdir()
    recipe = Recipe(**case["recipe"])
    rows = [_row(number, case["tokens"]) for number in range(4 * recipe.micro_batch)]
    train(
        TrainingInput(RunFolder(run), folder / "model", str(folder / "model"), recipe, rows, [],
                      resume=False),
        RecordingContext(run),
    )  # fmt: skip
    import resource

    peak_kib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    (folder / "peak").write_text(str(peak_kib * 1024))


def make_model(folder: Path) -> None:
    """Saves a random model of the case, with a tokenizer of one token per byte."""
    from transformers import LlamaConfig, LlamaForCausalLM

    from tests.tiny_model import make_tiny_tokenizer

    config = LlamaConfig(**json.loads((folder / "case.json").read_text())["config"])
    (folder / "model").mkdir()
    make_tiny_tokenizer(folder / "model")
    LlamaForCausalLM(config).save_pretrained(folder / "model")


def _row(number: int, tokens: int) -> object:
    from backend.dataset.row import Example, ExampleKind

    # Of the row's tokens, the template takes the difference; a byte is a token.
    context = "x" * (tokens - 120)
    return Example(f"row{number}", ExampleKind.ANSWERABLE, "number", "Answer.", context,
                   f"How many {number}?", "Seven days and a half.", "d.pdf", "c1", 1)  # fmt: skip


if __name__ == "__main__":
    main()
