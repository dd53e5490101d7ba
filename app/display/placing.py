"""Where a result lies in the picture of its original.

A result may be enlarged, and may be of a region alone; in the window both share one system of
coordinates, that of the original, so that neither a change of mode nor a result moves the picture.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from app.display.orientation import Orientation, Way
from core.region import Region
from io_formats import Scene

__all__ = ["WHOLE", "Placing", "box_of", "place_result", "rectangle_of", "region_of"]

Span = tuple[int, int]


@dataclass(frozen=True, kw_only=True)
class Placing:
    """A rectangle of the original's picture, as shares of it, and the result's picture there."""

    left: float = 0.0
    top: float = 0.0
    right: float = 1.0
    bottom: float = 1.0
    index: int = 0
    """Number of the result's picture."""
    across_scale: int = 1
    """Pixels of the result per pixel of the original, from left to right."""
    down_scale: int = 1
    """The same from top to bottom."""


WHOLE = Placing()


def place_result(
    original: Scene,
    orientation: Orientation,
    index: int,
    *,
    scale: int = 1,
    region: Region | None = None,
) -> Placing | None:
    """Return where the picture of a result lies; None where it has none at this index.

    Parameters
    ----------
    original : Scene
        What was restored.
    orientation : Orientation
        One of ``orientations_of(original)``.
    index : int
        Number of the original's picture.
    scale : int
        Enlargement of rows and columns.
    region : Region, optional
        What alone the result holds, all bounds given; None: it holds everything.
    """
    if scale == 1 and region is None:
        return Placing(index=index)
    sizes = _sizes(original)
    scales = (scale, scale, 1)
    spans = _spans(region, sizes)
    left, right = _share(orientation.across, spans, sizes)
    top, bottom = _share(orientation.down, spans, sizes)
    through = orientation.through
    start, stop = spans[through.axis]
    step = scales[through.axis]
    place = _place(orientation, index, sizes)
    if not start <= place < stop:
        return None
    inner = (place - start) * step + step // 2
    return Placing(
        left=left, right=right, top=top, bottom=bottom,
        index=inner if through.forward else (stop - start) * step - 1 - inner,
        across_scale=scales[orientation.across.axis],
        down_scale=scales[orientation.down.axis],
    )  # fmt: skip


def box_of(
    original: Scene,
    orientation: Orientation,
    rectangle: tuple[float, float, float, float],
    before: Region | None = None,
) -> Region:
    """Return the box of voxels that a rectangle in a picture means.

    Parameters
    ----------
    rectangle : tuple of float
        Left, top, right and bottom in pixels of the picture.
    before : Region, optional
        What was drawn already: along the axis that the picture is cut through, the box stays as it
        was, so that each side of a volume sizes two of its three directions.
    """
    box, sizes = before or Region(), _sizes(original)
    spans: list[Span | None] = [box.columns, box.rows, box.planes]
    left, top, right, bottom = rectangle
    for way, low, high in (
        (orientation.across, left, right),
        (orientation.down, top, bottom),
    ):
        span = _voxels(way, low, high, sizes)
        spans[way.axis] = None if span == (0, sizes[way.axis]) else span
    return Region(columns=spans[0], rows=spans[1], planes=spans[2])


def rectangle_of(
    original: Scene, orientation: Orientation, index: int, box: Region
) -> tuple[int, int, int, int] | None:
    """Return where a box lies in a picture: left, top, right, bottom; None where it is not cut."""
    sizes = _sizes(original)
    spans = _spans(box, sizes)
    start, stop = spans[orientation.through.axis]
    if not start <= _place(orientation, index, sizes) < stop:
        return None
    edges = []
    for way in (orientation.across, orientation.down):
        (first, last), size = spans[way.axis], sizes[way.axis]
        edges.append((first, last) if way.forward else (size - last, size - first))
    (left, right), (top, bottom) = edges
    return left, top, right, bottom


def region_of(
    original: Scene, orientation: Orientation, index: int, box: Region | None, *, one_slice: bool
) -> Region | None:
    """Return what part of a scene is meant by a box; None: all of it.

    Parameters
    ----------
    box : Region, optional
        What was drawn; None: nothing.
    one_slice : bool
        Only what is shown in the one picture of several: of the box where that is seen there,
        else all of the picture.
    """
    if one_slice and orientation.count > 1:
        if box is not None and rectangle_of(original, orientation, index, box) is None:
            box = None
        box = box or Region()
        place = _place(orientation, index, _sizes(original))
        name = ("columns", "rows", "planes")[orientation.through.axis]
        box = replace(box, **{name: (place, place + 1)})
    return None if box == Region() else box


def _sizes(original: Scene) -> tuple[int, int, int]:
    planes, _, rows, columns = original.shape
    return columns, rows, planes


def _place(orientation: Orientation, index: int, sizes: tuple[int, int, int]) -> int:
    """Return the voxel along the axis that a picture is cut through."""
    through = orientation.through
    return index if through.forward else sizes[through.axis] - 1 - index


def _spans(region: Region | None, sizes: tuple[int, int, int]) -> tuple[Span, Span, Span]:
    """Return first and after-last voxel per axis: columns, rows, planes."""
    box = region or Region()
    columns, rows, planes = sizes
    return box.columns or (0, columns), box.rows or (0, rows), box.planes or (0, planes)


def _share(way: Way, spans: tuple[Span, ...], sizes: tuple[int, ...]) -> tuple[float, float]:
    start, stop = spans[way.axis]
    size = sizes[way.axis]
    first, last = (start, stop) if way.forward else (size - stop, size - start)
    return first / size, last / size


def _voxels(way: Way, low: float, high: float, sizes: tuple[int, ...]) -> Span:
    """Return the voxels that a span of a picture touches, at least one, within the scene."""
    size = sizes[way.axis]
    first = min(max(int(low), 0), size - 1)
    last = min(max(-int(-high // 1), first + 1), size)
    return (first, last) if way.forward else (size - last, size - first)
