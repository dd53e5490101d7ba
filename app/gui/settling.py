"""What takes all of a result is found once its strength has rested: slopes of PET planes, figures.

While the strength is being dragged, the picture alone follows it (``app.mapped``). Not here: how
slopes follow from values (``app.entry.settled``), and measuring, which the child does.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from app.entry import Entry, settled
from app.gui.background import Background
from app.session import Session
from io_formats import Scene

__all__ = ["Settling"]

REST_MS = 400


class Settling(QObject):
    """Settles the chosen scene when nothing was changed for a moment."""

    asked = Signal(object)
    """``Measure``: the result shall be compared with its truth again."""
    failed = Signal(object)
    """A ``RestorationError``."""

    def __init__(
        self,
        session: Session,
        chosen: Callable[[], Entry | None],
        background: Background,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._session, self._chosen, self._background = session, chosen, background
        self._run: int | None = None
        self._rested = QTimer(self)
        self._rested.setSingleShot(True)
        self._rested.setInterval(REST_MS)
        self._rested.timeout.connect(self._find_slopes)
        self._rested.timeout.connect(self._measure_again)

    def wait(self) -> None:
        """Settle once nothing more has changed for a moment."""
        self._rested.start()

    def _find_slopes(self) -> None:
        entry = self._chosen()
        if entry is None or entry.settled:
            return
        self._background.forget(self._run)
        self._run = self._background.run(
            partial(settled, entry), partial(self._take_slopes, entry), self.failed.emit
        )

    def _take_slopes(self, entry: Entry, seen: tuple[Scene, Scene] | None) -> None:
        if seen is not None:
            self._session.settle(entry, seen)

    def _measure_again(self) -> None:
        entry = self._chosen()
        if entry is None or entry.truth is None or entry.metrics is not None:
            return
        if entry.job is None and entry.truth_path is not None:
            self.asked.emit(self._session.measure(entry.id, entry.truth_path))
