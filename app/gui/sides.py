"""What is read and drawn of a scene, its result and the map of their difference.

The map is read only where it is drawn. Not here: which of them is wanted (``comparison``).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QCoreApplication, QPointF, QRectF

from app.display.difference import DifferencePyramid, difference_of
from app.display.filling import Filling
from app.display.looks import Look
from app.display.orientation import Orientation
from app.display.placing import Placing, place_result
from app.display.planes import Picture, picture_of, quantity_of
from app.display.probe import probe, values_at
from app.display.pyramid import Pyramid, needs_pyramid
from app.display.reduce import quickly_reduced
from app.display.scales import Scale, difference_scale
from app.growing import Growing
from app.gui.background import Background
from app.gui.canvas import Canvas
from app.gui.detail import Detail
from app.gui.fact_words import valued
from app.gui.layer import Layers
from app.gui.sentences import listed
from core.region import Region
from io_formats import Scene
from io_formats.errors import RestorationError

__all__ = ["Result", "Sides", "View"]


@dataclass(frozen=True, kw_only=True, eq=False)
class Result:
    """A result, and where it lies in its original."""

    scene: Scene
    """What is shown of it."""
    scale: int = 1
    """Enlargement."""
    region: Region | None = None
    """What alone it holds, all bounds given; None: everything."""

    @property
    def growing(self) -> Growing | None:
        """Return what is finished of a result that is being made; None: all of it."""
        return self.scene.pixels if isinstance(self.scene.pixels, Growing) else None

    def lies_as(self, other: Result) -> bool:
        """Tell whether another result has its pixels where this one has them."""
        mine, others = ((r.scene.shape, r.scale, r.region) for r in (self, other))
        return mine == others


@dataclass(frozen=True, kw_only=True, eq=False)
class View:
    """What of a scene is looked at, and how."""

    scene: Scene
    """The original."""
    look: Look
    """Bands and levels."""
    orientation: Orientation
    """From where."""
    index: int
    """Number of the picture."""

    @property
    def place(self) -> QRectF:
        """Return where the picture lies in the view: its finer side has one unit per pixel."""
        width, height = self._size
        across, down = self._shape
        return QRectF(0, 0, width * across, height * down)

    @property
    def ruler(self) -> tuple[float, str]:
        """Return the length of one unit of the view, and its unit; an empty one: not known."""
        unit = {"patient-lps": "mm", "patient-ras": "mm"}.get(self.scene.grid.frame, "")
        if self.scene.source.facts.get("pixel_unit") == "metre":
            unit = "m"
        return min(self.orientation.across.spacing, self.orientation.down.spacing), unit

    def part(self, placing: Placing) -> QRectF:
        """Return where a part of the picture lies in the view."""
        whole = self.place
        return QRectF(
            placing.left * whole.width(),
            placing.top * whole.height(),
            (placing.right - placing.left) * whole.width(),
            (placing.bottom - placing.top) * whole.height(),
        )

    def pixel(self, where: QPointF) -> tuple[float, float]:
        """Return column and row of the picture under a point of the view."""
        across, down = self._shape
        return where.x() / across, where.y() / down

    def point(self, column: float, row: float) -> QPointF:
        """Return the point of the view at a column and row of the picture."""
        across, down = self._shape
        return QPointF(column * across, row * down)

    @property
    def _size(self) -> tuple[int, int]:
        planes, _, rows, columns = self.scene.shape
        sizes = (columns, rows, planes)
        return sizes[self.orientation.across.axis], sizes[self.orientation.down.axis]

    @property
    def _shape(self) -> tuple[float, float]:
        """Return width and height of a pixel in units of the view."""
        across, down = self.orientation.across.spacing, self.orientation.down.spacing
        finer = min(across, down) or 1.0
        return across / finer, down / finer


class Sides:
    """Before, after and a map, on the layers of two canvases."""

    def __init__(
        self,
        canvas: Canvas,
        second: Canvas,
        background: Background,
        failed: Callable[[RestorationError], Any],
        scaled: Callable[[], None],
    ) -> None:
        self._tell_scaled = scaled
        both = (canvas, second)
        self._before = Detail(canvas, Layers([c.before for c in both]), background, failed)
        self._after = Detail(canvas, Layers([c.after for c in both]), background, failed)
        self._map = Detail(canvas, Layers([canvas.map]), background, failed)
        self.result: Result | None = None
        self.measured: Scene | None = None
        """A map that was asked for instead of the difference."""
        self._scale: Scale | None = None
        self._first_scale: Scale | None = None
        self._drawn: tuple[object, ...] = ()
        self._original: tuple[object, ...] = ()
        """What of a large original is shown: its scene, its bands, and whether pixel by pixel."""
        self._filling: tuple[Filling, tuple[object, ...]] | None = None
        """What is shown of a large result that is being made, and which it is."""

    @property
    def scale(self) -> Scale | None:
        """Return the scale of the map that is drawn."""
        return self._scale

    @property
    def before_busy(self) -> bool:
        """Return whether the original's picture is still to come."""
        return self._before.busy

    @property
    def after_busy(self) -> bool:
        """Return whether the result is being read."""
        return self._after.busy

    def set_result(self, result: Result | None) -> None:
        """Take another result; it is drawn by the next ``draw``."""
        self.result = result
        if self.measured is None:
            self._scale = self._first_scale = None
        self._drawn = ()
        if result is None or result.growing is None:
            self._filling = None
        if result is None:
            self._after.leave()

    def change_result(self, result: Result) -> None:
        """Take the result at another strength; the scale of the difference stays."""
        self.result = result
        self._drawn = ()

    def set_measured(self, measured: Scene | None, scale: Scale | None) -> None:
        """Take a map instead of the difference, and its scale; None: the difference again."""
        self.measured, self._scale, self._first_scale = measured, scale, scale
        self._drawn = ()

    def widen_scale(self, factor: float) -> None:
        """Set the ends of the map's scale so many times as far apart."""
        if self._scale is not None:
            self._scale = self._scale.widened(factor)

    def reset_scale(self) -> None:
        """Go back to the scale that the map began with."""
        self._scale = self._first_scale

    def set_look(self, look: Look) -> None:
        """Change levels of before and after alike, and the scale of the map."""
        self._before.set_tone(look)
        self._after.set_tone(look)
        if self._scale is not None:
            self._map.set_tone(self._scale)

    def leave(self) -> None:
        """Show nothing, and let all scenes go."""
        for detail in (self._before, self._after, self._map):
            detail.leave()
        self.result = self.measured = self._scale = self._first_scale = self._filling = None
        self._drawn = self._original = ()

    def draw(self, view: View) -> None:
        """Show the original, and the result where there is one.

        Raises
        ------
        SourceError
        """
        self._show_original(view)
        placing = self._placing(view)
        if self.result is None or placing is None:
            self._after.leave()
        elif self._fills(self.result):
            self._fill(view, self.result, placing)
        else:
            self._show(self._after, self.result.scene, view, placing)

    def draw_later(self, view: View) -> None:
        """Show what is finished of a result that is being made; it is read in the background."""
        placing = self._placing(view)
        if self.result is None or placing is None:
            return
        if self._fills(self.result):
            self._fill(view, self.result, placing)
            return
        scene, orientation, bands = self.result.scene, view.orientation, view.look.bands
        self._after.show_later(
            lambda: picture_of(scene, orientation, placing.index, bands),
            view.look,
            view.part(placing),
        )

    @staticmethod
    def _fills(result: Result) -> bool:
        """Tell whether only what is finished of a result is read, by levels."""
        return result.growing is not None and needs_pyramid(result.scene)

    def _fill(self, view: View, result: Result, placing: Placing) -> None:
        made, bands = result.growing, view.look.bands
        assert made is not None
        which = (made.path, made.strength, bands)
        if self._filling is None or self._filling[1] != which:
            self._filling = Filling(replace(result.scene, pixels=made.made), bands), which
        filling = self._filling[0]
        filling.tell(made.tiles)
        self._after.fill(filling, view.look, view.part(placing))

    def draw_after(self, view: View) -> None:
        """Read the result in the background once more, at another strength."""
        placing = self._placing(view)
        if self.result is not None and placing is not None and needs_pyramid(self.result.scene):
            self._show(self._after, self.result.scene, view, placing)
        else:
            self.draw_later(view)

    def draw_map(self, view: View) -> None:
        """Show the map: the one that was asked for, or the difference.

        Raises
        ------
        SourceError
        """
        state = (view.scene, view.orientation, view.index, view.look.bands)
        if state == self._drawn:
            return
        self._drawn = state
        placing = self._placing(view)
        if self.measured is not None:
            self._draw_measured(view, placing)
        elif self.result is not None and placing is not None:
            self._draw_difference(view, self.result, placing)
        else:
            self._map.leave()

    def probe(self, view: View, where: QPointF) -> str:
        """Return place and values under a point of the view, before and after.

        Raises
        ------
        SourceError
        """
        column, row = view.pixel(where)
        bands = view.look.bands
        text = probe(view.scene, view.orientation, view.index, bands, (column, row))
        placing = self._placing(view)
        if not text or self.result is None or placing is None:
            return _worded(text)
        inner = view.part(placing)
        left, top = view.pixel(inner.topLeft())
        at = ((column - left) * placing.across_scale, (row - top) * placing.down_scale)
        after = values_at(self.result.scene, view.orientation, placing.index, bands, at)
        return f"{_worded(text)} → {_worded(after)}" if after else _worded(text)

    def _placing(self, view: View) -> Placing | None:
        if self.result is None:
            return None
        return place_result(
            view.scene, view.orientation, view.index,
            scale=self.result.scale, region=self.result.region,
        )  # fmt: skip

    def _show_original(self, view: View) -> None:
        """Show the original; a large one that is shown as it shall be is not read again."""
        scene, look, whole = view.scene, view.look, Placing(index=view.index)
        if not needs_pyramid(scene):
            self._show(self._before, scene, view, whole)
            return
        looked_at = self.result is None or self.result.growing is not None
        overviews = looked_at and quickly_reduced(scene.pixels)
        wanted = (scene, look.bands, overviews)
        if wanted == self._original:
            self._before.set_tone(look)
            return
        self._original = wanted
        self._before.enter(Pyramid(scene, look.bands, overviews=overviews), look, view.place)

    def _show(self, detail: Detail, scene: Scene, view: View, placing: Placing) -> None:
        place, look = view.part(placing), view.look
        if needs_pyramid(scene):
            detail.enter(Pyramid(scene, look.bands), look, place)
        else:
            detail.show(picture_of(scene, view.orientation, placing.index, look.bands), look, place)

    def _draw_measured(self, view: View, placing: Placing | None) -> None:
        assert self.measured is not None
        assert self._scale is not None
        of_result = self.measured.shape[2:] != view.scene.shape[2:] and placing is not None
        at = placing if of_result and placing is not None else Placing(index=view.index)
        if needs_pyramid(self.measured):
            self._map.enter(Pyramid(self.measured, (0,)), self._scale, view.part(at))
        else:
            picture = picture_of(self.measured, view.orientation, at.index, (0,))
            self._map.show(picture, self._scale, view.part(at))

    def _draw_difference(self, view: View, result: Result, placing: Placing) -> None:
        bands = view.look.bands
        if not needs_pyramid(result.scene) and not needs_pyramid(view.scene):
            change = difference_of(
                view.scene, result.scene, view.orientation, view.index, bands, placing
            )
            self._map.show(change, self._scaled(change, view), view.part(placing))
            return
        region = result.region or Region()
        corner = (region.rows or (0, 0))[0], (region.columns or (0, 0))[0]
        pyramid = DifferencePyramid(view.scene, result.scene, bands, result.scale, corner)
        self._map.enter(pyramid, lambda change: self._scaled(change, view), view.part(placing))

    def _scaled(self, change: Picture, view: View) -> Scale:
        """Return the scale of the difference, made from the first picture that is drawn of it."""
        title = _title_of(view)
        if self._scale is None:
            unit = quantity_of(view.scene).unit
            self._scale = self._first_scale = difference_scale(change.values, unit, title)
        self._scale = replace(self._scale, title=title)
        self._tell_scaled()
        return self._scale


def _worded(text: str) -> str:
    """Return values with their unit, which is the last word, in the language of the window."""
    values, space, unit = text.rpartition(" ")
    return f"{values}{space}{valued(unit)}"


def _title_of(view: View) -> str:
    """Return what the difference is, and of a scene's composite which bands it averages."""
    title = QCoreApplication.translate("Sides", "after − before")
    bands = view.look.bands
    if len(bands) == 1 or view.scene.source.modality == "photo":
        return title
    names = listed(view.scene.bands[band].name for band in bands)
    mean = QCoreApplication.translate("Sides", "mean of {0}").format(names)
    return f"{title} · {mean}"
