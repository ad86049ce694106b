"""Questions worth asking first: from the held-out rows, which training never saw."""

from __future__ import annotations

from backend.dataset.row import ExampleKind, Split
from backend.dataset.store import DatasetStore
from backend.project import Project

_ANSWERABLE = 2


def suggested_questions(project: Project) -> tuple[str, ...]:
    """Two that the documents answer and one that they don't; fewer where there are fewer.

    Reads the dataset: call it in the background.

    Raises:
        TunedeskError: The dataset can't be read.
    """
    if not project.dataset_file.is_file():
        return ()
    store = DatasetStore(project.dataset_file)
    answerable = store.examples(Split.TEST, ExampleKind.ANSWERABLE)
    unanswerable = store.examples(Split.TEST, ExampleKind.UNANSWERABLE)
    # From different places of the documents, so that they don't ask about one sentence.
    spread = answerable[:: max(1, len(answerable) // _ANSWERABLE)][:_ANSWERABLE]
    return tuple(row.question for row in (*spread, *unanswerable[:1]))
