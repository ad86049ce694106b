from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import pytest

from backend.commands import Stop
from backend.dataset.job import run
from backend.dataset.overlap import overlap_auc
from backend.dataset.row import ExampleKind, Split
from backend.dataset.spec import BuildSpec
from backend.dataset.store import DatasetStore
from backend.documents.job import run as add_documents
from backend.documents.model import Block, BlockKind, Document, DocumentState, Line, Page
from backend.documents.spec import AddSpec
from backend.documents.store import DocumentStore
from backend.events import Event, JobFinished, JobStopped, NoticeRaised, PhaseChanged
from backend.message import Message, TunedeskError
from backend.project import Project
from tests.dataset_support import BOX, GARDEN
from tests.recording_context import RecordingContext

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "resources" / "sample" / "lunnet-sound-handbook.pdf"
CHUNK_TOKENS = 90


def count_words(texts: Sequence[str]) -> list[int]:
    return [len(text.split()) for text in texts]


def put_document(
    project: Project, name: str, texts: Sequence[str], state: DocumentState = DocumentState.READY
) -> None:
    """Stores a document that was read, without a PDF to read it from."""
    data = name.encode()
    (project.documents_folder / name).write_bytes(data)
    sha256 = hashlib.sha256(data).hexdigest()
    blocks = tuple(
        block
        for number, text in enumerate(texts, start=1)
        for block in (
            Block(
                BlockKind.HEADING,
                f"Chapter {number}",
                number,
                _line(number, f"Chapter {number}"),
                1,
            ),
            Block(BlockKind.PARAGRAPH, text, number, _line(number, text)),
        )
    )
    pages = tuple(Page(number, 595, 842, 500) for number in range(1, len(texts) + 1))
    problem = None if state is DocumentState.READY else Message("x", "it needs a password")
    DocumentStore(project.documents_folder).save(
        Document(sha256[:16], name, sha256, len(data), state, problem, pages, blocks)
    )


def _line(page: int, text: str) -> tuple[tuple[int, Line], ...]:
    return ((page, Line(text, BOX)),)


def build(
    project: Project, **settings: float | int
) -> tuple[JobFinished | JobStopped, RecordingContext]:
    context = RecordingContext(project.jobs_folder)
    spec = BuildSpec(str(project.root), chunk_tokens=CHUNK_TOKENS, **settings)  # type: ignore[arg-type]
    return run(spec, context, count_words), context


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = Project.create(tmp_path_factory.mktemp("sample") / "project")
    context = RecordingContext(project.jobs_folder)
    add_documents(AddSpec(str(project.root), (str(SAMPLE),)), context)
    build(project)
    return project


def test_sample_gives_a_useful_dataset(sample: Project) -> None:
    store = DatasetStore(sample.dataset_file)
    counts = store.counts()
    assert counts.of(ExampleKind.ANSWERABLE) >= 300
    assert counts.of(ExampleKind.ANSWERABLE, Split.TEST) >= 60
    assert counts.of(ExampleKind.UNANSWERABLE, Split.TEST) >= 12
    assert abs(counts.of(ExampleKind.UNANSWERABLE) / counts.total - 0.15) <= 0.01
    assert abs(counts.of(ExampleKind.REPLAY) / counts.total - 0.1) <= 0.01
    examples = store.examples()
    auc = overlap_auc(examples)
    assert auc is not None
    assert auc <= 0.85
    assert len({example.example_id for example in examples}) == len(examples)


def test_sample_rows_are_grounded_and_checked(sample: Project) -> None:
    store = DatasetStore(sample.dataset_file)
    chunks = {chunk.chunk_id: chunk for chunk in store.chunks()}
    answered: dict[str, set[str]] = {}
    for row in store.examples(kind=ExampleKind.ANSWERABLE):
        assert row.evidence is not None
        assert row.context == chunks[row.chunk_id].text
        assert row.context[row.evidence.start : row.evidence.end] == row.evidence.quote
        quote = " ".join(row.evidence.quote.split())
        assert all(item in quote for item in row.output.split("; "))
        assert 1 <= row.page <= 20
        answered.setdefault(row.chunk_id, set()).add(row.question.lower())
    for row in store.examples(kind=ExampleKind.UNANSWERABLE):
        assert row.output == sample.info.refusal
        assert row.check is not None
        assert row.check.method
        assert row.check.chunks_searched == len(chunks)
        assert row.question.lower() not in answered.get(row.chunk_id, set())


def test_splits_share_no_chunk_and_no_question(sample: Project) -> None:
    examples = [row for row in DatasetStore(sample.dataset_file).examples() if row.chunk_id]
    where: dict[str, set[Split]] = {}
    for row in examples:
        where.setdefault(row.chunk_id, set()).add(row.split)
    assert all(len(splits) == 1 for splits in where.values())
    answered = {
        split: {r.question.lower() for r in examples if r.split is split and r.evidence}
        for split in Split
    }
    assert not answered[Split.TRAIN] & answered[Split.TEST]
    assert not answered[Split.TRAIN] & answered[Split.VALIDATION]
    for row in examples:
        if row.kind is ExampleKind.UNANSWERABLE:
            others = [answered[split] for split in Split if split is not row.split]
            assert not any(row.question.lower() in questions for questions in others)


def test_same_seed_gives_the_same_rows(tmp_path: Path) -> None:
    projects = [Project.create(tmp_path / name) for name in ("one", "two", "three")]
    for project, seed in zip(projects, (5, 5, 6), strict=True):
        put_document(project, "garden.pdf", GARDEN)
        build(project, seed=seed)
    one, two, three = (DatasetStore(project.dataset_file).examples() for project in projects)
    assert one == two
    assert one != three


def test_rebuild_keeps_an_edited_row(tmp_path: Path) -> None:
    project = Project.create(tmp_path / "project")
    put_document(project, "garden.pdf", GARDEN)
    build(project)
    store = DatasetStore(project.dataset_file)
    row = store.examples(kind=ExampleKind.ANSWERABLE)[0]
    from dataclasses import replace

    store.save(replace(row, output="as I say it", edited=True))
    ending, _ = build(project, seed=77)
    assert isinstance(ending, JobFinished)
    assert ending.result["kept"] == 1
    assert "as I say it" in {example.output for example in store.examples()}


def test_phases_and_result(tmp_path: Path) -> None:
    project = Project.create(tmp_path / "project")
    put_document(project, "garden.pdf", GARDEN)
    put_document(project, "locked.pdf", (), DocumentState.PASSWORD)
    ending, context = build(project)
    assert isinstance(ending, JobFinished)
    phases = [event.phase for event in context.events if isinstance(event, PhaseChanged)]
    assert phases == ["chunking", "questions", "split", "replay", "negatives", "saving"]
    notices = [str(e.message) for e in context.events if isinstance(e, NoticeRaised)]
    assert any("locked.pdf" in notice and "password" in notice for notice in notices)
    result = ending.result
    assert result["rows"] == sum(int(result[split.value] or 0) for split in Split)
    assert result["answerable"] == DatasetStore(project.dataset_file).counts().of(
        ExampleKind.ANSWERABLE
    )


def test_one_short_document_still_works(tmp_path: Path) -> None:
    project = Project.create(tmp_path / "project")
    put_document(project, "small.pdf", GARDEN[4:5])
    ending, context = build(project)
    assert isinstance(ending, JobFinished)
    assert ending.result["train"] == ending.result["rows"]
    notices = [e.message.code for e in context.events if isinstance(e, NoticeRaised)]
    assert "dataset.split.small" in notices


@pytest.mark.parametrize(
    ("texts", "code"),
    [(None, "dataset.no_documents"), (("Hello there. Good day!",), "dataset.no_questions")],
)
def test_nothing_to_build_from_is_told(
    tmp_path: Path, texts: tuple[str, ...] | None, code: str
) -> None:
    project = Project.create(tmp_path / "project")
    if texts:
        put_document(project, "poor.pdf", texts)
    with pytest.raises(TunedeskError) as caught:
        build(project)
    assert caught.value.message.code == code
    assert not project.dataset_file.exists()


def test_documents_that_cannot_be_used_are_told(tmp_path: Path) -> None:
    project = Project.create(tmp_path / "project")
    put_document(project, "locked.pdf", (), DocumentState.PASSWORD)
    with pytest.raises(TunedeskError, match=r"locked\.pdf") as caught:
        build(project)
    assert caught.value.message.code == "dataset.none_ready"


def test_all_settings_out_of_range_are_told_at_once(tmp_path: Path) -> None:
    project = Project.create(tmp_path / "project")
    with pytest.raises(TunedeskError) as caught:
        run(
            BuildSpec(str(project.root), "magic", 0, 0.9, -1, 42, 3),
            RecordingContext(project.jobs_folder),
            count_words,
        )
    for part in ("magic", "questions per chunk", "negatives", "replay", "chunk tokens"):
        assert part in str(caught.value)


class StopAt(RecordingContext):
    """Stops as soon as a certain phase has begun."""

    def __init__(self, folder: Path, phase: str) -> None:
        super().__init__(folder)
        self._phase = phase

    def emit(self, event: Event) -> None:
        super().emit(event)
        if isinstance(event, PhaseChanged) and event.phase == self._phase:
            self.say(Stop())


@pytest.mark.parametrize("phase", ["chunking", "questions", "split", "replay", "negatives"])
def test_stop_leaves_the_old_dataset(tmp_path: Path, phase: str) -> None:
    project = Project.create(tmp_path / "project")
    put_document(project, "garden.pdf", GARDEN)
    build(project)
    before = DatasetStore(project.dataset_file).examples()
    context = StopAt(project.jobs_folder, phase)
    spec = BuildSpec(str(project.root), seed=9, chunk_tokens=CHUNK_TOKENS)
    ending = run(spec, context, count_words)
    assert isinstance(ending, JobStopped)
    assert DatasetStore(project.dataset_file).examples() == before
