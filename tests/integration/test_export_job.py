from __future__ import annotations

import json
from pathlib import Path

import pytest

from backend.commands import Stop
from backend.events import Event, JobFinished, JobStopped, ProgressMade
from backend.export.job import run
from backend.export.spec import ExportSpec
from backend.files import sha256_of
from backend.message import TunedeskError
from backend.project import Project, RunFolder
from tests.recording_context import RecordingContext
from tests.tuned_run_support import fill_dataset, make_project, make_tuned_run


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = make_project(tmp_path)
    fill_dataset(made)
    return made


@pytest.fixture
def tuned(project: Project) -> RunFolder:
    return make_tuned_run(project)


def export(project: Project, out: Path, context: RecordingContext) -> JobFinished | JobStopped:
    return run(ExportSpec(str(project.root), "last", "adapter", str(out)), context)


def test_the_adapter_is_copied_with_its_card(
    project: Project, tuned: RunFolder, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    finished = export(project, out, RecordingContext(tmp_path))
    assert isinstance(finished, JobFinished)
    originals = {file.name: sha256_of(file) for file in tuned.adapter_folder.iterdir()}
    copies = {file.name: sha256_of(file) for file in out.iterdir()}
    card = (out / "README.md").read_text(encoding="utf-8")
    del copies["README.md"]
    originals.pop("README.md", None)
    assert copies == originals
    assert "| handbook.pdf | 3 | 1 | 0 |" in card
    assert "| general data | 0 | 0 | 1 |" in card
    assert "| rank | 4 |" in card
    assert "`tiny`" in card
    assert str(tmp_path) not in card


def test_the_export_loads_as_its_card_says(
    project: Project, tuned: RunFolder, tmp_path: Path
) -> None:
    import torch
    from peft import PeftModel
    from transformers import AutoModelForCausalLM, AutoTokenizer

    from backend.models.loading import load_tuned

    out = tmp_path / "out"
    export(project, out, RecordingContext(tmp_path))
    base_folder = Path(project.info.base_model)
    tokenizer = AutoTokenizer.from_pretrained(out)
    base = AutoModelForCausalLM.from_pretrained(base_folder)
    model = PeftModel.from_pretrained(base, out)
    expected, _ = load_tuned(tuned, base_folder, "cpu")
    ids = torch.tensor([tokenizer("When?").input_ids])
    with torch.inference_mode():
        assert torch.equal(model(ids).logits, expected(ids).logits)
    assert tokenizer.chat_template


def test_a_damaged_adapter_is_not_handed_on(
    project: Project, tuned: RunFolder, tmp_path: Path
) -> None:
    weights = tuned.adapter_folder / "adapter_model.safetensors"
    weights.write_bytes(weights.read_bytes()[:-100])
    with pytest.raises(TunedeskError, match=r"adapter_model\.safetensors"):
        export(project, tmp_path / "out", RecordingContext(tmp_path))
    weights.unlink()
    with pytest.raises(TunedeskError, match=r"adapter_model\.safetensors is missing"):
        export(project, tmp_path / "out", RecordingContext(tmp_path))
    assert not (tmp_path / "out").exists()


def test_a_copy_that_differs_is_found(
    project: Project, tuned: RunFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def worn_out(source: Path, target: Path) -> None:
        target.write_bytes(source.read_bytes()[:-1] + b"?")

    monkeypatch.setattr("backend.export.adapter.shutil.copyfile", worn_out)
    with pytest.raises(TunedeskError, match="differs from the original"):
        export(project, tmp_path / "out", RecordingContext(tmp_path))
    assert not (tmp_path / "out").exists()


def test_pickles_stay_behind(project: Project, tuned: RunFolder, tmp_path: Path) -> None:
    (tuned.adapter_folder / "training_args.bin").write_bytes(b"pickle")
    export(project, tmp_path / "out", RecordingContext(tmp_path))
    assert not (tmp_path / "out" / "training_args.bin").exists()


def test_a_run_without_adapter_is_named(project: Project, tmp_path: Path) -> None:
    project.new_run("qlora")
    with pytest.raises(TunedeskError, match="1-qlora has no adapter"):
        export(project, tmp_path / "out", RecordingContext(tmp_path))


class StopsAtFirstFile(RecordingContext):
    def emit(self, event: Event) -> None:
        super().emit(event)
        if isinstance(event, ProgressMade):
            self.say(Stop())


def test_stopped_nothing_is_left(project: Project, tuned: RunFolder, tmp_path: Path) -> None:
    folder = tmp_path / "exports"
    stopped = export(project, folder / "out", StopsAtFirstFile(tmp_path))
    assert isinstance(stopped, JobStopped)
    assert list(folder.iterdir()) == []


def test_result_names_folder_and_size(project: Project, tuned: RunFolder, tmp_path: Path) -> None:
    out = tmp_path / "out"
    finished = export(project, out, RecordingContext(tmp_path))
    assert isinstance(finished, JobFinished)
    assert finished.result == {
        "path": str(out),
        "size_bytes": sum(file.stat().st_size for file in out.iterdir()),
    }
    assert json.dumps(finished.result)
