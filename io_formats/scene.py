"""The noun everybody shares: an image with its planes, bands, values, grid and origin.

A ``Scene`` is immutable. It may hold its pixels in memory or read them window by window from the
file; either way they are addressed the same way. New scenes come from ``with_pixels`` and
``cropped``, and each of them appends a ``Step`` to the history.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from io_formats.grid import Grid
from io_formats.values import ValueMap

__all__ = ["Band", "Pixels", "Scene", "Source", "Step", "Window", "spans_of"]

Window = tuple[slice, slice, slice, slice]
"""Planes, bands, rows, columns; slices only, so that no axis is ever dropped."""


class Pixels(Protocol):
    """Anything with four axes (planes, bands, rows, columns) that slices to an array.

    An ``ndarray``, a ``memmap`` or a reader that fetches just the window asked for. Slices have
    step 1 and non-negative bounds; the result keeps four axes and the stored dtype.
    """

    @property
    def shape(self) -> tuple[int, ...]:
        """(P, B, H, W)."""

    @property
    def dtype(self) -> np.dtype[Any]:
        """Stored dtype."""

    def __getitem__(self, window: Window, /) -> NDArray[Any]:
        """Return the block of that window, (p, b, h, w)."""


@dataclass(frozen=True, kw_only=True)
class Band:
    """One channel of a scene."""

    name: str
    """What the file calls it; ``b1`` … ``bN`` where the file is silent."""
    role: str = "value"
    """red, green, blue, nir, swir, pan, grey, alpha, or value where nothing is known."""
    carried: bool = False
    """True where the user chose other bands: it is passed through, or enlarged, and no more."""
    turn: int | None = None
    """Place among the bands that the user chose, from 0; None: nobody chose."""


@dataclass(frozen=True, kw_only=True)
class Source:
    """Where a scene came from and what its file said."""

    path: Path
    """The path that was opened: a file or a folder."""
    format: str
    """Id of the adapter that read it: dicom, nifti, geotiff, photo."""
    files: tuple[Path, ...]
    """Every file read, in plane order where there is one file per plane."""
    modality: str
    """CT, PT, MR or another DICOM modality; raster, SAR, or photo."""
    lossy: bool = False
    """True where the container had compressed the pixels with loss."""
    facts: Mapping[str, Any] = field(default_factory=dict)
    """JSON-able facts for ``info`` and the sidecar, without pixels and without patient names.
    The engine reads ``suv_factor`` (SUV per physical unit) or ``suv_missing`` (why there is none)
    of a PET scene, and ``label_map`` (True: the values are classes, not intensities)."""
    part: str = ""
    """Which of several scenes at ``path``, as a file name may end; empty where there is one."""
    warnings: tuple[str, ...] = ()
    """Sentences for the user about what was guessed, skipped or odd while reading."""
    template: Any = None
    """What the adapter needs to write the same kind of file again; opaque to everyone else."""


@dataclass(frozen=True, kw_only=True)
class Step:
    """One thing that was done to a scene."""

    name: str
    """A verb: restored, cropped."""
    parameters: Mapping[str, Any] = field(default_factory=dict)
    """JSON-able parameters of the step."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Scene:
    """An image that knows what and where it is.

    Notes
    -----
    ``pixels`` always has four axes (P, B, H, W): planes, bands, rows, columns, in the stored dtype.
    A photo is (1, 3, H, W), a CT series (P, 1, H, W), a satellite scene (1, B, H, W) and a 4-D
    NIfTI (K*T, 1, H, W) with the third axis running fastest.
    """

    pixels: Pixels
    """(P, B, H, W), stored dtype."""
    planes: tuple[str, ...]
    """A label per plane: slice position, page, volume and slice."""
    bands: tuple[Band, ...]
    """One per band."""
    values: ValueMap
    """Stored <-> physical."""
    grid: Grid
    """Geometry of the first plane and the step to the next."""
    source: Source
    """The file behind it."""
    valid: Pixels | None = None
    """(P, 1, H, W) bool, False where nothing was measured; None: everything was."""
    history: tuple[Step, ...] = ()
    """What was done since it was read, oldest first."""

    def __post_init__(self) -> None:
        shape = tuple(self.pixels.shape)
        if len(shape) != 4:
            raise ValueError(f"pixels must be (P, B, H, W), not {shape}")
        if (len(self.planes), len(self.bands)) != shape[:2]:
            raise ValueError(f"{len(self.planes)} planes, {len(self.bands)} bands, pixels {shape}")
        if self.valid is not None and tuple(self.valid.shape) != (shape[0], 1, *shape[2:]):
            raise ValueError(f"valid must be (P, 1, H, W), not {tuple(self.valid.shape)}")
        for array in (self.pixels, self.valid):
            if type(array) is np.ndarray:
                array.flags.writeable = False

    @property
    def shape(self) -> tuple[int, int, int, int]:
        """(P, B, H, W)."""
        planes, bands, rows, columns = self.pixels.shape
        return planes, bands, rows, columns

    def with_pixels(
        self,
        pixels: Pixels,
        *,
        step: Step,
        grid: Grid | None = None,
        values: ValueMap | None = None,
        valid: Pixels | None = None,
    ) -> Scene:
        """Return the scene with new pixels poured in and the step recorded.

        ``grid`` and ``values`` stay as they were when None. ``valid`` is taken as given, since the
        old mask seldom fits new pixels: pass ``scene.valid`` to keep it.
        """
        return replace(
            self,
            pixels=pixels,
            grid=grid or self.grid,
            values=values or self.values,
            valid=valid,
            history=(*self.history, step),
        )

    def cropped(self, *, rows: slice, columns: slice, planes: slice = slice(None)) -> Scene:
        """Return the part within the given rows, columns and planes, read into memory.

        Raises
        ------
        ValueError
            If a slice skips pixels or holds none.
        """
        plane_count, bands, height, width = self.shape
        part, down, across = (
            _bounds(asked, size)
            for asked, size in ((planes, plane_count), (rows, height), (columns, width))
        )
        names = {"planes": part, "rows": down, "columns": across}
        valid = None if self.valid is None else self.valid[part, slice(0, 1), down, across]
        return replace(
            self,
            pixels=np.array(self.pixels[part, slice(0, bands), down, across]),
            planes=self.planes[part],
            grid=self.grid.cropped(row=down.start, column=across.start, plane=part.start),
            values=self.values.of_planes(part),
            valid=None if valid is None else np.array(valid),
            history=(
                *self.history,
                Step(
                    name="cropped",
                    parameters={name: [kept.start, kept.stop] for name, kept in names.items()},
                ),
            ),
        )


def spans_of(window: Window, shape: tuple[int, ...]) -> list[tuple[int, int]]:
    """Return start and stop of each axis of a window, within the shape.

    Raises
    ------
    ValueError
        If a slice skips something.
    """
    spans = []
    for part, length in zip(window, shape, strict=True):
        start, stop, step = part.indices(length)
        if step != 1:
            raise ValueError(f"windows have step 1, not {step}")
        spans.append((start, max(start, stop)))
    return spans


def _bounds(asked: slice, size: int) -> slice:
    start, stop, step = asked.indices(size)
    if step != 1 or start >= stop:
        raise ValueError(f"{asked} does not cut a block out of {size}")
    return slice(start, stop)
