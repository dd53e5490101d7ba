"""What a classical method is: a function of an image and some numbers, and what to try for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product

import numpy as np
from numpy.typing import NDArray

__all__ = ["Image", "Method", "reflected"]

Image = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Method:
    """One method and the values of its parameters that tuning tries."""

    id: str
    """Short name, as tables show it."""
    title: str
    """What it is."""
    tasks: tuple[str, ...]
    """Tasks it is tried for."""
    restore: Callable[..., Image]
    """``restore(image_BHW, **parameters) -> image_BHW``: values in [0, 1] of the window in, values
    of the same shape out, which may leave [0, 1]."""
    grid: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    """Values to try, by parameter."""

    def choices(self) -> Iterator[dict[str, float]]:
        """Yield every combination of the grid; one empty one where nothing can be tuned."""
        for values in product(*self.grid.values()):
            yield dict(zip(self.grid, values, strict=True))


def reflected(image_BHW: Image, margin: int) -> Image:
    """Continue an image by reflection about its outer edges, as often as needed."""
    return np.pad(image_BHW, ((0, 0), (margin, margin), (margin, margin)), mode="symmetric")
