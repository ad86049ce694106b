"""Wrong input on the command line: exit status, one clear message, nothing lost."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from backend.project import PROJECT_FILE, Project
from tests.command_line import Outcome, run_here
from tests.tiny_model import make_tiny_model

SAMPLE = next(Path(__file__).resolve().parents[2].glob("resources/sample/*.pdf"))


@pytest.fixture
def project(tmp_path: Path) -> Project:
    model = make_tiny_model(tmp_path / "model")
    return Project.create(tmp_path / "project", base_model=str(model))


def told(outcome: Outcome, *words: str, status: int = 1) -> None:
    assert outcome.status == status, outcome.err
    for word in words:
        assert word in outcome.err
    assert "Traceback" not in outcome.err


def blank_pdf(file: Path, pages: int) -> Path:
    document = pypdfium2.PdfDocument.new()
    for _ in range(pages):
        document.new_page(300, 300)
    document.save(file)
    return file


def test_no_project(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    told(run_here(capsys, "runs", "--project", tmp_path), "not a Tunedesk project", "tunedesk new")


def test_new_in_a_full_folder(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("precious")
    told(run_here(capsys, "new", tmp_path), "already holds something")
    assert (tmp_path / "thesis.txt").read_text() == "precious"


def test_project_file_of_a_newer_version(
    capsys: pytest.CaptureFixture[str], project: Project
) -> None:
    file = project.root / PROJECT_FILE
    content = file.read_text().replace("version = 1", "version = 99")
    file.write_text(content)
    told(run_here(capsys, "runs", "--project", project.root), "newer Tunedesk")
    assert file.read_text() == content


def test_broken_project_file(capsys: pytest.CaptureFixture[str], project: Project) -> None:
    (project.root / PROJECT_FILE).write_text('name = "half')
    told(run_here(capsys, "runs", "--project", project.root), "project.toml", "can't be understood")


def test_no_such_file(capsys: pytest.CaptureFixture[str], project: Project) -> None:
    outcome = run_here(capsys, "dataset", "add", "--project", project.root, "missing.pdf")
    told(outcome, "missing.pdf")


def test_empty_pdf(capsys: pytest.CaptureFixture[str], project: Project, tmp_path: Path) -> None:
    (tmp_path / "empty.pdf").touch()
    told(run_here(capsys, "dataset", "add", "--project", project.root, tmp_path / "empty.pdf"))


def test_pdf_without_text_gives_no_rows(
    capsys: pytest.CaptureFixture[str], project: Project, tmp_path: Path
) -> None:
    scan = blank_pdf(tmp_path / "scan.pdf", 2)
    added = run_here(capsys, "dataset", "add", "--project", project.root, scan)
    assert "scan.pdf" in added.err
    told(run_here(capsys, "dataset", "build", "--project", project.root))


def test_build_without_documents(capsys: pytest.CaptureFixture[str], project: Project) -> None:
    told(run_here(capsys, "dataset", "build", "--project", project.root), "dataset add")


def test_one_bad_file_does_not_stop_the_others(
    capsys: pytest.CaptureFixture[str], project: Project, tmp_path: Path
) -> None:
    (tmp_path / "page.pdf").write_bytes(b"<html><body>not a pdf</body></html>")
    outcome = run_here(
        capsys, "dataset", "add", "--project", project.root, tmp_path / "page.pdf", SAMPLE
    )
    assert "page.pdf" in outcome.err
    assert list(project.documents_folder.glob("*handbook*.pdf"))


def test_train_without_a_dataset(capsys: pytest.CaptureFixture[str], project: Project) -> None:
    told(run_here(capsys, "train", "--project", project.root), "tunedesk dataset build")
    assert project.runs() == ()


def test_unknown_settings_are_told_all_at_once(
    capsys: pytest.CaptureFixture[str], built: Project
) -> None:
    outcome = run_here(
        capsys, "train", "--project", built.root, "--set", "epochz=2", "--set", "rnak=4"
    )
    told(outcome, "epochz", "epochs", "rnak", "rank")
    assert built.runs() == ()


def test_recipe_out_of_range_is_told_all_at_once(
    capsys: pytest.CaptureFixture[str], built: Project
) -> None:
    outcome = run_here(
        capsys, "train", "--project", built.root, "--set", "rank=0", "--set", "learning_rate=-1"
    )
    told(outcome, "rank", "learning_rate")
    assert built.runs() == ()


def test_model_folder_that_is_none(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "holiday").mkdir()
    outcome = run_here(capsys, "new", tmp_path / "p", "--model", tmp_path / "holiday")
    told(outcome, "holiday", "config.json")
    assert not (tmp_path / "p").exists()


def test_model_folder_that_went_away(
    capsys: pytest.CaptureFixture[str], built: Project, tmp_path: Path
) -> None:
    (tmp_path / "model").rename(tmp_path / "elsewhere")
    told(run_here(capsys, "train", "--project", built.root), "model")


def test_no_such_run(capsys: pytest.CaptureFixture[str], project: Project) -> None:
    told(run_here(capsys, "train", "--project", project.root, "--resume", "7"), "no run 7")


def test_wrong_usage_has_status_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_here(capsys, "dataset").status == 2
    assert run_here(capsys, "train").status == 2
    assert run_here(capsys, "plan", "--model", "starter", "--method", "magic").status == 2


@pytest.fixture
def built(capsys: pytest.CaptureFixture[str], project: Project) -> Project:
    added = run_here(capsys, "dataset", "add", "--project", project.root, SAMPLE)
    assert added.status == 0, added.err
    made = run_here(capsys, "dataset", "build", "--project", project.root)
    assert made.status == 0, made.err
    return project
