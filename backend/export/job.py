"""The job that hands a run over in one of the registered forms."""

from __future__ import annotations

import math
from pathlib import Path

from backend.commands import Pause
from backend.events import JobFinished, JobStopped, PhaseChanged, ProgressMade
from backend.export.delivery import deliver
from backend.export.registry import export_target
from backend.export.spec import ExportSpec
from backend.export.target import ExportSource, Stopped
from backend.files import folder_size_bytes
from backend.jobs.context import JobContext
from backend.message import Message
from backend.models.adapter_record import read_adapter_record
from backend.project import Project


def run(spec: ExportSpec, context: JobContext) -> JobFinished | JobStopped:
    """Writes the export into `spec.out`, whole or not at all.

    Raises:
        TunedeskError: No such target or run, no adapter, a folder that is not empty, a drive that
            is too full, or a file that is missing or damaged.
    """
    target = export_target(spec.target)
    project = Project.open(Path(spec.project))
    source = ExportSource(project, project.run(spec.run))
    read_adapter_record(source.run)
    out = Path(spec.out).expanduser().absolute()
    label = Message("export.writing", "Writing {title}", {"title": target.title.lower()})
    context.emit(PhaseChanged("writing", label))

    def progressed(done: int, total: int) -> None:
        context.emit(ProgressMade(done, total, "files"))
        if context.stopping() is not None:
            raise Stopped

    try:
        deliver(
            out,
            target.needed_bytes(source),
            lambda folder: target.write(source, folder, progressed),
        )
    except Stopped:
        text = "Stopped; nothing was left in {path}."
        paused = isinstance(context.stopping(), Pause)
        summary = Message("export.stopped", text, {"path": str(out)})
        return JobStopped(summary, saved=False, paused=paused)
    size_bytes = folder_size_bytes(out)
    summary = Message(
        "export.finished",
        "{title} of run {run} is in {path} ({size_mb} MB).",
        {
            "title": target.title,
            "run": source.run.name,
            "path": str(out),
            "size_mb": f"{math.ceil(size_bytes / 1e5) / 10:.1f}",
        },
    )
    return JobFinished(summary, {"path": str(out), "size_bytes": size_bytes})
