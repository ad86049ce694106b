"""How the dataset stands, in one sentence, with its next step."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from backend.dataset.row import ExampleKind, Split
from gui.models.dataset_build import DatasetBuild
from gui.models.source import SourceState
from gui.models.sources import SourceBoard
from gui.tabs.base import PrimaryAction, TabState
from gui.tabs.dataset.source_words import pages_words
from gui.wording import number_text, share_text, tr, words

_CONTEXT = "DatasetTab"


class Step(StrEnum):
    """What the primary button does."""

    START = "start"
    ADD = "add"
    BUILD = "build"
    HARDWARE = "hardware"
    WAIT = "wait"


@dataclass(frozen=True, slots=True)
class Standing:
    """What the header and the tab bar show.

    Attributes:
        headline: One sentence.
        state: For the tab's mark.
        step: What the primary button does.
        action: The button; None for none.
    """

    headline: str
    state: TabState
    step: Step
    action: PrimaryAction | None


def standing_of(sources: SourceBoard, build: DatasetBuild, has_project: bool) -> Standing:
    """Judges how it stands."""
    if not has_project:
        text = tr(_CONTEXT, "Open or make a project first.")
        action = PrimaryAction(tr(_CONTEXT, "Go to Start"), icon="start")
        return Standing(text, TabState.EMPTY, Step.START, action)
    if build.is_building:
        assert build.job is not None  # noqa: S101 - what is_building means
        label = words(build.job.state.label)
        text = tr(_CONTEXT, "Building the dataset: {phase}").format(phase=label)
        return Standing(text, TabState.RUNNING, Step.WAIT, None)
    if build.stand.total:
        return _built(sources, build)
    if sources.is_adding:
        return _adding(sources)
    if sources.usable or any(each.state is SourceState.UNREAD for each in sources.sources):
        return _ready(sources, build)
    return _nothing(sources)


def _adding(sources: SourceBoard) -> Standing:
    text = tr(_CONTEXT, "The documents are being read.")
    action = PrimaryAction(
        tr(_CONTEXT, "Build dataset"),
        False,
        tr(_CONTEXT, "The documents are still being read."),
        "build",
    )
    return Standing(text, TabState.RUNNING, Step.WAIT, action)


def _nothing(sources: SourceBoard) -> Standing:
    action = PrimaryAction(tr(_CONTEXT, "Add documents"), icon="add")
    if sources.sources:
        text = tr(_CONTEXT, "None of the files can be used yet: see what is wrong with them.")
        return Standing(text, TabState.ATTENTION, Step.ADD, action)
    text = tr(_CONTEXT, "Drop the documents that the model is to learn from anywhere here.")
    return Standing(text, TabState.EMPTY, Step.ADD, action)


def _ready(sources: SourceBoard, build: DatasetBuild) -> Standing:
    pages = pages_words(sum(source.pages for source in sources.usable))
    text = tr(_CONTEXT, "Documents ready: {count} ({pages}). Build the dataset next.").format(
        count=number_text(len(sources.usable)), pages=pages
    )
    state = TabState.READY if build.failure is None else TabState.ATTENTION
    action = PrimaryAction(tr(_CONTEXT, "Build dataset"), icon="build")
    return Standing(text, state, Step.BUILD, action)


def _built(sources: SourceBoard, build: DatasetBuild) -> Standing:
    stand = build.stand
    if sources.is_adding:
        text = tr(_CONTEXT, "{rows} rows; more documents are being read.")
        return Standing(
            text.format(rows=number_text(stand.count())), TabState.RUNNING, Step.WAIT, None
        )
    usable = {source.document for source in sources.usable}
    if usable and usable != stand.documents:
        text = tr(_CONTEXT, "The documents have changed since the last build.")
        action = PrimaryAction(tr(_CONTEXT, "Rebuild dataset"), icon="refresh")
        return Standing(text, TabState.ATTENTION, Step.BUILD, action)
    total = stand.count()
    share = stand.of_kind(ExampleKind.UNANSWERABLE) / total if total else 0.0
    text = tr(
        _CONTEXT, "{rows} rows, {train} of them to learn from; {share} are unanswerable."
    ).format(
        rows=number_text(total),
        train=number_text(stand.of_split(Split.TRAIN)),
        share=share_text(share),
    )
    state = TabState.DONE if build.failure is None else TabState.ATTENTION
    action = PrimaryAction(tr(_CONTEXT, "Next: Hardware"), icon="next")
    return Standing(text, state, Step.HARDWARE, action)
