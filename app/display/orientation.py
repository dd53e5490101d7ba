"""Which way the planes of a scene are looked at: axial, coronal, sagittal, or as stored.

Medical planes are shown as radiologists hold them: the patient's right on the left of the picture,
anterior at the top of an axial plane, superior at the top of the others (PS3.3 C.7.6.2.1.1 gives
the axes of the patient). Planes follow the nearest axes of the stored voxels; nothing is
resampled. Not here: the pixels themselves (``planes``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from io_formats import Scene
from io_formats.grid import Grid

__all__ = ["Orientation", "Voxel", "Way", "orientations_of", "places_of", "sizes_of"]

Voxel = tuple[int, int, int]
"""Column, row and plane, from 0; or how many there are of each."""

COLUMN, ROW, PLANE = range(3)
LETTERS = (("R", "L"), ("A", "P"), ("I", "S"))
"""Per axis of the patient in LPS: what lies at its negative and at its positive end."""
NAMED = (("axial", 0, 1, 2, 1), ("coronal", 0, 2, 1, -1), ("sagittal", 1, 2, 0, -1))
"""Name, the patient's axis across, the one down, the one through, and the sign of down."""
UNSTATED = ("voxel sizes", "none")
"""Of ``geometry`` in a volume's facts: its voxels lie in a patient, but which way is not known."""
NUMBER_ALONE = re.compile(r"(slice|image|page) \d+|")
"""Of a plane's label that tells nothing else."""
OBLIQUE = 0.2
"""Share of a second axis from which a direction is named by two letters."""


@dataclass(frozen=True, kw_only=True)
class Way:
    """One direction of a picture, along an axis of the stored voxels."""

    axis: int
    """0: along a row (growing column), 1: down the rows, 2: from plane to plane."""
    forward: bool
    """True where the picture runs as the voxels do."""
    letters: tuple[str, str] = ("", "")
    """What of the patient lies at the start and at the end; empty outside a patient."""
    spacing: float = 1.0
    """Length of one step, in units of the frame."""


@dataclass(frozen=True, kw_only=True)
class Orientation:
    """How a picture is cut out of a volume."""

    name: str
    """axial, coronal, sagittal; or stored, where there is no patient to be named after."""
    across: Way
    """From left to right."""
    down: Way
    """From top to bottom."""
    through: Way
    """From the first picture to the last: towards the head, the back and the left."""
    count: int
    """Number of pictures."""

    def index(self, voxel: Voxel, shape: Voxel) -> int:
        """Return the number of the picture that cuts a stored voxel."""
        axis = self.through.axis
        return voxel[axis] if self.through.forward else shape[axis] - 1 - voxel[axis]

    def turned_to(self, index: int, voxel: Voxel, shape: Voxel) -> Voxel:
        """Return the voxel moved through the volume until a picture cuts it."""
        axis = self.through.axis
        place = index if self.through.forward else shape[axis] - 1 - index
        column, row, plane = (place if i == axis else at for i, at in enumerate(voxel))
        return column, row, plane

    def voxel(self, index: int, column: float, row: float, shape: tuple[int, ...]) -> list[int]:
        """Return (column, row, plane) of the stored voxel under a point of a picture.

        Parameters
        ----------
        index : int
            Number of the picture, from 0.
        column, row : float
            Within the picture, in its pixels; the corner of the first is (0, 0).
        shape : (3,) tuple of int
            Columns, rows and planes of the volume.
        """
        found = [0, 0, 0]
        for way, place in ((self.across, column), (self.down, row), (self.through, index)):
            place = int(np.floor(place))
            found[way.axis] = place if way.forward else shape[way.axis] - 1 - place
        return found


def sizes_of(scene: Scene) -> Voxel:
    """Return how many columns, rows and planes a scene has."""
    planes, _, rows, columns = scene.shape
    return columns, rows, planes


def orientations_of(scene: Scene) -> tuple[Orientation, ...]:
    """Return how a scene can be looked at, its own planes first.

    A scene of one plane, a stack that lies in no patient and a series over time are looked at
    only as they are stored: turned, if need be, as the patient is usually held. Where a file does
    not state its orientation no side of the patient is named: a letter would be a guess.
    """
    planes, _, rows, columns = scene.shape
    counts = (columns, rows, planes)
    if not scene.grid.frame.startswith("patient"):
        return (_stored(scene.grid, planes),)
    axes = _nearest(_in_lps(scene.grid))
    if scene.source.facts.get("geometry") in UNSTATED:
        axes = tuple(replace(way, letters=("", "")) for way in axes)
    found = [_named(row, scene.grid, axes, counts) for row in NAMED]
    found.sort(key=lambda one: one.through.axis != PLANE)
    volume = planes > 1 and not _over_time(scene)
    return tuple(found) if volume else (found[0],)


def places_of(scene: Scene, orientation: Orientation) -> tuple[str, ...]:
    """Return where each picture lies, as far as the file says: millimetres, or volume and slice.

    Empty from another side than that of the stored planes, and where there is nothing to say but
    the number.
    """
    if orientation.through.axis != PLANE or all(NUMBER_ALONE.fullmatch(p) for p in scene.planes):
        return ()
    return scene.planes if orientation.through.forward else scene.planes[::-1]


def _over_time(scene: Scene) -> bool:
    """Tell whether several volumes follow each other; a fourth axis of length 1 is none."""
    return any(length > 1 for length in scene.source.facts.get("shape", ())[3:])


def _stored(grid: Grid, planes: int) -> Orientation:
    across, down, through = (
        Way(axis=axis, forward=True, spacing=length)
        for axis, length in zip((COLUMN, ROW, PLANE), grid.spacing, strict=True)
    )
    return Orientation(name="stored", across=across, down=down, through=through, count=planes)


def _in_lps(grid: Grid) -> NDArray[np.float64]:
    """Return unit vectors of the voxel axes in LPS, as columns of a (3, 3) matrix."""
    directions = grid.affine[:3, :3].copy()
    if grid.frame == "patient-ras":
        directions[:2] *= -1
    lengths = np.linalg.norm(directions, axis=0)
    unit: NDArray[np.float64] = directions / np.where(lengths > 0, lengths, 1)
    return unit


def _nearest(directions: NDArray[np.float64]) -> tuple[Way, ...]:
    """Return the voxel axis nearest to each axis of the patient, each used once."""
    shares = np.abs(directions)
    found: dict[int, Way] = {}
    for _ in range(3):
        patient, voxel = np.unravel_index(int(np.argmax(shares)), shares.shape)
        shares[patient, :] = shares[:, voxel] = -1
        direction = directions[:, voxel]
        forward = bool(direction[patient] >= 0)
        ends = tuple(_lettered(direction * sign) for sign in (-1, 1))
        letters = (ends[0], ends[1]) if forward else (ends[1], ends[0])
        found[int(patient)] = Way(axis=int(voxel), forward=forward, letters=letters)
    return found[0], found[1], found[2]


def _lettered(direction: NDArray[np.float64]) -> str:
    """Return up to two letters of where a direction points, the greater share first."""
    order = np.argsort(-np.abs(direction))[:2]
    kept = [i for n, i in enumerate(order) if n == 0 or abs(direction[i]) > OBLIQUE]
    return "".join(LETTERS[i][int(direction[i] > 0)] for i in kept)


def _named(
    row: tuple[str, int, int, int, int],
    grid: Grid,
    axes: tuple[Way, ...],
    counts: tuple[int, int, int],
) -> Orientation:
    name, across, down, through, sign = row
    ways = [
        _turned(axes[across], grid, reverse=False),
        _turned(axes[down], grid, reverse=sign < 0),
        _turned(axes[through], grid, reverse=False),
    ]
    count = counts[ways[2].axis]
    return Orientation(name=name, across=ways[0], down=ways[1], through=ways[2], count=count)


def _turned(way: Way, grid: Grid, *, reverse: bool) -> Way:
    letters = way.letters[::-1] if reverse else way.letters
    return Way(
        axis=way.axis,
        forward=way.forward != reverse,
        letters=letters,
        spacing=grid.spacing[way.axis],
    )
