"""Looks: which bands of a scene are shown between which values, in grey or colour.

A look belongs to the display alone; the window through which a network sees is another thing
(``core.windows``). CT windows follow common teaching (centre and width in HU); those of other
scenes are percentiles of a sample.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from app.display.planes import quantity_of
from app.display.reduce import sample
from core.bands import COLOURS
from io_formats import Scene

__all__ = ["COLOUR_TABLES", "Look", "composed", "composites_of", "looks_of", "tinted"]

Levels = tuple[float, float]

CT_WINDOWS = (
    ("Abdomen", 40.0, 400.0),
    ("Brain", 40.0, 80.0),
    ("Lung", -600.0, 1500.0),
    ("Bone", 400.0, 1800.0),
    ("Mediastinum", 50.0, 350.0),
)
"""Name, centre and width in HU; the first one is shown first."""
SUV_TOPS = (("SUV 0 to 10", 10.0), ("SUV 0 to 5", 5.0), ("SUV 0 to 20", 20.0))
OF_FILE = ("As the file says", "As the file says, second")
COMPOSITES = (
    ("True colour", COLOURS),
    ("False colour", ("nir", "red", "green")),
    ("Short-wave infrared", ("swir", "nir", "red")),
)
"""Name and the roles of the bands shown as red, green and blue."""
STRETCH = (2.0, 98.0)
"""Percentiles of a raster's band that become black and white, as is usual in GIS programs."""
MR_STRETCH = (1.0, 99.5)
PET_STRETCH = 99.9
COLOUR_TABLES = ("viridis", "cividis", "magma", "turbo")
"""Colours for a band alone. All but turbo grow evenly lighter and can be read by the colour-blind;
turbo tells apart the most values."""


@dataclass(frozen=True, kw_only=True)
class Look:
    """One way to show a scene."""

    name: str
    """As a person picks it from a list."""
    bands: tuple[int, ...]
    """One band in grey, or three as red, green and blue."""
    levels: tuple[Levels, ...]
    """Per band shown, values that become black and white, in the shown unit."""
    inverted: bool = False
    """True where high values are dark, as is the habit with PET and the rule of MONOCHROME1."""
    colours: str = ""
    """Of ``COLOUR_TABLES``, for a band alone; empty: grey."""

    @property
    def span(self) -> Levels:
        """Return the lowest and the highest level of all bands."""
        return min(low for low, _ in self.levels), max(high for _, high in self.levels)

    def dragged(self, level: float, width: float) -> Look:
        """Return the look after a drag.

        Parameters
        ----------
        level : float
            By how many widths the centre of each band's window moves.
        width : float
            By which factor each window becomes wider.
        """
        moved = []
        for low, high in self.levels:
            span = max(high - low, 1e-9)
            centre = (low + high) / 2 + level * span
            half = span * width / 2
            moved.append((centre - half, centre + half))
        return replace(self, levels=tuple(moved))

    def levelled_as(self, other: Look) -> Look:
        """Return the look with the levels that another one has for the bands they share."""
        known = dict(zip(other.bands, other.levels, strict=True))
        levels = (known.get(i, own) for i, own in zip(self.bands, self.levels, strict=True))
        return replace(self, levels=tuple(levels))


def looks_of(scene: Scene) -> tuple[Look, ...]:
    """Return the looks of a scene, the usual one of its field first.

    Reads a sample of a lazy scene.

    Raises
    ------
    SourceError
        If the sample cannot be read.
    """
    modality = scene.source.modality
    # PS3.3 C.7.6.3.1.2: of MONOCHROME1 the least value is meant to be white.
    negative = scene.source.facts.get("photometric") == "MONOCHROME1"
    if modality == "CT" and scene.values.unit == "HU":
        return (*_windows(CT_WINDOWS, inverted=negative), *_of_file(scene, inverted=negative))
    if modality == "photo":
        return (_photo(scene),)
    if modality == "PT":
        return _pet(scene)
    if scene.source.format == "geotiff":
        return _raster(scene)
    low, high = _percentiles(sample(scene, 0), *MR_STRETCH)
    full = _percentiles(sample(scene, 0), 0, 100)
    return (
        Look(name="1 to 99.5 %", bands=(0,), levels=((low, high),), inverted=negative),
        Look(name="All values", bands=(0,), levels=(full,), inverted=negative),
        *_of_file(scene, inverted=negative),
    )


def composed(scene: Scene, looks: Sequence[Look], bands: tuple[int, int, int]) -> Look:
    """Return the look of any three bands, each between the levels that it has alone.

    Parameters
    ----------
    scene : Scene
        Names the bands.
    looks : sequence of Look
        Of the scene, from ``looks_of``; each band alone among them.
    bands : tuple of int
        Shown as red, green and blue.
    """
    alone = {look.bands[0]: look.levels[0] for look in looks if len(look.bands) == 1}
    return Look(
        name=" · ".join(scene.bands[i].name for i in bands),
        bands=bands,
        levels=tuple(alone[i] for i in bands),
    )


def tinted(look: Look, colours: str) -> Look:
    """Return the look of a band alone in the colours of a table, dark for low values."""
    return replace(look, colours=colours, inverted=False)


def _windows(named: Iterable[tuple[str, float, float]], *, inverted: bool) -> tuple[Look, ...]:
    """Return the looks of windows of one band, each given by its name, centre and width."""
    return tuple(
        Look(
            name=name,
            bands=(0,),
            levels=((centre - width / 2, centre + width / 2),),
            inverted=inverted,
        )
        for name, centre, width in named
    )


def _of_file(scene: Scene, *, inverted: bool) -> tuple[Look, ...]:
    """Return the windows that the file itself asks for."""
    asked = scene.source.facts.get("display_windows", ())
    named = ((name, *window) for name, window in zip(OF_FILE, asked, strict=False))
    return _windows(named, inverted=inverted)


def _pet(scene: Scene) -> tuple[Look, ...]:
    if quantity_of(scene).unit == "SUV":
        return tuple(
            Look(name=name, bands=(0,), levels=((0.0, top),), inverted=True)
            for name, top in SUV_TOPS
        )
    _, top = _percentiles(sample(scene, 0), 0, PET_STRETCH)
    return (Look(name="Up to 99.9 %", bands=(0,), levels=((0.0, top),), inverted=True),)


def _photo(scene: Scene) -> Look:
    colour = [i for i, band in enumerate(scene.bands) if band.role in COLOURS]
    bands = tuple(colour) if len(colour) == 3 else (0,)
    dtype = scene.pixels.dtype
    if dtype.kind == "u":
        # Stored values may be scaled on their way to the shown ones.
        ends = np.array([0, np.iinfo(dtype).max], dtype=dtype).reshape(2, 1, 1, 1)
        low, high = (float(v) for v in scene.values.to_physical(ends, bands=slice(0, 1)).flat)
        levels = (low, high)
    else:
        levels = (0.0, max(1.0, _percentiles(sample(scene, bands[0]), 0, 99.5)[1]))
    return Look(name="As it is", bands=bands, levels=(levels,) * len(bands))


def _raster(scene: Scene) -> tuple[Look, ...]:
    """Return the composites that the bands allow, then each band alone."""
    stretched = {
        i: _percentiles(sample(scene, i), *STRETCH)
        for i, band in enumerate(scene.bands)
        if band.role != "alpha"
    }
    looks = [
        Look(name=name, bands=bands, levels=tuple(stretched[i] for i in bands))
        for name, bands in composites_of(scene)
    ]
    for i, levels in stretched.items():
        looks.append(Look(name=scene.bands[i].name, bands=(i,), levels=(levels,)))
    return tuple(looks) or (Look(name=scene.bands[0].name, bands=(0,), levels=((0.0, 255.0),)),)


def composites_of(scene: Scene) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """Return name and bands of the composites that the roles of a scene's bands allow."""
    roles = [band.role for band in scene.bands]
    return tuple(
        (name, tuple(roles.index(role) for role in wanted))
        for name, wanted in COMPOSITES
        if all(role in roles for role in wanted)
    )


def _percentiles(values: NDArray[np.float64], low: float, high: float) -> Levels:
    """Return two percentiles that differ, whatever the values.

    What is the same everywhere is white where it is more than nothing: a saturated band, a mask.
    """
    if not values.size:
        return 0.0, 1.0
    bottom, top = (float(v) for v in np.percentile(values, (low, high)))
    if top > bottom:
        return bottom, top
    return (0.0, top) if top > 0 else (bottom, bottom + 1.0)
