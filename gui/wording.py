"""Words and numbers as the window shows them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale

from backend.message import Message, TunedeskError

_GIB = 2**30
_MIB = 2**20
_KIB = 2**10
# Beyond a fortnight a date says more than a count of days.
_DAYS_COUNTED = 14


def tr(context: str, text: str) -> str:
    """Translates a text outside of a QObject; inside one use its own `tr`."""
    return QCoreApplication.translate(context, text)


def words(message: Message) -> str:
    """What the backend says, in the window's language and for a person at a window.

    A translation is looked up by the message's English template, with its code as the comment that
    tells equal templates apart.
    """
    template = AT_A_WINDOW.get(message.code, message.text)
    translated = QCoreApplication.translate("backend", template, message.code)
    return translated.format_map(dict(message.values)) if message.values else translated


def error_trace(error: TunedeskError) -> str:
    """The trace of an unforeseen error, to be copied; empty for one that explains itself."""
    return "\n".join(getattr(error, "__notes__", ()))


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
    if minutes >= 10 or (minutes and not rest_s):
        return tr("duration", "{minutes} min").format(minutes=minutes)
    if minutes:
        return tr("duration", "{minutes} min {seconds} s").format(minutes=minutes, seconds=rest_s)
    return tr("duration", "{seconds} s").format(seconds=whole)


def when_text(time_s: float, now_s: float) -> str:
    """A point in time for a person: `today, 14:05`, `yesterday`, `3 days ago`, `12 March 2026`.

    Args:
        time_s: The point in time, seconds since the epoch.
        now_s: The present time, the same way.
    """
    then, now = (QDateTime.fromSecsSinceEpoch(int(each)) for each in (time_s, now_s))
    days = then.date().daysTo(now.date())
    if days <= 0:
        return tr("when", "today, {time}").format(time=then.toString("HH:mm"))
    if days == 1:
        return tr("when", "yesterday")
    if days < _DAYS_COUNTED:
        return tr("when", "{days} days ago").format(days=days)
    return QLocale(QLocale.Language.English).toString(then.date(), "d MMMM yyyy")


def number_text(value: float, decimals: int = 0) -> str:
    """A number with separators of thousands, such as `1,234.5`."""
    return QLocale(QLocale.Language.English).toString(float(value), "f", decimals)


def count_text(count: float) -> str:
    """A large count in about three digits, such as `6.74 billion`, `1.6 million`, `920`."""
    for size, template in (
        (1e9, tr("count", "{count} billion")),
        (1e6, tr("count", "{count} million")),
        (1e3, tr("count", "{count} thousand")),
    ):
        if count >= size:
            return template.format(count=_three_digits(count / size))
    return number_text(count)


def share_text(fraction: float) -> str:
    """A fraction of 0 to 1 as `42 %`."""
    return f"{100 * fraction:.0f} %"


def _three_digits(value: float) -> str:
    text = number_text(value, 2 if value < 10 else 1 if value < 100 else 0)
    return text.rstrip("0").rstrip(".") if "." in text else text


# What the backend says with a command of the command line in it, as it is said to somebody at a
# window. The places are filled with the message's own values.
AT_A_WINDOW: Mapping[str, str] = MappingProxyType(
    {
        "chat.no_speaker.remedy": "Choose a finished run, or ask the base model.",
        "chat.nothing_found.remedy": "Paste a text to answer from, or ask without one.",
        "dataset.no_documents.remedy": "Add some in the Dataset tab first.",
        "evaluation.no_rows.remedy": "Add more documents in the Dataset tab and build it again.",
        "evaluation.not_measured.remedy": "Press Measure in the Test tab.",
        "export.adapter.differs.remedy": "Check that drive, or choose a folder on another one.",
        "export.adapter.missing.remedy": (
            "Resume run {run} in the Training tab so that it is written again."
        ),
        "export.disk.remedy": "Free some space, or choose a folder on another drive.",
        "export.no_target.remedy": "Choose another target.",
        "export.not_empty.remedy": "Choose a new or empty folder.",
        "jobs.not_started.remedy": "Open Help > Doctor to see whether the installation is whole.",
        "model.adapter.none.remedy": "Resume the run in the Training tab, or choose another one.",
        "model.facts_failed.remedy": (
            "Open Help > Doctor to see whether torch and transformers are installed whole."
        ),
        "project.no_run.remedy": "Choose another run, or train first.",
        "project.none.remedy": "Choose a folder with a project in it, or make a new project.",
        "training.data.none.remedy": (
            "Add documents in the Dataset tab and build the dataset first."
        ),
        "training.does_not_fit.remedy": "{changes} Or train all the same.",
        "training.no_rows.remedy": "Add documents in the Dataset tab and build the dataset first.",
    }
)
