"""Physical values <-> the [0, 1] a network looks at.

A window is fitted once per scene, never per tile or plane, and travels with the report. Values
beyond its edges are not clipped away: what the network could not see is carried around it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from core.bands import BandPlan
from core.tasks import WindowRule
from core.tiles import blocks, spread
from io_formats import Scene

__all__ = ["TAPER_MARGIN", "ValueWindow", "fit_window", "window_between"]

Array = NDArray[np.float64]
Curve = Literal["linear", "sqrt"]

PERCENTILE = 99.99
SAMPLE_VALUES = 1 << 24
SAMPLE_PLANES = 16
TAPER_SHARE = 0.05
TAPER_SIGMA = 1.5
NOISE_SHARE = 0.25
TAPER_MARGIN = 8
"""Rows and columns around a block that its taper depends on."""


@dataclass(frozen=True, kw_only=True)
class ValueWindow:
    """Edges and curve between physical values and [0, 1]; one pair of edges per band.

    Notes
    -----
    ``keep`` edges are those beyond which values exist that the network never learned (lung and bone
    beside a soft-tissue window): the correction tapers out towards them, decided on a smoothed
    source so that noise does not switch it pixel by pixel. Where smoothing mixes air and bone to
    something within the window, the pixel's own value decides: it is kept the more, the farther
    it lies beyond what noise explains, and wholly from half a window beyond the edge. At all other
    edges the part of a value beyond the edge is scaled by what the network left of the edge itself:
    a cloud brighter than the window disappears with the cloud.
    """

    low: Array
    """(B, 1, 1) physical values that map to 0."""
    high: Array
    """(B, 1, 1) physical values that map to 1."""
    unit: str
    """Unit of the edges."""
    curve: Curve = "linear"
    """``sqrt`` for reflectance, which makes it resemble 8-bit imagery."""
    keep_low: bool = False
    """Taper the correction towards the lower edge."""
    keep_high: bool = False
    """Taper the correction towards the upper edge."""
    note: str = ""
    """A sentence about what was assumed; empty where nothing was."""

    def to_unit(self, physical_BHW: Array) -> Array:
        """Return values in [0, 1]; clipped."""
        share = np.clip((physical_BHW - self.low) / (self.high - self.low), 0.0, 1.0)
        return np.sqrt(share) if self.curve == "sqrt" else share

    def from_unit(self, unit_BHW: Array) -> Array:
        """Return physical values of numbers in [0, 1]; clipped."""
        share = np.clip(unit_BHW, 0.0, 1.0)
        if self.curve == "sqrt":
            share = share**2
        return self.low + share * (self.high - self.low)

    def correct(self, source_BHW: Array, correction_BHW: Array, taper_BHW: Array | float) -> Array:
        """Return the physical values after a correction that was made in [0, 1].

        Parameters
        ----------
        source_BHW : ndarray
            Physical values; finite.
        correction_BHW : ndarray
            Restored minus input, in [0, 1] units.
        taper_BHW : ndarray or float
            From ``taper``; 1 without keep edges.
        """
        before = self.to_unit(source_BHW)
        after = np.clip(before + correction_BHW, 0.0, 1.0)
        seen = np.clip(source_BHW, self.low, self.high)
        changed = self.from_unit(after)
        above, below = np.maximum(source_BHW - self.high, 0), np.minimum(source_BHW - self.low, 0)
        if not self.keep_high:
            changed += above * after
            seen += above
        if not self.keep_low:
            changed += below * (1 - after)
            seen += below
        corrected: Array = source_BHW + taper_BHW * (changed - seen)
        return corrected

    def taper(self, source_BHW: Array) -> Array | float:
        """Return the share of the correction that is applied, (B, H, W) in [0, 1]."""
        if not (self.keep_low or self.keep_high):
            return 1.0
        smooth: Array = ndimage.gaussian_filter(
            source_BHW, (0, TAPER_SIGMA, TAPER_SIGMA), mode="nearest", radius=TAPER_MARGIN
        )
        width = TAPER_SHARE * (self.high - self.low)
        share: Array = np.ones_like(smooth)
        noise = NOISE_SHARE * (self.high - self.low)
        if self.keep_low:
            share *= np.clip((smooth - self.low) / width, 0.0, 1.0)
            share *= np.clip((source_BHW - self.low) / noise + 2, 0.0, 1.0)
        if self.keep_high:
            share *= np.clip((self.high - smooth) / width, 0.0, 1.0)
            share *= np.clip((self.high - source_BHW) / noise + 2, 0.0, 1.0)
        return share

    def describe(self) -> dict[str, Any]:
        """Return the window for the report, JSON-able."""
        return {
            "low": self.low.ravel().tolist(),
            "high": self.high.ravel().tolist(),
            "unit": self.unit,
            "curve": self.curve,
            "keep_low": self.keep_low,
            "keep_high": self.keep_high,
            "note": self.note,
        }

    @classmethod
    def described(cls, told: Mapping[str, Any], bands: Sequence[int] | None = None) -> ValueWindow:
        """Return the window that a report tells of: the first, where it tells of several.

        ``bands`` picks some of its bands; None: all.
        """
        named = {field.name: told[field.name] for field in fields(cls)}
        for edge in ("low", "high"):
            values = np.array(named[edge], dtype=float)
            named[edge] = (values if bands is None else values[list(bands)])[:, None, None]
        return cls(**named)


def fit_window(scene: Scene, rule: WindowRule) -> ValueWindow:
    """Fit the window of a scene.

    A fixed window is converted to the scene's unit. SUV needs the factor of the scene; without it
    the 99.9th percentile of the volume becomes the upper edge, and the note says so.
    """
    if rule.kind == "fixed":
        return _fixed(scene, rule)
    eight_bit = scene.pixels.dtype == np.uint8
    if rule.kind == "imagery" and (eight_bit or scene.source.modality == "photo"):
        return _full_range(scene)
    return _percentiles(scene, "sqrt" if rule.kind == "imagery" else "linear")


def window_between(
    scene: Scene, low: Array | float, high: Array | float, **more: Any
) -> ValueWindow:
    """Return the window with these physical edges, one pair or one per band."""
    count = scene.shape[1]
    low_B, high_B = (np.broadcast_to(np.asarray(e, dtype=float), count) for e in (low, high))
    # Relative as well: 1e20 and 1e20 + 1 are the same number.
    high_B = np.where(high_B > low_B, high_B, low_B + np.maximum(1.0, 1e-6 * np.abs(low_B)))
    unit = more.pop("unit", scene.values.unit)
    return ValueWindow(low=low_B[:, None, None], high=high_B[:, None, None], unit=unit, **more)


def _fixed(scene: Scene, rule: WindowRule) -> ValueWindow:
    unit = scene.values.unit
    keep = {"keep_low": rule.keep_low, "keep_high": rule.keep_high}
    if rule.unit != "SUV" or unit == "SUV":
        note = "" if unit == rule.unit else f"values in {unit} were taken as {rule.unit}"
        return window_between(scene, rule.low, rule.high, note=note, **keep)
    factor = scene.source.facts.get("suv_factor")
    if factor:
        return window_between(scene, rule.low / factor, rule.high / factor, **keep)
    reason = scene.source.facts.get("suv_missing", "the file does not say enough")
    values = _sample(scene)
    top = max(float(np.percentile(values, 99.9)), 0.0) if values.size else 0.0
    note = (
        f"SUV cannot be computed ({reason}); the window's upper edge is the 99.9th percentile "
        f"of the volume, {top:.6g} {unit}"
    )
    return window_between(scene, 0.0, top, note=note, **keep)


def _full_range(scene: Scene) -> ValueWindow:
    span = scene.values.stored_range or (0, np.iinfo(scene.pixels.dtype).max)
    edges = scene.values.to_physical(np.array(span)[None, None, :, None])[0]
    # A file may declare a negative scale.
    return window_between(scene, edges.min((1, 2)), edges.max((1, 2)))


def _percentiles(scene: Scene, curve: Curve) -> ValueWindow:
    low, high = np.zeros(scene.shape[1]), np.ones(scene.shape[1])
    for group in BandPlan.of(scene.bands).groups:
        members = list(dict.fromkeys(group))
        values = np.concatenate([_sample(scene, band) for band in members])
        if values.size == 0:
            continue
        bottom = float(np.percentile(values, 100 - PERCENTILE))
        low[members] = min(0.0, bottom) if curve == "linear" else bottom
        high[members] = float(np.percentile(values, PERCENTILE))
    return window_between(scene, low, high, curve=curve)


def _sample(scene: Scene, band: int | None = None) -> Array:
    """Return valid physical values: of all planes, of planes spread evenly, or of their blocks.

    The places are fixed by the shape alone, so that the same scene gives the same window.
    """
    planes, bands, rows, columns = scene.shape
    part = slice(0, bands) if band is None else slice(band, band + 1)
    each = (part.stop - part.start) * rows * columns
    if planes * each <= SAMPLE_VALUES:
        return _values(scene, slice(0, planes), part, slice(0, rows), slice(0, columns))
    if each <= SAMPLE_VALUES:
        chosen = spread(planes, SAMPLE_VALUES // each)
        places = [(slice(0, rows), slice(0, columns))]
    else:
        chosen = spread(planes, min(planes, SAMPLE_PLANES))
        budget = SAMPLE_VALUES // ((part.stop - part.start) * len(chosen))
        places = blocks(rows, columns, budget)
    found = [_values(scene, slice(p, p + 1), part, r, c) for p in chosen for r, c in places]
    return np.concatenate(found)


def _values(scene: Scene, planes: slice, bands: slice, rows: slice, columns: slice) -> Array:
    physical = scene.values.to_physical(
        scene.pixels[planes, bands, rows, columns], planes=planes, bands=bands
    )
    if scene.valid is not None:
        valid = scene.valid[planes, slice(0, 1), rows, columns]
        measured: Array = physical[np.broadcast_to(valid, physical.shape)]
        return measured
    return physical.ravel()
