"""The eight orientations of an image: what a network sees when the same picture is turned.

References
----------
R. Timofte, R. Rothe and L. Van Gool, "Seven ways to improve example-based single image super
resolution", CVPR 2016, section 3.7: the eight flips and rotations of a self-ensemble.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from numpy.typing import NDArray

__all__ = ["QUARTERS", "TURNS", "Turn"]


@dataclass(frozen=True)
class Turn:
    """One of the eight orientations of a rectangle."""

    transposed: bool
    """Rows become columns, before anything is mirrored."""
    rows_back: bool
    """Rows run backwards."""
    columns_back: bool
    """Columns run backwards."""

    def apply(self, image: NDArray[Any]) -> NDArray[Any]:
        """Turn the last two axes of an array; a view."""
        turned = image.swapaxes(-2, -1) if self.transposed else image
        rows, columns = (slice(None, None, -1 if b else 1) for b in self._back)
        return turned[..., rows, columns]

    def undo(self, image: NDArray[Any]) -> NDArray[Any]:
        """Turn the last two axes back; a view."""
        rows, columns = (slice(None, None, -1 if b else 1) for b in self._back)
        straight = image[..., rows, columns]
        return straight.swapaxes(-2, -1) if self.transposed else straight

    @property
    def _back(self) -> tuple[bool, bool]:
        return self.rows_back, self.columns_back


TURNS = tuple(
    Turn(transposed, rows_back, columns_back)
    for transposed in (False, True)
    for rows_back in (False, True)
    for columns_back in (False, True)
)
"""All eight; the first leaves everything as it is."""

QUARTERS = tuple(t for t in TURNS if t.transposed == (t.rows_back != t.columns_back))
"""The four of them that a turn by quarters reaches, nothing mirrored; the first is no turn."""
