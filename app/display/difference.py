"""What a restoration changed: the result less the original, in the unit that is shown.

An enlarged result is compared with its original enlarged by bicubic interpolation, since that is
what it would be without a network. Bands of a composite are averaged.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from app.display.orientation import Orientation
from app.display.placing import Placing
from app.display.planes import Picture, picture_of
from app.display.pyramid import Area, Pyramid
from core.resample import enlarge_window, enlargement_matrix
from io_formats import Scene
from io_formats.progress import CancelToken

__all__ = ["DifferencePyramid", "difference_of"]


def difference_of(
    original: Scene,
    result: Scene,
    orientation: Orientation,
    index: int,
    bands: tuple[int, ...],
    placing: Placing,
) -> Picture:
    """Return the change of one picture, (H, W) of the result.

    Parameters
    ----------
    index : int
        Number of the original's picture.
    placing : Placing
        Where the result lies in it.

    Raises
    ------
    SourceError
        If the file cannot be read there.
    """
    before = _part(picture_of(original, orientation, index, bands), placing)
    after = picture_of(result, orientation, placing.index, bands)
    return _less(after, _enlarged(before, placing.down_scale, placing.across_scale))


class DifferencePyramid(Pyramid):
    """Reduced levels of a change, in the pixels of the result.

    Parameters
    ----------
    original, result : Scene
        One plane each.
    bands : tuple of int
        What the look shows.
    scale : int
        Enlargement of the result.
    corner : (int, int)
        Row and column of the original at which the result begins.
    """

    def __init__(
        self,
        original: Scene,
        result: Scene,
        bands: tuple[int, ...],
        scale: int,
        corner: tuple[int, int],
    ) -> None:
        super().__init__(result, bands)
        self._source = Pyramid(original, bands)
        self._scale = scale
        self._corner = corner

    def read(self, area: Area, cancel: CancelToken | None = None) -> Picture:
        """Return the change in a part.

        Raises
        ------
        SourceError
            If the file cannot be read there.
        Cancelled
            If the token was raised meanwhile.
        """
        return _less(super().read(area, cancel), self._before(area, cancel))

    def _before(self, area: Area, cancel: CancelToken | None) -> Picture:
        s = self._scale
        further = int(np.log2(s))
        if area.level >= further:
            return self._read(
                area.level - further,
                (area.top // s, area.bottom // s),
                (area.left // s, area.right // s),
                cancel,
            )
        step = 1 << area.level

        def part(rows: slice, columns: slice) -> NDArray[np.float32]:
            spans = (rows.start, rows.stop), (columns.start, columns.stop)
            values = self._read(0, *spans, cancel).values
            return values if values.ndim == 2 else values.transpose(2, 0, 1)

        rows, columns = slice(area.top, area.bottom), slice(area.left, area.right)
        shape = (self.rows // s, self.columns // s)
        values = enlarge_window(part, shape, self._scale, rows, columns)[..., ::step, ::step]
        if values.ndim == 3:
            values = values.transpose(1, 2, 0)
        return Picture(values=np.ascontiguousarray(values, dtype=np.float32), void=None)

    def _read(
        self,
        level: int,
        rows: tuple[int, int],
        columns: tuple[int, int],
        cancel: CancelToken | None,
    ) -> Picture:
        """Read a part of the original, whose bounds count from the corner of the result."""
        top, left = self._corner
        area = Area(level, rows[0] + top, rows[1] + top, columns[0] + left, columns[1] + left)
        return self._source.read(area, cancel)


def _part(picture: Picture, placing: Placing) -> Picture:
    """Return what of the original's picture the result covers."""
    height, width = picture.values.shape[:2]
    rows = slice(round(placing.top * height), round(placing.bottom * height))
    columns = slice(round(placing.left * width), round(placing.right * width))
    void = None if picture.void is None else picture.void[rows, columns]
    return Picture(values=picture.values[rows, columns], void=void)


def _enlarged(picture: Picture, down: int, across: int) -> Picture:
    if down == across == 1:
        return picture
    height, width = picture.values.shape[:2]
    lower, wider = enlargement_matrix(height, down), enlargement_matrix(width, across)
    values = np.einsum("ij,jk...,lk->il...", lower, picture.values, wider, optimize=True)
    void = picture.void
    if void is not None:
        void = void.repeat(down, axis=0).repeat(across, axis=1)
    return Picture(values=values.astype(np.float32), void=void)


def _less(after: Picture, before: Picture) -> Picture:
    values = after.values - before.values
    if values.ndim == 3:
        values = values.mean(axis=-1)
    void = after.void
    if before.void is not None:
        void = before.void if void is None else void | before.void
    if void is not None:
        values = np.where(void, np.float32(0), values)
    return Picture(values=np.ascontiguousarray(values, dtype=np.float32), void=void)
