"""Saving results and pictures of the comparison: where they go, and how the pictures are drawn.

Nothing that exists is replaced unasked. Not here: writing (``app.worker``, ``io_formats.photo``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog, QWidget

from app import protocol as p
from app.entry import Entry
from app.gui.background import Background
from app.gui.banner import Banner
from app.gui.sentences import told
from app.gui.viewer import Viewer
from app.saving import free, is_folder, saved_as
from app.session import Session
from core.options import SaveOptions
from core.targets import beside, proposed, target_for
from io_formats.errors import RestorationError
from io_formats.photo.frames import ANIMATED, write_frames

__all__ = ["Keeping"]

BLINK_MS = 900
SWEEP_MS = 60
SWEEP = (*np.linspace(1.0, 0.0, 25), *np.linspace(0.0, 1.0, 25)[1:-1])
"""Places of the line in an animation of a swipe, as shares of the width."""


@dataclass(frozen=True, eq=False)
class _Kept:
    """A result that was saved, and what its record told."""

    path: Path
    answer: p.Restored | None
    strength: float
    metrics: Mapping[str, Any] | None

    def holds(self, entry: Entry) -> bool:
        """Tell whether saving again would write the same."""
        known = self.answer is entry.answer and self.metrics is entry.metrics
        return known and self.strength == entry.strength and self.path.exists()


class Keeping(QObject):
    """Saves what belongs to the chosen scene."""

    asked = Signal(object)
    """``Save``: a result shall be written."""
    failed = Signal(object)
    """A ``RestorationError``."""
    kept = Signal(object)
    """Path at which the result lies as it is: nothing was written."""
    exporting = Signal(object)
    """Path of an animation that is being written, which takes seconds."""
    exported = Signal(object)
    """Path of a picture that was written."""

    def __init__(
        self,
        session: Session,
        chosen: Callable[[], Entry | None],
        viewer: Viewer,
        background: Background,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._background = background
        self._session, self._chosen, self._viewer = session, chosen, viewer
        self._window = parent
        self._wanted: dict[str, SaveOptions] = {}
        """By scene, how its result was to be saved last."""
        self._own: set[Path] = set()
        """What was saved here, which a person may wish to replace."""
        self._last: dict[str, _Kept] = {}
        """By scene, what was saved last."""

    def save(self) -> None:
        """Write the result beside its original, under the proposed name; once is enough."""
        self._try(self._save)

    def _save(self, entry: Entry) -> None:
        last = self._last.get(entry.id)
        if last is not None and last.holds(entry):
            self.kept.emit(last.path)
        else:
            self._ask(entry, SaveOptions())

    def note(self, entry: Entry, event: p.Saved) -> None:
        """Note that the result of a scene was saved."""
        self._own.add(event.path)
        if event.strength == entry.strength:
            self._last[entry.id] = _Kept(event.path, entry.answer, entry.strength, entry.metrics)

    def mend(self, entry: Entry, fault: p.Failed, banner: Banner) -> None:
        """Offer what can be done where a result could not be saved."""
        if fault.code == "TARGET-EXISTS":
            self._tell_taken(entry, fault, banner)
        elif fault.code == "NOT-WRITABLE":
            banner.offer(self.tr("Choose another name…"), lambda: self._again(entry, None))

    def _tell_taken(self, entry: Entry, fault: p.Failed, banner: Banner) -> None:
        """Say that the name of a result is taken.

        What was saved here before, or chosen by its name, is replaced if a person says so.
        """
        scene, options = entry.scene, self._wanted.get(entry.id)
        if scene is None or entry.answer is None or options is None:
            return
        path = target_for(scene, options, entry.answer.part.scale)
        other = free(path, folder=is_folder(scene))
        banner.say(
            self.tr("{0} is there already, and was not replaced.").format(path.name),
            fix=self.tr("Keep both saves this result as {0}.").format(other.name),
            details=f"{path}: {told(fault.why)}",
        )
        banner.offer(self.tr("Keep both"), lambda: self._again(entry, saved_as(scene, other)))
        if (path in self._own or options.output is not None) and not options.write.force:
            forced = replace(options, write=replace(options.write, force=True))
            banner.offer(self.tr("Replace"), lambda: self._again(entry, forced))
        banner.offer(self.tr("Choose another name…"), lambda: self._again(entry, None))

    def _again(self, entry: Entry, options: SaveOptions | None) -> None:
        """Save what was refused, if its scene is still open; None: ask for a place first."""
        now = next((one for one in self._session.entries if one.id == entry.id), None)
        if now is None or now.answer is None:
            return
        if options is None:
            self._ask_where(now)
        else:
            self._ask(now, options)

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
            self._wanted[entry.id] = options
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
        one_side = self._viewer.three.isHidden()
        swiped = moving and one_side and self._viewer.comparison.mode == "swipe"
        for canvas in self._viewer.canvases:
            canvas.marks.set_notice(notice)
        try:
            frames = self._sweep() if swiped else self._blink() if moving else [self._grab()]
        finally:
            for canvas in self._viewer.canvases:
                canvas.marks.set_notice("")
        write = partial(
            write_frames, frames, path, frame_ms=SWEEP_MS if swiped else BLINK_MS,
            note=f"DATPRL-IR. {notice}".strip(), inputs=entry.scene.source.files,
        )  # fmt: skip
        if moving:
            self.exporting.emit(path)
            self._background.run(write, lambda _: self.exported.emit(path), self.failed.emit)
        else:
            write()
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
        viewer = self._viewer
        seen = viewer.pair if viewer.three.isHidden() else viewer.three
        image = seen.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
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
