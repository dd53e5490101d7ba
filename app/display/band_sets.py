"""Which bands of a scene of many can be restored together, and what they are called.

The choice is told as ``--bands`` tells it; what it means is ``core.bands``.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.display.looks import composites_of
from core.bands import GROUP
from io_formats import Scene

__all__ = ["BandSet", "band_sets", "label_of", "restorable"]


@dataclass(frozen=True, kw_only=True)
class BandSet:
    """Three bands that belong together."""

    name: str
    """Of the look that shows them."""
    numbers: tuple[str, ...]
    """Of the bands, from 1, as ``--bands`` takes them."""


def restorable(scene: Scene) -> tuple[str, ...]:
    """Return the numbers of the bands that may be chosen; empty where there is nothing to choose.

    Up to three bands go through the network together: then all are meant.
    """
    numbers = [str(n) for n, band in enumerate(scene.bands, 1) if band.role != "alpha"]
    several = scene.source.modality != "photo" and len(numbers) > GROUP
    return tuple(numbers) if several else ()


def band_sets(scene: Scene) -> tuple[BandSet, ...]:
    """Return the composites of a scene, each as a choice of its bands."""
    if not restorable(scene):
        return ()
    return tuple(
        BandSet(name=name, numbers=tuple(str(index + 1) for index in bands))
        for name, bands in composites_of(scene)
    )


def label_of(scene: Scene, number: str) -> str:
    """Return what a band is called: its number, its name and its role."""
    band = scene.bands[int(number) - 1]
    known = band.role not in ("value", "") and band.role.lower() != band.name.lower()
    return f"{number}  {band.name}" + (f" ({band.role})" if known else "")
