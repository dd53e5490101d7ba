"""How many pixels were changed by how much, as a value that can be sent and asked."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["ChangeCurve"]


@dataclass(frozen=True, kw_only=True)
class ChangeCurve:
    """How many pixels changed by how much: a fine histogram, small enough to send."""

    width: float
    """Of a bin, in the unit of the scene; 0 where nothing changed."""
    counts: tuple[int, ...]
    """Pixels per bin: bin i holds changes above ``i * width`` and up to ``(i + 1) * width``."""
    pixels: int
    """Number of pixels that were measured, those without a change included."""

    @property
    def largest(self) -> float:
        """The largest change, in the unit of the scene."""
        return self.width * len(self.counts)

    def share_above(self, threshold: float) -> float:
        """Return the share of the pixels that changed by more than a threshold, 0 to 1.

        Exact at the edges of bins; between them changes are taken as spread evenly.
        """
        if not self.pixels or not self.width:
            return 0.0
        place = max(threshold, 0.0) / self.width
        first = int(place)
        if first >= len(self.counts):
            return 0.0
        beyond = sum(self.counts[first + 1 :]) + self.counts[first] * (first + 1 - place)
        return float(beyond) / self.pixels
