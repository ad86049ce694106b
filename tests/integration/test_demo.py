"""The main job, hands-free, on the sample and the starter model: the whole product in one test."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from backend.project import Project
from tests.command_line import run_program


@pytest.mark.starter
@pytest.mark.timeout(1500)
def test_demo_ends_with_a_better_model(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    outcome = run_program("demo", "--project", folder, timeout_s=1400)
    print(outcome.out)
    assert outcome.status == 0, outcome.err

    project = Project.open(folder)
    run = project.run("last")
    assert list(project.documents_folder.glob("*.pdf"))
    assert project.dataset_file.is_file()
    assert run.events_file.is_file()
    assert (run.adapter_folder / "adapter_model.safetensors").is_file()
    card = json.loads(run.scorecard_file.read_text())
    verdicts = {comparison["measure"]: comparison["verdict"] for comparison in card["comparisons"]}
    assert "better" in (
        verdicts["answer_accuracy"],
        verdicts["answer_f1"],
        verdicts["refusal_recall"],
    )
    for measure in ("answer_accuracy", "answer_f1", "refusal_recall"):
        assert verdicts[measure] != "worse", card

    asked = run_program(
        "chat", "--project", folder, "--prompt", "How many seats does the saloon have?", "--json"
    )
    assert asked.status == 0, asked.err
    assert asked.document["document"]
    assert asked.document["page"] >= 1
