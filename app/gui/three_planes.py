"""Axial, coronal and sagittal at once, with lines that meet in one voxel.

Each picture is cut along the stored axes, as the single ones are. A click, a drag of a line or the
wheel moves the voxel, and the other two pictures follow. Not here: before and after beside each
other; held Space shows the original in place of the result.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import pyqtgraph as pg
from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from app.display.looks import Look
from app.display.orientation import Orientation, Voxel, Way, sizes_of
from app.display.placing import Placing
from app.display.planes import picture_of
from app.gui.canvas import Canvas
from app.gui.drawn_region import DrawnRegion
from app.gui.region_tool import RegionTool
from app.gui.theme import DARK
from app.gui.view import Result, View
from io_formats import Scene
from io_formats.errors import RestorationError

__all__ = ["ThreePlanes"]


@dataclass(frozen=True, eq=False)
class _Plane:
    """One of the pictures."""

    canvas: Canvas
    upright: pg.InfiniteLine
    level: pg.InfiniteLine
    view: View


class ThreePlanes(QWidget):
    """The first orientation at the left, the others at the right."""

    probed = Signal(object, object)
    """The ``View`` that is pointed at, and where; None where nothing is."""
    levelled = Signal(float, float)
    moved = Signal()
    """Another voxel is in the middle of the lines."""

    def __init__(
        self,
        failed: Callable[[RestorationError], None],
        drawn: DrawnRegion,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._failed, self._drawn = failed, drawn
        self._planes: list[_Plane] = []
        self._result: Result | None = None
        self._held = False
        self._states: list[tuple[object, ...] | None] = [None] * 3
        """Of each picture what it shows, so that it is read only where that changes."""
        self.voxel: Voxel = (0, 0, 0)
        self.canvases = tuple(Canvas(self) for _ in range(3))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(2)
        grid.addWidget(self.canvases[0], 0, 0, 2, 1)
        grid.addWidget(self.canvases[1], 0, 1)
        grid.addWidget(self.canvases[2], 1, 1)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        self._lines = [self._add_lines(number) for number in range(3)]
        self.region_tools = tuple(RegionTool(canvas) for canvas in self.canvases)
        for tool in self.region_tools:
            drawn.add(tool)
        for number, canvas in enumerate(self.canvases):
            canvas.box.wheel_turns_slices = True
            canvas.box.levelled.connect(self.levelled)
            canvas.box.wheeled.connect(lambda step, number=number: self._turn(number, step))
            canvas.scene().sigMouseClicked.connect(
                lambda event, number=number: self._click(number, event)
            )
            canvas.pointed.connect(lambda where, number=number: self._point(number, where))

    def show_scene(
        self, scene: Scene, orientations: tuple[Orientation, ...], look: Look, voxel: Voxel
    ) -> None:
        """Take in a volume, to be seen from its three sides at a voxel by ``show_result``."""
        self.voxel = voxel
        self._states = [None] * len(self.canvases)
        self._planes = [
            _Plane(canvas, *lines, View(scene=scene, look=look, orientation=side, index=0))
            for canvas, lines, side in zip(self.canvases, self._lines, orientations, strict=True)
        ]
        for plane in self._planes:
            side = plane.view.orientation
            plane.canvas.set_place(plane.view.place, plane.view.ruler)
            plane.canvas.marks.set_letters(*side.across.letters, *side.down.letters)

    def show_result(self, result: Result | None, *, held: bool) -> None:
        """Show a result in place of its original, or over it where it lies otherwise.

        The original is shown as long as it is held. What is seen is named where there is a result.
        """
        if self._planes:
            self._result, self._held = result, held
            self._draw()

    def set_look(self, look: Look) -> None:
        """Change bands and levels of all three."""
        bands = self._planes[0].view.look.bands if self._planes else ()
        self._planes = [
            replace(plane, view=replace(plane.view, look=look)) for plane in self._planes
        ]
        if look.bands != bands:
            self._draw()
        else:
            for canvas in self.canvases:
                canvas.before.set_tone(look)
                canvas.after.set_tone(look)

    def leave(self) -> None:
        """Show nothing, and let the scene go."""
        self._planes = []
        self._states = [None] * len(self.canvases)
        self._result = None
        for canvas, tool in zip(self.canvases, self.region_tools, strict=True):
            canvas.before.clear()
            canvas.after.clear()
            self._drawn.look_away(tool)

    def go_to(self, voxel: Voxel) -> None:
        """Let the lines meet in another voxel, the nearest there is."""
        if not self._planes:
            return
        near = [min(max(at, 0), size - 1) for at, size in zip(voxel, self._sizes, strict=True)]
        self.voxel = (near[0], near[1], near[2])
        self._draw()
        self.moved.emit()

    def _add_lines(self, number: int) -> tuple[pg.InfiniteLine, pg.InfiniteLine]:
        lines = []
        for angle in (90, 0):
            line = pg.InfiniteLine(angle=angle, movable=True, pen=pg.mkPen(DARK.medical, width=1))
            line.setHoverPen(pg.mkPen(DARK.medical, width=3))
            line.setZValue(100)
            line.sigDragged.connect(lambda _, number=number: self._drag(number))
            self.canvases[number].box.addItem(line, ignoreBounds=True)
            lines.append(line)
        return lines[0], lines[1]

    def _draw(self) -> None:
        for number, plane in enumerate(self._planes):
            side = plane.view.orientation
            index = side.index(self.voxel, self._sizes)
            at = View(scene=plane.view.scene, look=plane.view.look, orientation=side, index=index)
            self._planes[number] = replace(plane, view=at)
            try:
                self._show(number, at)
            except RestorationError as error:
                self._failed(error)
                return
            self._drawn.look_at(at, self.region_tools[number])
            middle = at.point(self._place(side.across) + 0.5, self._place(side.down) + 0.5)
            plane.upright.setPos(middle.x())
            plane.level.setPos(middle.y())

    def _show(self, number: int, view: View) -> None:
        """Read and show one picture, unless it is shown already."""
        result = None if self._held else self._result
        state = (view.scene, result, view.index, view.look.bands)
        if state == self._states[number]:
            return
        self._states[number] = state
        canvas, side, bands = self.canvases[number], view.orientation, view.look.bands
        original = view.scene
        same = result is not None and result.scene.shape == original.shape
        over = self._placing(view, result) if result is not None and not same else None
        below = result.scene if result is not None and same else original
        canvas.before.show_whole(picture_of(below, side, view.index, bands), view.look, view.place)
        canvas.after.clear()
        if result is not None and over is not None:
            picture = picture_of(result.scene, side, over.index, bands)
            canvas.after.show_whole(picture, view.look, view.part(over))
        name = self.tr("after") if same or over is not None else self.tr("before")
        canvas.marks.set_sides(name if self._result is not None else "", "")

    @staticmethod
    def _placing(view: View, result: Result) -> Placing | None:
        """Return where an enlarged result, or one of a region, lies; None: not in this picture."""
        if result.growing is not None:
            return None
        return view.placing_of(result)

    @property
    def _sizes(self) -> Voxel:
        return sizes_of(self._planes[0].view.scene)

    def _place(self, way: Way) -> int:
        """Return where the voxel lies along a way of a picture."""
        at = self.voxel[way.axis]
        return at if way.forward else self._sizes[way.axis] - 1 - at

    def _under(self, number: int, where: QPointF) -> Voxel:
        view = self._planes[number].view
        column, row = view.pixel(where)
        found = view.orientation.voxel(view.index, column, row, self._sizes)
        return found[0], found[1], found[2]

    def _click(self, number: int, event: pg.GraphicsScene.mouseEvents.MouseClickEvent) -> None:
        if self._planes and event.button() == Qt.MouseButton.LeftButton:
            self.go_to(
                self._under(number, self.canvases[number].box.mapSceneToView(event.scenePos()))
            )

    def _drag(self, number: int) -> None:
        if self._planes:
            plane = self._planes[number]
            self.go_to(self._under(number, QPointF(plane.upright.value(), plane.level.value())))

    def _turn(self, number: int, step: int) -> None:
        if self._planes:
            way = self._planes[number].view.orientation.through
            voxel = list(self.voxel)
            voxel[way.axis] += step if way.forward else -step
            self.go_to((voxel[0], voxel[1], voxel[2]))

    def _point(self, number: int, where: QPointF | None) -> None:
        view = self._planes[number].view if self._planes else None
        self.probed.emit(view, where)
