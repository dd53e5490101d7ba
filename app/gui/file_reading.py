"""Files and folders read for the Restore tab, one lot after another, while the window goes on.

Not here: which scenes a folder holds (``app.opening``), and what is shown of one that was read.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.gui.background import Background
from app.gui.ready import ready
from app.gui.scene_list import PICTURE_PX
from app.opening import open_all
from io_formats.progress import CancelToken

__all__ = ["FileReading"]


class FileReading(QObject):
    """Reads what is dropped or chosen; what comes meanwhile waits for its turn."""

    begun = Signal()
    moved = Signal(float, str)
    """Share that is read and the file at hand; an empty name once all is read."""
    arrived = Signal(object)
    """A ``ReadyScene``, or the ``RestorationError`` of what cannot be shown."""

    def __init__(self, background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self._background = background
        self._cancel: CancelToken | None = None
        self._waiting: list[Path] = []

    def read(self, paths: Sequence[Path]) -> None:
        """Read files and folders, at once or after those at hand."""
        if self._cancel is not None:
            self._waiting.extend(paths)
            return
        cancel = self._cancel = CancelToken()
        self.begun.emit()
        self.moved.emit(0.0, paths[0].name)

        def tell(share: float, text: str) -> None:
            if text:
                self._background.tell(lambda told: self.moved.emit(*told), (share, text))

        def work() -> None:
            for opened in open_all(paths, progress=tell, cancel=cancel):
                self._background.tell(self.arrived.emit, ready(opened, PICTURE_PX))

        self._background.run(work, lambda _: self._end(), lambda _: self._end())

    def cancel(self) -> None:
        """Read no further; what has arrived stays."""
        self._waiting.clear()
        if self._cancel is not None:
            self._cancel.cancel()

    def _end(self) -> None:
        self._cancel = None
        if self._waiting:
            paths, self._waiting = self._waiting, []
            self.read(paths)
        else:
            self.moved.emit(1.0, "")
