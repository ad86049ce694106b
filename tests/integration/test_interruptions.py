"""Nothing is lost: the command line is killed, the worker is killed, the run goes on exactly."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import psutil
import pytest

from backend.events import StepDone
from backend.jobs.handle import JobHandle
from backend.jobs.journal import JournalReader
from backend.jobs.process_record import read_record
from backend.jobs.reducer import RunState, reduce
from backend.project import Project, RunFolder
from tests.command_line import begin_program, run_here, run_program
from tests.tiny_model import make_tiny_model

SAMPLE = next(Path(__file__).resolve().parents[2].glob("resources/sample/*.pdf"))
RECIPE = {
    "epochs": 1,
    "micro_batch": 2,
    "accumulation": 1,
    "minimum_steps": 1,
    "max_length": 1024,
    "dropout": 0.1,
    "save_steps": 3,
    "eval_steps": 6,
    "rank": 4,
}
STEPS_BEFORE_THE_KILL = 8


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    folder = tmp_path_factory.mktemp("kills")
    model = make_tiny_model(folder / "model")
    project = Project.create(folder / "project", base_model=str(model))
    for command in (["add", SAMPLE], ["build", "--questions-per-chunk", "1"]):
        outcome = run_program("dataset", command[0], "--project", project.root, *command[1:])
        assert outcome.status == 0, outcome.err
    return project


def train_arguments(project: Project) -> list[str]:
    settings = [f"--set={name}={value}" for name, value in RECIPE.items()]
    return ["train", "--project", str(project.root), *settings]


def state_of(run: RunFolder) -> RunState:
    return reduce(JournalReader(run.events_file).read_new())


def wait_for_steps(run: RunFolder, count: int) -> None:
    seen = 0
    for entry in JobHandle(run.root).events():
        seen += isinstance(entry.event, StepDone)
        if seen >= count:
            return
    pytest.fail(f"the run ended after {seen} steps: {JobHandle(run.root).log_tail()}")


def wait_for_new_run(project: Project, known: int) -> RunFolder:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        runs = project.runs()
        if len(runs) > known and read_record(runs[-1].root) is not None:
            return runs[-1]
        time.sleep(0.05)
    pytest.fail("no run began")


def kill_worker(run: RunFolder) -> None:
    record = read_record(run.root)
    assert record is not None
    process = psutil.Process(record.pid)
    process.kill()
    psutil.wait_procs([process], timeout=30)


def losses(state: RunState) -> list[tuple[int, float, float]]:
    return [(done.step, done.loss, done.grad_norm) for done in state.steps]


def listed(capsys: pytest.CaptureFixture[str], project: Project, run: RunFolder) -> dict[str, Any]:
    outcome = run_here(capsys, "runs", "--project", project.root, "--json")
    found: dict[str, Any] = next(row for row in outcome.document if row["name"] == run.name)
    return found


def test_kills_cost_nothing(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """One story: whole run; command line killed; attached; worker killed; resumed; compared."""
    whole = run_program(*train_arguments(project))
    assert whole.status == 0, whole.err
    reference = losses(state_of(project.run("last")))
    assert len(reference) > STEPS_BEFORE_THE_KILL + RECIPE["save_steps"]

    program = begin_program(*train_arguments(project))
    run = wait_for_new_run(project, known=1)
    wait_for_steps(run, 1)
    program.kill()
    program.communicate()
    assert JobHandle(run.root).is_alive(), "training goes on without the command line"
    assert listed(capsys, project, run)["status"] == "running"
    assert listed(capsys, project, run)["pid"] == read_record(run.root).pid  # type: ignore[union-attr]

    attached = begin_program("train", "--project", project.root, "--resume", str(run.number))
    wait_for_steps(run, STEPS_BEFORE_THE_KILL)
    kill_worker(run)
    _, errors = attached.communicate(timeout=60)
    assert attached.returncode == 1
    assert "attached" in errors
    assert "ended without finishing" in errors

    failed = listed(capsys, project, run)
    assert failed["status"] == "failed"
    assert "ended without finishing" in failed["remark"]

    resumed = run_program("train", "--project", project.root, "--resume", str(run.number))
    assert resumed.status == 0, resumed.err
    state = state_of(run)
    assert state.attempt == 2
    assert losses(state) == reference, "to the last bit"
    assert (run.adapter_folder / "adapter_model.safetensors").is_file()

    again = run_program("train", "--project", project.root, "--resume", str(run.number))
    assert again.status == 0
    assert "finished" in again.err


def test_a_run_killed_before_its_first_checkpoint_begins_anew(project: Project) -> None:
    known = len(project.runs())
    detached = run_program(*train_arguments(project), "--detach")
    assert detached.status == 0, detached.err
    run = wait_for_new_run(project, known)
    kill_worker(run)
    resumed = run_program("train", "--project", project.root, "--resume", str(run.number))
    assert resumed.status == 0, resumed.err
    first = project.runs()[0]
    assert losses(state_of(run)) == losses(state_of(first))


def test_stop_keeps_what_was_done(project: Project) -> None:
    known = len(project.runs())
    run_program(*train_arguments(project), "--detach")
    run = wait_for_new_run(project, known)
    wait_for_steps(run, 2)
    JobHandle(run.root).stop(save=True)
    assert list(run.checkpoints_folder.glob("step-*")), "stopping saves"
    resumed = run_program("train", "--project", project.root, "--resume", run.name)
    assert resumed.status == 0, resumed.err
    assert losses(state_of(run)) == losses(state_of(project.runs()[0]))
