from __future__ import annotations

import json
from pathlib import Path

import pytest

from backend.doctor import diagnose, diagnosis_text
from backend.doctor.diagnosis import Check, Diagnosis, State
from backend.doctor.libraries import (
    Library,
    check_library,
    check_python,
    check_qt_libraries,
    check_qt_pair,
)
from backend.doctor.machine import check_disk, check_gpu, check_memory, check_starter
from backend.hardware.machine import Gpu, Machine
from backend.message import Message, fault

GIB = 2**30


def machine(*gpus: Gpu, problem: str = "") -> Machine:
    return Machine(gpus, problem, 8 * GIB, 4 * GIB, "processor", 2, ())


def test_the_diagnosis_of_here_is_json_and_reads_as_text() -> None:
    diagnosis = diagnose()
    document = json.loads(json.dumps(diagnosis.as_json()))
    names = [check["name"] for check in document["checks"]]
    assert {"Python", "torch", "PySide6-Essentials", "GPU", "Disk", "App folder"} <= set(names)
    assert document["healthy"] is diagnosis.is_healthy
    text = diagnosis_text(diagnosis)
    assert all(name in text for name in names)


def test_every_check_that_is_not_ok_names_a_remedy() -> None:
    for check in diagnose().checks:
        assert check.state is State.OK or check.remedy is not None, check


@pytest.mark.parametrize(
    ("version", "state"),
    [
        ((3, 10, 9), State.PROBLEM),
        ((3, 11, 0), State.OK),
        ((3, 14, 2), State.OK),
        ((3, 15, 0), State.PROBLEM),
    ],
)
def test_pythons(version: tuple[int, int, int], state: State) -> None:
    assert check_python(version).state is state


@pytest.mark.parametrize(
    ("qt", "python", "state"),
    [
        ("6.12.0", (3, 11, 7), State.PROBLEM),
        ("6.12.1", (3, 11, 7), State.PROBLEM),
        ("6.12.0", (3, 12, 1), State.OK),
        ("6.11.3", (3, 11, 7), State.OK),
        ("6.10.1", (3, 13, 0), State.PROBLEM),
        (None, (3, 11, 7), State.OK),
    ],
)
def test_pairs_of_qt_and_python(qt: str | None, python: tuple[int, int, int], state: State) -> None:
    assert check_qt_pair(python, qt).state is state


def test_a_missing_library_is_a_problem_unless_only_the_window_needs_it() -> None:
    needed = check_library(Library("no-such-distribution", "no_such_module"))
    for_window = check_library(Library("no-such-distribution", "no_such_module", "the window"))
    assert (needed.state, for_window.state) == (State.PROBLEM, State.WARNING)
    assert "the window does not work" in str(for_window.message)


def test_missing_system_libraries_are_named_and_only_warn() -> None:
    check = check_qt_libraries(["libxcb-icccm.so.4"])
    assert check.state is State.WARNING
    assert "libxcb-icccm.so.4" in str(check.message)
    assert check_qt_libraries([]).state is State.OK


def test_a_gpu_is_named_and_none_only_warns() -> None:
    gpu = Gpu(0, "Some card", 8 * GIB, GIB, "580.65", "8.9")
    found = check_gpu(machine(gpu))
    assert (found.state, str(found.message)) == (State.OK, "Some card, 8.0 GiB, driver 580.65")
    none = check_gpu(machine(problem="driver {is} odd"))
    assert none.state is State.WARNING
    assert "driver {is} odd" in str(none.message)


def test_little_memory_and_little_disk_warn() -> None:
    assert check_memory(2 * GIB).state is State.WARNING
    assert check_memory(16 * GIB).state is State.OK
    assert check_disk(Path("somewhere"), GIB).state is State.WARNING
    assert check_disk(Path("somewhere"), 50 * GIB).state is State.OK


def test_a_broken_starter_model_is_a_problem_in_the_words_of_its_check() -> None:
    def refuse(folder: Path) -> None:
        raise fault("models.torn", "{folder} is torn.", "Fetch it again.", folder=str(folder))

    check = check_starter(Path("starter"), refuse)
    assert (check.state, str(check.message)) == (State.PROBLEM, "starter is torn.")
    assert str(check.remedy) == "Fetch it again."


def test_warnings_leave_a_diagnosis_healthy_and_problems_do_not() -> None:
    message = Message("test", "said")
    warned = Diagnosis((Check("a", State.WARNING, message),))
    broken = Diagnosis((*warned.checks, Check("b", State.PROBLEM, message)))
    assert warned.is_healthy
    assert not broken.is_healthy
