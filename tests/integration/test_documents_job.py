"""The job that adds documents, run within the test."""

from __future__ import annotations

import shutil
from dataclasses import fields
from pathlib import Path

import pytest

from backend.commands import Stop
from backend.documents.adding import Adder
from backend.documents.job import run
from backend.documents.model import DocumentState
from backend.documents.spec import AddSpec
from backend.documents.store import DocumentStore
from backend.events import FileAdvanced, FileState, JobFinished, JobStopped, NoticeRaised
from backend.jobs.spec import read_spec, write_spec
from backend.message import TunedeskError
from backend.project import Project
from tests.pdf_support import SAMPLE, write_lines, write_prose, write_scan
from tests.recording_context import RecordingContext


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project.create(tmp_path / "project")


@pytest.fixture
def context(tmp_path: Path) -> RecordingContext:
    return RecordingContext(tmp_path)


def add(
    project: Project, context: RecordingContext, *paths: Path, password: str | None = None
) -> JobFinished:
    outcome = run(AddSpec(str(project.root), tuple(map(str, paths)), password), context)
    assert isinstance(outcome, JobFinished)
    return outcome


def notices(context: RecordingContext) -> list[str]:
    return [str(event.message) for event in context.events if isinstance(event, NoticeRaised)]


def test_a_document_is_copied_and_kept(project: Project, context: RecordingContext) -> None:
    outcome = add(project, context, SAMPLE)
    assert outcome.result == {"added": 1, "pages": 10, "duplicates": 0, "failed": 0}
    (document,) = DocumentStore(project.documents_folder).all()
    copy = DocumentStore(project.documents_folder).path_of(document)
    assert copy.read_bytes() == SAMPLE.read_bytes()
    assert document.blocks


def test_one_bad_file_never_stops_the_others(
    project: Project, context: RecordingContext, tmp_path: Path
) -> None:
    folder = tmp_path / "in" / "deep"
    folder.mkdir(parents=True)
    shutil.copy(SAMPLE, folder / "good.pdf")
    (tmp_path / "in" / "bad.pdf").write_bytes(b"nothing")
    (tmp_path / "in" / "note.xyz").write_bytes(b"nothing")
    write_scan(tmp_path / "in" / "scan.pdf")
    outcome = add(
        project, context, tmp_path / "in", tmp_path / "gone.pdf", tmp_path / "in" / "note.xyz"
    )
    assert outcome.result == {"added": 1, "pages": 10, "duplicates": 0, "failed": 4}
    said = "\n".join(notices(context))
    for words in (
        "bad.pdf is not a PDF",
        "scan.pdf has no text layer",
        "gone.pdf is not there",
        "1 .xyz",
    ):
        assert words in said
    states = {item.name: item.state for item in DocumentStore(project.documents_folder).all()}
    assert states["scan.pdf"] is DocumentState.SCANNED


def test_the_same_bytes_are_added_once_and_named(
    project: Project, context: RecordingContext, tmp_path: Path
) -> None:
    twin = shutil.copy(SAMPLE, tmp_path / "twin.pdf")
    outcome = add(project, context, SAMPLE, Path(twin))
    assert outcome.result["duplicates"] == 1
    assert f"twin.pdf is the same file as {SAMPLE.name}" in notices(context)[0]


def test_another_file_of_the_same_name_gets_its_own(
    project: Project, context: RecordingContext, tmp_path: Path
) -> None:
    other = tmp_path / SAMPLE.name
    write_prose(other)
    add(project, context, SAMPLE, other)
    names = [item.name for item in DocumentStore(project.documents_folder).all()]
    assert names == [f"{SAMPLE.stem} (2).pdf", SAMPLE.name]


def test_a_password_given_later_opens_what_is_there(
    project: Project, context: RecordingContext, tmp_path: Path
) -> None:
    locked = write_prose(tmp_path / "locked.pdf", password="right")
    with pytest.raises(TunedeskError, match=r"locked\.pdf is protected by a password"):
        add(project, context, locked)
    assert notices(context) == []
    assert add(project, context, locked, password="right").result["added"] == 1
    (document,) = DocumentStore(project.documents_folder).all()
    assert document.state is DocumentState.READY


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("gone.pdf", "is not there"),
        ("empty", "holds no file that can be read"),
        ("a.xyz", "can't be read yet"),
    ],
)
def test_what_can_not_be_added_is_told_in_words(
    project: Project, context: RecordingContext, tmp_path: Path, name: str, words: str
) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "a.xyz").touch()
    with pytest.raises(TunedeskError, match=words) as caught:
        add(project, context, tmp_path / name)
    assert caught.value.remedy


def test_when_several_files_fail_the_first_is_named(
    project: Project, context: RecordingContext, tmp_path: Path
) -> None:
    with pytest.raises(TunedeskError, match="None of the 2 files could be added"):
        add(project, context, tmp_path / "a.pdf", tmp_path / "b.pdf")
    assert len(notices(context)) == 2


def test_stopping_keeps_what_was_added(project: Project, context: RecordingContext) -> None:
    context.say(Stop())
    outcome = run(AddSpec(str(project.root), (str(SAMPLE),)), context)
    assert isinstance(outcome, JobStopped)
    assert outcome.saved
    assert list(project.documents_folder.iterdir()) == []


def test_a_file_put_there_by_hand_is_found_and_a_broken_record_made_again(project: Project) -> None:
    store = DocumentStore(project.documents_folder)
    path = Path(shutil.copy(SAMPLE, store.folder))
    assert store.unread() == (path,)
    document = Adder(store).read(path)
    assert store.unread() == ()
    assert store.find(document.sha256) == document
    (store.folder / f"{document.document_id}.json").write_text("{", encoding="utf-8")
    assert store.all() == ()
    assert store.unread() == (path,)
    path.unlink()
    assert store.unread() == ()


def told_of_files(context: RecordingContext) -> dict[str, list[FileAdvanced]]:
    told: dict[str, list[FileAdvanced]] = {}
    for event in context.events:
        if isinstance(event, FileAdvanced):
            told.setdefault(Path(event.path).name, []).append(event)
    return told


def test_each_file_is_told_from_queued_to_its_end(
    project: Project, context: RecordingContext, tmp_path: Path
) -> None:
    twin, scan = tmp_path / "twin.pdf", write_scan(tmp_path / "scan.pdf")
    shutil.copy(SAMPLE, twin)
    add(project, context, SAMPLE, twin, scan, tmp_path / "gone.pdf")
    told = told_of_files(context)
    states = {name: [event.state for event in events] for name, events in told.items()}
    good = told[SAMPLE.name]
    assert states[SAMPLE.name][0] is FileState.QUEUED
    assert FileState.READING in states[SAMPLE.name]
    assert (good[-1].state, good[-1].done, good[-1].total) == (FileState.READY, 10, 10)
    (known,) = (d for d in DocumentStore(project.documents_folder).all() if d.name == SAMPLE.name)
    assert good[-1].document == known.document_id
    assert states["twin.pdf"] == [FileState.QUEUED, FileState.DUPLICATE]
    assert told["twin.pdf"][-1].document == known.document_id
    assert told["scan.pdf"][-1].state is FileState.FAILED
    assert "OCR" in str(told["scan.pdf"][-1].remedy)
    assert states["gone.pdf"] == [FileState.FAILED]


def test_pages_are_told_while_a_file_is_read(
    project: Project, context: RecordingContext, tmp_path: Path
) -> None:
    pages = [[(70.0, 100.0 + 12 * row, f"Line {row} of a long page.") for row in range(50)]] * 400
    add(project, context, write_lines(tmp_path / "long.pdf", pages))
    reading = [e for e in told_of_files(context)["long.pdf"] if e.state is FileState.READING]
    assert any(0 < event.done <= event.total == 400 for event in reading)


def test_the_password_does_not_stay_in_the_project(project: Project, tmp_path: Path) -> None:
    locked = write_prose(tmp_path / "locked.pdf", password="right")
    folder = project.new_job("documents_add")
    spec = AddSpec(str(project.root), (str(locked),), "right")
    write_spec(folder, "documents_add", spec)
    run(spec, RecordingContext(folder))
    kept = read_spec(folder)
    assert kept.kind == "documents_add"
    assert kept.spec["password"] is None
    assert kept.spec["paths"] == [str(locked)]


def test_summaries_are_the_documents_without_their_text(
    project: Project, context: RecordingContext, tmp_path: Path
) -> None:
    add(project, context, SAMPLE, write_scan(tmp_path / "scan.pdf"))
    store = DocumentStore(project.documents_folder)
    for whole, short in zip(store.all(), store.summaries(), strict=True):
        assert all(getattr(whole, f.name) == getattr(short, f.name) for f in fields(short))


def test_a_removed_document_is_gone_with_its_record(
    project: Project, context: RecordingContext, tmp_path: Path
) -> None:
    add(project, context, SAMPLE, write_prose(tmp_path / "other.pdf"))
    store = DocumentStore(project.documents_folder)
    store.remove("other.pdf")
    assert [document.name for document in store.all()] == [SAMPLE.name]
    assert len(list(store.folder.iterdir())) == 2
    store.remove("other.pdf")
    outside = tmp_path / "outside.pdf"
    outside.write_bytes(b"kept")
    store.remove(str(outside))
    assert outside.exists()
