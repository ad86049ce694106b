"""How a source stands, in words, with an icon and a colour of the theme."""

from __future__ import annotations

from dataclasses import dataclass

from gui.models.source import Source, SourceState
from gui.wording import number_text, tr, words

_CONTEXT = "sources"


@dataclass(frozen=True, slots=True)
class SourceLook:
    """What the list shows beside a file's name.

    Attributes:
        icon: Name of an icon.
        colour: A name as `gui.style.colour` takes it.
        text: In a few words.
    """

    icon: str
    colour: str
    text: str


_ICONS = {
    SourceState.READING: ("running", "accent"),
    SourceState.LOCKED: ("lock", "warning"),
    SourceState.PROBLEM: ("error", "bad"),
    SourceState.QUEUED: ("clock", "muted"),
    SourceState.UNREAD: ("clock", "muted"),
    SourceState.DUPLICATE: ("copy", "muted"),
    SourceState.PARTLY: ("warning", "warning"),
    SourceState.READY: ("done", "good"),
}
_PROBLEMS = {
    "documents.empty": "Empty file",
    "documents.not_pdf": "Not a PDF",
    "documents.damaged": "Damaged",
    "documents.protection": "Protected",
    "documents.scanned": "Scanned: no text on {pages}",
    "documents.too_large": "Too large when unpacked",
    "documents.too_much_text": "Too large when unpacked",
    "documents.too_slow": "Too complex to read",
    "documents.unreadable": "Can't be read",
    "documents.missing": "Not there any more",
    "documents.unsupported": "Of a kind that can't be read yet",
    "documents.none_in_folder": "No readable file in it",
    "documents.wrong_password": "Wrong password",
    "documents.incomplete": "Damaged in part",
    "documents.partly_scanned": "No text on {pages}",
}


def source_look(source: Source) -> SourceLook:
    """Icon, colour and words of a source."""
    icon, colour = _ICONS[source.state]
    return SourceLook(icon, colour, _text(source))


def pages_words(pages: int) -> str:
    """A number of pages."""
    if pages == 1:
        return tr(_CONTEXT, "1 page")
    return tr(_CONTEXT, "{pages} pages").format(pages=number_text(pages))


def problem_words(source: Source) -> str:
    """What is wrong with a source, whole; empty when nothing is."""
    return words(source.problem) if source.problem is not None else ""


def remedy_words(source: Source) -> str:
    """What to do about it; empty when nothing need be."""
    if source.state is SourceState.LOCKED:
        return tr(_CONTEXT, "Give its password to read it.")
    return words(source.remedy) if source.remedy is not None else ""


def _text(source: Source) -> str:
    match source.state:
        case SourceState.READING:
            text = _reading(source)
        case SourceState.QUEUED:
            text = tr(_CONTEXT, "Queued")
        case SourceState.UNREAD:
            text = tr(_CONTEXT, "Not read yet")
        case SourceState.DUPLICATE:
            text = _duplicate(source)
        case SourceState.READY:
            text = pages_words(source.pages)
        case SourceState.PARTLY:
            text = f"{pages_words(source.pages)} · {_problem(source)}"
        case SourceState.LOCKED | SourceState.PROBLEM:
            text = _problem(source)
    return text


def _reading(source: Source) -> str:
    if not source.pages:
        return tr(_CONTEXT, "Reading")
    return tr(_CONTEXT, "Reading {done}/{total}").format(
        done=number_text(source.pages_read), total=number_text(source.pages)
    )


def _duplicate(source: Source) -> str:
    values = source.problem.values if source.problem is not None else {}
    return tr(_CONTEXT, "Same as {other}").format(other=values.get("other", ""))


def _problem(source: Source) -> str:
    if source.problem is None:
        return tr(_CONTEXT, "Can't be read")
    if source.problem.code == "documents.needs_password":
        return tr(_CONTEXT, "Needs a password")
    short = _PROBLEMS.get(source.problem.code)
    if short is None:
        return words(source.problem)
    return tr(_CONTEXT, short).format_map(dict(source.problem.values))
