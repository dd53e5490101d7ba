"""Errors by what the truth shows: lung, soft tissue and bone of a CT, low and high uptake of a PET.

A mean over whole images is ruled by what fills them, air in CT and background in PET. What a reader
measures lies in ranges of value. Pixels are pooled over all images, since many images have none of
a range.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["VALUE_RANGES", "RangeErrors", "ValueRange"]

Image = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class ValueRange:
    """Physical values with a name; both edges belong to it."""

    title: str
    """What has such values, for the most part."""
    low: float = -math.inf
    """Lower edge."""
    high: float = math.inf
    """Upper edge."""

    def text(self, unit: str) -> str:
        """Return the edges in words: ``-160 to 240 HU``, ``from 10 SUV``, ``up to -300 HU``."""
        if math.isinf(self.low):
            return f"up to {self.high:g} {unit}"
        if math.isinf(self.high):
            return f"from {self.low:g} {unit}"
        return f"{self.low:g} to {self.high:g} {unit}"


VALUE_RANGES: dict[str, tuple[ValueRange, ...]] = {
    "HU": (
        ValueRange(title="air and lung", high=-300.0),
        ValueRange(title="soft tissue", low=-160.0, high=240.0),
        ValueRange(title="bone", low=300.0),
    ),
    "SUV": (
        ValueRange(title="background", high=1.0),
        ValueRange(title="uptake", low=1.0, high=10.0),
        ValueRange(title="high uptake", low=10.0),
    ),
}
"""By unit; other units have none."""


class RangeErrors:
    """Sums of errors over images, one per range of a unit."""

    def __init__(self, unit: str) -> None:
        self.unit = unit
        self.ranges = VALUE_RANGES.get(unit, ())
        self._sums = np.zeros((len(self.ranges), 2, 2))
        self._pixels = np.zeros(len(self.ranges), dtype=np.int64)

    def add(self, degraded: Image, restored: Image, truth: Image) -> None:
        """Take one image's errors into account; arrays of one shape in the unit."""
        for i, span in enumerate(self.ranges):
            there = (truth >= span.low) & (truth <= span.high)
            self._pixels[i] += np.count_nonzero(there)
            for side, image in enumerate((degraded, restored)):
                error = image[there] - truth[there]
                self._sums[i, side] += error.sum(), (error**2).sum()

    def summary(self) -> list[dict[str, Any]]:
        """Return title, edges, pixels, and bias and RMSE of input and output of each range.

        Bias is the mean of image minus truth; both are None where no pixel has such a value.
        """
        return [
            {
                "title": span.title,
                "values": span.text(self.unit),
                "pixels": int(pixels),
                "input": _errors(sums[0], int(pixels)),
                "output": _errors(sums[1], int(pixels)),
            }
            for span, pixels, sums in zip(self.ranges, self._pixels, self._sums, strict=True)
        ]


def _errors(sums: NDArray[np.float64], pixels: int) -> dict[str, float | None]:
    if not pixels:
        return {"bias": None, "rmse": None}
    return {"bias": float(sums[0]) / pixels, "rmse": math.sqrt(float(sums[1]) / pixels)}
