"""The region that was drawn, as voxels of the scene: it is seen from every side that cuts it.

Not here: the rectangle on the picture (``region_tool``).
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QRectF

from app.display.orientation import Orientation
from app.display.placing import box_of, rectangle_of, region_of
from app.gui.region_tool import RegionTool
from app.gui.sides import View
from core.region import Region
from io_formats import Scene

__all__ = ["DrawnRegion"]


class DrawnRegion(QObject):
    """Keeps a box of voxels beside the rectangle that shows it."""

    def __init__(self, tool: RegionTool) -> None:
        super().__init__(tool)
        self._tool = tool
        self._box: Region | None = None
        self._view: View | None = None
        self._shown: tuple[Scene, Orientation, Region | None, bool] | None = None
        tool.changed.connect(self._take)

    def look_at(self, view: View) -> None:
        """Show the box in another picture, where that cuts it."""
        self._view = view
        there = self._rectangle(view)
        state = (view.scene, view.orientation, self._box, there is not None)
        # A rectangle that stays keeps its corners between pixels.
        if self._box is not None and state != self._shown:
            self._tool.place(there)
        self._shown = state

    def region(self, view: View, *, one_slice: bool) -> Region | None:
        """Return what part of the scene is meant, of this slice or of all; None: everything."""
        return region_of(view.scene, view.orientation, view.index, self._box, one_slice=one_slice)

    def _rectangle(self, view: View) -> QRectF | None:
        if self._box is None:
            return None
        edges = rectangle_of(view.scene, view.orientation, view.index, self._box)
        if edges is None:
            return None
        left, top, right, bottom = edges
        return QRectF(view.point(left, top), view.point(right, bottom))

    def _take(self) -> None:
        """Take in what was drawn, moved or sized; forget it where none is wanted any more."""
        drawn, view = self._tool.rectangle, self._view
        if view is None or drawn is None:
            self._box = self._shown = None
            return
        corners = (*view.pixel(drawn.topLeft()), *view.pixel(drawn.bottomRight()))
        self._box = box_of(view.scene, view.orientation, corners, self._box)
        self._shown = (view.scene, view.orientation, self._box, True)
