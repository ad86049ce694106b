"""Records the journals in tests/data/journals from real runs: `python -m tests.record_journals`.

Each is a training run of the tiny model that ended in its own way. The folder that it ran in is
written as a folder of /home/user.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import psutil

from backend.events import StepDone
from backend.jobs.handle import JobHandle, launch
from backend.jobs.process_record import read_record
from backend.jobs.spec import write_spec
from backend.project import Project, RunFolder
from backend.training.prepare import prepare_run
from backend.training.spec import TrainSpec
from tests.command_line import ROOT, run_program
from tests.tiny_model import make_tiny_model

OUT = ROOT / "tests" / "data" / "journals"
RECIPE = {
    "epochs": "0.2",
    "micro_batch": "2",
    "accumulation": "1",
    "minimum_steps": "1",
    "max_length": "1024",
    "save_steps": "4",
    "eval_steps": "4",
    "rank": "4",
}


def record_all(folder: Path) -> None:
    project = _project(folder)
    good = _begin(project)
    JobHandle(good.root).outcome()
    _keep(good, folder, "good")

    stopped = _begin(project)
    _wait_for_steps(stopped, 6)
    JobHandle(stopped.root).stop(save=True)
    _keep(stopped, folder, "stopped")

    killed = _begin(project)
    _wait_for_steps(killed, 6)
    _kill(killed)
    _keep(killed, folder, "killed")
    torn = (OUT / "killed.jsonl").read_bytes()
    (OUT / "torn.jsonl").write_bytes(torn[:-25])

    write_spec(
        killed.root, "train", TrainSpec(project=str(project.root), run=killed.name, resume=True)
    )
    launch(killed.root).outcome()
    _keep(killed, folder, "resumed")

    failed = _prepare(project)
    (folder / "model" / "model.safetensors").unlink()
    launch(failed.root).outcome()
    _keep(failed, folder, "failed")


def _project(folder: Path) -> Project:
    model = make_tiny_model(folder / "model")
    project = Project.create(folder / "project", base_model=str(model))
    sample = next(ROOT.glob("resources/sample/*.pdf"))
    for command in (["add", str(sample)], ["build", "--questions-per-chunk", "2"]):
        outcome = run_program("dataset", command[0], "--project", project.root, *command[1:])
        if outcome.status:
            sys.exit(outcome.err)
    return project


def _prepare(project: Project) -> RunFolder:
    return prepare_run(project, None, RECIPE).run


def _begin(project: Project) -> RunFolder:
    run = _prepare(project)
    launch(run.root)
    return run


def _wait_for_steps(run: RunFolder, count: int) -> None:
    for entry in JobHandle(run.root).events():
        if isinstance(entry.event, StepDone) and entry.event.step >= count:
            return


def _kill(run: RunFolder) -> None:
    record = read_record(run.root)
    if record is not None:
        process = psutil.Process(record.pid)
        process.kill()
        psutil.wait_procs([process])


def _keep(run: RunFolder, folder: Path, name: str) -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    text = run.events_file.read_text(encoding="utf-8")
    for real, shown in ((folder / "project", "project"), (folder, "home"), (ROOT, "tunedesk")):
        text = text.replace(str(real), f"/home/user/{shown}")
    (OUT / f"{name}.jsonl").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as temporary:
        record_all(Path(temporary))
