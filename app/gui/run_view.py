"""One run: how it stands, its curves, its log, and what can be done with it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices, QFontDatabase
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.gui.banner import Banner
from app.gui.phases import told_phase, told_seconds
from app.gui.plots import CurvePlot, Look, look_of_task, look_of_term, term_name
from app.gui.sentences import told
from app.training.curves import Curves
from app.training.runs import RunStatus, config_of, last_words, status_of
from core.tasks import TASKS
from core.training.config import TrainConfig
from core.training.run_log import LogTail

__all__ = ["RunView"]

STEPS = 1000
LOG_LINES = 400
AS_GIVEN = Look("secondary", width=1)


class RunView(QWidget):
    """Shows a run by its folder; ``refresh`` reads what is new."""

    stop_wanted = Signal()
    resume_wanted = Signal()
    add_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folder: Path | None = None
        self._tail: LogTail | None = None
        self._curves = Curves()
        self._config: TrainConfig | None = None
        self._told_error = ""
        self._addable = False
        self.status = RunStatus(phase="stopped")
        self.banner = Banner(self)
        self.title = QLabel(self)
        self.title.setProperty("role", "title")
        self.words = QLabel(self)
        self.words.setAccessibleName(self.tr("How the run stands"))
        self.share = QProgressBar(self)
        self.share.setRange(0, STEPS)
        self.share.setTextVisible(False)
        self.share.setAccessibleName(self.tr("Progress"))
        self.stop = QPushButton(self.tr("Stop and save"), self)
        self.resume = QPushButton(self.tr("Resume"), self)
        self.add = QPushButton(self.tr("Add to Models"), self)
        self.add.setToolTip(self.tr("Needs the Restore tab, which could not be made"))
        self.open = QPushButton(self.tr("Open the folder"), self)
        self.log_button = QPushButton(self.tr("Log"), self)
        self.log_button.setCheckable(True)
        self.losses = CurvePlot(self.tr("Losses"), self.tr("mean since the last line"), self)
        self.scores = CurvePlot(self.tr("Held-out images"), self.tr("PSNR, dB"), self)
        self.unheld = QLabel(self.tr("No images are held out: nothing is validated."), self)
        self.unheld.setProperty("role", "secondary")
        self.log = QPlainTextEdit(self)
        self.log.setReadOnly(True)
        self.log.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.log.setAccessibleName(self.tr("Log of the run"))
        self._lay_out()
        self.stop.clicked.connect(self.stop_wanted)
        self.resume.clicked.connect(self.resume_wanted)
        self.add.clicked.connect(self.add_wanted)
        self.open.clicked.connect(self._open)
        self.log_button.toggled.connect(self._show_log)
        self._show_log(False)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.title, 1)
        for part in (self.stop, self.resume, self.add, self.open, self.log_button):
            head.addWidget(part)
        plots = QHBoxLayout()
        plots.setSpacing(16)
        plots.addWidget(self.losses, 1)
        plots.addWidget(self.scores, 1)
        inside = QVBoxLayout()
        inside.setContentsMargins(24, 16, 24, 16)
        inside.setSpacing(8)
        inside.addLayout(head)
        inside.addWidget(self.words)
        inside.addWidget(self.share)
        inside.addSpacing(8)
        inside.addLayout(plots, 2)
        inside.addWidget(self.unheld)
        inside.addWidget(self.log, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.banner)
        layout.addLayout(inside, 1)

    @property
    def folder(self) -> Path | None:
        """Return the folder of the run that is shown; None: none."""
        return self._folder

    @property
    def curves(self) -> Curves:
        """Return what its log says so far."""
        return self._curves

    def show_run(self, folder: Path) -> None:
        """Show another run from its beginning."""
        self._folder, self._tail = folder, LogTail(folder / "log.jsonl")
        self._curves, self._config, self._told_error = Curves(), None, ""
        self.banner.dismiss()
        self.unheld.hide()  # not known before the run has told what it was asked
        self.title.setText(folder.name)
        self.title.setToolTip(str(folder))
        self.refresh()

    def allow_adding(self) -> None:
        """Let a run be made a model: there is somebody who does it."""
        self._addable = True
        self.add.setToolTip("")
        self._enable()

    def refresh(self) -> None:
        """Read what the run has told since, and show it."""
        if self._folder is None or self._tail is None:
            return
        self.status = status_of(self._folder)
        if self._config is None:
            self._config = config_of(self._folder)
        records, again = self._tail.more()
        if again:
            self._curves = Curves()
        if records or again:
            self._curves.add(records)
            self._draw()
        self._say()
        if self.log.isVisible():
            self._write_log()

    def _draw(self) -> None:
        terms = self._curves.losses
        self.losses.show_lines(
            {term_name(name): (line, look_of_term(name)) for name, line in terms.items()}
        )
        known = [task for task in self._curves.psnr if task in TASKS]
        scores = {
            told(TASKS[task].title): (self._curves.psnr[task], look_of_task(task)) for task in known
        }
        if len(known) == 1 and known[0] in self._curves.degraded:
            scores[self.tr("as given")] = (self._curves.degraded[known[0]], AS_GIVEN)
        self.scores.show_lines(scores)

    def _say(self) -> None:
        status, curves = self.status, self._curves
        parts = [told_phase(status.phase)]
        if self._config is not None:
            wanted = self._config.optimiser
            self.share.setValue(round(curves.share(wanted.steps, wanted.minutes) * STEPS))
            parts.append(self.tr("step {0:,} of {1:,}").format(curves.step, wanted.steps))
            if curves.pace is not None:
                parts.append(self.tr("{0:.3g} steps/s").format(curves.pace))
            left = curves.seconds_left(wanted.steps, wanted.minutes)
            if left is not None and status.phase == "running":
                parts.append(self.tr("{0} left").format(told_seconds(left)))
            held = self._config.data.hold_out > 0 or bool(self._config.data.validation)
            self.unheld.setVisible(not held)
        self.words.setText("   ·   ".join(parts))
        self._enable()
        error = status.error
        if error is not None and error.what != self._told_error:
            self.banner.dismiss()
            self.banner.show_error(error)
        elif error is None and self._told_error:
            self.banner.dismiss()
        self._told_error = error.what if error is not None else ""

    def _enable(self) -> None:
        alive = self.status.alive
        saved = self._folder is not None and (self._folder / "last.pt").exists()
        self.stop.setVisible(alive)
        self.stop.setEnabled(
            alive and self._folder is not None and not (self._folder / "stop").exists()
        )
        self.resume.setVisible(not alive and self.status.phase != "finished")
        self.resume.setEnabled(self._config is not None)
        self.add.setVisible(not alive)
        self.add.setEnabled(saved and self._addable)

    def _open(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))

    def _show_log(self, shown: bool) -> None:
        self.log.setVisible(shown)
        if shown:
            self._write_log()

    def _write_log(self) -> None:
        if self._folder is None:
            return
        try:
            lines = (self._folder / "log.jsonl").read_text(encoding="utf-8").splitlines()
        except OSError:
            lines = []
        text = "\n".join([*lines[-LOG_LINES:], last_words(self._folder, LOG_LINES)])
        if text != self.log.toPlainText():
            self.log.setPlainText(text)
            self.log.verticalScrollBar().setValue(self.log.verticalScrollBar().maximum())
