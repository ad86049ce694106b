from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.packaging_support import ROOT, setup_module_named

checks = setup_module_named("setup_checks")
environment = setup_module_named("setup_environment")
NAMES = [
    "ruff",
    "ruff format",
    "mypy",
    "mypy for Windows",
    "mypy on set-up",
    "import-linter",
]


def names(root: Path, *arguments: str) -> list[str]:
    made = checks.checks(environment.Environment(root), is_long=False, arguments=arguments)
    return [one.name for one in made]


def test_every_tool_runs_and_qt_is_hidden_from_the_backends_tests(tmp_path: Path) -> None:
    assert names(tmp_path) == [*NAMES, "pytest, backend"]
    made = checks.checks(environment.Environment(tmp_path), is_long=False, arguments=())
    assert "tests.architecture.no_qt_plugin" in made[-1].command


def test_the_windows_tests_run_too_where_there_are_any(tmp_path: Path) -> None:
    (tmp_path / "tests" / "gui").mkdir(parents=True)
    (tmp_path / "tests" / "gui" / "test_tab.py").write_text("")
    assert names(tmp_path) == [*NAMES, "pytest, window", "pytest, backend"]


def test_further_arguments_go_to_one_run_of_pytest() -> None:
    made = checks.checks(environment.Environment(ROOT), is_long=False, arguments=("-k", "one"))
    assert made[-1].name == "pytest"
    assert made[-1].command[-2:] == ("-k", "one")


def test_slow_tests_run_only_when_asked_for_and_gpu_tests_only_with_a_gpu(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert checks.marks(is_long=False) == "not slow and not gpu"
    monkeypatch.setattr(checks, "find_driver", lambda: None)
    assert checks.marks(is_long=True) == "not gpu"
    monkeypatch.setattr(checks, "find_driver", object)
    assert checks.marks(is_long=True) == ""


@pytest.mark.parametrize(("statuses", "status"), [((0, 0), 0), ((0, 1), 1), ((5, 0), 1)])
def test_one_failed_check_fails_the_whole_and_the_others_still_run(
    statuses: tuple[int, ...],
    status: int,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    made = tuple(
        checks.Check(f"check {number}", (sys.executable, "-c", f"raise SystemExit({number})"))
        for number in statuses
    )
    monkeypatch.setattr(checks, "prepare", lambda _root, _extras: environment.Environment(ROOT))
    monkeypatch.setattr(checks, "ensure_screen_for_tests", lambda _steps: None)
    monkeypatch.setattr(checks, "checks", lambda *_, **__: made)
    assert checks.check([]) == status
    said = capfd.readouterr().out
    assert all(f"=== check {number}" in said for number in statuses)
    assert ("FAILED" in said) is (status == 1)


def test_a_failed_set_up_runs_no_check(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_root: Path, _extras: object) -> None:
        raise setup_module_named("setup_steps").SetupError("what", "cause", "remedy")

    def refuse(*_arguments: object) -> None:
        raise AssertionError("a check ran")

    monkeypatch.setattr(checks, "prepare", fail)
    monkeypatch.setattr(checks, "run_check", refuse)
    assert checks.check([]) == 1
