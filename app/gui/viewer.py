"""The middle column: a scene on the canvas, with its bars above and below."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.display.looks import Look
from app.display.orientation import Orientation, orientations_of
from app.display.planes import picture_of, quantity_of
from app.display.probe import probe
from app.display.pyramid import Pyramid, needs_pyramid
from app.gui.background import Background
from app.gui.canvas import Canvas
from app.gui.detail import Detail
from app.gui.plane_bar import PlaneBar
from app.gui.view_bar import ViewBar
from io_formats import Scene
from io_formats.errors import RestorationError

__all__ = ["Viewer"]

FRAME_MS = 16
"""Least time between two pictures while something is dragged."""


class Viewer(QWidget):
    """Shows one scene; knows which slice, look and orientation are chosen."""

    probed = Signal(str)
    failed = Signal(object)

    def __init__(
        self, background: Background, actions: Sequence[QAction], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.scene: Scene | None = None
        """The one that is shown: the original or its result."""
        self._pair: tuple[Scene | None, Scene | None] = (None, None)
        self._as_it_was = False
        self.look: Look | None = None
        self.looks: tuple[Look, ...] = ()
        self.orientations: tuple[Orientation, ...] = ()
        self.orientation: Orientation | None = None
        self.index = 0
        self.canvas = Canvas(self)
        self.view_bar = ViewBar(actions, self)
        self.plane_bar = PlaneBar(self)
        self._detail = Detail(self.canvas, background, self.failed.emit)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.view_bar)
        layout.addWidget(self.canvas, 1)
        layout.addWidget(self.plane_bar)
        self._levels_due = QTimer(self)
        self._levels_due.setSingleShot(True)
        self._levels_due.setInterval(FRAME_MS)
        self._levels_due.timeout.connect(self._apply_levels)
        self._connect()

    def _connect(self) -> None:
        self.view_bar.look_chosen.connect(self.choose_look)
        self.plane_bar.slice_chosen.connect(self.show_slice)
        self.plane_bar.orientation_chosen.connect(self.choose_orientation)
        self.canvas.box.wheeled.connect(self.step)
        self.canvas.box.levelled.connect(self._drag_levels)
        self.canvas.pointed.connect(self._probe)
        self.canvas.view_changed.connect(self._write_scale)

    def show_scene(self, scene: Scene, looks: tuple[Look, ...]) -> None:
        """Show a scene in its usual look, at its middle slice."""
        self._pair = (scene, None)
        self.scene, self.looks, self.look = scene, looks, looks[0]
        self.orientations = orientations_of(scene)
        self.view_bar.set_looks(looks)
        self.plane_bar.set_orientations(self.orientations)
        self.canvas.layer.clear()
        self._detail.leave()
        self.choose_orientation(0)

    def show_result(self, result: Scene | None) -> None:
        """Show a result in the place of its original, with the same levels and view."""
        if result is self._pair[1]:
            return
        self._pair = (self._pair[0], result)
        self._choose_side()

    def show_as_it_was(self, shown: bool) -> None:
        """Show the original although there is a result, or the result again."""
        self._as_it_was = shown
        self._choose_side()

    def _choose_side(self) -> None:
        original, result = self._pair
        self.scene = original if self._as_it_was or result is None else result
        self._draw()

    def leave(self) -> None:
        """Show nothing, and let the scene go."""
        self._detail.leave()
        self.canvas.layer.clear()
        self.scene = self.look = None
        self._pair = (None, None)

    def choose_orientation(self, number: int) -> None:
        """Look from another side, at the middle slice."""
        self.orientation = self.orientations[number]
        self.plane_bar.set_orientation(number)
        count = self.orientation.count
        self.index = count // 2
        self.plane_bar.set_slices(count, self.index)
        self.canvas.box.wheel_turns_slices = count > 1
        across, down = self.orientation.across, self.orientation.down
        self.canvas.marks.set_letters(*across.letters, *down.letters)
        self._draw()

    def choose_look(self, number: int) -> None:
        """Show in another look."""
        assert self.look is not None
        bands = self.look.bands
        self.look = self.looks[number]
        if self.look.bands == bands:
            self._apply_levels()
        else:
            self._draw()

    def reset_levels(self) -> None:
        """Go back to the levels of the chosen look."""
        if self.scene is not None:
            self.choose_look(self.view_bar.looks.currentIndex())

    def step(self, slices: int) -> None:
        """Go some slices on, as far as there are any."""
        self.plane_bar.slider.setValue(self.plane_bar.slider.value() + slices)

    def show_slice(self, index: int) -> None:
        """Show a slice by its number from 0."""
        self.index = index
        self._draw()

    def _draw(self) -> None:
        scene, look, orientation = self.scene, self.look, self.orientation
        if scene is None or look is None or orientation is None:
            return
        self.view_bar.show_levels(look, quantity_of(scene).unit)
        if needs_pyramid(scene):
            self._place(scene.shape[3], scene.shape[2], orientation)
            self._detail.enter(Pyramid(scene, look.bands), look)
            return
        try:
            picture = picture_of(scene, orientation, self.index, look.bands)
        except RestorationError as error:
            self.failed.emit(error)
            return
        height, width = picture.values.shape[:2]
        self._place(width, height, orientation)
        self.canvas.layer.show_whole(picture, look, self.canvas.place)
        self._write_scale()

    def _place(self, width: int, height: int, orientation: Orientation) -> None:
        across, down = orientation.across.spacing, orientation.down.spacing
        finer = min(across, down) or 1.0
        self.canvas.set_place(QRectF(0, 0, width * across / finer, height * down / finer))

    def _drag_levels(self, level: float, width: float) -> None:
        if self.look is not None:
            self.look = self.look.dragged(level, width)
            if not self._levels_due.isActive():
                self._levels_due.start()

    def _apply_levels(self) -> None:
        if self.scene is None or self.look is None:
            return
        self.canvas.layer.set_look(self.look)
        self._detail.set_look(self.look)
        self.view_bar.show_levels(self.look, quantity_of(self.scene).unit)

    def _probe(self, where: QPointF | None) -> None:
        if self.scene is None or self.look is None or self.orientation is None or where is None:
            self.probed.emit("")
            return
        across, down = self.orientation.across.spacing, self.orientation.down.spacing
        finer = min(across, down) or 1.0
        at = (where.x() * finer / across, where.y() * finer / down)
        try:
            text = probe(self.scene, self.orientation, self.index, self.look.bands, at)
        except RestorationError:
            # The picture itself has told what is wrong with the file.
            text = ""
        self.probed.emit(text)

    def _write_scale(self) -> None:
        if self.scene is None or self.orientation is None:
            return
        unit = {"patient-lps": "mm", "patient-ras": "mm"}.get(self.scene.grid.frame, "")
        if self.scene.source.facts.get("pixel_unit") == "metre":
            unit = "m"
        finer = min(self.orientation.across.spacing, self.orientation.down.spacing)
        pixel = self.canvas.box.viewRect().width() / max(self.canvas.box.width(), 1)
        self.canvas.marks.set_scale(pixel * finer, unit)
