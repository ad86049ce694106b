"""The window's process stays light, and the backend works where there is no Qt."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HEAVY = ("torch", "transformers", "peft", "trl", "datasets", "bitsandbytes", "accelerate")
# What only a worker imports: whole parts of the program, and single modules.
WORKER_PARTS = ("training", "chat", "evaluation", "export")
WORKER_MODULES = (
    "backend.__main__",
    "backend.jobs.worker",
    "backend.methods.precision",
    "backend.models.device",
    "backend.models.answering",
    "backend.models.facts_build",
    "backend.models.loading",
)


def modules_of(package: str) -> list[str]:
    names = []
    for file in sorted((ROOT / package).rglob("*.py")):
        parts = list(file.relative_to(ROOT).with_suffix("").parts)
        names.append(".".join(parts[:-1] if parts[-1] == "__init__" else parts))
    return names


def for_the_window(name: str) -> bool:
    parts = name.split(".")
    if name in WORKER_MODULES:
        return False
    return len(parts) < 3 or parts[1] not in WORKER_PARTS or parts[-1] == "spec"


def run(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )


def test_the_list_of_worker_modules_names_modules_that_exist() -> None:
    assert set(WORKER_MODULES) <= set(modules_of("backend"))


def test_what_the_window_imports_brings_in_no_machine_learning_library() -> None:
    names = [name for name in modules_of("backend") + modules_of("gui") if for_the_window(name)]
    assert len(names) > 40
    told = run(
        "import importlib, sys\n"
        f"for name in {names!r}:\n"
        "    before = set(sys.modules)\n"
        "    importlib.import_module(name)\n"
        f"    brought = [heavy for heavy in {HEAVY!r} if heavy in set(sys.modules) - before]\n"
        "    if brought:\n"
        "        print(name, 'imports', *brought)\n"
    )
    assert told.returncode == 0, told.stderr
    assert told.stdout == ""


def test_importing_any_light_module_of_the_backend_brings_in_no_qt() -> None:
    told = run(
        "import importlib, sys\n"
        f"for name in {[n for n in modules_of('backend') if for_the_window(n)]!r}:\n"
        "    importlib.import_module(name)\n"
        "assert not [name for name in sys.modules if name.split('.')[0] in "
        "('PySide6', 'shiboken6', 'pyqtgraph')]\n"
    )
    assert told.returncode == 0, told.stderr


def test_the_plugin_without_qt_does_hide_it() -> None:
    told = subprocess.run(
        [sys.executable, "-c", "import tests.architecture.no_qt_plugin, PySide6.QtCore"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 1
    assert "No module named 'PySide6'" in told.stderr
