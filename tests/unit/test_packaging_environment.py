from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.packaging_support import ROOT, setup_module_named

environment = setup_module_named("setup_environment")
steps = setup_module_named("setup_steps")
torch_builds = setup_module_named("setup_torch")
STAMP = environment.Stamp("3.11", "/here", "abc", ("dev", "gui"), "cpu")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    (tmp_path / "packaging").mkdir()
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copy(ROOT / "packaging" / "constraints.txt", tmp_path / "packaging")
    return tmp_path


def complete(checkout: Path) -> Any:
    """Makes an environment that looks complete."""
    made = environment.Environment(checkout)
    made.programs.mkdir(parents=True)
    made.python.write_text("")
    return made


@pytest.mark.parametrize(
    ("change", "ready"),
    [
        ({}, True),
        ({"extras": ("gui",)}, True),
        ({"extras": ("docs",)}, False),
        ({"python": "3.12"}, False),
        ({"root": "/elsewhere"}, False),
        ({"inputs": "abd"}, False),
        ({"torch": "cu130"}, False),
    ],
)
def test_what_makes_a_set_up_run_again(change: dict[str, Any], ready: bool) -> None:
    assert environment.is_ready(STAMP, replace(STAMP, **change)) is ready


def test_a_cuda_build_stays_when_the_driver_is_not_found_for_once() -> None:
    assert environment.is_ready(replace(STAMP, torch="cu130"), STAMP)


def test_a_complete_environment_is_used_without_running_anything(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TUNEDESK_TORCH", "cpu")
    made = complete(checkout)
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    inputs = environment.inputs_hash(made)
    stamp = environment.Stamp(version, str(checkout), inputs, ("gui",), "cpu")
    environment._write_stamp(made, stamp)

    def refuse(*_arguments: object, **_more: object) -> None:
        raise AssertionError("a process was started")

    monkeypatch.setattr(subprocess, "Popen", refuse)
    assert environment.prepare(checkout, ("gui",)) == made


def test_the_stamp_is_read_as_written_and_a_torn_one_is_none(checkout: Path) -> None:
    made = complete(checkout)
    environment._write_stamp(made, STAMP)
    assert environment.read_stamp(made) == STAMP
    whole = made.stamp_file.read_bytes()
    for length in range(len(whole)):
        made.stamp_file.write_bytes(whole[:length])
        assert environment.read_stamp(made) is None


def test_a_stamp_without_its_python_is_none(checkout: Path) -> None:
    made = complete(checkout)
    environment._write_stamp(made, STAMP)
    made.python.unlink()
    assert environment.read_stamp(made) is None


def test_the_inputs_change_with_pins_and_requirements_but_not_with_tool_settings(
    checkout: Path,
) -> None:
    made = environment.Environment(checkout)
    project = checkout / "pyproject.toml"
    first = environment.inputs_hash(made)
    text = project.read_text()
    project.write_text(text.replace("line-length = 100", "line-length = 99"))
    assert environment.inputs_hash(made) == first
    project.write_text(text.replace('"torch>=', '"torch>'))
    assert environment.inputs_hash(made) != first
    project.write_text(text)
    made.constraints.write_text(made.constraints.read_text() + "six==1.17.0\n")
    assert environment.inputs_hash(made) != first


def test_a_step_that_fails_leaves_no_stamp(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TUNEDESK_TORCH", "cpu")
    made = complete(checkout)
    environment._write_stamp(made, replace(STAMP, root=str(checkout)))

    def fail(*_arguments: object, **_more: object) -> tuple[int, str]:
        return 1, "  OSError: [Errno 28] No space left on device"

    monkeypatch.setattr(steps.Steps, "_carry_out", fail)
    with pytest.raises(steps.SetupError, match="Free disk space"):
        environment.prepare(checkout, ("gui",))
    assert environment.read_stamp(made) is None


def test_too_little_disk_space_is_said_before_anything_is_made(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TUNEDESK_TORCH", "cu130")
    usage = shutil.disk_usage(checkout)._replace(free=2**30)
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: usage)
    with pytest.raises(steps.SetupError, match="not enough disk space"):
        environment.prepare(checkout, ("gui",))
    assert not (checkout / ".venv").exists()


def test_a_wish_for_an_unknown_build_is_refused(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TUNEDESK_TORCH", "cuda")
    with pytest.raises(steps.SetupError, match="cpu, cu126, cu130"):
        environment.prepare(checkout, ("gui",))


def sources_tried(
    checkout: Path, monkeypatch: pytest.MonkeyPatch, build: str, *answers: tuple[int, str]
) -> list[str]:
    """Lets pip answer so for each source in turn; gives the titles of the sources tried."""
    tried: list[str] = []
    left = list(answers)

    def attempt(_self: object, title: str, _command: object) -> tuple[int, str]:
        tried.append(title)
        return left.pop(0)

    monkeypatch.setattr(steps.Steps, "attempt", attempt)
    picked = torch_builds.TorchBuild(build, "test")
    log = steps.Steps(checkout / "build" / "setup.log")
    environment._install_torch(environment.Environment(checkout), ["pip"], picked, log)
    return tried


@pytest.mark.skipif(sys.platform == "win32", reason="one source is enough on Windows")
def test_the_second_source_is_tried_when_the_first_has_no_such_build(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    none = (1, "ERROR: No matching distribution found for torch")
    tried = sources_tried(checkout, monkeypatch, "cpu", none, (0, ""))
    assert len(tried) == 2
    assert "3 GB" in tried[1]


@pytest.mark.skipif(sys.platform == "win32", reason="one source is enough on Windows")
def test_the_second_source_is_not_tried_after_any_other_failure(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(steps.SetupError, match="TUNEDESK_TORCH=cpu"):
        sources_tried(checkout, monkeypatch, "cpu", (1, "ERROR: something else"), (0, ""))


def test_versions_are_read_from_the_constraints() -> None:
    text = "# torch==1\ntorch==2.13.0\nqt==6.11.3; python_version < '3.12'\n"
    assert environment.pinned_version(text, "torch") == "2.13.0"
    assert environment.pinned_version(text, "qt") == "6.11.3"
    with pytest.raises(LookupError, match="torchvision"):
        environment.pinned_version(text, "torchvision")


def test_a_failed_command_is_told_with_its_last_lines_and_the_log(tmp_path: Path) -> None:
    log = steps.Steps(tmp_path / "setup.log")
    code = "print('first'); print('Temporary failure in name resolution'); raise SystemExit(3)"
    with pytest.raises(steps.SetupError) as raised:
        log.run("Fetching", [sys.executable, "-c", code])
    said = str(raised.value)
    assert "Fetching (exit status 3)" in said
    assert "Temporary failure" in said
    assert "internet connection" in said
    assert "first" in log.log.read_text()


def test_a_command_that_is_not_there_fails_in_words(tmp_path: Path) -> None:
    log = steps.Steps(tmp_path / "setup.log")
    with pytest.raises(steps.SetupError, match="exit status 127"):
        log.run("Starting nothing", [str(tmp_path / "no-such-program")])
