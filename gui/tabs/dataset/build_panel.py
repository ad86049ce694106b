"""How many rows there are, and the settings of the next build."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QSpinBox, QWidget

from backend.dataset.spec_rules import MOST_QUESTIONS, NEGATIVES_BAND, negatives_advice
from gui.models.dataset_build import DatasetBuild
from gui.models.sources import SourceBoard
from gui.style import icon
from gui.tabs.dataset.rows_summary import RowsSummary
from gui.tabs.dataset.share_slider import ShareSlider
from gui.widgets.card import Card
from gui.widgets.disclosure import Disclosure
from gui.widgets.labelled import Labelled
from gui.widgets.text import show_text, text_label
from gui.wording import number_text, words

# More than these nobody wants: the rest of the rows would be too few. The command line takes more.
_MOST_NEGATIVES = 0.3
_MOST_REPLAY = 0.3
_MOST_SEED = 2**31 - 1


class BuildPanel(Card):
    """Settings of the next build, and a summary of the rows there are."""

    def __init__(
        self, build: DatasetBuild, sources: SourceBoard, parent: QWidget | None = None
    ) -> None:
        """Observes both."""
        super().__init__(parent=parent)
        self.set_title(self.tr("Dataset"))
        self._build = build
        self._sources = sources
        self._summary = RowsSummary(build)
        self.negatives = ShareSlider(_MOST_NEGATIVES, NEGATIVES_BAND)
        self.replay = ShareSlider(_MOST_REPLAY)
        self.questions = _number(1, MOST_QUESTIONS)
        self.seed = _number(0, _MOST_SEED)
        self._rebuild = QPushButton(icon("refresh"), self.tr("Rebuild dataset"))
        self._hint = text_label(role="small muted", wrap=True)
        self._settings = Disclosure(self.tr("Settings of the build"))
        self._was_built: bool | None = None
        self._lay_out()
        self._connect()
        self.refresh()

    def refresh(self) -> None:
        """Shows how settings and rows stand."""
        build = self._build
        self._summary.refresh()
        self.negatives.show_share(build.settings.negatives)
        self.replay.show_share(build.settings.replay)
        for spin, value in (
            (self.questions, build.settings.questions_per_chunk),
            (self.seed, build.settings.seed),
        ):
            was_blocked = spin.blockSignals(True)
            spin.setValue(value)
            spin.blockSignals(was_blocked)
        self._settings.setVisible(not build.is_building)
        self._open_settings(build.stand.total > 0)
        self._negatives_row.set_hint(words(negatives_advice(build.settings.negatives)))
        self._show_rebuild()

    def _open_settings(self, is_built: bool) -> None:
        """Before the first build they are looked at; afterwards they make room for the counts."""
        if is_built is not self._was_built:
            self._was_built = is_built
            self._settings.set_open(not is_built)

    def _show_rebuild(self) -> None:
        build = self._build
        is_built = build.stand.total > 0
        self._rebuild.setVisible(is_built and not build.is_building)
        can = bool(self._sources.usable) and not self._sources.is_adding
        self._rebuild.setEnabled(can)
        self._rebuild.setToolTip("" if can else self.tr("There are no documents to build from."))
        touched = build.stand.touched
        text = ""
        if is_built and touched:
            text = self.tr(
                "A rebuild keeps the {rows} rows that you edited, approved or rejected."
            ).format(rows=number_text(touched))
        show_text(self._hint, text)

    def _connect(self) -> None:
        build = self._build
        self.negatives.moved.connect(lambda share: build.change(negatives=share))
        self.replay.moved.connect(lambda share: build.change(replay=share))
        self.questions.valueChanged.connect(lambda number: build.change(questions_per_chunk=number))
        self.seed.valueChanged.connect(lambda number: build.change(seed=number))
        self._rebuild.clicked.connect(build.start)
        build.changed.connect(self.refresh)
        self._sources.changed.connect(self._show_rebuild)

    def _lay_out(self) -> None:
        negatives, *others = self._rows()
        more = Disclosure(self.tr("More settings"))
        for row in others:
            more.body.addWidget(row)
        self._settings.body.addWidget(negatives)
        self._settings.body.addWidget(more)
        for widget in (
            self._summary,
            self._settings,
            self._rebuild,
            self._hint,
        ):
            self.body.addWidget(widget)

    def _rows(self) -> tuple[Labelled, ...]:
        self._negatives_row = Labelled(
            self.tr("Unanswerable questions"),
            self.negatives,
            help=self.tr(
                "The share of rows whose question the text does not answer; the answer is the "
                "refusal. They teach the model to say that it doesn't know. 10-20 % is a good "
                "share: with more, it begins to refuse what it could answer."
            ),
        )
        replay = Labelled(
            self.tr("General rows"),
            self.replay,
            help=self.tr(
                "The share of rows on other matters, mixed in so that the model does not forget "
                "what it could do before."
            ),
        )
        questions = Labelled(
            self.tr("Questions on each passage, at most"),
            self.questions,
            help=self.tr("So many answerable rows are made from one passage of the documents."),
        )
        seed = Labelled(
            self.tr("Seed"),
            self.seed,
            help=self.tr("The same seed on the same documents gives the same rows."),
        )
        return self._negatives_row, replay, questions, seed


def _number(least: int, most: int) -> QSpinBox:
    spin = QSpinBox()
    spin.setRange(least, most)
    spin.setKeyboardTracking(False)
    return spin
