"""Builds the starter model: `python packaging/starter_model/build.py --minutes 90 --out DIR`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


def main() -> int:
    """Reads the command line, trains the tokenizer if there is none, then the model."""
    # The script's own folder would hide modules of other libraries; its parent holds the package.
    sys.path[:] = [entry for entry in sys.path if Path(entry).resolve() != PACKAGE]
    sys.path.append(str(PACKAGE.parent))
    import torch
    from tokenizers import Tokenizer

    from starter_model.encoding import save_tokenizer, train_tokenizer
    from starter_model.model import Shape
    from starter_model.training import Settings, Trainer

    options = _options()
    out: Path = options.out
    work: Path = options.work or out.with_name(out.name + ".work")
    for folder in (out, work):
        folder.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(options.threads)
    vocabulary = work / "tokenizer.json"
    if not vocabulary.exists():
        print("Training the tokenizer.", flush=True)
        train_tokenizer(options.seed).save(str(vocabulary))
    tokenizer = Tokenizer.from_file(str(vocabulary))
    save_tokenizer(tokenizer, out)
    width, inner, layers, heads, shared = (int(part) for part in options.shape.split(","))
    settings = Settings(
        minutes=options.minutes,
        seed=options.seed,
        device=options.device,
        shape=Shape(width, inner, layers, heads, shared),
    )
    Trainer(settings, tokenizer, out, work / "state.pt").run()
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, required=True, help="training time in minutes")
    parser.add_argument("--device", choices=["cpu", "cuda"], default="cpu")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1, help="threads on the CPU")
    parser.add_argument("--out", type=Path, required=True, help="folder for the model")
    parser.add_argument("--work", type=Path, help="folder for the state (default: OUT.work)")
    parser.add_argument(
        "--shape",
        default="192,512,6,6,2",
        help="width, inner width, layers, heads, key-value heads",
    )
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(main())
