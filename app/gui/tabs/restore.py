"""The Restore tab: what is open, the picture, and what is known about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from app import protocol as p
from app.gui.background import Background
from app.gui.banner import Banner
from app.gui.bridge import Bridge
from app.gui.empty import DropTarget
from app.gui.inspector import Inspector
from app.gui.ready import ReadyScene, ready
from app.gui.scene_list import PICTURE_PX, SceneList
from app.gui.viewer import Viewer
from app.mapped import placed
from app.opening import open_all
from core.options import RestoreOptions, SaveOptions
from io_formats.errors import RestorationError
from io_formats.progress import CancelToken

__all__ = ["RestoreTab"]

LEFT, RIGHT = 220, 300
"""Width of the side columns at the start, in pixels."""
ON_THE_BAR = ("fit", "one-to-one", "smooth")


class RestoreTab(QWidget):
    """Opens what is dropped and shows it."""

    probed = Signal(str)
    reading = Signal(float, str)
    """Share that is read and the file at hand; an empty name once all is read."""

    def __init__(self, background: Background, actions: Mapping[str, QAction]) -> None:
        super().__init__()
        self._background = background
        self._scenes: list[ReadyScene] = []
        self._results: dict[int, p.Restored] = {}
        self._job: tuple[int, int] | None = None
        self.bridge = Bridge(self)
        self._cancel: CancelToken | None = None
        self._waiting: list[Path] = []
        self.banner = Banner(self)
        self.target = DropTarget(self)
        self.viewer = Viewer(background, [actions[name] for name in ON_THE_BAR], self)
        self.list = SceneList(actions["open"], self)
        self.inspector = Inspector(self)
        self.middle = QStackedWidget(self)
        self.middle.addWidget(self.target)
        self.middle.addWidget(self.viewer)
        self._lay_out()
        self._connect(actions)
        self._show_columns(shown=False)

    def _lay_out(self) -> None:
        column = QWidget(self)
        words = QVBoxLayout(column)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(0)
        words.addWidget(self.banner)
        words.addWidget(self.middle, 1)
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(1)
        for part in (self.list, column, self.inspector):
            self.splitter.addWidget(part)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setSizes([LEFT, 1280 - LEFT - RIGHT, RIGHT])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.splitter)

    def _connect(self, actions: Mapping[str, QAction]) -> None:
        viewer, canvas = self.viewer, self.viewer.canvas
        self.list.chosen.connect(self._choose)
        viewer.probed.connect(self.probed)
        viewer.failed.connect(self.banner.show_error)
        self.target.open_wanted.connect(actions["open"].trigger)
        self.target.demo_wanted.connect(actions["demo"].trigger)
        actions["fit"].triggered.connect(lambda: canvas.fit())
        actions["one-to-one"].triggered.connect(lambda: canvas.one_to_one())
        actions["reset-levels"].triggered.connect(lambda: viewer.reset_levels())
        actions["next-slice"].triggered.connect(lambda: viewer.step(1))
        actions["previous-slice"].triggered.connect(lambda: viewer.step(-1))
        actions["close"].triggered.connect(lambda: self.close_scene())
        actions["smooth"].toggled.connect(canvas.set_smooth)
        actions["marks"].toggled.connect(canvas.marks.setVisible)
        actions["left-column"].toggled.connect(self._fold_left)
        actions["right-column"].toggled.connect(self._fold_right)
        actions["before"].toggled.connect(viewer.show_as_it_was)
        self.bridge.happened.connect(self._hear)
        panel = self.inspector.panel
        panel.wanted.connect(self._restore)
        panel.stop_wanted.connect(self._stop)
        panel.save_wanted.connect(self._ask_where)
        self._columns = (actions["left-column"], actions["right-column"])

    @property
    def scenes(self) -> tuple[ReadyScene, ...]:
        """Return what is open, in order."""
        return tuple(self._scenes)

    def open_paths(self, paths: Sequence[Path]) -> None:
        """Open files and folders in the background; what is dropped meanwhile comes after."""
        if self._cancel is not None:
            self._waiting.extend(paths)
            return
        cancel = self._cancel = CancelToken()
        self.banner.dismiss()
        self.reading.emit(0.0, str(paths[0].name))

        def tell(share: float, text: str) -> None:
            if text:
                self._background.tell(lambda told: self.reading.emit(*told), (share, text))

        def read() -> None:
            for opened in open_all(paths, progress=tell, cancel=cancel):
                self._background.tell(self._add, ready(opened, PICTURE_PX))

        self._background.run(read, lambda _: self._end(), lambda _: self._end())

    def cancel_reading(self) -> None:
        """Read no further; what is open stays."""
        self._waiting.clear()
        if self._cancel is not None:
            self._cancel.cancel()

    def close_scene(self) -> None:
        """Close the scene that is shown."""
        row = self.list.items.currentRow()
        if row < 0:
            return
        self._results.pop(id(self._scenes[row]), None)
        del self._scenes[row]
        self.list.remove(row)
        if not self._scenes:
            self.viewer.leave()
            self.inspector.show_scene(None)
            self.middle.setCurrentWidget(self.target)
            self._show_columns(shown=False)

    def _add(self, answer: Any) -> None:
        if isinstance(answer, RestorationError):
            self.banner.show_error(answer)
            return
        self._scenes.append(answer)
        row = self.list.add(answer.scene, answer.title, answer.picture)
        if len(self._scenes) == 1:
            self._show_columns(shown=True)
            self.middle.setCurrentWidget(self.viewer)
            self.list.choose(row)

    def _end(self) -> None:
        self._cancel = None
        if self._waiting:
            paths, self._waiting = self._waiting, []
            self.open_paths(paths)
        else:
            self.reading.emit(1.0, "")

    def _choose(self, row: int) -> None:
        if 0 <= row < len(self._scenes):
            chosen = self._scenes[row]
            self.viewer.show_scene(chosen.scene, chosen.looks)
            self.inspector.show_scene(chosen.scene)
            self._show_result(chosen)

    def _restore(self, options: RestoreOptions) -> None:
        chosen = self._scenes[self.list.items.currentRow()]
        request = p.Restore(
            scene=_id_of(chosen),
            path=chosen.place.path,
            options=replace(options, series=chosen.place.series),
        )
        self.banner.dismiss()
        self._job = (self.bridge.send(request), id(chosen))
        self._show_result(chosen)

    def _stop(self) -> None:
        if self._job is not None:
            self.bridge.cancel(self._job[0])

    def _ask_where(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("Save the result in a folder"))
        if folder:
            self.save_in(Path(folder))

    def save_in(self, folder: Path) -> None:
        """Write the result of the chosen scene, of the kind and name of its source."""
        chosen = self._scenes[self.list.items.currentRow()]
        self.bridge.send(p.Save(scene=_id_of(chosen), options=SaveOptions(output=folder)))

    def _hear(self, event: p.Event) -> None:
        """Show what the process that computes tells."""
        self.inspector.panel.show_event(event)
        if isinstance(event, p.Failed | p.Crashed):
            self.banner.show_fault(event)
        if not isinstance(event, p.Restored | p.Failed | p.Cancelled | p.Crashed):
            return
        if self._job is None or event.job != self._job[0]:
            return
        key, self._job = self._job[1], None
        if isinstance(event, p.Restored):
            self._results[key] = event
        for chosen in self._scenes[self.list.items.currentRow() :][:1]:
            self._show_result(chosen)

    def _show_result(self, chosen: ReadyScene) -> None:
        result = self._results.get(id(chosen))
        running = self._job is not None
        self.inspector.panel.set_state(running=running, restored=result is not None)
        shown = None if result is None else placed(chosen.scene, result.part)
        self.viewer.show_result(shown)

    def _show_columns(self, *, shown: bool) -> None:
        self.list.setVisible(shown and self._columns[0].isChecked())
        self.inspector.setVisible(shown and self._columns[1].isChecked())

    def _fold_left(self, shown: bool) -> None:
        self.list.setVisible(shown and bool(self._scenes))

    def _fold_right(self, shown: bool) -> None:
        self.inspector.setVisible(shown and bool(self._scenes))


def _id_of(chosen: ReadyScene) -> str:
    return str(id(chosen))
