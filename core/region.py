"""Which part of a scene is restored, and how its result is set back among what stays as it was.

Bounds are those of the source, before any enlargement. Not here: the restoration itself
(``core.partial``).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from io_formats import Scene, ValueMap
from io_formats.errors import UnsupportedContent
from io_formats.scene import Pixels, Window

__all__ = ["Patched", "Region", "set_back"]

Span = tuple[int, int]


@dataclass(frozen=True, kw_only=True)
class Region:
    """A box in a scene; None in a direction means all of it."""

    planes: Span | None = None
    """First plane, and the one after the last."""
    rows: Span | None = None
    """First row, and the one after the last, in source pixels."""
    columns: Span | None = None
    """First column, and the one after the last, in source pixels."""

    def within(self, scene: Scene) -> Region:
        """Return the region with all bounds given.

        Raises
        ------
        UnsupportedContent
            If it is empty or reaches beyond the scene.
        """
        planes, _, rows, columns = scene.shape
        box = Region(
            planes=self.planes or (0, planes),
            rows=self.rows or (0, rows),
            columns=self.columns or (0, columns),
        )
        for span, size in zip(box.slices, (planes, rows, columns), strict=True):
            if not 0 <= span.start < span.stop <= size:
                raise UnsupportedContent(
                    f"the region of {scene.source.path} was not restored",
                    why=f"{span.start} to {span.stop} is no part of 0 to {size}",
                    fix="draw the region within the image",
                )
        return box

    @property
    def slices(self) -> tuple[slice, slice, slice]:
        """Planes, rows and columns; of a region with all bounds given."""
        return cast(
            tuple[slice, slice, slice],
            tuple(slice(*(span or (0, 0))) for span in (self.planes, self.rows, self.columns)),
        )


@dataclass(frozen=True, kw_only=True, eq=False)
class Patched:
    """Pixels of a scene with a box replaced; the rest is read from the scene when asked for."""

    original: Scene
    """The scene around the box."""
    part: Pixels
    """(p, B, h, w): the box, in stored values of ``values``."""
    region: Region
    """Where it lies; all bounds given."""
    values: ValueMap
    """What the stored values of the whole mean: the slope of a plane may have risen."""

    @property
    def shape(self) -> tuple[int, ...]:
        """(P, B, H, W)."""
        return self.original.shape

    @property
    def dtype(self) -> np.dtype[Any]:
        """Stored dtype."""
        return self.original.pixels.dtype

    def __getitem__(self, window: Window, /) -> NDArray[Any]:
        """Return the block of a window, (p, b, h, w)."""
        whole = cast(
            Window, tuple(slice(*s.indices(n)) for s, n in zip(window, self.shape, strict=True))
        )
        block = self._around(whole)
        planes, rows, columns = self.region.slices
        shared = [
            slice(max(asked.start, box.start), min(asked.stop, box.stop))
            for asked, box in zip((whole[0], *whole[2:]), (planes, rows, columns), strict=True)
        ]
        if any(span.start >= span.stop for span in shared):
            return block
        there, here = (
            tuple(
                slice(s.start - o.start, s.stop - o.start) for s, o in zip(shared, by, strict=True)
            )
            for by in ((whole[0], *whole[2:]), (planes, rows, columns))
        )
        source = self.part[here[0], whole[1], here[1], here[2]]
        block[there[0], :, there[1], there[2]] = source
        return block

    def _around(self, window: Window) -> NDArray[Any]:
        """Return the original's block, in stored values that mean the same under the new map."""
        block = np.array(self.original.pixels[window])
        if self.values is self.original.values:
            return block
        old = self.original.values
        for i, plane in enumerate(range(window[0].start, window[0].stop)):
            planes = slice(plane, plane + 1)
            if _same_map(old, self.values, plane):
                continue
            physical = old.to_physical(block[i : i + 1], planes=planes, bands=window[1])
            block[i] = self.values.to_stored(physical, block.dtype, planes=planes, bands=window[1])[
                0
            ][0]
        return block


def set_back(
    original: Scene, part: Pixels, values: ValueMap, region: Region
) -> tuple[Pixels, ValueMap]:
    """Return the pixels and values of a scene whose region was restored at scale 1.

    Parameters
    ----------
    part : pixels
        (p, B, h, w) stored values of the region.
    values : ValueMap
        Of the region's planes.
    region : Region
        All bounds given.
    """
    whole = original.values
    planes = region.slices[0]
    if values.slope.shape[0] == planes.stop - planes.start and original.shape[0] > 1:
        count, bands = original.shape[0], max(values.slope.shape[1], whole.slope.shape[1])
        slope = np.array(np.broadcast_to(whole.slope, (count, bands)))
        slope[planes] = values.slope
        if not np.array_equal(slope, np.broadcast_to(whole.slope, slope.shape)):
            whole = replace(whole, slope=slope)
    elif not np.array_equal(values.slope, whole.slope):
        whole = replace(whole, slope=values.slope)
    return Patched(original=original, part=part, region=region, values=whole), whole


def _same_map(one: ValueMap, other: ValueMap, plane: int) -> bool:
    old, new = (m.slope[0 if m.slope.shape[0] == 1 else plane] for m in (one, other))
    return bool((old == new).all())
