"""`packaging/start.py` as a program, in a checkout whose environment is already there."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

import psutil
import pytest

from tests.packaging_support import ROOT, setup_module_named

environment = setup_module_named("setup_environment")
APP = """\
import json, os, signal, sys, time
if sys.argv[1:] == ["wait"]:
    def leave(number, frame):
        print("asked to end by", number, flush=True)
        sys.exit(7)
    signal.signal(signal.SIGINT, leave)
    signal.signal(signal.SIGTERM, leave)
    print("ready", flush=True)
    while True:
        time.sleep(0.05)
print(json.dumps({"arguments": sys.argv[1:], "folder": os.getcwd()}))
sys.exit(int(sys.argv[1]) if sys.argv[1:] and sys.argv[1].isdigit() else 0)
"""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout whose environment is stamped complete and holds a small program as the backend."""
    root = tmp_path / "check out"
    (root / "packaging").mkdir(parents=True)
    for file in [*(ROOT / "packaging").glob("*.py"), ROOT / "packaging" / "constraints.txt"]:
        (root / "packaging" / file.name).write_bytes(file.read_bytes())
    (root / "pyproject.toml").write_bytes((ROOT / "pyproject.toml").read_bytes())
    made = environment.Environment(root)
    subprocess.run(
        [sys.executable, "-m", "venv", "--without-pip", str(made.folder)], check=True, timeout=60
    )
    backend = made.site_packages / "backend"
    backend.mkdir(parents=True)
    (backend / "__init__.py").write_text("")
    (backend / "__main__.py").write_text(APP)
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    stamp = environment.Stamp(version, str(root), environment.inputs_hash(made), ("gui",), "cpu")
    made.stamp_file.write_text(json.dumps(asdict(stamp)))
    return root


def command(root: Path, *arguments: str) -> list[str]:
    return [sys.executable, str(root / "packaging" / "start.py"), *arguments]


def variables(**more: str) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY")}
    kept.pop("QT_QPA_PLATFORM", None)
    return {**kept, "TUNEDESK_TORCH": "cpu", **more}


def start(root: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(root, *arguments),
        cwd=root.parent,
        env=variables(**more),
        capture_output=True,
        text=True,
        check=False,
    )


def test_arguments_folder_and_exit_status_go_through_and_stdout_is_the_apps_alone(
    checkout: Path,
) -> None:
    told = start(checkout, "5", "two words", "--json", "")
    assert told.returncode == 5
    assert json.loads(told.stdout) == {
        "arguments": ["5", "two words", "--json", ""],
        "folder": str(checkout.parent),
    }
    assert told.stderr == ""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems have a display")
def test_without_a_display_it_says_so_and_names_the_demo(checkout: Path) -> None:
    told = start(checkout)
    assert told.returncode == 1
    assert "no display" in told.stderr
    assert "start.py demo" in told.stderr


def test_a_qt_that_crashes_with_this_python_is_refused(checkout: Path) -> None:
    if sys.version_info >= (3, 12):
        pytest.skip("the pair is bad on Python 3.11 only")
    packages = environment.Environment(checkout).site_packages
    (packages / "PySide6_Essentials-6.12.0.dist-info").mkdir()
    told = start(checkout, QT_QPA_PLATFORM="offscreen")
    assert told.returncode == 1
    assert "PySide6 6.12.0 crashes" in told.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX's")
@pytest.mark.parametrize("to_group", [False, True], ids=["end request", "ctrl-c"])
def test_ctrl_c_and_requests_to_end_reach_the_app_and_its_status_comes_back(
    checkout: Path, to_group: bool
) -> None:
    process = subprocess.Popen(
        command(checkout, "wait"),
        env=variables(),
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    if to_group:
        os.killpg(process.pid, signal.SIGINT)
    else:
        process.terminate()
    said, _ = process.communicate(timeout=60)
    assert "asked to end by" in said
    assert process.returncode == 7


def test_a_failed_set_up_exits_1_with_cause_and_remedy_and_starts_nothing(checkout: Path) -> None:
    told = start(checkout, "0", TUNEDESK_TORCH="nonsense")
    assert told.returncode == 1
    assert told.stdout == ""
    assert "TUNEDESK_TORCH is 'nonsense'" in told.stderr
    assert "What to do:" in told.stderr


def test_an_interrupted_set_up_is_begun_again(checkout: Path) -> None:
    made = environment.Environment(checkout)
    made.stamp_file.unlink()
    # A constraint that nothing satisfies stands for a step that fails later on.
    made.constraints.write_text("setuptools==0.0.0.1\ntorch==0.0.0.1\n")
    told = start(checkout, "0", PIP_NO_INDEX="1", PIP_FIND_LINKS="")
    assert told.returncode == 1
    assert "Making a virtual environment" in told.stderr
    assert "failed at this step" in told.stderr
    assert told.stdout == ""
    assert environment.read_stamp(made) is None


@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX's")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_step_does_not_work_on_unseen(tmp_path: Path, number: int) -> None:
    code = (
        f"import sys; sys.path.insert(0, {str(ROOT / 'packaging')!r})\n"
        "from pathlib import Path\n"
        "from setup_steps import Steps\n"
        "child = 'import os, time; print(os.getpid(), flush=True); time.sleep(600)'\n"
        f"Steps(Path({str(tmp_path / 'log')!r})).run('Waiting', [sys.executable, '-uc', child])\n"
    )
    process = subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.DEVNULL)
    child = number_logged(tmp_path / "log", process)
    process.send_signal(number)
    assert process.wait(timeout=60) != 0
    assert not psutil.pid_exists(child)


def number_logged(log: Path, process: subprocess.Popen[bytes]) -> int:
    """The process number that the step's command has said, once it is in the log."""
    while process.poll() is None:
        lines = log.read_text().splitlines() if log.exists() else []
        if len(lines) > 1 and lines[-1].isdigit():
            return int(lines[-1])
    raise AssertionError("the step ended by itself")


def test_starting_adds_little_to_the_app_itself(checkout: Path) -> None:
    """Bounds the work done, which a busy machine does not change, in place of the time."""
    told = subprocess.run(
        [sys.executable, "-X", "importtime", *command(checkout, "0")[1:]],
        env=variables(),
        capture_output=True,
        text=True,
        check=False,
    )
    imported = {line.rpartition("|")[2].strip() for line in told.stderr.splitlines()}
    assert "setup_environment" in imported
    assert not imported & {"pip", "venv", "ensurepip", "asyncio", "urllib.request"}
