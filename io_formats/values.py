"""What stored numbers mean: the linear map between stored and physical values.

Not here: the window into which a network looks (``core.windows``).
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, Context, Decimal
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, DTypeLike, NDArray

__all__ = ["ValueMap", "decimal_string_above"]

ALL = slice(None)


def decimal_string_above(value: float) -> str:
    """Return the smallest decimal string of at most 16 characters that is not below ``value``.

    A rescale slope is stored as text of at most 16 bytes (PS3.5 6.2, VR DS). Rounding it up
    keeps the largest value of a slice representable.

    Parameters
    ----------
    value : float
        Positive and finite.
    """
    if not 0 < value < math.inf:
        raise ValueError(f"a slope is positive and finite, not {value!r}")
    for digits in range(16, 5, -1):
        context = Context(prec=digits, rounding=ROUND_CEILING)
        rounded = context.create_decimal(Decimal(float(value)))
        for text in (f"{rounded:f}", f"{rounded:E}".replace("E+", "E")):
            if len(text) <= 16:
                return text
    raise AssertionError(f"six digits and an exponent exceed 16 characters for {value!r}")


@dataclass(frozen=True, kw_only=True, eq=False)
class ValueMap:
    """Linear map ``physical = slope * stored + offset``, per plane and per band.

    ``slope`` and ``offset`` are (P or 1, B or 1) float64 arrays.
    """

    slope: NDArray[np.float64]
    """(P or 1, B or 1); 1 where stored values are physical already."""
    offset: NDArray[np.float64]
    """(P or 1, B or 1), in physical units; 0 where there is none."""
    unit: str
    """HU, BQML, SUV, reflectance, counts, sRGB, arbitrary …"""
    nodata: tuple[float | None, ...] = ()
    """Stored value per band that means "nothing was measured"; empty where none is declared."""
    stored_range: tuple[float, float] | None = None
    """Least and greatest stored value the target can hold; None: the whole range of the dtype."""
    refit: bool = False
    """True where a plane's slope may be raised when its values no longer fit (DICOM PET)."""

    def __post_init__(self) -> None:
        for name in ("slope", "offset"):
            array = np.array(getattr(self, name), dtype=np.float64, ndmin=2)
            if array.ndim != 2:
                raise ValueError(f"{name} must be (P or 1, B or 1), not {array.shape}")
            array.flags.writeable = False
            object.__setattr__(self, name, array)

    @classmethod
    def linear(
        cls,
        *,
        slope: ArrayLike = 1.0,
        offset: ArrayLike = 0.0,
        unit: str = "arbitrary",
        nodata: tuple[float | None, ...] = (),
        stored_range: tuple[float, float] | None = None,
        refit: bool = False,
    ) -> ValueMap:
        """Build a map from scalars or (P or 1, B or 1) arrays."""
        return cls(
            slope=np.array(slope, dtype=np.float64, ndmin=2),
            offset=np.array(offset, dtype=np.float64, ndmin=2),
            unit=unit,
            nodata=nodata,
            stored_range=stored_range,
            refit=refit,
        )

    def of_planes(self, planes: slice) -> ValueMap:
        """Return the map of some planes, counted from the first of them."""
        slope, offset = (
            array if array.shape[0] == 1 else array[planes] for array in (self.slope, self.offset)
        )
        return replace(self, slope=slope, offset=offset)

    def to_physical(
        self, stored: NDArray[np.generic], *, planes: slice = ALL, bands: slice = ALL
    ) -> NDArray[np.float64]:
        """Return physical values of a (p, b, h, w) block; float64, so that no digit is lost."""
        slope, offset = self._part(planes, bands)
        physical: NDArray[np.float64] = np.asarray(stored, dtype=np.float64) * slope + offset
        return physical

    def to_stored(
        self,
        physical: NDArray[np.floating],
        dtype: DTypeLike,
        *,
        planes: slice = ALL,
        bands: slice = ALL,
    ) -> tuple[NDArray[np.generic], int]:
        """Return stored values and how many had to be clipped to the representable range.

        Integers are rounded to the nearest value, ties to even. Non-finite physical values
        are not allowed for integer targets.
        """
        slope, offset = self._part(planes, bands)
        stored = (np.asarray(physical, dtype=np.float64) - offset) / slope
        dtype = np.dtype(dtype)
        if dtype.kind == "f":
            return stored.astype(dtype), 0
        low, high = self._limits(dtype)
        stored = np.rint(stored)
        clipped = int(np.count_nonzero((stored < low) | (stored > high)))
        return np.clip(stored, low, high).astype(dtype), clipped

    def fits(self, physical: NDArray[np.floating], dtype: DTypeLike, *, plane: int) -> bool:
        """Tell whether all values of one plane are representable with its present slope."""
        return self.to_stored(physical, dtype, planes=slice(plane, plane + 1))[1] == 0

    def refitted(self, *, plane: int, peak: float, dtype: DTypeLike, planes: int) -> ValueMap:
        """Return the map with the slope of one plane raised until ``peak`` fits.

        The new slope is rounded up to a decimal string of 16 characters, and is the number that
        must be written: quantising with the unrounded slope would bias every value
        (PS3.3 C.8.9.4, rescale slope of PET images). A slope that suffices stays.
        """
        slope = np.broadcast_to(self.slope, (planes, self.slope.shape[1])).copy()
        needed = peak / self._limits(np.dtype(dtype))[1]
        if needed > slope[plane].min():
            raised = float(decimal_string_above(needed))
            slope[plane] = np.maximum(slope[plane], raised)
        return replace(self, slope=slope)

    def _limits(self, dtype: np.dtype[Any]) -> tuple[float, float]:
        if self.stored_range is not None:
            return self.stored_range
        limits = np.iinfo(dtype)
        top = float(limits.max)
        # 2^63 - 1 is no float64: the nearest one lies above it and would wrap around.
        return float(limits.min), top if top <= limits.max else math.nextafter(top, 0)

    def _part(self, planes: slice, bands: slice) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        def pick(array: NDArray[np.float64]) -> NDArray[np.float64]:
            rows = array if array.shape[0] == 1 else array[planes]
            part = rows if rows.shape[1] == 1 else rows[:, bands]
            return part[:, :, None, None]

        return pick(self.slope), pick(self.offset)
