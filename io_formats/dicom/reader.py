"""A DICOM file or series folder becomes a scene: one plane per slice, stored values untouched."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from io_formats.dicom.archive import is_zip, unpacked
from io_formats.dicom.attributes import flag, quietly, text
from io_formats.dicom.facts import facts_of, was_lossy
from io_formats.dicom.geometry import series_grid
from io_formats.dicom.pixels import decode, padding_mask, stored_dtype
from io_formats.dicom.probe import read_head
from io_formats.dicom.rescale import value_map
from io_formats.dicom.series import Slice, gather, single
from io_formats.errors import DamagedFile
from io_formats.grid import Grid
from io_formats.scene import Band, Scene, Source
from io_formats.values import ValueMap

if TYPE_CHECKING:
    from pydicom import Dataset

__all__ = ["SeriesTemplate", "read_scene"]


@dataclass(frozen=True, kw_only=True)
class SeriesTemplate:
    """What the writer needs of the source: its headers and what was derived from them."""

    headers: tuple[Dataset, ...]
    """Data sets without pixels, in plane order."""
    folder: bool
    """True where a folder was opened, so that the result is a folder too."""
    grid: Grid
    """Grid of the source."""
    values: ValueMap
    """Value map of the source, one slope per slice."""


def read_scene(path: Path) -> Scene:
    """Open a DICOM file, or the one series in a folder or a ZIP archive.

    Returns
    -------
    Scene
        ``pixels`` (P, 1, H, W) in the stored integer dtype, planes sorted along the normal;
        ``valid`` is False at pixel padding.

    Raises
    ------
    SourceError
        One of its branches, naming the file.
    """
    if path.is_file() and is_zip(read_head(path)):
        with unpacked(path) as unzipped:
            scene = _read(unzipped, folder=True)
        return replace(scene, source=replace(scene.source, path=path, files=(path,)))
    return _read(path, folder=path.is_dir())


def _read(path: Path, *, folder: bool) -> Scene:
    with quietly():
        slices, warnings = gather(path) if folder else single(path)
        headers = tuple(one.header for one in slices)
        values, assumed = value_map(headers)
        grid = series_grid([one.plane for one in slices], headers[0])
        pixels, valid = _pixels(slices)
        source = Source(
            path=path,
            format="dicom",
            files=tuple(one.path for one in slices),
            modality=text(headers[0], "Modality") or "OT",
            lossy=any(was_lossy(header) for header in headers),
            facts=facts_of(headers, grid, values),
            warnings=(*warnings, *assumed, *_content_warnings(headers)),
            template=SeriesTemplate(headers=headers, folder=folder, grid=grid, values=values),
        )
    return Scene(
        pixels=pixels,
        planes=tuple(_label(one, index) for index, one in enumerate(slices)),
        bands=(Band(name=source.modality),),
        values=values,
        grid=grid,
        source=source,
        valid=valid,
    )


def _pixels(slices: list[Slice]) -> tuple[NDArray[Any], NDArray[np.bool_] | None]:
    """Decode slice by slice into one block, so that no second copy of the series is held."""
    pixels: NDArray[Any] | None = None
    valid: NDArray[np.bool_] | None = None
    for index, one in enumerate(slices):
        stored = decode(one.path)
        if pixels is None:
            pixels = np.empty((len(slices), 1, *stored.shape), stored_dtype(one.header))
        if stored.shape != pixels.shape[2:]:
            raise DamagedFile(
                f"{one.path} could not be read",
                why="it changed while the series was being read",
                fix="open the series again",
            )
        pixels[index, 0] = stored
        mask = padding_mask(one.header, stored)
        if mask is not None:
            if valid is None:
                valid = np.ones(pixels.shape, dtype=np.bool_)
            valid[index, 0] = ~mask
    if pixels is None:
        raise ValueError("a series without slices")
    return pixels, valid


def _label(one: Slice, index: int) -> str:
    return f"image {index + 1}" if one.plane is None else f"{one.plane.position:.1f} mm"


def _content_warnings(headers: tuple[Dataset, ...]) -> tuple[str, ...]:
    if any(flag(header, "BurnedInAnnotation") for header in headers):
        return ("Text is burned into the pixels; a network may alter or invent characters.",)
    return ()
