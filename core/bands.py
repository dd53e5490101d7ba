"""Any number of bands through a network that has three inputs, and which of them go at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from io_formats import Band, Scene
from io_formats.errors import UnsupportedContent

__all__ = ["COLOURS", "GROUP", "BandPlan", "choose_bands", "is_restored"]

COLOURS = ("red", "green", "blue")
GROUP = 3
"""Bands that go through the network together."""


@dataclass(frozen=True)
class BandPlan:
    """Which bands go through the network together.

    Every restored band is in exactly one group; a group of fewer than three repeats its last band.
    Alpha is carried along and never restored, and so are bands that were not chosen.
    """

    groups: tuple[tuple[int, int, int], ...]
    """Band indices per group, in the order of the network's inputs."""
    count: int
    """Bands of the scene."""

    @classmethod
    def of(cls, bands: Sequence[Band]) -> BandPlan:
        """Group red, green and blue first, then the other bands in the order of the file.

        Bands that the user chose stay in the order of the choice.
        """
        ordered = _ordered(bands)
        groups = []
        for start in range(0, len(ordered), GROUP):
            group = ordered[start : start + GROUP]
            padded = group + [group[-1]] * (GROUP - len(group))
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


def is_restored(band: Band) -> bool:
    """Tell whether a band goes through the network."""
    return band.role != "alpha" and not band.carried


def choose_bands(scene: Scene, wanted: Sequence[str]) -> Scene:
    """Return the scene with all bands carried along but the wanted ones.

    Parameters
    ----------
    scene : Scene
        As opened.
    wanted : sequence of str
        Bands by number from 1, by name or by role, whatever the case of the letters; a role may
        stand for several. The network gets them in this order. Empty: as the roles tell.

    Raises
    ------
    UnsupportedContent
        If there is no such band, or only transparency is left.
    """
    if not wanted:
        return scene
    found = list(dict.fromkeys(index for word in wanted for index in _named(scene, word.strip())))
    chosen = [index for index in found if scene.bands[index].role != "alpha"]
    if not chosen:
        raise _no_band(scene, "transparency is never restored")
    bands = tuple(
        replace(band, turn=chosen.index(index)) if index in chosen else replace(band, carried=True)
        for index, band in enumerate(scene.bands)
    )
    return replace(scene, bands=bands)


def _named(scene: Scene, word: str) -> list[int]:
    if word.isdecimal() and 1 <= int(word) <= len(scene.bands):
        return [int(word) - 1]
    for said in ([band.name for band in scene.bands], [band.role for band in scene.bands]):
        fitting = [index for index, name in enumerate(said) if name.lower() == word.lower()]
        if fitting:
            return fitting
    raise _no_band(scene, f"it has no band {word!r}")


def _no_band(scene: Scene, why: str) -> UnsupportedContent:
    every = ", ".join(
        f"{number} {band.name} ({band.role})" for number, band in enumerate(scene.bands, start=1)
    )
    return UnsupportedContent(
        f"{scene.source.path} was not restored", why=why, fix=f"choose among its bands: {every}"
    )


def _ordered(bands: Sequence[Band]) -> list[int]:
    restored = [index for index, band in enumerate(bands) if is_restored(band)]
    turns = {index: bands[index].turn for index in restored}
    if any(turn is not None for turn in turns.values()):
        return sorted(restored, key=lambda index: turns[index] or 0)
    roles = [band.role for band in bands]
    colours = [roles.index(role) for role in COLOURS if role in roles]
    first = colours if len(colours) == 3 else []
    return first + [index for index in restored if index not in first]
