"""Small pictures of an item, before and after, for the report: the middle, as a PNG.

Only the middle of large planes is shown, pixel by pixel, so that the change can be seen and no
plane is read whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from core.view import picture
from core.windows import ValueWindow
from io_formats import Scene
from io_formats.photo import png_of

__all__ = ["SIDE_PX", "before_and_after"]

SIDE_PX = 112
"""Most rows and columns of a picture."""


def before_and_after(
    original: Scene, restored: Scene, window: Mapping[str, Any]
) -> tuple[bytes, bytes]:
    """Return two PNGs of the same part of the middle plane, in one value window.

    Parameters
    ----------
    window : mapping
        As the record of a result tells it.
    """
    scale = restored.shape[2] // original.shape[2] or 1
    plane = original.shape[0] // 2
    seen = ValueWindow.described(dict(window))
    rows, columns = (_middle(side, SIDE_PX // scale) for side in original.shape[2:])
    planes = slice(plane, plane + 1)
    part = original.cropped(rows=rows, columns=columns, planes=planes)
    wide = [slice(span.start * scale, span.stop * scale) for span in (rows, columns)]
    result = restored.cropped(rows=wide[0], columns=wide[1], planes=planes)
    before = picture(part, seen, plane=0, scale=scale)
    return png_of(before), png_of(picture(result, seen, plane=0))


def _middle(side: int, most: int) -> slice:
    first = max(side - most, 0) // 2
    return slice(first, first + min(side, most))
