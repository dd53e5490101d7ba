"""Several windows over one scene: each pixel is corrected by the network's view that knows it.

A CT is read in lung, soft tissue and bone, and one window that shows all three shows none of them
well. The network looks through each window in turn, and the corrections are blended by what the
smoothed source shows. Not here: a single window and its taper (``core.windows``).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.tasks import WindowRule
from core.windows import ValueWindow, fit_window
from io_formats import Scene

__all__ = ["WindowBlend", "fit_windows"]

Array = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class WindowBlend:
    """Windows in the order of their precedence; the first is the task's own."""

    windows: tuple[ValueWindow, ...]
    """At least one."""

    @property
    def main(self) -> ValueWindow:
        """The task's own window: what the prompts are asked through."""
        return self.windows[0]

    def shares(self, source_BHW: Array) -> list[Array | float]:
        """Return what each window contributes to a pixel: its taper, as far as others left room.

        Parameters
        ----------
        source_BHW : ndarray
            Physical values; finite. The outermost ``TAPER_MARGIN`` pixels are not to be relied on.

        Returns
        -------
        list of ndarray (B, H, W) or float
            In [0, 1]; their sum is at most 1, and less where no window knows the value.
        """
        found: list[Array | float] = []
        left: Array | float = 1.0
        for window in self.windows:
            share = window.taper(source_BHW)
            if found:
                share = np.minimum(share, left)
            found.append(share)
            left = left - share
        return found

    def needed(self, source_BHW: Array) -> tuple[bool, ...]:
        """Tell which windows contribute to any pixel of a block; the first always counts."""
        if len(self.windows) == 1:
            return (True,)
        others = self.shares(source_BHW)[1:]
        return (True, *(bool(np.any(np.asarray(share) > 0)) for share in others))

    def correct(
        self, source_BHW: Array, corrections_KBHW: Array, shares: list[Array | float]
    ) -> Array:
        """Return the physical values after corrections made in [0, 1] of each window.

        Parameters
        ----------
        source_BHW : ndarray
            Physical values; finite.
        corrections_KBHW : ndarray
            Restored minus input, one per window.
        shares : list
            From ``shares``, cut to the source.
        """
        if len(self.windows) == 1:
            return self.main.correct(source_BHW, corrections_KBHW[0], shares[0])
        total = np.zeros_like(source_BHW)
        for window, correction, share in zip(self.windows, corrections_KBHW, shares, strict=True):
            total += window.correct(source_BHW, correction, share) - source_BHW
        corrected: Array = source_BHW + total
        return corrected

    def describe(self) -> dict[str, Any]:
        """Return the windows for the report, JSON-able: the first, and ``further`` ones."""
        told = self.main.describe()
        if len(self.windows) > 1:
            told["further"] = [
                {edge: window.describe()[edge] for edge in ("low", "high")}
                for window in self.windows[1:]
            ]
        return told


def fit_windows(scene: Scene, rule: WindowRule) -> WindowBlend:
    """Fit the windows of a scene: the rule's own and its further ones.

    Further windows have fixed edges: where the first cannot be expressed in the scene's unit and
    was guessed, there are none.
    """
    main = fit_window(scene, rule)
    if main.note:
        return WindowBlend(windows=(main,))
    others = [
        fit_window(scene, replace(rule, low=low, high=high, further=()))
        for low, high in rule.further
    ]
    return WindowBlend(windows=(main, *others))
