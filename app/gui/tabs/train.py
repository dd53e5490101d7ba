"""The Train tab: runs on this computer, a form for a new one, and how each stands.

A training is a process of its own that no window owns: the tab reads its folder and asks it to
stop through that folder, so that it is found again whenever the window is opened.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, QTimer, Signal
from PySide6.QtGui import QAction, QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QLabel,
    QListWidget,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app import protocol as p
from app.display.cards import suggested_name
from app.gui.background import Background
from app.gui.banner import Banner
from app.gui.bridge import Bridge
from app.gui.columns import lay_columns
from app.gui.phases import told_phase
from app.gui.run_view import RunView
from app.gui.train_form import TrainForm
from app.program import start_detached
from app.settings import load_settings, save_settings
from app.training.launch import Order, prepare, resumed, started
from app.training.runs import OUTPUT, config_of, runs_at_hand, status_of
from core.errors import TrainingError
from core.models.card import ModelCard
from core.models.collection import known_models
from core.places import user_runs
from core.training.config_file import frozen_config
from core.training.run_state import ask_to_stop
from io_formats.errors import RestorationError

__all__ = ["TrainTab"]

LEFT_PX = 240
LOOK_MS = 1000
"""Between two looks at the run that is shown."""


class TrainTab(QWidget):
    """Starts, follows, stops and resumes trainings."""

    added = Signal(str)
    """Name of a model that a run became."""

    def __init__(self, background: Background, actions: Mapping[str, QAction]) -> None:
        super().__init__()
        self._bridge: Bridge | None = None
        self._jobs: dict[int, Path] = {}
        self._runs: tuple[Path, ...] = ()
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)
        self.banner = Banner(self)
        self.new = QPushButton(self.tr("New training"), self)
        self.list = QListWidget(self)
        self.list.setAccessibleName(self.tr("Trainings"))
        self.list.setStyleSheet("QListView::item { padding: 6px 12px; }")
        self.find_button = QPushButton(self.tr("Find a run…"), self)
        self.find_button.setToolTip(self.tr("A folder of a run that lies elsewhere"))
        self.news = QLabel(self)
        self.news.setContentsMargins(24, 8, 24, 0)
        self.news.setWordWrap(True)
        self.news.hide()
        self.form = TrainForm(background, self)
        self.run = RunView(self)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.form)
        self.stack.addWidget(self.run)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        left = QFrame(self)
        left.setProperty("role", "column")
        left.setMinimumWidth(200)
        heading = QLabel(self.tr("Trainings"), left)
        heading.setProperty("role", "heading")
        heading.setContentsMargins(16, 8, 8, 0)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 4, 0, 8)
        column.setSpacing(4)
        column.addWidget(heading)
        column.addWidget(self.list, 1)
        for button in (self.new, self.find_button):
            row = QVBoxLayout()
            row.setContentsMargins(16, 4, 16, 0)
            row.addWidget(button)
            column.addLayout(row)
        right = QWidget(self)
        words = QVBoxLayout(right)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(0)
        words.addWidget(self.banner)
        words.addWidget(self.news)
        words.addWidget(self.stack, 1)
        lay_columns(self, [(left, LEFT_PX), (right, None)])

    def _connect(self) -> None:
        self.new.clicked.connect(self.show_form)
        self.find_button.clicked.connect(self._ask_run)
        self.list.currentRowChanged.connect(self._choose)
        self.form.wanted.connect(self.start)
        self.form.data.failed.connect(self.banner.show_error)
        self.form.data.changed.connect(self.banner.dismiss)
        self.run.stop_wanted.connect(self.stop)
        self.run.resume_wanted.connect(self.resume)
        self.run.add_wanted.connect(self.add_to_models)

    def attach(self, bridge: Bridge) -> None:
        """Use the process that computes: it makes a model of a run."""
        self._bridge = bridge
        self.run.allow_adding()
        bridge.happened.connect(self._hear)

    def showEvent(self, event: QShowEvent) -> None:
        """Look at the runs as long as the tab is seen."""
        super().showEvent(event)
        self.refresh()
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Look no more."""
        super().hideEvent(event)
        self._timer.stop()

    def look(self) -> None:
        """See what is new of the run that is shown, and how all stand."""
        stopping = self.run.status.alive
        self.run.refresh()
        if stopping and not self.run.status.alive:
            self._tell("")  # what was said to come has come
        self._name_runs()

    def refresh(self, chosen: Path | None = None) -> None:
        """Find the runs anew, and show one of them."""
        wanted = chosen or self.run.folder
        self._runs = runs_at_hand(load_settings()[0].runs)
        with QSignalBlocker(self.list):
            self.list.clear()
            self.list.addItems([folder.name for folder in self._runs])
        self._name_runs()
        if wanted in self._runs and (chosen or self.stack.currentWidget() is self.run):
            self.list.setCurrentRow(self._runs.index(wanted))

    def show_form(self) -> None:
        """Show the form of a new training."""
        self.banner.dismiss()
        self._tell("")
        self.list.setCurrentRow(-1)
        self.list.clearSelection()
        self.form.fresh()
        self.stack.setCurrentWidget(self.form)

    def start(self, order: Order) -> None:
        """Begin a training, and show it."""
        try:
            self._launch(prepare(order), order.folder)
        except RestorationError as error:
            self.banner.dismiss()
            self.banner.show_error(error)

    def resume(self) -> None:
        """Go on with the run that is shown."""
        folder = self.run.folder
        assert folder is not None, "a run is shown"
        try:
            self._launch(resumed(folder, self.form.device.currentData()), folder)
        except RestorationError as error:
            self.banner.show_error(error)

    def stop(self) -> None:
        """Let the run that is shown save its state and end."""
        assert self.run.folder is not None, "a run is shown"
        try:
            ask_to_stop(self.run.folder)
        except RestorationError as error:
            self.banner.show_error(error)
            return
        self._tell(self.tr("It saves its state after the present step, and ends."))
        self.run.refresh()

    def add_to_models(self) -> None:
        """Make a model of the run that is shown, under a free name like its own."""
        folder = self.run.folder
        assert folder is not None, "a run is shown"
        assert self._bridge is not None, "attach comes first"
        config = config_of(folder)
        taken = [card.name for _, card in known_models() if isinstance(card, ModelCard)]
        name = suggested_name(config.card.name if config else folder.name, taken)
        self._jobs[self._bridge.send(p.AddModel(path=folder, name=name))] = folder
        self._tell(self.tr("Adding it to Models as {0}…").format(name))

    def _launch(self, words: Sequence[str], folder: Path) -> None:
        started(folder, start_detached(words, folder, folder / OUTPUT))
        if folder.resolve().parent != user_runs().resolve():
            self._tell(save_settings(load_settings()[0].with_run(folder.resolve())))
        self.banner.dismiss()
        self._tell("")
        self.refresh(folder)
        self.run.refresh()

    def _choose(self, row: int) -> None:
        if not 0 <= row < len(self._runs):
            return
        self.banner.dismiss()
        self._tell("")
        if self.run.folder != self._runs[row]:
            self.run.show_run(self._runs[row])
        self.stack.setCurrentWidget(self.run)

    def _name_runs(self) -> None:
        for row, folder in enumerate(self._runs):
            self.list.item(row).setText(f"{folder.name}\n{told_phase(status_of(folder).phase)}")

    def _ask_run(self) -> None:
        name = QFileDialog.getExistingDirectory(self, self.tr("Find the folder of a run"))
        if name:
            self.find_run(Path(name))

    def find_run(self, folder: Path) -> None:
        """List a run that lies elsewhere, from now on."""
        try:
            frozen_config(folder)
        except TrainingError as error:
            self.banner.show_error(error)
            return
        self._tell(save_settings(load_settings()[0].with_run(folder.resolve())))
        self.refresh(folder.resolve())

    def _hear(self, event: p.Event) -> None:
        """Take the answers to what was asked here, and no others."""
        if not isinstance(event, p.ModelAdded | p.Failed | p.Cancelled | p.Crashed):
            return
        if event.job is None or self._jobs.pop(event.job, None) is None:
            return
        self._tell("")
        if isinstance(event, p.ModelAdded):
            self._tell(self.tr("It is in Models now, as {0}.").format(event.card.stem))
            self.added.emit(event.card.stem)
        elif isinstance(event, p.Failed | p.Crashed):
            self.banner.show_fault(event)

    def _tell(self, sentence: str) -> None:
        self.news.setText(sentence)
        self.news.setVisible(bool(sentence))
