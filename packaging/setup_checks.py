"""What `test.py` does: set up, run every check, end with a table and one exit status."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from setup_environment import Environment, prepare, repository_root
from setup_steps import SetupError, Steps, say
from setup_system import ensure_screen_for_tests
from setup_torch import find_driver

LONG = "--long"
# One thread that sleeps while it waits: on two busy cores small models otherwise run 20 times
# slower.
_ENVIRONMENT = {
    "OMP_WAIT_POLICY": "PASSIVE",
    "KMP_BLOCKTIME": "0",
    "HF_HUB_OFFLINE": "1",
    "TOKENIZERS_PARALLELISM": "false",
}
_WINDOW_TESTS = "tests/gui"
_WITHOUT_QT = (
    *("-p", "no:pytest-qt", "-p", "tests.architecture.no_qt_plugin"),
    # pytest-qt's own settings are unknown without it.
    *("-W", "ignore::pytest.PytestConfigWarning"),
)
_SCRIPTS = ("start.py", "test.py", "setup_*.py")


@dataclass(frozen=True, slots=True)
class Check:
    """One check: its name and the command that passes or fails."""

    name: str
    command: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a check ended: exit status and time taken."""

    name: str
    status: int
    seconds: float


def check(arguments: Sequence[str]) -> int:
    """Sets up and runs all checks; gives 0 only if every one passed."""
    is_long = LONG in arguments
    rest = [argument for argument in arguments if argument != LONG]
    root = repository_root()
    try:
        environment = prepare(root, ("gui", "dev"))
        ensure_screen_for_tests(Steps(root / "build" / "system.log"))
    except SetupError as fault:
        say(str(fault))
        return 1
    except KeyboardInterrupt:
        say("\nInterrupted. Run it again to go on.")
        return 130
    outcomes = [
        run_check(one, root) for one in checks(environment, is_long=is_long, arguments=rest)
    ]
    print(table(outcomes), flush=True)
    return 0 if all(outcome.status == 0 for outcome in outcomes) else 1


def checks(
    environment: Environment, *, is_long: bool, arguments: Sequence[str]
) -> tuple[Check, ...]:
    """Every check, in order.

    Args:
        environment: Where the tools are.
        is_long: Whether the slow tests run too.
        arguments: Further arguments for pytest.
    """
    python = str(environment.python)
    scripts = sorted(
        str(path.relative_to(environment.root))
        for pattern in _SCRIPTS
        for path in (environment.root / "packaging").glob(pattern)
    )
    lint_imports = str(environment.programs / "lint-imports")
    return (
        Check("ruff", (python, "-m", "ruff", "check", ".")),
        Check("ruff format", (python, "-m", "ruff", "format", "--check", ".")),
        Check("mypy", (python, "-m", "mypy")),
        Check("mypy for Windows", (python, "-m", "mypy", "--platform", "win32")),
        Check("mypy on set-up", (python, "-m", "mypy", "--strict", *scripts)),
        Check("import-linter", (lint_imports,)),
        *tests(environment, is_long=is_long, arguments=arguments),
    )


def tests(environment: Environment, *, is_long: bool, arguments: Sequence[str]) -> list[Check]:
    """The runs of pytest: the window's tests, and the backend's with Qt hidden.

    Hiding Qt shows that the backend works where it is not installed, without
    running anything twice. With arguments of the person's own there is one run, with Qt.
    """
    pytest = (str(environment.python), "-m", "pytest", "-ra", "-m", marks(is_long=is_long))
    if arguments:
        return [Check("pytest", (*pytest, *arguments))]
    window = Check("pytest, window", (*pytest, _WINDOW_TESTS))
    backend = Check("pytest, backend", (*pytest, "--ignore", _WINDOW_TESTS, *_WITHOUT_QT))
    has_window_tests = any((environment.root / _WINDOW_TESTS).rglob("test_*.py"))
    return [window, backend] if has_window_tests else [backend]


def marks(*, is_long: bool) -> str:
    """Which tests run; those for a GPU only where one is, and only in the long run."""
    if not is_long:
        return "not slow and not gpu"
    return "" if find_driver() else "not gpu"


def run_check(one: Check, root: Path) -> Outcome:
    """Runs one check in the repository's folder, its output on this terminal."""
    print(f"\n=== {one.name}", flush=True)
    started = time.monotonic()
    status = subprocess.run(
        one.command, cwd=root, env={**os.environ, **_ENVIRONMENT}, check=False
    ).returncode
    return Outcome(one.name, status, time.monotonic() - started)


def table(outcomes: Sequence[Outcome]) -> str:
    """The closing table, a line per check."""
    lines = ["", "=== summary"]
    for outcome in outcomes:
        verdict = "ok" if outcome.status == 0 else f"FAILED (exit status {outcome.status})"
        lines.append(f"{outcome.name:<20}{outcome.seconds:>7.0f} s   {verdict}")
    return "\n".join(lines)
