"""How a run stands, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QDate, QLocale, QTime

from backend.events import JobFailed, JobStopped
from backend.jobs.reducer import RunState, RunStatus
from backend.methods.registry import METHODS
from gui.models.run import RunModel
from gui.models.runs import RunEntry
from gui.wording import duration_text, number_text, tr, words

_CONTEXT = "RunWords"


@dataclass(frozen=True, slots=True)
class StatusLook:
    """How a status is shown.

    Attributes:
        text: In a word.
        kind: As `Badge` takes it.
        icon: Name of an icon.
    """

    text: str
    kind: str
    icon: str


def status_look(status: RunStatus) -> StatusLook:
    """Word, kind and icon of a status."""
    return {
        RunStatus.WAITING: StatusLook(tr(_CONTEXT, "Waiting"), "neutral", "queue"),
        RunStatus.RUNNING: StatusLook(tr(_CONTEXT, "Running"), "info", "running"),
        RunStatus.SILENT: StatusLook(tr(_CONTEXT, "Silent"), "warning", "warning"),
        RunStatus.FINISHED: StatusLook(tr(_CONTEXT, "Finished"), "good", "done"),
        RunStatus.STOPPED: StatusLook(tr(_CONTEXT, "Stopped"), "neutral", "stop"),
        RunStatus.PAUSED: StatusLook(tr(_CONTEXT, "Paused"), "neutral", "pause"),
        RunStatus.FAILED: StatusLook(tr(_CONTEXT, "Failed"), "bad", "error"),
    }[status]


def run_title(name: str) -> str:
    """A run's name for a person: `3-qlora` is `Run 3 · QLoRA`."""
    number, _, slug = name.partition("-")
    method = METHODS[slug].title if slug in METHODS else slug
    return tr(_CONTEXT, "Run {number} · {method}").format(number=number, method=method)


def entry_line(entry: RunEntry) -> str:
    """Steps, best loss and date of a run, in one short line."""
    parts = []
    if entry.step and entry.step == entry.total_steps:
        parts.append(tr(_CONTEXT, "{total} steps").format(total=number_text(entry.step)))
    elif entry.step:
        parts.append(
            tr(_CONTEXT, "{step} of {total} steps").format(
                step=number_text(entry.step), total=number_text(entry.total_steps)
            )
        )
    if entry.best_loss is not None:
        parts.append(tr(_CONTEXT, "loss {loss}").format(loss=f"{entry.best_loss:.3f}"))
    if entry.started_s:
        parts.append(_date(entry.started_s))
    return " · ".join(parts) or tr(_CONTEXT, "not begun")


def _date(time_s: float) -> str:
    """The time of day for today, else the day."""
    when, today = datetime.fromtimestamp(time_s), datetime.now().date()
    locale = QLocale()
    if when.date() == today:
        return locale.toString(QTime(when.hour, when.minute), "HH:mm")
    day = QDate(when.year, when.month, when.day)
    return locale.toString(day, "d MMM" if when.year == today.year else "d MMM yyyy")


def can_go_on(state: RunState) -> bool:
    """Whether the run ended before its end and can be resumed."""
    match state.outcome:
        case JobFailed():
            return True
        case JobStopped(saved=saved):
            return saved
    return False


def standing(run: RunModel, status: RunStatus) -> str:
    """One sentence: how the run stands and what is next."""
    state = run.state
    match status:
        case RunStatus.FINISHED:
            return _finished(state)
        case RunStatus.FAILED:
            return _failed(state)
        case RunStatus.STOPPED | RunStatus.PAUSED:
            return words(state.outcome.summary) if isinstance(state.outcome, JobStopped) else ""
        case _:
            return _at_work(run, status)


def _at_work(run: RunModel, status: RunStatus) -> str:
    state = run.state
    if not run.is_live:
        return tr(_CONTEXT, "Reading what the run has said.")
    if status is RunStatus.SILENT:
        return tr(
            _CONTEXT,
            "No sign of life for two minutes. It may be stuck in the driver: "
            "stop it, then resume it.",
        )
    if run.is_stopping:
        return tr(_CONTEXT, "Ending after the present step.")
    if state.phase == "queued":
        return tr(
            _CONTEXT,
            "Waiting for its turn: another job is using the device. It begins by itself.",
        )
    if state.phase == "training" and state.steps.last() is not None:
        return _running(state)
    return f"{words(state.label)}." if state.attempt else tr(_CONTEXT, "Starting.")


def _running(state: RunState) -> str:
    step, eta_s = state.steps.last(), state.eta_s
    if step is None:
        return ""
    said = tr(_CONTEXT, "Step {step} of {total}").format(
        step=number_text(step.step), total=number_text(step.total_steps)
    )
    if eta_s is not None:
        left = tr(_CONTEXT, "about {time} left").format(time=duration_text(eta_s))
        said = f"{said}, {left}"
    return tr(_CONTEXT, "{said}. It goes on by itself if you close the window.").format(said=said)


def _finished(state: RunState) -> str:
    best = state.best_eval
    if best is None:
        return tr(_CONTEXT, "Finished. Ask it something next.")
    return tr(
        _CONTEXT, "Finished: validation loss {loss} at step {step}. Ask it something next."
    ).format(loss=f"{best.loss:.3f}", step=number_text(best.step))


def _failed(state: RunState) -> str:
    step = state.steps.last()
    if step is None:
        return tr(_CONTEXT, "Ended by a fault before the first step.")
    return tr(
        _CONTEXT,
        "Ended by a fault after step {step}. Resume goes on from the last whole checkpoint.",
    ).format(step=number_text(step.step))
