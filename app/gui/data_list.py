"""The data sets of a training: dropped or chosen, recognised, looked at before anything starts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.gui.background import Background
from app.gui.dropping import take_copy
from app.gui.sentences import CLAUSES, COLON, listed, told
from app.training.sources import LISTING, Source, Summary, checked, recognise
from core.tasks import TASKS
from core.training.datasets import DATASETS
from core.training.datasets.guess import Guess
from io_formats.errors import Cancelled, RestorationError
from io_formats.progress import CancelToken

__all__ = ["DataList"]

SAMPLE = 24
"""Pairs of each data set that are read unless all are wanted."""
SHOWN = 5
ROW_PX = 32
PATH, KIND, TASK, PAIRS, READ, PSNR, PROBLEMS = range(7)


class DataList(QWidget):
    """A table with a row per data set."""

    failed = Signal(object)
    """A ``RestorationError``: what was added is no data set, or a list is wrong."""
    changed = Signal()
    """There are others than before, or a task was chosen."""

    def __init__(self, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptDrops(True)
        self._background = background
        self._sources: list[Source] = []
        self._awaited: dict[Path, tuple[int, str]] = {}
        """Data set -> the call that reads images for its task, and that task."""
        self._cancel: CancelToken | None = None
        self.table = self._table()
        self.target = self._drop_target()
        self.add_folder = QPushButton(self.tr("Add a folder…"), self)
        self.add_list = QPushButton(self.tr("Add a DATA.toml…"), self)
        self.remove = QPushButton(self.tr("Remove"), self)
        self.check = QPushButton(self.tr("Check the pairs"), self)
        self.every = QCheckBox(self.tr("Read every pair"), self)
        self.every.setToolTip(self.tr("Otherwise {0} of each data set").format(SAMPLE))
        self.words = QLabel(self)
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._lay_out()
        self._connect()
        self._fill()

    def _table(self) -> QTableWidget:
        table = QTableWidget(0, 7, self)
        table.setAccessibleName(self.tr("Data sets"))
        table.setHorizontalHeaderLabels(
            [
                self.tr("Data set"),
                self.tr("Kind"),
                self.tr("Task"),
                self.tr("Pairs"),
                self.tr("Read"),
                self.tr("PSNR"),
                self.tr("Problems"),
            ]
        )
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setShowGrid(False)
        table.setStyleSheet("QTableView::item { padding: 0 5px; }")
        table.setWordWrap(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(ROW_PX)
        header = table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(PATH, QHeaderView.ResizeMode.Stretch)
        return table

    def _drop_target(self) -> QFrame:
        frame = QFrame(self)
        frame.setProperty("role", "drop")
        title = QLabel(self.tr("Drop folders of images here"), frame)
        title.setProperty("role", "heading")
        words = QLabel(
            self.tr(
                "A folder with clean and degraded images of the same names in two folders (hq and "
                "lq, gt and input, clear and hazy…), data sets as they were downloaded, or a "
                "DATA.toml"
            ),
            frame,
        )
        words.setWordWrap(True)
        layout = QVBoxLayout(frame)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(8)
        for label in (title, words):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            layout.addWidget(label)
        return frame

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for part in (self.add_folder, self.add_list, self.remove):
            buttons.addWidget(part)
        buttons.addStretch(1)
        buttons.addWidget(self.every)
        buttons.addWidget(self.check)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.target)
        layout.addLayout(buttons)
        layout.addWidget(self.words)

    def _connect(self) -> None:
        self.add_folder.clicked.connect(self._ask_folder)
        self.add_list.clicked.connect(self._ask_list)
        self.remove.clicked.connect(self._remove)
        self.check.clicked.connect(self._check_or_stop)
        self.table.itemSelectionChanged.connect(self._enable)

    @property
    def sources(self) -> tuple[Source, ...]:
        """Return what is in the table."""
        return tuple(self._sources)

    def add(self, paths: Sequence[Path]) -> None:
        """Find the data sets in files and folders, in the background."""
        for path in paths:
            self._background.run(partial(recognise, path), self._add, self.failed.emit)

    def choose_task(self, row: int, task: str) -> None:
        """Say what the images of a plain folder are of; what must be read for it comes later."""
        source = self._sources[row]
        number, _ = self._awaited.pop(source.path, (None, ""))
        self._background.forget(number)
        if not source.reads_for(task):
            self._take(source.path, source.of_task(task))
            return
        number = self._background.run(
            partial(source.of_task, task), partial(self._take, source.path), self.failed.emit
        )
        self._awaited[source.path] = number, task
        self._sources[row] = source.of_task("")  # nothing begins with the task before
        self.words.setText(self.tr("Reading…"))
        self.changed.emit()

    def _take(self, path: Path, described: Source) -> None:
        """Put what is known of a data set now in its place, if it is still there."""
        self._awaited.pop(path, None)
        paths = [source.path for source in self._sources]
        if path in paths:
            self._sources[paths.index(path)] = described
            self._tell_assumed()
            self.changed.emit()

    def stop(self) -> None:
        """Look at no further pairs."""
        if self._cancel is not None:
            self._cancel.cancel()

    def _add(self, found: tuple[Source, ...]) -> None:
        known = {source.path.resolve() for source in self._sources}
        self._sources += [source for source in found if source.path.resolve() not in known]
        self._fill()
        self.changed.emit()

    def _fill(self) -> None:
        self.words.clear()
        self.table.setRowCount(len(self._sources))
        for row, source in enumerate(self._sources):
            path = self._put(row, PATH, "/".join(source.path.parts[-3:]))
            path.setToolTip(str(source.path))
            self._put(row, KIND, self._kind(source))
            self.table.removeCellWidget(row, TASK)
            self._put(row, TASK, told(TASKS[source.task].title) if source.task in TASKS else "")
            if source.kind == "folder":
                self.table.setCellWidget(row, TASK, self._tasks(row, source))
            for column in (PAIRS, READ, PSNR, PROBLEMS):
                self._put(row, column, "")
            if source.guess is not None:
                self._show_guess(row, source.guess)
        self.table.setVisible(bool(self._sources))
        self.target.setVisible(not self._sources)
        self.table.setFixedHeight(min(len(self._sources), 5) * ROW_PX + 36)
        self._tell_assumed()
        self._enable()

    def _show_guess(self, row: int, guess: Guess) -> None:
        """Show what the names alone tell, before any pair is read."""
        self._put(row, PAIRS, str(guess.pairs))
        wrong = len(guess.problems)
        item = self._put(row, PROBLEMS, f"✕ {wrong}" if wrong else "")
        item.setToolTip("\n".join(told(problem) for problem in guess.problems[:SHOWN]))

    def _tell_assumed(self) -> None:
        """Say what was assumed of folders that nobody described, and what does not fit."""
        lines = []
        for source in self._sources:
            if source.guess is not None:
                assumed = listed((told(note) for note in source.guess.notes), CLAUSES)
                lines.append(self.tr("{0}, assumed: {1}").format(source.path.name, assumed))
                problems = source.guess.problems[:SHOWN]
                lines += [_said_of(source, told(problem)) for problem in problems]
        self.words.setText("\n".join(lines))

    def _kind(self, source: Source) -> str:
        if source.kind == LISTING:
            return self.tr("list of data sets")
        if source.guess is not None:
            return self.tr("{0} and {1}").format(source.guess.hq, source.guess.lq)
        if source.kind == "pairs":
            return self.tr("described pairs")
        return told(DATASETS[source.kind].title)

    def _put(self, row: int, column: int, text: str) -> QTableWidgetItem:
        item = QTableWidgetItem(text)
        self.table.setItem(row, column, item)
        return item

    def _tasks(self, row: int, source: Source) -> QComboBox:
        box = QComboBox(self)
        box.setAccessibleName(self.tr("Task of {0}").format(source.path.name))
        box.addItem(self.tr("choose…"), "")
        for task in TASKS.values():
            box.addItem(told(task.title), task.id)
        _, chosen = self._awaited.get(source.path, (0, source.task))
        box.setCurrentIndex(max(box.findData(chosen), 0))
        box.currentIndexChanged.connect(lambda at: self.choose_task(row, box.itemData(at)))
        return box

    def _enable(self) -> None:
        self.remove.setEnabled(bool(self.table.selectedItems()))
        self.check.setEnabled(bool(self._sources))
        self.every.setEnabled(bool(self._sources))

    def _remove(self) -> None:
        chosen = {item.row() for item in self.table.selectedItems()}
        self._sources = [s for row, s in enumerate(self._sources) if row not in chosen]
        self._fill()
        self.changed.emit()

    def _check_or_stop(self) -> None:
        if self._cancel is not None:
            self.stop()
            return
        sources, cancel = self.sources, CancelToken()
        self._cancel = cancel
        self.check.setText(self.tr("Stop"))
        self.words.setText(self.tr("Reading…"))
        sample = None if self.every.isChecked() else SAMPLE

        def tell(share: float, text: str) -> None:
            self._background.tell(self._tell, (share, text))

        self._background.run(
            lambda: checked(sources, sample=sample, progress=tell, cancel=cancel),
            lambda found: self._end_check(lambda: self._show(sources, found)),
            lambda error: self._end_check(lambda: self._refuse(error)),
        )

    def _tell(self, moved: tuple[float, str]) -> None:
        if self._cancel is not None:
            share, text = moved
            self.words.setText(f"{share:.0%}  {told(text)}")

    def _end_check(self, then: Callable[[], None]) -> None:
        self._cancel = None
        self.check.setText(self.tr("Check the pairs"))
        self.words.clear()
        then()

    def _refuse(self, error: RestorationError) -> None:
        if not isinstance(error, Cancelled):
            self.failed.emit(error)

    def _show(self, sources: Sequence[Source], found: Sequence[Summary]) -> None:
        if tuple(sources) != self.sources:  # changed meanwhile
            return
        lines = []
        for row, (source, summary) in enumerate(zip(sources, found, strict=True)):
            self._put(row, PAIRS, str(summary.pairs))
            self._put(row, READ, str(summary.read))
            self._put(row, PSNR, "–" if summary.psnr is None else f"{summary.psnr:.1f} dB")
            wrong = len(summary.problems)
            item = self._put(row, PROBLEMS, f"✕ {wrong}" if wrong else self.tr("✓ none"))
            problems = [told(problem) for problem in summary.problems[:SHOWN]]
            item.setToolTip("\n".join(problems))
            lines += [_said_of(source, problem) for problem in problems]
            if source.kind == LISTING:
                titles = [told(TASKS[task].title) for task in summary.tasks if task in TASKS]
                self._put(row, TASK, listed(titles))
        pairs = sum(summary.pairs for summary in found)
        well = self.tr("%n pair(s) found, nothing wrong in those that were read.", "", pairs)
        self.words.setText("\n".join(lines[:SHOWN]) or well)

    def _ask_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, self.tr("Add a folder of data sets"))
        if name:
            self.add([Path(name)])

    def _ask_list(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(
            self, self.tr("Add lists of data sets"), filter=self.tr("Lists (*.toml)")
        )
        self.add([Path(name) for name in names])

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files and folders, nothing else."""
        if event.mimeData().hasUrls():
            take_copy(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Add what was dropped."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            take_copy(event)
            self.add(paths)


def _said_of(source: Source, problem: str) -> str:
    """Return a line that tells what does not fit in a data set."""
    return f"✕ {listed((source.path.name, problem), COLON)}"
