"""The order in which the program starts, in one place.

Before the window is seen: settings, colours, language, menus, the names of the tabs, and where to
drop. After that, in pieces between which the window answers: the libraries that read and draw, then
the tabs, the one that opens images first. Whoever asks for a tab earlier gets it at once.

Not here: the process that computes. It is started by the first request, and it alone loads torch.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer, Signal

from app.gui.main_window import MainWindow
from app.gui.tabs import TABS

__all__ = ["Start"]

FRAME_MS = 16
"""After the first painting, so that the screen has it before anything else is done."""
LATEST_MS = 3000
"""A window that is not painted, as it is minimised, is made complete after this time."""


class Start(QObject):
    """Makes a window complete once it was seen.

    Parameters
    ----------
    window : MainWindow
        Not yet shown.
    paths : sequence of Path
        Files and folders to open as soon as that is possible.
    """

    finished = Signal()
    """Everything is there."""

    def __init__(self, window: MainWindow, paths: Sequence[Path] = ()) -> None:
        super().__init__(window)
        self._window = window
        first, *others = [partial(window.tabs.tab, row.id) for row in TABS]
        opening = [partial(window.open_paths, paths)] if paths else []
        self._steps: list[Callable[[], object]] = [_files, _states, _canvas]
        self._steps += [first, *opening, *others]
        self._begun = False
        self._next = QTimer(self)
        self._next.setSingleShot(True)
        self._next.timeout.connect(self._go_on)
        window.installEventFilter(self)
        QTimer.singleShot(LATEST_MS, self, self._begin)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Begin when the window is painted for the first time; end when it closes."""
        if event.type() == QEvent.Type.Paint:
            self._begin()
        elif event.type() == QEvent.Type.Close:
            self._end()
        return False

    def _begin(self) -> None:
        if not self._begun:
            self._begun = True
            self._next.start(FRAME_MS)

    def _end(self) -> None:
        """Make no tab and open no file any more: the threads for reading have ended."""
        self._begun = True
        self._next.stop()
        self._window.removeEventFilter(self)

    def _go_on(self) -> None:
        """Take the next step, and let the window answer before the one after it."""
        if not self._steps:
            self._window.removeEventFilter(self)
            self.finished.emit()
            return
        step = self._steps.pop(0)
        self._next.start(0)  # first: a defect in one step costs that one alone
        step()


def _files() -> None:
    """Load what scenes are made of."""
    import io_formats  # noqa: F401 - the tabs find it loaded


def _states() -> None:
    """Load what is known of open images and said to the process that computes."""
    import app.session  # noqa: F401 - the tabs find it loaded


def _canvas() -> None:
    """Load what draws pictures and curves."""
    import app.gui.canvas  # noqa: F401 - the tabs find it loaded
