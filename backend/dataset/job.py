"""The job that makes the dataset of a project from its documents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from backend.dataset.build_inputs import TokenCounter, chunks_for, documents_for
from backend.dataset.build_report import finished, tell_shortages
from backend.dataset.generate.base import Pair
from backend.dataset.generate.registry import GENERATORS
from backend.dataset.mix import Mix, mix_for, portions
from backend.dataset.negatives.candidate import world_of
from backend.dataset.negatives.making import NegativeOrder, Wording, make_negatives
from backend.dataset.replay import draw_replay, read_replay, replay_file
from backend.dataset.row import Example, Split
from backend.dataset.rows import answerable_row
from backend.dataset.spec import BuildSpec
from backend.dataset.spec_rules import check_spec
from backend.dataset.split import Division, divide, without_leaks
from backend.dataset.store import DatasetStore
from backend.documents.model import Chunk
from backend.events import JobFinished, JobStopped, NoticeRaised, PhaseChanged, ProgressMade
from backend.jobs.context import JobContext
from backend.message import Message, TunedeskError, fault
from backend.project import Project

Pairs = Mapping[str, tuple[Pair, ...]]
_PROGRESS_STEPS = 50


class _Stopped(Exception):  # noqa: N818 - an outcome, not an error
    """The person stopped the build; nothing was written."""


def run(
    spec: BuildSpec, context: JobContext, count_tokens: TokenCounter | None = None
) -> JobFinished | JobStopped:
    """Builds the dataset; the old one stays whole until the new one is.

    Args:
        spec: What to build.
        context: Where to say what happens.
        count_tokens: Counts tokens instead of the project's base model.

    Raises:
        TunedeskError: A setting is out of range, there are no readable documents, no question could
            be made, or the dataset can't be written.
    """
    check_spec(spec)
    project = Project.open(Path(spec.project))
    try:
        return _Build(spec, context, project).run(count_tokens)
    except _Stopped:
        text = Message("dataset.stopped", "Stopped; the dataset is as it was before.")
        return JobStopped(text, saved=False)


class _Build:
    """One build, from documents to saved rows."""

    def __init__(self, spec: BuildSpec, context: JobContext, project: Project) -> None:
        self._spec = spec
        self._context = context
        self._project = project
        self._wording = Wording(project.info.instruction, project.info.refusal)

    def run(self, count_tokens: TokenCounter | None) -> JobFinished:
        """All phases in their order."""
        self._enter("chunking", "Cutting the documents into chunks")
        documents = documents_for(self._project, self._context, self._check_stop)
        chunks = chunks_for(documents, self._project, self._spec, count_tokens, self._check_stop)
        self._enter("questions", "Writing questions")
        pairs = self._pairs(chunks)
        chosen = {
            chunk_id: found[: self._spec.questions_per_chunk] for chunk_id, found in pairs.items()
        }
        if not any(chosen.values()):
            raise _no_questions(len(chunks))
        self._enter("split", "Dividing into train, validation and test")
        rows = {chunk_id: len(found) for chunk_id, found in chosen.items()}
        division = divide(chunks, rows, self._spec.seed)
        if division.note:
            self._context.emit(NoticeRaised("info", division.note))
        answerable = self._answerable(chunks, chosen, division)
        self._enter("replay", "Mixing in general rows")
        available = read_replay(replay_file())
        mix = mix_for(
            len(answerable),
            negatives_fraction=self._spec.negatives,
            replay_fraction=self._spec.replay,
            replay_rows=len(available),
        )
        replay = draw_replay(available, mix.replay, self._spec.seed)
        self._enter("negatives", "Writing questions that the text does not answer")
        negatives = self._negatives(chunks, pairs, division, answerable, mix)
        examples = (*answerable, *negatives, *replay)
        tell_shortages(self._spec, examples, self._context)
        return self._save(examples, chunks)

    def _pairs(self, chunks: Sequence[Chunk]) -> Pairs:
        generator = GENERATORS[self._spec.generator](chunks)
        pairs = {}
        for done, chunk in enumerate(chunks, start=1):
            self._check_stop()
            pairs[chunk.chunk_id] = generator.pairs(chunk)
            self._progress(done, len(chunks), "chunks", chunk.document_name)
        return pairs

    def _answerable(
        self, chunks: Sequence[Chunk], chosen: Pairs, division: Division
    ) -> list[Example]:
        rows = [
            answerable_row(chunk, pair, division.splits[chunk.chunk_id], self._wording.instruction)
            for chunk in chunks
            for pair in chosen[chunk.chunk_id]
        ]
        return without_leaks(rows)

    def _negatives(
        self,
        chunks: Sequence[Chunk],
        pairs: Pairs,
        division: Division,
        answerable: Sequence[Example],
        mix: Mix,
    ) -> list[Example]:
        world = world_of(chunks, pairs)
        asked = dict.fromkeys(Split, 0)
        for example in answerable:
            asked[example.split] += 1
        negatives: list[Example] = []
        for split, number in portions(mix.negatives, asked).items():
            self._check_stop()
            own = [chunk for chunk in chunks if division.splits[chunk.chunk_id] is split]
            others = frozenset(e.question.lower() for e in answerable if e.split is not split)
            order = NegativeOrder(split, own, number, others)
            negatives += make_negatives(
                order, world, self._wording, self._spec.seed, self._is_stopping
            )
            self._check_stop()
            self._progress(len(negatives), mix.negatives, "rows", split.value)
        return negatives

    def _save(self, examples: Sequence[Example], chunks: Sequence[Chunk]) -> JobFinished:
        self._check_stop()
        self._enter("saving", "Saving the dataset")
        store = DatasetStore(self._project.dataset_file)
        kept = store.replace_generated(examples, chunks, self._spec)
        return finished(store.counts(), len(chunks), kept)

    def _enter(self, phase: str, text: str) -> None:
        self._check_stop()
        label = Message(f"dataset.phase.{phase}", text)
        self._context.emit(PhaseChanged(phase, label, self._context.attempt))

    def _progress(self, done: int, total: int, unit: str, detail: str) -> None:
        if done == total or done % max(1, total // _PROGRESS_STEPS) == 0:
            self._context.emit(ProgressMade(done, total, unit, detail))

    def _is_stopping(self) -> bool:
        return self._context.stopping() is not None

    def _check_stop(self) -> None:
        if self._is_stopping():
            raise _Stopped


def _no_questions(chunks: int) -> TunedeskError:
    return fault(
        "dataset.no_questions",
        "No question could be made from the documents ({chunks} chunks of text).",
        "Add documents with whole English sentences, lists or tables; "
        "the built-in generator reads these.",
        chunks=chunks,
    )
