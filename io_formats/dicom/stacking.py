"""How evenly the slices of a series are stacked: steps, gaps, doubled places, shear.

Not here: where a slice lies (``geometry``), and which slices make one series (``series``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from io_formats.dicom.geometry import SAME_PLACE_MM, Plane

__all__ = ["Stack", "stack_of"]

REGULAR = 0.05
"""Of the usual step: deviations up to this are those of rounded positions."""
GAP_STEPS = 1.5
"""Usual steps from which on a slice is missing."""
SHEAR_DEGREES = 0.1
DECIMALS = 3
"""Of millimetres and degrees, in facts."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Stack:
    """Placed slices, two or more, in the order of their positions."""

    positions: NDArray[np.float64]
    """(P,) along the normal, mm."""
    shear_degrees: float
    """Between the normal and the way from the first slice to the last."""

    @property
    def steps(self) -> NDArray[np.float64]:
        """(P - 1,) from each slice to the next, mm; 0 between two at the same place."""
        return np.diff(self.positions)

    @property
    def distinct(self) -> NDArray[np.float64]:
        """Steps between different places; empty where there is only one."""
        return self.steps[self.steps > SAME_PLACE_MM]

    @property
    def doubled(self) -> int:
        """Slices that lie where another one lies."""
        return len(self.steps) - len(self.distinct)

    @property
    def usual(self) -> float:
        """The median step, mm; 0 where there is only one place."""
        return float(np.median(self.distinct)) if len(self.distinct) else 0.0

    @property
    def gaps(self) -> NDArray[np.intp]:
        """Slices behind which at least one is missing, from 0."""
        if not len(self.distinct):
            return np.empty(0, np.intp)
        return np.flatnonzero(self.steps >= GAP_STEPS * self.usual)

    @property
    def missing(self) -> int:
        """Slices that would fill the gaps at the usual step."""
        if not len(self.gaps):
            return 0
        return int(np.maximum(np.rint(self.steps[self.gaps] / self.usual) - 1, 1).sum())

    @property
    def uneven(self) -> bool:
        """Whether steps differ by more than rounding, gaps apart."""
        steps = self.distinct[self.distinct < GAP_STEPS * self.usual]
        return bool((np.abs(steps - self.usual) > REGULAR * self.usual).any())

    @property
    def sheared(self) -> bool:
        """Whether the slices are moved against each other within their planes."""
        return self.shear_degrees >= SHEAR_DEGREES

    def warnings(self) -> tuple[str, ...]:
        """Return a sentence for each way in which the slices are not evenly stacked."""
        found: list[str] = []
        if self.doubled:
            found.append(
                f"{self.doubled} of {len(self.positions)} slices lie where another slice lies "
                "already."
            )
        if not len(self.distinct):
            return tuple(found)
        if len(self.gaps):
            places = ", ".join(
                f"{self.positions[gap]:.1f} and {self.positions[gap + 1]:.1f}"
                for gap in self.gaps[:3]
            )
            found.append(
                f"Slices are missing: {len(self.gaps)} gap(s) in the series, between {places} mm "
                f"(usual step {self.usual:.2f} mm)."
            )
        if self.uneven:
            low, high = self.distinct.min(), self.distinct.max()
            found.append(
                f"The slices are unevenly spaced ({low:.2f} to {high:.2f} mm); "
                "the volume's step is their mean."
            )
        if self.sheared:
            found.append(
                f"The stack of slices is sheared by {self.shear_degrees:.1f} degrees (tilted "
                "gantry or moved table); positions are kept slice by slice."
            )
        return tuple(found)

    def facts(self, thickness_mm: float | None) -> dict[str, Any]:
        """Return JSON-able facts: the gap between slices, and what is irregular.

        ``slice_gap_mm`` is the usual step less the thickness: what lies between two slices and is
        in neither, or, below 0, how far they overlap.
        """
        found: dict[str, Any] = {}
        if thickness_mm and self.usual:
            found["slice_gap_mm"] = _rounded(self.usual - thickness_mm)
        if self.uneven or len(self.gaps):
            found["slice_steps_mm"] = [
                _rounded(step) for step in (self.distinct.min(), self.usual, self.distinct.max())
            ]
        if self.missing:
            found["missing_slices"] = self.missing
        if self.doubled:
            found["doubled_slices"] = self.doubled
        if self.sheared and len(self.distinct):
            found["stack_shear_degrees"] = _rounded(self.shear_degrees)
        return found


def stack_of(planes: Sequence[Plane | None]) -> Stack | None:
    """Return how slices in order are stacked; None for one slice, or where some are not placed."""
    placed = [plane for plane in planes if plane is not None]
    if len(placed) < 2 or len(placed) < len(planes):
        return None
    way = placed[-1].origin - placed[0].origin
    length = float(np.linalg.norm(way))
    cosine = min(1.0, abs(float(way @ placed[0].normal)) / length) if length else 1.0
    return Stack(
        positions=np.array([plane.position for plane in placed]),
        shear_degrees=float(np.degrees(np.arccos(cosine))),
    )


def _rounded(value: float) -> float:
    return round(float(value), DECIMALS) + 0.0
