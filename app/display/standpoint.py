"""From which side a scene is looked at, and where it is cut: all sides share one voxel.

Who turns to another side finds the slice that cuts what was looked at before. Not here: how a
picture is cut (``planes``), or what may be drawn on it.
"""

from __future__ import annotations

from app.display.orientation import Orientation, Voxel, orientations_of, sizes_of
from io_formats import Scene

__all__ = ["Standpoint"]


class Standpoint:
    """A side of a scene and a voxel in it; at first its own planes and its middle.

    Parameters
    ----------
    scene : Scene
        What is looked at; nothing is read of it.
    """

    def __init__(self, scene: Scene) -> None:
        self.orientations: tuple[Orientation, ...] = orientations_of(scene)
        """Its own planes first."""
        self.orientation: Orientation = self.orientations[0]
        """The side that is chosen; of all at once the first."""
        self._shape = sizes_of(scene)
        columns, rows, planes = self._shape
        self.voxel: Voxel = (columns // 2, rows // 2, planes // 2)
        """Column, row and plane that the pictures of all sides cut."""
        for orientation in self.orientations:
            self.voxel = orientation.turned_to(orientation.count // 2, self.voxel, self._shape)

    @property
    def index(self) -> int:
        """Return the number of the picture that is seen, from 0."""
        return self.orientation.index(self.voxel, self._shape)

    @property
    def plane(self) -> int | None:
        """Return which of the stored planes is seen; None from another side."""
        return self.voxel[2] if self.orientation.through.axis == 2 else None

    def choose(self, number: int) -> None:
        """Look from one of the sides."""
        self.orientation = self.orientations[number]

    def turn_to(self, index: int) -> None:
        """Look at another picture from the same side.

        Parameters
        ----------
        index : int
            0 to ``orientation.count`` - 1.
        """
        self.voxel = self.orientation.turned_to(index, self.voxel, self._shape)

    def side_of_planes(self) -> int:
        """Return the number of the side from which the stored planes are seen."""
        return [orientation.through.axis for orientation in self.orientations].index(2)
