"""What can be wrong with a file, in words; each with the next step."""

from __future__ import annotations

from collections.abc import Sequence
from types import MappingProxyType

from backend.message import Message, Value

_TEXTS = MappingProxyType(
    {
        "documents.empty": (
            "{name} is empty (0 bytes), so it is not a PDF.",
            "Save or download the file again, then add it.",
        ),
        "documents.not_pdf": (
            "{name} is not a PDF, although its name says so: it begins like {looks}.",
            "Open it in the program that made it and save it as a PDF, then add that.",
        ),
        "documents.damaged": (
            "{name} is damaged or incomplete: {cause}.",
            "Download or copy the file again; if it opens in a PDF viewer, print it to a new PDF.",
        ),
        "documents.incomplete": (
            "{name} is damaged or incomplete; what could be read of it was kept ({cause}).",
            "Compare it with the original, or get the file again.",
        ),
        "documents.needs_password": (
            "{name} is protected by a password.",
            "Add it again with its password.",
        ),
        "documents.wrong_password": (
            "{name} does not open with the password that was given.",
            "Check the password and add the file again.",
        ),
        "documents.protection": (
            "{name} is protected in a way that can't be opened here.",
            "Open it in a PDF viewer and print it to a new PDF, then add that.",
        ),
        "documents.scanned": (
            "{name} has no text layer: nothing can be read on {pages}, only looked at.",
            "Run text recognition (OCR) over it, then add the result.",
        ),
        "documents.partly_scanned": (
            "{name} has no text on {pages}, only pictures; the other pages were read.",
            "If these pages matter, run text recognition (OCR) over the file and add the result.",
        ),
        "documents.too_large": (
            "{name} is too large when unpacked: it takes more than {limit_mb} MB of memory.",
            "Split it into parts, or print the pages that you need to a new PDF.",
        ),
        "documents.too_much_text": (
            "{name} is too large when unpacked: it holds more than {limit_mb} MB of text.",
            "Split it into parts and add those that you need.",
        ),
        "documents.too_slow": (
            "{name} is too large or too complex: a page took longer than {limit_s} seconds.",
            "Print the pages that you need to a new PDF, then add that.",
        ),
        "documents.unreadable": (
            "{name} can't be read: {cause}.",
            "Check that the drive is connected and that you may read the file.",
        ),
        "documents.missing": (
            "{name} is not there.",
            "Check the name and the folder.",
        ),
        "documents.unsupported": (
            "{name} is of a kind that can't be read yet; readable are {suffixes}.",
            "Save or print it as one of these, then add that.",
        ),
        "documents.none_in_folder": (
            "{name} holds no file that can be read; readable are {suffixes}.",
            "Name another folder, or the files themselves.",
        ),
        "documents.duplicate": (
            "{name} is the same file as {other}, which is in the project already.",
            "There is nothing to do.",
        ),
    }
)


def problem(code: str, **values: Value) -> Message:
    """The message for `code`, one of those above."""
    return Message(code, _TEXTS[code][0], values)


def remedy_for(message: Message) -> Message:
    """The next step for a `message` that `problem` made."""
    return Message(f"{message.code}.remedy", _TEXTS[message.code][1], message.values)


def pages_in_words(numbers: Sequence[int]) -> str:
    """Page numbers for a person, such as `page 3` or `pages 1-4, 7 and 9`."""
    spans: list[list[int]] = []
    for number in sorted(numbers):
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    names = [str(first) if first == last else f"{first}-{last}" for first, last in spans]
    # Past some pages a list helps nobody.
    if len(names) > 8:
        names = [*names[:7], f"{len(numbers)} pages in all"]
    word = "page" if len(numbers) == 1 else "pages"
    return f"{word} " + (
        names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
    )
