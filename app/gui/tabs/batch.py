"""The Batch tab: folders dropped, one button, and what became of every input.

A process of its own does the work, another one than that of the Restore tab, so that an image can
be looked at and restored meanwhile. Not here: what a batch knows (``app.batch_state``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QAction, QDesktopServices, QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QLabel,
    QProgressBar,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app import protocol as p
from app.batch_state import (
    BatchState,
    Listing,
    batch_folder,
    read_journal,
)
from app.gui.background import Background
from app.gui.banner import Banner
from app.gui.batch_panel import BatchPanel
from app.gui.batch_place import BatchPlace
from app.gui.batch_prompts import BatchPrompts
from app.gui.batch_search import BatchSearch
from app.gui.batch_table import BatchModel, BatchTable
from app.gui.batch_words import left_words, row_words, state_words
from app.gui.bridge import Bridge
from app.gui.columns import lay_columns
from app.gui.dropping import take_copy
from app.gui.question import Question
from app.gui.sentences import translation
from app.settings import BatchDefaults
from core.batch.begin import holds_batch
from core.batch.naming import REPORT_STEM
from io_formats.errors import RestorationError

__all__ = ["BatchTab"]

RIGHT_PX = 320
STEPS = 1000


class BatchTab(QWidget):
    """Lists what is dropped, and asks the child to restore it."""

    unfinished = Signal(object)
    """Folder of the batch that is being done; None: it came to its end."""
    moved = Signal(object)
    """What is known of the batch, after each change."""

    def __init__(self, background: Background, actions: Mapping[str, QAction]) -> None:
        super().__init__()
        self.setAcceptDrops(True)
        self._background = background
        self._inputs: list[Path] = []
        self._search = BatchSearch(background, self)
        self._resumes = False
        self._own_place = False
        self.bridge = Bridge(self)
        self.banner = Banner(self)
        self.question = Question(self)
        self.drop_place = BatchPlace(self)
        self.state = BatchState(self._changed)
        self.model = BatchModel(self.state, self)
        self.table = BatchTable(self.model, self)
        self.details = QLabel(self)
        self.prompts = BatchPrompts(background, self)
        self.share = QProgressBar(self)
        self.words = QLabel(self)
        self.panel = BatchPanel(self)
        self._lay_out()
        self._connect(actions)
        self.panel.list_models()
        self.prefer(BatchDefaults())

    def _lay_out(self) -> None:
        self.details.setWordWrap(True)
        self.details.setTextFormat(Qt.TextFormat.PlainText)
        self.details.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.details.setContentsMargins(16, 8, 16, 8)
        self.details.setAccessibleName(self.tr("Details of the chosen input"))
        self.details.hide()
        self.share.setRange(0, STEPS)
        self.share.setTextVisible(False)
        self.share.setAccessibleName(self.tr("Progress of the batch"))
        self.words.setContentsMargins(0, 0, 0, 0)
        below = QWidget(self)
        foot = QVBoxLayout(below)
        foot.setContentsMargins(16, 8, 16, 8)
        foot.setSpacing(4)
        foot.addWidget(self.words)
        foot.addWidget(self.share)
        listed = QWidget(self)
        rows = QVBoxLayout(listed)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.table, 1)
        rows.addWidget(self.prompts)
        rows.addWidget(self.details)
        rows.addWidget(below)
        self.middle = QStackedWidget(self)
        self.middle.addWidget(self.drop_place)
        self.middle.addWidget(listed)
        left = QWidget(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.banner, self.question):
            column.addWidget(part)
        column.addWidget(self.middle, 1)
        lay_columns(self, [(left, None), (self.panel, RIGHT_PX)])

    def _connect(self, actions: Mapping[str, QAction]) -> None:
        panel = self.panel
        self.bridge.happened.connect(self._hear)
        self._search.found.connect(self.state.show)
        self._search.failed.connect(self._show_error)
        self.drop_place.files_wanted.connect(self._ask_files)
        self.drop_place.folder_wanted.connect(self._ask_folder)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_details())
        self.model.modelReset.connect(self._show_details)
        panel.lookup_wanted.connect(self._look_again)
        panel.started.connect(self.start)
        panel.pause_wanted.connect(self._pause)
        panel.stop_wanted.connect(self.stop)
        panel.retry_wanted.connect(partial(self._send, resume=True, retry=True))
        panel.report_wanted.connect(self._open_report)
        actions["batch-start"].triggered.connect(lambda: panel.start.click())
        actions["batch-pause"].triggered.connect(lambda: self._pause())
        actions["batch-stop"].triggered.connect(lambda: self.stop())
        panel.clear.clicked.connect(self.clear)
        self.prompts.failed.connect(self.banner.show_error)

    def prefer(self, defaults: BatchDefaults) -> None:
        """Take what a new batch starts with."""
        self.panel.show_defaults(defaults)
        self._own_place = defaults.output is not None
        self._changed(None)

    def take(self, paths: Sequence[Path]) -> None:
        """Look for what files and folders hold, or offer to go on with the batch they are of."""
        if self.state.working or not paths:
            return
        self.banner.dismiss()
        self.question.hide()
        folder = batch_folder(paths[0]) if len(paths) == 1 else None
        if folder is not None:
            self.read(folder)
            return
        fresh = self._resumes or self.state.phase in ("ended", "stopped")
        self._resumes = False
        known = [] if fresh else self._inputs
        self._inputs = [*known, *(path for path in paths if path not in known)]
        if not self._own_place:
            self.panel.show_place(_beside(self._inputs[0]))
        self._look()

    def start(self) -> None:
        """Start, or go on with what was stopped."""
        output = self.panel.output
        if output is None or self.state.working:
            return
        if not self._resumes and holds_batch(output):
            self._background.run(
                partial(read_journal, output), self._start_or_offer, self._show_error
            )
            return
        self._send(resume=self._resumes)

    def _start_or_offer(self, listing: Listing) -> None:
        """Start where the batch of the folder came to its end, else offer to go on with that."""
        if any(row.state in ("waiting", "working") for row in listing.rows):
            self._show_earlier(listing)
        else:
            self._send(resume=False)

    def stop(self) -> None:
        """Stop the batch; it can be gone on with."""
        if self.state.job is not None:
            self.bridge.cancel(self.state.job)
            self.state.stopping()

    def clear(self) -> None:
        """List nothing; what is on the disk stays."""
        if self.state.working:
            return
        self._inputs.clear()
        self._search.give_up()
        self._resumes = False
        self.banner.dismiss()
        self.question.hide()
        self.panel.show_place(None)
        self._own_place = False
        self.state.clear()

    def leave(self) -> None:
        """End searching and the child; an unfinished batch can be gone on with."""
        self._search.give_up()
        self.bridge.close()

    def _send(self, *, resume: bool, retry: bool = False) -> None:
        output = self.panel.output
        assert output is not None
        self.banner.dismiss()
        self.question.hide()
        request = p.Batch(
            inputs=tuple(self._inputs),
            output=output,
            options=self.panel.options,
            resume=resume,
            retry_failed=retry,
            translation=translation(),
        )
        self.state.sent(self.bridge.send(request))
        self.unfinished.emit(output)

    def read(self, folder: Path) -> None:
        """Show a batch that was begun before."""
        self._search.give_up()
        self.state.searching()
        self._background.run(partial(read_journal, folder), self._show_earlier, self._show_error)

    def _show_earlier(self, listing: Listing) -> None:
        assert listing.output is not None
        assert listing.options is not None
        self._resumes, self._own_place = True, True
        self.panel.show_place(listing.output)
        self.panel.show_options(listing.options)
        self.state.show(listing)
        counts = self.state.counts
        if counts.unfinished:
            said = self.tr("A batch in {0} is not finished: {1} of {2} inputs are still to do.")
            words = said.format(listing.output.name, counts.unfinished, counts.total)
            self.question.ask(words, self.tr("Go on"), self.tr("Not now"), self.start)

    def _look(self) -> None:
        self.state.searching()
        recursive = self.panel.options.recursive
        self._search.begin(self._inputs, self.panel.output, recursive=recursive)

    def _look_again(self) -> None:
        """Look anew, since what is found depends on what was changed."""
        self._own_place = self.panel.output is not None
        if self._inputs and not self._resumes and not self.state.working:
            self._look()

    def _show_error(self, error: RestorationError) -> None:
        self.state.clear()
        self.banner.show_error(error)

    def _pause(self) -> None:
        paused = self.state.phase == "running"
        self.bridge.pause(paused=paused)
        self.state.hold(paused=paused)

    def _hear(self, event: p.Event) -> None:
        """Show what the process that computes tells."""
        paused = self.state.phase == "paused"
        if not self.state.hear(event):
            return
        if isinstance(event, p.BatchListed):
            self._resumes = True
        begun = self._resumes or not isinstance(event, p.Failed | p.Cancelled)
        if isinstance(event, p.BatchEnded) or not begun:
            self.unfinished.emit(None)
        if isinstance(event, p.Failed):
            self.banner.show_fault(event)
        if isinstance(event, p.Crashed):
            if event.restarting and self._resumes:
                # The journal knows which input ended it, and gives it up after some tries.
                self._send(resume=True)
                if paused:
                    self._pause()
            else:
                self.banner.show_fault(event)

    def _changed(self, place: int | None) -> None:
        """Show the state after a change."""
        state = self.state
        self.model.changed(place)
        if place is not None and state.rows[place].state == "working":
            self.table.follow(place)
        self.middle.setCurrentIndex(0 if state.phase == "empty" else 1)
        self.table.show_figures(shown=any(row.figures for row in state.rows))
        self.share.setValue(round(state.done_share * STEPS))
        self.share.setVisible(state.phase not in ("empty", "searching", "listed"))
        told = (state_words(state), left_words(state))
        self.words.setText("  ·  ".join(filter(None, told)))
        resting = not state.working and self.panel.output is not None
        report = resting and self._report().exists()
        self.panel.show_phase(
            state.phase, failed=state.counts.failed, resumes=self._resumes, report=report
        )
        # While a batch works, it writes the journal that its prompts are read from.
        self.prompts.show_batch(self.panel.output if resting else None, state.counts.done)
        if place is not None and place == self.table.currentIndex().row():
            self._show_details()
        self.moved.emit(state)

    def _show_details(self) -> None:
        row = self.table.currentIndex().row()
        chosen = self.state.rows[row] if 0 <= row < len(self.state.rows) else None
        text = "" if chosen is None else row_words(chosen)
        self.details.setText(text)
        self.details.setVisible(bool(text))

    def _report(self) -> Path:
        assert self.panel.output is not None
        return self.panel.output / f"{REPORT_STEM}.html"

    def _open_report(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._report())))

    def _ask_files(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(self, self.tr("Files to restore"))
        self.take([Path(name) for name in names])

    def _ask_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, self.tr("A folder to restore"))
        if name:
            self.take([Path(name)])

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files and folders while nothing runs."""
        if event.mimeData().hasUrls() and not self.state.working:
            take_copy(event)
            self.drop_place.set_over(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Nothing is held over the tab any more."""
        self.drop_place.set_over(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """List what was dropped."""
        self.drop_place.set_over(False)
        urls: list[Any] = event.mimeData().urls()
        take_copy(event)
        self.take([Path(url.toLocalFile()) for url in urls if url.isLocalFile()])


def _beside(path: Path) -> Path:
    """Return where results go unless another folder is chosen: beside the first input."""
    if path.is_dir():
        return path.absolute().parent / f"{path.absolute().name}-restored"
    return path.absolute().parent / "restored"
