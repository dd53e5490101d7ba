"""The values of one picture of a scene, in the unit they are shown in.

Not here: levels and colours (``looks``), and rasters too large to be read whole (``pyramid``).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from app.display.orientation import Orientation, Way
from io_formats import Scene

__all__ = ["Picture", "Quantity", "alpha_of", "picture_of", "quantity_of"]


@dataclass(frozen=True, kw_only=True)
class Quantity:
    """What shown numbers are: physical values times a factor, in a unit."""

    factor: float = 1.0
    """SUV per Bq/ml for a PET that has it, else 1."""
    unit: str = ""
    """As written after a number: HU, SUV, Bq/ml; empty where the unit is arbitrary."""
    note: str = ""
    """Why the usual unit is not available; empty where it is."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Picture:
    """Values of one picture."""

    values: NDArray[np.float32]
    """(H, W), or (H, W, 3) for a composite; contiguous, in the shown unit; 0 where not valid."""
    void: NDArray[np.bool_] | None
    """(H, W), True where nothing was measured, or a photo lets see through; None: nowhere."""
    coloured: tuple[object, NDArray[np.uint8]] | None = None
    """(H, W, 4) colours and the tone, levels or scale, that made them; None: not coloured yet."""


Scalar = TypeVar("Scalar", bound=np.generic)

UNITS = {"BQML": "Bq/ml", "sRGB": "", "arbitrary": ""}
"""How the units of value maps are written."""


def quantity_of(scene: Scene) -> Quantity:
    """Return what numbers of a scene are shown: PET as SUV where the header allows it."""
    unit = scene.values.unit
    facts = scene.source.facts
    if scene.source.modality == "PT" and facts.get("suv_factor"):
        return Quantity(factor=float(facts["suv_factor"]), unit="SUV")
    note = str(facts.get("suv_missing") or "")
    return Quantity(unit=UNITS.get(unit, unit), note=note)


def alpha_of(scene: Scene) -> int | None:
    """Return the band whose zeros are not to be seen; None: what is valid is known otherwise."""
    if scene.valid is not None:
        return None
    return next((i for i, band in enumerate(scene.bands) if band.role == "alpha"), None)


def picture_of(
    scene: Scene, orientation: Orientation, index: int, bands: tuple[int, ...]
) -> Picture:
    """Return a picture of a scene, read as one block.

    Parameters
    ----------
    scene : Scene
        Whose pixels may be lazy.
    orientation : Orientation
        One of ``orientations_of(scene)``.
    index : int
        Number of the picture, 0 to ``orientation.count`` - 1.
    bands : tuple of int
        One band, or three for red, green and blue.

    Raises
    ------
    SourceError
        If the file cannot be read there.
    """
    planes, _, rows, columns = scene.shape
    through = orientation.through
    place = index if through.forward else (columns, rows, planes)[through.axis] - 1 - index
    window = [slice(0, columns), slice(0, rows), slice(0, planes)]
    window[through.axis] = slice(place, place + 1)
    across, down, plane = window
    quantity = quantity_of(scene)
    layers = []
    for band in bands:
        part = slice(band, band + 1)
        stored = scene.pixels[plane, part, down, across]
        physical = scene.values.to_physical(stored, planes=plane, bands=part)
        layers.append((physical[:, 0] * quantity.factor).astype(np.float32))
    turned = [_cut(layer, orientation) for layer in layers]
    values = turned[0] if len(turned) == 1 else np.stack(turned, axis=-1)
    void = _void(scene, (plane, down, across), orientation)
    bad = ~np.isfinite(values)
    if bad.any():
        holes = np.asarray(bad if bad.ndim == 2 else bad.any(axis=-1), dtype=np.bool_)
        void = holes if void is None else np.logical_or(void, holes)
    if void is not None:
        values = np.where(void if values.ndim == 2 else void[..., None], np.float32(0), values)
    return Picture(values=np.ascontiguousarray(values), void=void)


def _void(
    scene: Scene, window: tuple[slice, slice, slice], orientation: Orientation
) -> NDArray[np.bool_] | None:
    plane, down, across = window
    alpha = alpha_of(scene)
    if alpha is not None:
        valid = scene.pixels[plane, slice(alpha, alpha + 1), down, across][:, 0] != 0
    elif scene.valid is not None:
        valid = scene.valid[plane, slice(0, 1), down, across][:, 0]
    else:
        return None
    return None if valid.all() else np.ascontiguousarray(~_cut(valid, orientation))


def _cut(block: NDArray[Scalar], orientation: Orientation) -> NDArray[Scalar]:
    """Return the (H, W) picture in a (P, H, W) block that is one voxel thick."""
    order = [_position(way) for way in (orientation.through, orientation.down, orientation.across)]
    image: NDArray[Scalar] = block.transpose(order)[0]
    if not orientation.down.forward:
        image = image[::-1]
    return image if orientation.across.forward else image[:, ::-1]


def _position(way: Way) -> int:
    """Return the position of a voxel axis in a block (P, H, W)."""
    return 2 - way.axis
