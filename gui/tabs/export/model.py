"""What can be exported, what is chosen, and whether it can be done."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from backend.export.estimate import Estimate, estimate
from backend.export.made import Made, exportable_runs, made_export, made_exports, usual_folder
from backend.export.registry import TARGETS
from backend.export.spec import ExportSpec
from backend.export.target import ExportSource
from backend.message import TunedeskError
from backend.project import RunFolder
from gui.context import AppContext
from gui.models.run import RunModel
from gui.workers.task import Task, run_task

KIND = "export"
T = TypeVar("T")


class ExportModel(QObject):
    """The choice of a run, a form and a folder, judged by the backend in the background.

    Attributes:
        runs: Those that can be exported, newest first.
        exports: Those that lie in the project, newest first.
        run: The chosen run; None where there is none.
        target: Name of the chosen form.
        folder: Where it is to go; None until a place is known.
        estimate: What it will take; None until that is known, or when it can't be done.
        problem: Why it can't be done; None when nothing is known against it.

    Signals:
        changed: One of them is another now.
        made: An export that was asked for is there (`Made`).
    """

    changed = Signal()
    made = Signal(object)

    def __init__(self, context: AppContext, parent: QObject | None = None) -> None:
        """Knows nothing before `look`."""
        super().__init__(parent)
        self._context = context
        self._tasks: dict[str, Task] = {}
        self.forget()

    @property
    def job(self) -> RunModel | None:
        """The export at work; None when there is none."""
        return self._context.jobs.of_kind(KIND)

    def forget(self) -> None:
        """Another project is open, or none."""
        for task in self._tasks.values():
            task.cancel()
        self._tasks.clear()
        self.runs: tuple[RunFolder, ...] = ()
        self.exports: tuple[Made, ...] = ()
        self.run: RunFolder | None = None
        self.target = next(iter(TARGETS))
        self.folder: Path | None = None
        self._is_own_folder = False
        self.estimate: Estimate | None = None
        self.problem: TunedeskError | None = None
        self.changed.emit()

    def look(self) -> None:
        """Looks for runs and exports anew."""
        project = self._context.project.project
        if project is None:
            return
        self._start(
            "runs",
            lambda: (exportable_runs(project), made_exports(project)),
            self._take_found,
            self._context.report,
        )

    def choose(self, run: RunFolder, target: str) -> None:
        """Another run or form; the folder goes with it unless it was chosen by hand."""
        self.run, self.target = run, target
        self._find_folder()

    def choose_folder(self, path: str) -> None:
        """A folder chosen by hand; an empty one leaves the choice to the program again."""
        self._is_own_folder = bool(path)
        if path:
            self.folder = Path(path).expanduser()
            self._judge()
        else:
            self._find_folder()

    def begin(self) -> None:
        """Launches the export."""
        project, run, folder = self._context.project.project, self.run, self.folder
        if project is None or run is None or folder is None:
            return
        spec = ExportSpec(str(project.root), run.name, self.target, str(folder))
        try:
            self._context.jobs.start(KIND, spec)
        except TunedeskError as error:
            self._context.report(error)

    def take_finished(self, path: str) -> None:
        """An export is there: reads what it is, and looks for the next free folder."""
        self._is_own_folder = False
        self._start("made", lambda: made_export(Path(path)), self._take_made, self._context.report)
        self.look()

    def _take_made(self, made: Made | None) -> None:
        if made is not None:
            self.made.emit(made)

    def _take_found(self, found: tuple[tuple[RunFolder, ...], tuple[Made, ...]]) -> None:
        self.runs, self.exports = found
        if self.run not in self.runs:
            self.run = self.runs[0] if self.runs else None
        self._find_folder()

    def _find_folder(self) -> None:
        project, run, target = self._context.project.project, self.run, self.target
        if project is None or run is None or self._is_own_folder:
            self._judge()
            return
        self._start(
            "folder",
            lambda: usual_folder(project, run, target),
            self._take_folder,
            self._context.report,
        )
        self.changed.emit()

    def _take_folder(self, folder: Path) -> None:
        self.folder = folder
        self._judge()

    def _judge(self) -> None:
        self.estimate, self.problem = None, None
        project, run, target, folder = (
            self._context.project.project,
            self.run,
            self.target,
            self.folder,
        )
        if project is not None and run is not None and folder is not None:
            source = ExportSource(project, run)
            self._start(
                "estimate",
                lambda: estimate(source, target, folder),
                self._take_estimate,
                self._take_problem,
            )
        self.changed.emit()

    def _take_estimate(self, found: Estimate) -> None:
        self.estimate = found
        self.changed.emit()

    def _take_problem(self, error: TunedeskError) -> None:
        self.problem = error
        self.changed.emit()

    def _start(
        self,
        name: str,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[TunedeskError], None],
    ) -> None:
        """Runs one task of its name at a time; a newer one drops the older one's result."""
        older = self._tasks.pop(name, None)
        if older is not None:
            older.cancel()

        def take(result: T) -> None:
            self._tasks.pop(name, None)
            done(result)

        def fail(error: TunedeskError) -> None:
            self._tasks.pop(name, None)
            failed(error)

        self._tasks[name] = run_task(self, work, take, fail)
