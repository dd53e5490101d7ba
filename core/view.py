"""A plane of a scene as a person would look at it: an 8-bit picture through the value window."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.bands import BandPlan
from core.base import Base
from core.windows import ValueWindow
from io_formats import Scene

__all__ = ["before_after", "picture"]

GAP = 4
WHITE = 255


def picture(scene: Scene, window: ValueWindow, *, plane: int, scale: int = 1) -> NDArray[np.uint8]:
    """Return one plane, (H, W, 3): the first group of bands as red, green and blue.

    PET is shown inverted, as is the habit. Where nothing was measured the picture is black.
    """
    base = Base(scene, scale)
    whole = (slice(0, base.rows), slice(0, base.columns))
    physical = base.physical(plane, *whole)
    plan = BandPlan.of(scene.bands)
    unit = window.to_unit(physical)
    # A scene of nothing but alpha has no group: its first band is shown.
    unit = plan.split(unit)[0] if plan.groups else unit[[0, 0, 0]]
    if scene.source.modality == "PT":
        unit = 1 - unit
    valid = base.valid(plane, *whole)
    if valid is not None:
        unit = np.where(valid, unit, 0)
    levels: NDArray[np.uint8] = np.floor(unit * 255 + 0.5).astype(np.uint8)
    return np.moveaxis(levels, 0, -1)


def before_after(
    original: Scene, restored: Scene, truth: Scene | None, window: dict[str, Any]
) -> NDArray[np.uint8]:
    """Return input, result and truth side by side, (H, W, 3), middle plane, one window for all."""
    seen = ValueWindow.described(window)
    plane = original.shape[0] // 2
    scale = restored.shape[2] // original.shape[2]
    shown = [
        picture(original, seen, plane=plane, scale=scale),
        picture(restored, seen, plane=plane),
    ]
    if truth is not None:
        shown.append(picture(truth, seen, plane=plane))
    rows = shown[0].shape[0]
    gap = np.full((rows, GAP, 3), WHITE, dtype=np.uint8)
    return np.concatenate([part for image in shown for part in (gap, image)][1:], axis=1)
