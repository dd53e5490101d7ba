"""The region that was drawn, as voxels of the scene: it is seen from every side that cuts it.

Not here: the rectangle on a picture (``region_tool``).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, QRectF

from app.display.orientation import Orientation
from app.display.placing import box_of, rectangle_of, region_of
from app.gui.region_tool import RegionTool
from app.gui.view import View
from core.region import Region
from io_formats import Scene

__all__ = ["DrawnRegion"]


@dataclass
class _Sheet:
    """What a picture shows, on which a rectangle lies."""

    view: View | None = None
    shown: tuple[Scene, Orientation, Region | None, bool] | None = None


class DrawnRegion(QObject):
    """Keeps a box of voxels beside the rectangles that show it, on one picture or several."""

    def __init__(self, first: RegionTool) -> None:
        super().__init__(first)
        self._box: Region | None = None
        self._first = first
        self._sheets: dict[RegionTool, _Sheet] = {}
        self.add(first)

    def add(self, tool: RegionTool) -> None:
        """Let the box be drawn and seen on another picture, too."""
        self._sheets[tool] = _Sheet()
        tool.changed.connect(partial(self._take, tool))

    def look_at(self, view: View, tool: RegionTool | None = None) -> None:
        """Show the box in what a picture shows now, where that cuts it."""
        tool = tool or self._first
        sheet = self._sheets[tool]
        there = self._rectangle(view)
        state = (view.scene, view.orientation, self._box, there is not None)
        # A rectangle that stays keeps its corners between pixels.
        if self._box is not None and state != sheet.shown:
            tool.place(there)
        sheet.view, sheet.shown = view, state

    def look_away(self, tool: RegionTool) -> None:
        """Show nothing on a picture that is no longer seen; the box stays."""
        tool.place(None)
        self._sheets[tool] = _Sheet()

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

    def _take(self, tool: RegionTool) -> None:
        """Take in what was drawn, moved or sized; forget it where none is wanted any more."""
        sheet, drawn = self._sheets[tool], tool.rectangle
        view = sheet.view
        if view is None or drawn is None:
            self._box = sheet.shown = None
        else:
            corners = (*view.pixel(drawn.topLeft()), *view.pixel(drawn.bottomRight()))
            self._box = box_of(view.scene, view.orientation, corners, self._box)
            sheet.shown = (view.scene, view.orientation, self._box, True)
        for other, seen in self._sheets.items():
            if other is tool:
                continue
            other.follow(tool)
            seen.shown = None
            if seen.view is not None:
                self.look_at(seen.view, other)
