"""A project's next step in words, and the tab where it is taken."""

from __future__ import annotations

from backend.overview import NextStep
from gui.wording import tr

_TABS = {
    NextStep.ADD_DOCUMENTS: "dataset",
    NextStep.BUILD_DATASET: "dataset",
    NextStep.CHECK_FIT: "hardware",
    NextStep.WATCH_TRAINING: "training",
    NextStep.RESUME_TRAINING: "training",
    NextStep.MEASURE: "test",
    NextStep.EXPORT: "export",
}
_CONTEXT = "NextStep"


def tab_of(step: NextStep) -> str:
    """Name of the tab where the step is taken."""
    return _TABS[step]


def button_text(step: NextStep) -> str:
    """The step as a button."""
    return {
        "dataset": tr(_CONTEXT, "Next: Dataset"),
        "hardware": tr(_CONTEXT, "Next: Hardware"),
        "training": tr(_CONTEXT, "Go to Training"),
        "test": tr(_CONTEXT, "Next: Test"),
        "export": tr(_CONTEXT, "Next: Export"),
    }[tab_of(step)]


def sentence(step: NextStep) -> str:
    """How the project stands and what is next."""
    return {
        NextStep.ADD_DOCUMENTS: tr(_CONTEXT, "The project is empty: add documents next."),
        NextStep.BUILD_DATASET: tr(
            _CONTEXT, "The documents are read: build questions and answers from them next."
        ),
        NextStep.CHECK_FIT: tr(_CONTEXT, "The dataset is built: see next what fits this computer."),
        NextStep.WATCH_TRAINING: tr(_CONTEXT, "A training is running."),
        NextStep.RESUME_TRAINING: tr(_CONTEXT, "A training has begun and is not finished."),
        NextStep.MEASURE: tr(
            _CONTEXT,
            "A training is finished: try the model next, and measure what it has learned.",
        ),
        NextStep.EXPORT: tr(_CONTEXT, "The model is trained and measured: take it with you."),
    }[step]
