"""What rows are called in front of a person."""

from __future__ import annotations

from backend.dataset.row import ExampleKind, RowState, Split
from gui.wording import tr

_CONTEXT = "rows"


def kind_words(kind: ExampleKind) -> str:
    """What a row teaches, in a word."""
    match kind:
        case ExampleKind.ANSWERABLE:
            return tr(_CONTEXT, "Answerable")
        case ExampleKind.UNANSWERABLE:
            return tr(_CONTEXT, "Unanswerable")
        case ExampleKind.REPLAY:
            return tr(_CONTEXT, "General")


def state_words(state: RowState, *, edited: bool) -> str:
    """What a person did with a row; a dash when nothing."""
    match state:
        case RowState.APPROVED:
            return tr(_CONTEXT, "Approved")
        case RowState.REJECTED:
            return tr(_CONTEXT, "Rejected")
        case RowState.DRAFT:
            return tr(_CONTEXT, "Edited") if edited else tr(_CONTEXT, "Not reviewed")


def split_words(split: Split) -> str:
    """What a row is used for."""
    match split:
        case Split.TRAIN:
            return tr(_CONTEXT, "Training")
        case Split.VALIDATION:
            return tr(_CONTEXT, "Validation")
        case Split.TEST:
            return tr(_CONTEXT, "Test")


def source_words(document: str, page: int) -> str:
    """Page and document; a row that comes from no document says so."""
    if not document:
        return tr(_CONTEXT, "Ships with Tunedesk")
    return tr(_CONTEXT, "p. {page} · {document}").format(document=document, page=page)


def style_words(style: str) -> str:
    """How a question was made."""
    known = {
        "definition": tr(_CONTEXT, "asks for a definition"),
        "number": tr(_CONTEXT, "asks for a number"),
        "name": tr(_CONTEXT, "asks for a name"),
        "list": tr(_CONTEXT, "asks for a list"),
        "procedure": tr(_CONTEXT, "asks for the steps of a procedure"),
        "time": tr(_CONTEXT, "asks for a time"),
        "place": tr(_CONTEXT, "asks for a place"),
        "fact": tr(_CONTEXT, "asks for a fact"),
        "table": tr(_CONTEXT, "asks for a value in a table"),
        "near_miss": tr(_CONTEXT, "a detail that the text leaves out"),
        "mixed_up": tr(_CONTEXT, "a detail of something else"),
        "entity_swap": tr(_CONTEXT, "another name put in"),
        "value_swap": tr(_CONTEXT, "another number put in"),
        "adjacent": tr(_CONTEXT, "answered in the next passage only"),
        "other_section": tr(_CONTEXT, "answered in another section only"),
    }
    return known.get(style, style.replace("_", " "))
