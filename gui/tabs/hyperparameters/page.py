"""The Hyperparameters tab: the recipe as a form, and what the run will be."""

from __future__ import annotations

import dataclasses

from PySide6.QtGui import QUndoStack
from PySide6.QtWidgets import QStackedLayout, QWidget

from gui.context import AppContext
from gui.models.recipe_words import field_label
from gui.tabs.base import PrimaryAction, Tab, TabState
from gui.tabs.hyperparameters.form import RecipeForm
from gui.tabs.hyperparameters.method_chooser import MethodChooser
from gui.tabs.hyperparameters.preset_bar import PresetBar
from gui.tabs.hyperparameters.recipe_files import RecipeFiles
from gui.tabs.hyperparameters.run_card import RunCard
from gui.tabs.hyperparameters.schedule_card import ScheduleCard
from gui.tabs.hyperparameters.with_aside import WithAside
from gui.widgets.empty_state import EmptyState
from gui.widgets.tab_order import follow_layout
from gui.wording import number_text, words


class HyperparametersTab(Tab):
    """Presets, method and fields at the left; the run card stays in view beside them."""

    name = "hyperparameters"
    icon = "hyperparameters"

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        """Shows the set-up's recipe."""
        super().__init__(context, parent)
        self._setup = context.setup
        self._files = RecipeFiles(context, self)
        self._presets = PresetBar(self._setup)
        self._schedule = ScheduleCard(self._setup, context.theme)
        self._form = RecipeForm(self._setup)
        self._run = RunCard(self._setup)
        self._lay_out()
        self._connect()
        self._show_project()

    def title(self) -> str:
        """The tab's name."""
        return self.tr("Hyperparameters")

    def headline(self) -> str:
        """Whose recipe it is, and whether it can be used."""
        if self.context.project.project is None:
            return self.tr("How the model is trained: every setting with its reason.")
        wrong = len(self._wrong())
        if wrong == 1:
            return self.tr("1 setting needs correcting before a run can begin.")
        if wrong:
            return self.tr("{count} settings need correcting before a run can begin.").format(
                count=wrong
            )
        variant = self._setup.variant
        if variant is not None:
            return f"{words(variant.title)}: {self._length_text()}"
        return self._own_headline()

    def state(self) -> TabState:
        """Whether there is something to see to."""
        if self.context.project.project is None:
            return TabState.EMPTY
        return TabState.ATTENTION if self._wrong() else TabState.READY

    def primary(self) -> PrimaryAction | None:
        """On to training, once the recipe can be used."""
        if self.context.project.project is None:
            return None
        wrong = self._wrong()
        labels = ", ".join(field_label(name) for name in wrong)
        reason = self.tr("Correct first: {fields}.").format(fields=labels) if wrong else ""
        return PrimaryAction(self.tr("Next: Training"), not wrong, reason, "next")

    def run_primary(self) -> None:
        """On to training."""
        self.context.go_to("training")

    def shown(self) -> None:
        """Paints the plot again."""
        self._schedule.set_active(True)

    def hidden(self) -> None:
        """Lets the plot rest."""
        self._schedule.set_active(False)

    def undo_stack(self) -> QUndoStack | None:
        """The recipe's."""
        return self._setup.undo_stack

    @property
    def form(self) -> RecipeForm:
        """The form."""
        return self._form

    @property
    def files(self) -> RecipeFiles:
        """The recipe as text."""
        return self._files

    def _lay_out(self) -> None:
        filled = WithAside(self._run, self._schedule)
        for widget in (self._presets, MethodChooser(self._setup), self._form):
            filled.page.body.addWidget(widget)
        filled.page.body.addStretch(1)
        empty = EmptyState(
            "hyperparameters",
            self.tr("No project is open"),
            self.tr("Open or make one: its settings then suit its model and your computer."),
            self.tr("Go to Start"),
        )
        empty.triggered.connect(lambda: self.context.go_to("start"))
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.addWidget(empty)
        self._stack.addWidget(filled)

    def _connect(self) -> None:
        self._presets.taken.connect(lambda: self._form.show_recipe(force=True))
        self._presets.offer_changed.connect(lambda: follow_layout(self))
        self._run.remedy_requested.connect(lambda: self.context.go_to("hardware"))
        self._presets.extent_chosen.connect(self._form.show_all)
        self._presets.copy_requested.connect(self._files.copy)
        self._presets.save_requested.connect(self._files.ask_and_save)
        self._presets.load_requested.connect(self._files.ask_and_load)
        self._form.readability_changed.connect(self.presented)
        self._setup.recipe_changed.connect(self.presented)
        self.context.project.opened.connect(self._show_project)
        self.context.project.closed.connect(self._show_project)

    def _show_project(self) -> None:
        is_open = self.context.project.project is not None
        self._form.show_recipe(force=True)
        self._stack.setCurrentIndex(1 if is_open else 0)
        self.presented.emit()

    def _wrong(self) -> tuple[str, ...]:
        """Fields that need correcting, each once."""
        problems = (problem.field for problem in self._setup.problems)
        return tuple(dict.fromkeys((*self._form.unreadable, *problems)))

    def _length_text(self) -> str:
        """How long the run would be."""
        schedule = self._setup.schedule
        if schedule is None:
            return self.tr("build the dataset to see how long the run will be.")
        return self.tr("{steps} steps over {rows} rows.").format(
            steps=number_text(schedule.total_steps), rows=number_text(self._setup.rows)
        )

    def _own_headline(self) -> str:
        if not self._setup.variants:
            return self.tr("Your own settings.")
        recommended = dataclasses.asdict(self._setup.variants[0].recipe)
        own = dataclasses.asdict(self._setup.recipe)
        count = sum(own[name] != value for name, value in recommended.items())
        if count == 1:
            return self.tr("Your own settings: 1 differs from what is recommended.")
        return self.tr("Your own settings: {count} differ from what is recommended.").format(
            count=count
        )
