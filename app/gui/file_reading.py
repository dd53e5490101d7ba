"""Files and folders read for the Restore tab, one lot after another, while the window goes on.

Not here: which scenes a folder holds (``app.opening``), and what is shown of one that was read.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.gui.background import Background
from app.gui.ready import ready
from app.gui.scene_list import PICTURE_PX
from app.opening import is_packed, open_all
from io_formats.archive import unpack_beside
from io_formats.errors import Cancelled, RestorationError
from io_formats.progress import CancelToken, Progress

__all__ = ["FileReading"]


class FileReading(QObject):
    """Reads what is dropped or chosen; what comes meanwhile waits for its turn."""

    begun = Signal()
    moved = Signal(float, str)
    """Share that is read and the file at hand; an empty name once all is read."""
    arrived = Signal(object)
    """A ``ReadyScene``, or the ``RestorationError`` of what cannot be shown."""
    packed = Signal(object)
    """Path of a ZIP archive that could not be read as it is, after its error."""

    def __init__(self, background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self._background = background
        self._cancel: CancelToken | None = None
        self._waiting: list[Path] = []
        self._unpacked: set[Path] = set()

    def unpack(self, path: Path) -> None:
        """Unpack an archive into a folder beside it, and read that folder."""
        self._unpacked.add(path)
        self.read([path])

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
            given = self._folders_of(paths, tell, cancel)
            for opened in open_all(given, progress=tell, cancel=cancel):
                self._background.tell(self.arrived.emit, ready(opened, PICTURE_PX))
                if opened.error is not None and is_packed(opened.place.path):
                    self._background.tell(self.packed.emit, opened.place.path)

        self._background.run(work, lambda _: self._end(), lambda _: self._end())

    def _folders_of(
        self, paths: Sequence[Path], tell: Progress, cancel: CancelToken
    ) -> Sequence[Path]:
        """Return paths with a folder in place of each archive that is to be unpacked."""
        given: list[Path] = []
        for path in paths:
            if path not in self._unpacked:
                given.append(path)
                continue
            self._unpacked.discard(path)
            told = partial(_under, tell, path.name)
            try:
                given.append(unpack_beside(path, progress=told, cancel=cancel))
            except Cancelled:
                raise
            except RestorationError as error:
                self._background.tell(self.arrived.emit, error)
        return given

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


def _under(tell: Progress, name: str, share: float, _: str) -> None:
    tell(share, name)
