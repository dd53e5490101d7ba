"""What of a scene is looked at, and where its result lies in that picture.

The view has its own coordinates, in which every layer is placed, whatever its size in pixels. Not
here: what is read for it and drawn (``app.gui.sides``).
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF

from app.display.ground import length_of
from app.display.looks import Look
from app.display.orientation import Orientation
from app.display.placing import Placing, place_result
from app.growing import Growing
from core.region import Region
from io_formats import Scene

__all__ = ["Result", "View"]


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
        length, unit = length_of(self.scene)
        return min(self.orientation.across.spacing, self.orientation.down.spacing) * length, unit

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

    def placing_of(self, result: Result) -> Placing | None:
        """Return which part of the picture a result covers; None: it does not reach it."""
        return place_result(
            self.scene, self.orientation, self.index, scale=result.scale, region=result.region
        )

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
