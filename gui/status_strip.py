"""The strip at the bottom, always there: project, model, device, the running job, last notice."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QSizePolicy, QToolButton, QWidget

from backend.jobs.reducer import RunStatus
from backend.project import STARTER
from gui.context import AppContext
from gui.models.run import RunModel
from gui.style import GRID, icon, scaled, set_role
from gui.widgets.device_meter import DeviceMeter
from gui.wording import duration_text, number_text, words

# A training is what one wants to see first; the rest in the order of their weight.
_ORDER = ("train", "evaluate", "export", "dataset_build", "documents_add")
_LOOK_EVERY_MS = 3000
_TICK_MS = 1000
_WIDE = 900


class StatusStrip(QWidget):
    """One line of facts; the job's part is there while something runs."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        """Observes the context's models."""
        super().__init__(parent)
        self._context = context
        self._job: RunModel | None = None
        self.setObjectName("status-strip")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._place = _label(self)
        self._device = QWidget(self)
        meter = QHBoxLayout(self._device)
        meter.setContentsMargins(0, 0, 0, 0)
        meter.addWidget(DeviceMeter(context.setup, self._device))
        self._task = _label(self)
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(scaled(12 * GRID))
        self._bar.setAccessibleName(self.tr("Progress of the running job"))
        self._stop = QToolButton(self)
        self._stop.setIcon(icon("stop"))
        self._stop.setIconSize(QSize(scaled(16), scaled(16)))
        self._stop.clicked.connect(self._stop_job)
        self._notice = _label(self)
        self._notice.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._notice.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._lay_out()
        self._connect()
        self._show_place()
        self._show_job()

    def say(self, text: str) -> None:
        """Shows the last notice."""
        self._notice.setText(text)
        self._notice.setToolTip(text)

    def close_down(self) -> None:
        """Stops its timers."""
        self._look.stop()
        self._tick.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Leaves out what there is no room for."""
        super().resizeEvent(event)
        self._make_room()
        self._show_place()

    def _make_room(self) -> None:
        """On a small screen a running job is of more interest than what the device holds."""
        wide = self.width() >= scaled(_WIDE)
        self._notice.setVisible(wide)
        self._device.setVisible(wide or self._job is None)

    def _lay_out(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(3 * GRID, GRID // 2, 3 * GRID, GRID // 2)
        layout.setSpacing(3 * GRID)
        layout.addWidget(self._place)
        layout.addWidget(self._device)
        job = QHBoxLayout()
        job.setSpacing(GRID)
        for widget in (self._task, self._bar, self._stop):
            job.addWidget(widget)
        layout.addLayout(job)
        layout.addWidget(self._notice, 1)
        layout.addStretch(0)

    def _connect(self) -> None:
        context = self._context
        for changed in (
            context.project.opened, context.project.closed, context.project.info_changed
        ):  # fmt: skip
            changed.connect(self._show_place)
        context.jobs.changed.connect(self._show_job)
        context.told.connect(self.say)
        self._look = QTimer(self)
        self._look.setInterval(_LOOK_EVERY_MS)
        self._look.timeout.connect(context.setup.refresh_machine)
        self._look.start()
        # Between the events of a slow job its ETA and its silence still change.
        self._tick = QTimer(self)
        self._tick.setInterval(_TICK_MS)
        self._tick.timeout.connect(self._show_job)
        self._tick.start()

    def _show_place(self) -> None:
        project = self._context.project.project
        if project is None:
            self._place.setText(self.tr("No project open"))
            return
        reference = project.info.base_model
        model = self.tr("starter model") if reference == STARTER else reference.rpartition("/")[2]
        wide = self.width() >= scaled(_WIDE)
        self._place.setText(f"{project.info.name}  ·  {model}" if wide else project.info.name)
        self._place.setToolTip(f"{project.root}\n{reference}")

    def _show_job(self) -> None:
        active = [job for job in self._context.jobs.active if job.kind in _ORDER]
        job = min(active, key=lambda each: _ORDER.index(each.kind), default=None)
        self._job = job
        for widget in (self._task, self._bar, self._stop):
            widget.setVisible(job is not None)
        self._make_room()
        if job is None:
            return
        self._task.setText(self._job_text(job))
        done, total = _progress(job)
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self._stop.setEnabled(not job.is_stopping)
        told = self.tr("Stop and save") if job.kind == "train" else self.tr("Cancel")
        self._stop.setToolTip(told)
        self._stop.setAccessibleName(told)

    def _job_text(self, job: RunModel) -> str:
        if job.is_stopping:
            return self.tr("Stopping …")
        if job.status is RunStatus.SILENT:
            return self.tr("{job}: no sign of life").format(job=words(job.state.label))
        step = job.state.steps.last()
        if step is not None and job.state.phase == "training":
            text = self.tr("Training, step {step} of {total}").format(
                step=number_text(step.step), total=number_text(step.total_steps)
            )
        else:
            text = words(job.state.label)
        eta_s = job.state.eta_s
        if eta_s is None:
            return text
        return self.tr("{text}, {time} left").format(text=text, time=duration_text(eta_s))

    def _stop_job(self) -> None:
        if self._job is not None:
            self._job.stop(save=True)


def _progress(job: RunModel) -> tuple[int, int]:
    """How much is done of how much; 0 of 0 shows a bar without an end."""
    step = job.state.steps.last()
    if step is not None and job.state.phase == "training":
        return step.step, step.total_steps
    progress = job.state.progress
    return (progress.done, progress.total) if progress is not None else (0, 0)


def _label(parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    set_role(label, "small muted")
    return label
