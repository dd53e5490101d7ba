"""Figures of a result beside its truth, as a person reads them: rows, and under which rules.

Built from what ``core.comparison`` measures. Not here: the words of the rows, which are translated
in the window.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from app.display.planes import Quantity

__all__ = ["FigureName", "Row", "Rules", "brief", "curves_of", "number", "rows_of", "rules_of"]

FigureName = Literal["psnr", "ssim", "rmse", "mae", "bias", "uptake-max", "uptake-mean"]

HIGHER_IS_BETTER = ("psnr", "ssim")
DIGITS = {"psnr": 2, "ssim": 3}
SHORTEST_BY_POWERS = 1e4
"""From here on Python writes four digits as a power of ten."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One figure of input and result."""

    name: FigureName
    input: float
    output: float
    unit: str
    """As written after the numbers; may be empty."""
    truth: float | None = None
    """What uptake should be; None of figures that are errors themselves."""

    @property
    def gain(self) -> float:
        """How much nearer to the truth the result is, in ``unit``; negative: further away."""
        if self.name in HIGHER_IS_BETTER:
            # Two identical images: neither is nearer.
            return 0.0 if self.input == self.output else self.output - self.input
        aim = self.truth or 0.0
        return abs(self.input - aim) - abs(self.output - aim)

    def said(self, value: float) -> str:
        """Return a value of this figure with a real minus, and digits that fit input and result."""
        size = max(abs(self.input), abs(self.output))
        return number(value, DIGITS.get(self.name, _digits(size)))


@dataclass(frozen=True, kw_only=True)
class Rules:
    """Under which rules PSNR and SSIM were computed."""

    protocol: str
    """rgb8: as 8-bit RGB inside the window; float: the values inside the window."""
    data_range: float
    """255 or 1."""
    low: float
    """Lower edge of the window, in ``unit``; the least of several bands."""
    high: float
    """Upper edge."""
    unit: str
    planes: int
    """Over how many planes the figures are means."""


def rows_of(metrics: Mapping[str, Any], modality: str, quantity: Quantity) -> tuple[Row, ...]:
    """Return the rows that the field of a scene looks at, the usual ones first.

    Parameters
    ----------
    metrics : mapping
        As ``core.comparison.compare`` returns them.
    modality : str
        CT gets mean absolute and mean error in HU, PET its uptake.
    quantity : Quantity
        In which unit values of the scene are shown.
    """
    names: list[FigureName] = ["psnr", "ssim", "rmse"]
    if modality == "CT":
        names += ["mae", "bias"]
    units = {"psnr": "dB", "ssim": ""}
    rows = []
    for name in names:
        factor = 1.0 if name in units else quantity.factor
        before, after = (metrics[side][name] * factor for side in ("input", "output"))
        rows.append(Row(name=name, input=before, output=after, unit=units.get(name, quantity.unit)))
    uptake = metrics.get("uptake")
    if uptake is not None:
        kinds: tuple[tuple[FigureName, str], ...] = (("uptake-max", "max"), ("uptake-mean", "mean"))
        for name, kind in kinds:
            found = uptake[kind]
            unit = str(uptake["unit"]).replace("BQML", "Bq/ml")
            rows.append(
                Row(name=name, input=found["input"], output=found["output"],
                    truth=found["truth"], unit=unit)
            )  # fmt: skip
    return tuple(rows)


def rules_of(metrics: Mapping[str, Any], window: Mapping[str, Any], quantity: Quantity) -> Rules:
    """Return the rules, from the figures and the window of the report."""
    low, high = min(window["low"]) * quantity.factor, max(window["high"]) * quantity.factor
    return Rules(
        protocol=metrics["protocol"], data_range=metrics["data_range"], low=low, high=high,
        unit=quantity.unit, planes=metrics["planes"],
    )  # fmt: skip


def curves_of(
    metrics: Mapping[str, Any], name: str, factor: float = 1.0
) -> tuple[Sequence[float], Sequence[float]]:
    """Return a figure of every plane, of input and result; empty of a single plane.

    Infinite values (identical images) become the highest finite one, or 100.
    """
    planes = metrics.get("by_plane")
    if planes is None:
        return (), ()
    known = [value for side in planes.values() for value in side[name] if math.isfinite(value)]
    top = max(known, default=100.0)
    before, after = (
        [(value if math.isfinite(value) else top) * factor for value in planes[side][name]]
        for side in ("input", "output")
    )
    return before, after


def number(value: float, digits: int | None = None) -> str:
    """Return a number with a real minus; without digits given, about three that count."""
    if math.isinf(value):
        return "∞"
    if math.isnan(value):
        return "–"
    if digits is None:
        digits = _digits(abs(value))
    return f"{value:.{digits}f}".replace("-", "−")


def brief(value: float) -> str:
    """Return a value of an image with a real minus: four digits that count, no power of ten."""
    if abs(value) >= SHORTEST_BY_POWERS:
        return number(value, 0)
    return f"{value:.4g}".replace("-", "−")


def _digits(size: float) -> int:
    """Return how many digits behind the point a person can use."""
    return 0 if size >= 1000 else 1 if size >= 100 else 2 if size >= 0.1 or size == 0 else 4
