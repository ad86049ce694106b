"""Words and numbers as the window shows them."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale

from backend.message import Message

_GIB = 2**30
_MIB = 2**20
_KIB = 2**10


def tr(context: str, text: str) -> str:
    """Translates a text outside of a QObject; inside one use its own `tr`."""
    return QCoreApplication.translate(context, text)


def words(message: Message) -> str:
    """What the backend says, in the window's language and for a person at a window.

    A translation is looked up by the message's English template, with its code as the comment that
    tells equal templates apart.
    """
    template = _AT_A_WINDOW.get(message.code, message.text)
    translated = QCoreApplication.translate("backend", template, message.code)
    return translated.format_map(dict(message.values)) if message.values else translated


def size_text(size_bytes: float) -> str:
    """A size in bytes for a person, such as `5.7 GiB` or `12 MiB`."""
    if size_bytes >= _GIB:
        return f"{number_text(size_bytes / _GIB, 1)} GiB"
    if size_bytes >= _MIB:
        return f"{number_text(size_bytes / _MIB)} MiB"
    return f"{number_text(size_bytes / _KIB)} KiB"


def duration_text(seconds: float) -> str:
    """A duration in seconds for a person: `8 s`, `3 min 20 s`, `2 h 5 min`, `1 d 4 h`."""
    whole = max(0, round(seconds))
    minutes, rest_s = divmod(whole, 60)
    hours, rest_min = divmod(minutes, 60)
    days, rest_h = divmod(hours, 24)
    if days:
        return tr("duration", "{days} d {hours} h").format(days=days, hours=rest_h)
    if hours:
        return tr("duration", "{hours} h {minutes} min").format(hours=hours, minutes=rest_min)
    if minutes >= 10:
        return tr("duration", "{minutes} min").format(minutes=minutes)
    if minutes:
        return tr("duration", "{minutes} min {seconds} s").format(minutes=minutes, seconds=rest_s)
    return tr("duration", "{seconds} s").format(seconds=whole)


def number_text(value: float, decimals: int = 0) -> str:
    """A number with separators of thousands, such as `1,234.5`."""
    return QLocale(QLocale.Language.English).toString(float(value), "f", decimals)


def share_text(fraction: float) -> str:
    """A fraction of 0 to 1 as `42 %`."""
    return f"{100 * fraction:.0f} %"


# Remedies that name a command of the command line, as they are said to somebody at a window.
_AT_A_WINDOW: dict[str, str] = {
    "training.no_rows.remedy": "Add documents in the Dataset tab and build the dataset first.",
    "training.does_not_fit.remedy": "{changes} Or train all the same.",
    "jobs.not_started.remedy": "Open Help > Doctor to see whether the installation is whole.",
    "chat.nothing_found.remedy": "Paste a text to answer from, or ask without one.",
    "chat.no_speaker.remedy": "Choose a finished run, or ask the base model.",
    "evaluation.not_measured.remedy": "Press Measure in the Test tab.",
    "project.none.remedy": "Choose a folder with a project in it, or make a new project.",
    "project.no_run.remedy": "Choose another run, or train first.",
    "export.no_target.remedy": "Choose another target.",
}
