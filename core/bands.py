"""Any number of bands through a network that has three inputs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from io_formats import Band

__all__ = ["BandPlan"]

COLOURS = ("red", "green", "blue")


@dataclass(frozen=True)
class BandPlan:
    """Which bands go through the network together.

    Every restored band is in exactly one group; a group of fewer than three repeats its last band.
    Alpha is carried along and never restored.
    """

    groups: tuple[tuple[int, int, int], ...]
    """Band indices per group, in the order of the network's inputs."""
    count: int
    """Bands of the scene."""

    @classmethod
    def of(cls, bands: Sequence[Band]) -> BandPlan:
        """Group red, green and blue first, then the other bands in the order of the file."""
        roles = [band.role for band in bands]
        colours = [roles.index(role) for role in COLOURS if role in roles]
        first = colours if len(colours) == 3 else []
        rest = [i for i, role in enumerate(roles) if role != "alpha" and i not in first]
        ordered = first + rest
        groups = []
        for start in range(0, len(ordered), 3):
            group = ordered[start : start + 3]
            padded = group + [group[-1]] * (3 - len(group))
            groups.append((padded[0], padded[1], padded[2]))
        return cls(tuple(groups), len(bands))

    def split(self, image_BHW: NDArray[np.floating]) -> NDArray[np.float32]:
        """Return the groups as (G, 3, H, W)."""
        index = np.array(self.groups, dtype=np.intp).reshape(-1, 3)
        return np.ascontiguousarray(image_BHW[index], dtype=np.float32)

    def join(self, groups_GCHW: NDArray[np.floating]) -> NDArray[np.float32]:
        """Return the bands as (B, H, W): repeated bands are averaged, carried bands are zero."""
        rows, columns = groups_GCHW.shape[2:]
        # The mean of three equal numbers is that number in float64, not always in float32.
        total = np.zeros((self.count, rows, columns), dtype=np.float64)
        repeats = np.zeros((self.count, 1, 1), dtype=np.float64)
        for group, images in zip(self.groups, groups_GCHW, strict=True):
            for band, image in zip(group, images, strict=True):
                total[band] += image
                repeats[band] += 1
        np.divide(total, repeats, out=total, where=repeats > 0)
        return total.astype(np.float32)
