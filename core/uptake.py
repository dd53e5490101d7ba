"""What becomes of the uptake in PET: its maximum, and its mean where the truth is hot.

References
----------
R. Boellaard et al., "FDG PET/CT: EANM procedure guidelines for tumour imaging: version 2.0",
European Journal of Nuclear Medicine and Molecular Imaging 42 (2015),
doi:10.1007/s00259-014-2961-x: contours at 41 % of the maximum.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.base import Base
from io_formats import Scene
from io_formats.progress import CancelToken

__all__ = ["CONTOUR", "uptake"]

CONTOUR = 0.41
"""Share of the truth's maximum above which uptake counts for the mean."""


def uptake(
    images: Mapping[str, Base], scene: Scene, *, cancel: CancelToken | None = None
) -> dict[str, Any]:
    """Return maximum and mean uptake of input, output and truth over all planes.

    Parameters
    ----------
    images : mapping
        ``truth`` among them, all of one size.
    scene : Scene
        PET of one band; its facts tell the SUV factor.

    Returns
    -------
    dict
        ``unit`` (SUV, or that of the values where no factor is known), ``contour``; under
        ``max`` and ``mean`` one number per image.

    Raises
    ------
    SourceError, Cancelled
    """
    known = scene.source.facts.get("suv_factor")
    factor = float(known) if known and scene.values.unit != "SUV" else 1.0
    planes = range(scene.shape[0])

    def read(name: str, plane: int) -> NDArray[np.float64]:
        if cancel is not None:
            cancel.check()
        base = images[name]
        return base.physical(plane, slice(0, base.rows), slice(0, base.columns)) * factor

    tops = {name: max(float(read(name, plane).max()) for plane in planes) for name in images}
    sums, count = dict.fromkeys(images, 0.0), 0
    for plane in planes:
        hot = read("truth", plane) >= CONTOUR * tops["truth"]
        count += int(hot.sum())
        for name in images:
            sums[name] += float(read(name, plane)[hot].sum())
    return {
        "unit": "SUV" if known else scene.values.unit,
        "contour": CONTOUR,
        "max": tops,
        "mean": {name: total / count for name, total in sums.items()},
    }
