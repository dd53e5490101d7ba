"""The middle column: a scene on the canvas, before and after, with its bars above and below."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.display.looks import Look
from app.display.planes import quantity_of
from app.display.pyramid import needs_pyramid
from app.display.scales import Scale
from app.display.standpoint import Standpoint
from app.gui.background import Background
from app.gui.canvas import Canvas
from app.gui.comparison import Comparison, Mode
from app.gui.counting import Counting
from app.gui.drawn_region import DrawnRegion
from app.gui.left_views import LeftView, LeftViews
from app.gui.linked import Pair
from app.gui.pace import Pace
from app.gui.plane_bar import PlaneBar
from app.gui.region_tool import RegionTool
from app.gui.sides import Sides
from app.gui.three_planes import ThreePlanes
from app.gui.view import Result, View
from app.gui.view_bar import ViewBar
from core.region import Region
from io_formats import Scene
from io_formats.errors import RestorationError

__all__ = ["Viewer"]

FRAME_MS = 16
"""Least time between two pictures while something is dragged."""


class Viewer(QWidget):
    """Shows one scene and its result; knows which slice, look and orientation are chosen."""

    probed = Signal(str)
    failed = Signal(object)
    levels_set = Signal(object, str)
    """Lowest and highest level, and their unit."""
    map_left = Signal()
    """A map that a section asked for is no longer shown, since another way to look was chosen."""
    sided = Signal(bool)
    """All three sides are seen at once, or one again."""

    def __init__(
        self,
        background: Background,
        modes: Sequence[QAction],
        actions: Sequence[QAction],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.scene: Scene | None = None
        """The original."""
        self.look: Look | None = None
        self.looks: tuple[Look, ...] = ()
        self.at: Standpoint | None = None
        """From which side the scene is looked at, and where it is cut."""
        self._left = LeftViews()
        self.pair = Pair(self)
        self.canvas, self.second = self.pair.canvases
        self.comparison = Comparison(self.pair)
        self.region_tool = RegionTool(self.canvas)
        self._drawn = DrawnRegion(self.region_tool)
        self._second_tool = RegionTool(self.second)
        self._drawn.add(self._second_tool)
        self.view_bar = ViewBar(modes, actions, self)
        self.plane_bar = PlaneBar(self)
        self.three = ThreePlanes(self.failed.emit, self._drawn, self)
        self.three.hide()
        self.sides = Sides(self.canvas, self.second, background, self.failed.emit, self._write_map)
        self._levels_due = QTimer(self, singleShot=True, interval=FRAME_MS)
        self._levels_due.timeout.connect(self._apply_levels)
        self.counting = Counting(self.canvas, self.sides, self)
        self._pace = Pace(self.sides, lambda: self.view, self)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.view_bar)
        layout.addWidget(self.pair, 1)
        layout.addWidget(self.three, 1)
        layout.addWidget(self.plane_bar)

    def _connect(self) -> None:
        self.view_bar.look_chosen.connect(self.show_look)
        self.view_bar.held.connect(self.comparison.hold)
        self.plane_bar.slice_chosen.connect(self.show_slice)
        self.plane_bar.orientation_chosen.connect(self.choose_orientation)
        self.comparison.changed.connect(self._draw_map)
        self.comparison.changed.connect(lambda: self._fill_three())
        self.comparison.changed.connect(
            lambda: self.view_bar.flicker.setEnabled(self.sides.result is not None)
        )
        self._pace.drawn.connect(self._draw_rest)
        self.three.levelled.connect(self._drag_levels)
        self.three.probed.connect(self._probe)
        self.three.moved.connect(self._take_voxel)
        for canvas in self.pair.canvases:
            canvas.box.wheeled.connect(self.step)
            canvas.box.levelled.connect(self._drag_levels)
            canvas.pointed.connect(lambda where: self._probe(self.view, where))

    @property
    def canvases(self) -> tuple[Canvas, ...]:
        """Return every picture, the hidden ones too."""
        return (*self.pair.canvases, *self.three.canvases)

    @property
    def seen(self) -> tuple[Canvas, ...]:
        """Return the pictures that are seen; the second of the pair follows the first."""
        return (self.canvas,) if self.three.isHidden() else self.three.canvases

    def show_scene(self, scene: Scene, looks: tuple[Look, ...]) -> None:
        """Show a scene as it was left; the first time in its usual look, at its middle slice."""
        self._keep_view()
        left = self._left.of(scene, looks[0])
        self.sides.leave()
        self.show_map(None, None)
        self.comparison.set_result(there=False, finished=False)
        self.scene, self.looks, self.look, self.at = scene, looks, left.look, left.at
        self.pair.convert(scene)
        self.view_bar.set_looks(scene, looks, left.chosen)
        self.plane_bar.set_orientations(self.at.orientations)
        self.choose_orientation(left.side)
        self.canvas.show_part(left.part)

    def _keep_view(self) -> None:
        """Note how the scene is looked at, which comes back with it."""
        if self.scene is None or self.at is None or self.look is None:
            return
        side = self.plane_bar.buttons.checkedId()
        chosen = self.view_bar.look or self.look
        left = LeftView(self.at, max(side, 0), chosen, self.look, self.canvas.part)
        self._left.keep(self.scene, left)

    def show_result(self, result: Result | None) -> None:
        """Show a result beside its original, with the same levels and in the same view."""
        old = self.sides.result
        if (result and result.scene) is (old and old.scene) and self.comparison.finished:
            return
        self._pace.stop_growing()
        if old and result and self.comparison.finished and result.lies_as(old):
            self.sides.change_result(result)
            self._pace.change_strength(large=needs_pyramid(result.scene))
            return
        self.sides.set_result(result)
        self.comparison.set_result(there=result is not None, finished=True)
        self._draw()

    def show_growing(self, result: Result) -> None:
        """Show a result that is being made, at most some times a second."""
        self.sides.set_result(result)
        self.comparison.set_result(there=True, finished=False)
        self._pace.grow()

    def set_mode(self, mode: Mode) -> None:
        """Look at before and after in another way; the picture stays where it is."""
        self.show_map(None, None)
        self.comparison.set_mode(mode)

    def show_map(self, measured: Scene | None, scale: Scale | None) -> None:
        """Show a measured map over the picture, in the colours of a scale; None: no longer.

        The map has the planes, rows and columns of the original, or of its result, and one band
        whose physical values are those of the scale.
        """
        left = self.sides.map.measured is not None and measured is None
        self.sides.map.set_measured(measured, scale)
        self.comparison.set_mapped(measured is not None)
        if left:
            self.map_left.emit()

    def leave(self) -> None:
        """Show nothing, and let the scene go."""
        self.three.leave()
        self._pace.stop()
        self.sides.leave()
        self.scene = self.look = self.at = None

    def choose_orientation(self, number: int) -> None:
        """Look from another side, where the last one was left; after the last, from all at once."""
        assert self.at is not None
        three = number == len(self.at.orientations)
        self.plane_bar.set_orientation(number)
        self.at.choose(0 if three else number)
        self._show_three(shown=three)
        side = self.at.orientation
        self.plane_bar.set_slices(self.scene, side, self.at.index)
        for canvas in self.pair.canvases:
            canvas.box.wheel_turns_slices = side.count > 1
            canvas.marks.set_letters(*side.across.letters, *side.down.letters)
        self._draw()

    def _show_three(self, *, shown: bool) -> None:
        self.three.setVisible(shown)
        self.pair.setVisible(not shown)
        self.plane_bar.set_sliding(not shown)
        view = self.view
        if shown and view is not None and self.at is not None:
            self.three.show_scene(view.scene, self.at.orientations, view.look, self.at.voxel)
        else:
            self.three.leave()
        self.sided.emit(shown)

    def _fill_three(self) -> None:
        """Show in three planes what the single picture would show: the result, where one fits."""
        self.three.show_result(self.sides.result, held=self.comparison.held)

    def _take_voxel(self) -> None:
        """Follow the lines of three planes: the first of them is what one slice means."""
        assert self.at is not None
        before, self.at.voxel = self.at.index, self.three.voxel
        if self.at.index != before:
            self._draw()  # what is counted, and shown again from one side

    def choose_look(self, number: int) -> None:
        """Show in another look of the scene's."""
        self.view_bar.choose(number)

    def show_look(self, look: Look) -> None:
        """Show in a look, of the scene's or one that was put together."""
        assert self.look is not None
        bands, self.look = self.look.bands, look
        self.three.set_look(look)
        if look.bands == bands:
            self._apply_levels()
        else:
            self._draw()

    def reset_levels(self) -> None:
        """Go back to the levels of the chosen look, and to the scale that a map began with."""
        if self.scene is not None and self.view_bar.look is not None:
            self.sides.map.reset_scale()
            self.show_look(self.view_bar.look)

    def step(self, slices: int) -> None:
        """Go some slices on, as far as there are any."""
        if self.at is not None:
            self._turn_to(self.at.index + slices)

    def show_slice(self, index: int) -> None:
        """Show a slice by its number from 0."""
        assert self.at is not None
        self.at.turn_to(index)
        self._draw()

    def _turn_to(self, index: int) -> None:
        """Turn to a slice, or to the nearest there is."""
        if self.three.isHidden():
            self.plane_bar.slider.setValue(index)
        elif self.at is not None:
            self.at.turn_to(index)
            self.three.go_to(self.at.voxel)

    @property
    def plane(self) -> int | None:
        """Return which of the stored planes is shown; None from another side."""
        return None if self.at is None else self.at.plane

    def show_plane(self, plane: int) -> None:
        """Show one of the stored planes, from the side in which they are stored."""
        assert self.at is not None
        if self.at.plane is None:
            self.choose_orientation(self.at.side_of_planes())
        side = self.at.orientation
        self._turn_to(plane if side.through.forward else side.count - 1 - plane)

    def region(self, *, one_slice: bool) -> Region | None:
        """Return what part of the scene is drawn, of this slice or of all; None: everything."""
        view = self.view
        return None if view is None else self._drawn.region(view, one_slice=one_slice)

    @property
    def view(self) -> View | None:
        """Return what is looked at; None where there is no scene."""
        if self.scene is None or self.look is None or self.at is None:
            return None
        side = self.at.orientation
        return View(scene=self.scene, look=self.look, orientation=side, index=self.at.index)

    def _draw(self) -> None:
        view = self.view
        if view is None:
            return
        for canvas in self.pair.canvases:
            canvas.set_place(view.place, view.ruler)
        for tool in (self.region_tool, self._second_tool):
            self._drawn.look_at(view, tool)
        self._try(lambda: self.sides.draw(view))
        self._draw_rest()
        self._write_levels()

    def _draw_rest(self) -> None:
        """Draw what follows from the pictures: the map, three planes, and the counts."""
        self._draw_map()
        self._fill_three()
        self.counting.wait()

    def _draw_map(self) -> None:
        """Draw the map where one is shown; it is read only then."""
        view = self.view
        if view is None:
            return
        if self.comparison.shows_map:
            self._try(lambda: self.sides.map.draw(view, self.sides.result))
        self._write_map()

    def _write_map(self) -> None:
        """Say what the colours mean, as far as that is known yet."""
        scale = self.sides.map.scale if self.comparison.shows_map else None
        self.canvas.colour_bar.set_scale(scale)
        if scale is not None:
            self.canvas.marks.set_sides(scale.title, "")

    def _try(self, draw: Callable[[], None]) -> None:
        try:
            draw()
        except RestorationError as error:
            self.failed.emit(error)

    def _drag_levels(self, level: float, width: float) -> None:
        if self.look is None:
            return
        if self.comparison.shows_map:
            self.sides.map.widen_scale(width)
        else:
            self.look = self.look.dragged(level, width)
        if not self._levels_due.isActive():
            self._levels_due.start()

    def _apply_levels(self) -> None:
        if self.scene is None or self.look is None:
            return
        self.sides.set_look(self.look)
        self.three.set_look(self.look)
        self._write_levels()
        self._write_map()

    def _write_levels(self) -> None:
        if self.scene is not None and self.look is not None:
            unit = quantity_of(self.scene).unit
            self.view_bar.show_levels(self.look, unit)
            self.levels_set.emit(self.look.span, unit)

    def _probe(self, view: View | None, where: QPointF | None) -> None:
        if view is None or where is None:
            self.probed.emit("")
            return
        try:
            text = self.sides.probe(view, where)
        except RestorationError:
            # The picture itself has told what is wrong with the file.
            text = ""
        self.probed.emit(text)
