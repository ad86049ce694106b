"""The job that adds documents, run within the test."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from backend.commands import Stop
from backend.documents.adding import Adder
from backend.documents.job import run
from backend.documents.model import DocumentState
from backend.documents.spec import AddSpec
from backend.documents.store import DocumentStore
from backend.events import JobFinished, JobStopped, NoticeRaised
from backend.message import TunedeskError
from backend.project import Project
from tests.pdf_support import SAMPLE, write_prose, write_scan
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
