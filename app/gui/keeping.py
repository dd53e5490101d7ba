"""Saving results and pictures of the comparison: where they go, and how the pictures are drawn.

Nothing that exists is ever replaced. Not here: writing (``app.worker``, ``io_formats.photo``).
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog, QWidget

from app.gui.viewer import Viewer
from app.saving import free, is_folder, saved_as
from app.session import Entry, Session
from core.options import SaveOptions
from core.targets import beside, proposed
from io_formats.errors import RestorationError
from io_formats.photo.frames import ANIMATED, write_frames

__all__ = ["Keeping"]

BLINK_MS = 900
SWEEP_MS = 60
SWEEP = (*np.linspace(1.0, 0.0, 25), *np.linspace(0.0, 1.0, 25)[1:-1])
"""Places of the line in an animation of a swipe, as shares of the width."""


class Keeping(QObject):
    """Saves what belongs to the chosen scene."""

    asked = Signal(object)
    """``Save``: a result shall be written."""
    failed = Signal(object)
    """A ``RestorationError``."""
    exported = Signal(object)
    """Path of a picture that was written."""

    def __init__(
        self, session: Session, chosen: Callable[[], Entry | None], viewer: Viewer, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._session, self._chosen, self._viewer = session, chosen, viewer
        self._window = parent

    def save(self) -> None:
        """Write the result beside its original, under the proposed name."""
        self._try(lambda entry: self._ask(entry, SaveOptions()))

    def save_as(self) -> None:
        """Ask for another place; the dialog proposes a name that is free."""
        self._try(self._ask_where)

    def save_to(self, path: Path) -> None:
        """Write the result of the chosen scene under a name, or into a folder that is there."""
        self._try(lambda entry: self._save_to(entry, path))

    def _save_to(self, entry: Entry, path: Path) -> None:
        assert entry.scene is not None
        self._ask(entry, saved_as(entry.scene, path))

    def _ask(self, entry: Entry, options: SaveOptions) -> None:
        if entry.job is None:
            self.asked.emit(self._session.save(entry.id, options))

    def export(self) -> None:
        """Ask where a picture of the comparison goes, and draw it."""
        self._try(self._ask_export)

    def export_to(self, path: Path) -> None:
        """Draw the comparison as it is seen, or as an animation if the name is that of one."""
        self._try(lambda entry: self._export(entry, path))

    def _proposed(self, entry: Entry) -> Path:
        assert entry.scene is not None
        assert entry.answer is not None
        return proposed(entry.scene, entry.answer.part.scale)

    def _ask_where(self, entry: Entry) -> None:
        assert entry.scene is not None
        path, folder = self._proposed(entry), is_folder(entry.scene)
        title = self.tr("Save the series as a folder") if folder else self.tr("Save the result")
        name, _ = QFileDialog.getSaveFileName(
            self._window, title, str(free(path, folder=folder)),
            "" if folder else f"*{path.suffix}", "", QFileDialog.Option.DontConfirmOverwrite,
        )  # fmt: skip
        if name:
            self.save_to(Path(name))

    def _ask_export(self, entry: Entry) -> None:
        assert entry.scene is not None
        path = free(beside(entry.scene, "before-after", ".png"))
        kinds = (
            self.tr("Picture (*.png)"),
            self.tr("Animation (*.gif)"),
            self.tr("Animation (*.webp)"),
            self.tr("Animation (*.apng)"),
        )
        name, _ = QFileDialog.getSaveFileName(
            self._window, self.tr("Export the comparison"), str(path), ";;".join(kinds), "",
            QFileDialog.Option.DontConfirmOverwrite,
        )  # fmt: skip
        if name:
            self.export_to(Path(name))

    def _export(self, entry: Entry, path: Path) -> None:
        assert entry.scene is not None
        notice = self.tr("Not for diagnostic use") if entry.domain == "medical" else ""
        moving = path.suffix.lower() in ANIMATED
        swiped = moving and self._viewer.comparison.mode == "swipe"
        for canvas in self._viewer.pair.canvases:
            canvas.marks.set_notice(notice)
        try:
            frames = self._sweep() if swiped else self._blink() if moving else [self._grab()]
        finally:
            for canvas in self._viewer.pair.canvases:
                canvas.marks.set_notice("")
        write_frames(
            frames, path, frame_ms=SWEEP_MS if swiped else BLINK_MS,
            note=f"DATPRL-IR. {notice}".strip(), inputs=entry.scene.source.files,
        )  # fmt: skip
        self.exported.emit(path)

    def _sweep(self) -> list[NDArray[np.uint8]]:
        curtain = self._viewer.comparison.curtain
        was, frames = curtain.share, []
        for share in SWEEP:
            curtain.move(float(share))
            frames.append(self._grab())
        curtain.move(was)
        return frames

    def _blink(self) -> list[NDArray[np.uint8]]:
        comparison = self._viewer.comparison
        comparison.hold(True)
        before = self._grab()
        comparison.hold(False)
        return [before, self._grab()]

    def _grab(self) -> NDArray[np.uint8]:
        """Return what is seen of the picture, (H, W, 3), in pixels of the screen."""
        image = self._viewer.pair.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
        rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1)
        return rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).copy()

    def _try(self, call: Callable[[Entry], None]) -> None:
        entry = self._chosen()
        if entry is None or entry.answer is None:
            return
        try:
            call(entry)
        except RestorationError as error:
            self.failed.emit(error)
