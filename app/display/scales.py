"""Scales of colour maps over a picture: of differences and of other measured maps.

A scale tells what a colour means, in the unit that is shown; its bar prints it. The colours stay
apart for eyes that tell red from green badly: blue and orange for signs, dark to light for sizes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

__all__ = ["Scale", "difference_scale", "rounded_up", "size_scale"]

Colour = tuple[int, int, int]

SIGNS: tuple[Colour, ...] = (
    (10, 56, 110),
    (70, 138, 200),
    (244, 244, 242),
    (240, 150, 60),
    (130, 60, 0),
)
"""From what became less to what became more, over nearly white."""
SIZES: tuple[Colour, ...] = ((12, 14, 40), (60, 60, 130), (150, 100, 110), (235, 170, 70),
                             (255, 245, 200))  # fmt: skip
"""From nothing to much; lightness alone tells it, too."""
ROUNDING = 1e-5
"""Share by which a difference of float32 numbers may be off: 0.01 that is a little more is 0.01."""
COMMON = 99.5
"""Percentile of sizes that the ends of a scale show; few pixels lie beyond them."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Scale:
    """What the colours of a map mean."""

    low: float
    """Value at the first colour, in ``unit``."""
    high: float
    """Value at the last colour."""
    unit: str
    """As written after a number; may be empty."""
    title: str
    """What is shown, in a few words."""
    colours: NDArray[np.uint8]
    """(256, 3): red, green and blue from low to high."""

    def widened(self, factor: float) -> Scale:
        """Return the scale with its ends so many times as far apart; 0 keeps its colour."""
        return replace(self, low=self.low * factor, high=self.high * factor)


def difference_scale(values: NDArray[np.float32], unit: str, title: str) -> Scale:
    """Return a scale with 0 in its middle and the common differences between its ends.

    Parameters
    ----------
    values : ndarray, any shape
        Differences, in ``unit``.
    """
    end = _end_of(values)
    return Scale(low=-end, high=end, unit=unit, title=title, colours=_between(SIGNS))


def size_scale(values: NDArray[np.float32], unit: str, title: str) -> Scale:
    """Return a scale from 0 to the common sizes.

    Parameters
    ----------
    values : ndarray, any shape
        Not negative, in ``unit``.
    """
    return Scale(low=0.0, high=_end_of(values), unit=unit, title=title, colours=_between(SIZES))


def rounded_up(size: float) -> float:
    """Return the least of 1, 2 or 5 times a power of ten that is not below ``size``, above 0."""
    power = 10.0 ** np.floor(np.log10(size))
    return float(next(n * power for n in (1, 2, 5, 10) if n * power >= size * (1 - ROUNDING)))


def _end_of(values: NDArray[np.float32]) -> float:
    sizes = np.abs(values[np.isfinite(values)])
    common = float(np.percentile(sizes, COMMON)) if sizes.size else 0.0
    return rounded_up(common) if common > 0 else 1.0


def _between(stops: Sequence[Colour]) -> NDArray[np.uint8]:
    """Return 256 colours through the given ones, evenly spaced."""
    at = np.linspace(0, 1, len(stops))
    wanted = np.linspace(0, 1, 256)
    columns = [np.interp(wanted, at, [stop[i] for stop in stops]) for i in range(3)]
    return np.stack(columns, axis=-1).round().astype(np.uint8)
