from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MODULES = (
    "backend.evaluation.job",
    "backend.evaluation.scorecard",
    "backend.chat.job",
    "backend.chat.session",
    "backend.export.job",
    "backend.export.registry",
)
HEAVY = ("torch", "transformers", "peft", "datasets", "bitsandbytes", "trl", "PySide6")


def test_what_the_window_reads_imports_no_learning_library() -> None:
    code = (
        f"import sys, {', '.join(MODULES)}\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.stdout.strip() == "[]", done.stderr
