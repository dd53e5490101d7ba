"""What the dropped files and folders hold is looked for while the window goes on.

Not here: which of them become inputs of a batch (``core.batch.plan``), and how they are listed.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.batch_state import Listing, looked_up
from app.gui.background import Background
from io_formats.errors import RestorationError
from io_formats.progress import CancelToken

__all__ = ["BatchSearch"]


class BatchSearch(QObject):
    """One search at a time: only the last one that was begun is heard of."""

    found = Signal(object)
    """A ``Listing``."""
    failed = Signal(object)
    """A ``RestorationError``."""

    def __init__(self, background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self._background = background
        self._at_work: CancelToken | None = None

    def begin(self, inputs: Sequence[Path], output: Path | None, *, recursive: bool) -> None:
        """Look anew; a search that is under way is given up."""
        self.give_up()
        cancel = self._at_work = CancelToken()
        self._background.run(
            partial(looked_up, tuple(inputs), output, recursive=recursive, cancel=cancel),
            partial(self._tell_found, cancel),
            partial(self._tell_failed, cancel),
        )

    def give_up(self) -> None:
        """Look no further, and tell nothing."""
        if self._at_work is not None:
            self._at_work.cancel()
            self._at_work = None

    def _tell_found(self, search: CancelToken, listing: Listing) -> None:
        if search is self._at_work:
            self._at_work = None
            self.found.emit(listing)

    def _tell_failed(self, search: CancelToken, error: RestorationError) -> None:
        if search is self._at_work:
            self._at_work = None
            self.failed.emit(error)
