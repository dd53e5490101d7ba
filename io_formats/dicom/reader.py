"""A DICOM file or series folder becomes a scene: one plane per image, stored values untouched."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from io_formats.archive import is_zip
from io_formats.dicom.archive import unpacked
from io_formats.dicom.attributes import attribute, flag, quietly, text, whole
from io_formats.dicom.facts import facts_of, was_lossy
from io_formats.dicom.frames import is_enhanced
from io_formats.dicom.geometry import series_grid
from io_formats.dicom.header import is_index, read_header
from io_formats.dicom.identity import CODE_SCHEME, RESTORED
from io_formats.dicom.modality_lut import output_dtype, output_of
from io_formats.dicom.pixels import decode, padding_mask
from io_formats.dicom.planes import PaddingReader, PlaneReader, declares_padding
from io_formats.dicom.probe import read_head
from io_formats.dicom.rescale import value_map
from io_formats.dicom.series import gather, single
from io_formats.dicom.slices import Frame, Slice
from io_formats.dicom.sorting import chosen, sorted_out, without_series
from io_formats.dicom.stacking import stack_of
from io_formats.errors import DamagedFile
from io_formats.grid import Grid
from io_formats.memory import demand_room
from io_formats.progress import CancelToken, Progress, each, part_of
from io_formats.scene import Band, Pixels, Scene, Source
from io_formats.values import ValueMap

if TYPE_CHECKING:
    from pydicom import Dataset

__all__ = ["SeriesTemplate", "read_scene", "series_of"]

UNPACKING = 0.3
"""Share of the time that an archive takes before its files are read."""
HEADERS = 0.4
"""Share of the rest before the pixels are decoded."""
LONG_BYTES = 256 * 2**20
"""Of pixels; a series that has more is decoded image by image when they are asked for."""


@dataclass(frozen=True, kw_only=True)
class SeriesTemplate:
    """What the writer needs of the source: its headers and what was derived from them."""

    headers: tuple[Dataset, ...]
    """Data sets without pixels, in plane order; of frames, as if each were a file."""
    frames: tuple[Frame, ...]
    """Where each plane lies in its enhanced object; empty for classic objects."""
    folder: bool
    """True where a folder was opened, so that the result is a folder too."""
    grid: Grid
    """Grid of the source."""
    values: ValueMap
    """Value map of the source, one slope per slice."""


def read_scene(
    path: Path, series: int | None = None, *, progress: Progress, cancel: CancelToken
) -> Scene:
    """Open a DICOM file, or a series in a folder, a ZIP archive or an enhanced object.

    Parameters
    ----------
    path : Path
        File, folder or archive.
    series : int, optional
        Which of ``series_of``, from 1. None: there is only one, else it is an error.
    progress, cancel
        Hear of members of the archive, then of files, then of images, and stop between them.

    Returns
    -------
    Scene
        ``pixels`` (P, 1, H, W) in the stored integer dtype, or what a Modality LUT makes of stored
        values; planes sorted along the normal; ``valid`` is False at pixel padding. Those of a
        long series that is no archive are decoded as they are asked for, and an image that is
        damaged is told of then.

    Raises
    ------
    SourceError
        One of its branches, naming the file.
    Cancelled
    """
    packed = is_zip(read_head(path))
    told = part_of(progress, UNPACKING if packed else 0.0, 1.0)
    with _folder(path, progress=part_of(progress, 0.0, UNPACKING), cancel=cancel) as folder:
        place, several = folder or path, folder is not None
        scene = _read(
            place, folder=several, series=series, packed=packed, progress=told, cancel=cancel
        )
    if not packed:
        return scene
    return replace(scene, source=replace(scene.source, path=path, files=(path,)))


def series_of(path: Path, *, progress: Progress, cancel: CancelToken) -> tuple[str, ...]:
    """Return a title of every series in a folder, an archive or an enhanced object; else none.

    Raises
    ------
    SourceError
        One of its branches.
    Cancelled
    """
    packed = UNPACKING if is_zip(read_head(path)) else 0.0
    told = part_of(progress, packed, 1.0)
    with (
        _folder(path, progress=part_of(progress, 0.0, packed), cancel=cancel) as folder,
        quietly(),
    ):
        if folder is None and not is_enhanced(read_header(path)):
            return ()
        found, _ = sorted_out(folder or path, progress=told, cancel=cancel)
        return tuple(one.title for one in found)


@contextmanager
def _folder(path: Path, *, progress: Progress, cancel: CancelToken) -> Iterator[Path | None]:
    """Yield the folder of slices that a path stands for; None for a single file.

    A DICOMDIR stands for the folder that it lies in (PS3.10 8.6), of which nothing else is asked:
    such indices are often out of date, and the files say themselves what they are.
    """
    if path.is_dir():
        yield path
    elif is_zip(read_head(path)):
        with unpacked(path, progress=progress, cancel=cancel) as folder:
            yield folder
    else:
        yield path.parent if is_index(read_header(path)) else None


def _read(
    path: Path,
    *,
    folder: bool,
    series: int | None,
    packed: bool,
    progress: Progress,
    cancel: CancelToken,
) -> Scene:
    with quietly():
        first = part_of(progress, 0.0, HEADERS)
        slices, warnings = _slices(path, folder, series, progress=first, cancel=cancel)
        headers = tuple(one.header for one in slices)
        values, assumed = value_map(headers)
        grid = series_grid([one.plane for one in slices], headers[0])
        pixels, valid = _pixels(
            slices,
            lazy=not packed and _size(slices) > LONG_BYTES,
            progress=part_of(progress, HEADERS, 1.0),
            cancel=cancel,
        )
        template = SeriesTemplate(
            headers=headers,
            frames=tuple(one.frame for one in slices if one.frame is not None),
            folder=folder,
            grid=grid,
            values=values,
        )
        source = _source(path, series, slices, template, warnings=(*warnings, *assumed))
    return Scene(
        pixels=pixels,
        planes=tuple(_label(one, index) for index, one in enumerate(slices)),
        bands=(Band(name=source.modality),),
        values=values,
        grid=grid,
        source=source,
        valid=valid,
    )


def _slices(
    path: Path, folder: bool, series: int | None, *, progress: Progress, cancel: CancelToken
) -> tuple[list[Slice], tuple[str, ...]]:
    """Return the slices of a file, of the only volume of a folder, or of the one asked for."""
    if not folder and series is not None and not is_enhanced(read_header(path)):
        raise without_series(path, series)
    if not folder and series is None:
        return single(path, progress=progress, cancel=cancel)
    if series is None:
        return gather(path, progress=progress, cancel=cancel)
    return chosen(path, series, progress=progress, cancel=cancel)


def _source(
    path: Path,
    series: int | None,
    slices: list[Slice],
    template: SeriesTemplate,
    *,
    warnings: tuple[str, ...],
) -> Source:
    headers = template.headers
    stack = stack_of([one.plane for one in slices])
    return Source(
        path=path,
        part="" if series is None else f"series-{series}",
        format="dicom",
        files=tuple(dict.fromkeys(one.path for one in slices)),
        modality=text(headers[0], "Modality") or "OT",
        lossy=any(was_lossy(header) for header in headers),
        facts=facts_of(headers, stack, template.grid, template.values),
        warnings=(*warnings, *_content_warnings(headers)),
        template=template,
    )


def _size(slices: list[Slice]) -> int:
    first = slices[0].header
    pixels = whole(first, "Rows") * whole(first, "Columns")
    return len(slices) * pixels * output_dtype(first).itemsize


def _pixels(
    slices: list[Slice], *, lazy: bool, progress: Progress, cancel: CancelToken
) -> tuple[Pixels, Pixels | None]:
    """Return pixels and validity: readers that decode when asked, or arrays."""
    if not lazy:
        return _block(slices, progress=progress, cancel=cancel)
    reader = PlaneReader(slices)
    return reader, PaddingReader(reader) if declares_padding(slices) else None


def _block(
    slices: list[Slice], *, progress: Progress, cancel: CancelToken
) -> tuple[NDArray[Any], NDArray[np.bool_] | None]:
    """Decode image by image into one block, so that no second copy of the series is held."""
    demand_room(slices[0].path, _size(slices))
    pixels: NDArray[Any] | None = None
    valid: NDArray[np.bool_] | None = None
    waited = each(slices, "image", progress=progress, cancel=cancel)
    for _, (index, stored) in zip(waited, _decoded(slices), strict=True):
        one = slices[index]
        if pixels is None:
            pixels = np.empty((len(slices), 1, *stored.shape), output_dtype(one.header))
        if stored.shape != pixels.shape[2:]:
            raise DamagedFile(
                f"{one.path} could not be read",
                why="it changed while the series was being read",
                fix="open the series again",
            )
        pixels[index, 0] = output_of(one.header, stored)
        mask = padding_mask(one.header, stored)
        if mask is not None:
            if valid is None:
                valid = np.ones(pixels.shape, dtype=np.bool_)
            valid[index, 0] = ~mask
    if pixels is None:
        raise ValueError("a series without slices")
    return pixels, valid


def _decoded(slices: list[Slice]) -> Iterator[tuple[int, NDArray[Any]]]:
    """Yield plane numbers with their stored values; each file is read once."""
    planes: dict[Path, list[int]] = {}
    for index, one in enumerate(slices):
        planes.setdefault(one.path, []).append(index)
    for path, indices in planes.items():
        frames = [0 if (frame := slices[index].frame) is None else frame.index for index in indices]
        yield from zip(indices, decode(path, frames), strict=True)


def _label(one: Slice, index: int) -> str:
    return f"image {index + 1}" if one.plane is None else f"{one.plane.position:.1f} mm"


def _content_warnings(headers: tuple[Dataset, ...]) -> tuple[str, ...]:
    found = []
    if any(flag(header, "BurnedInAnnotation") for header in headers):
        found.append("Text is burned into the pixels; a network may alter or invent characters.")
    if any(_is_ours(header) for header in headers):
        is_image = RESTORED in text(headers[0], "ImageType").split("\\")
        found.append(
            "The image was restored by this program already; it would be restored again."
            if is_image
            else "The values are a map that this program made of a restoration, and no image."
        )
    return tuple(found)


def _is_ours(header: Dataset) -> bool:
    """Tell a result of this program by the private code of its derivation."""
    codes = attribute(header, "DerivationCodeSequence") or ()
    return any(text(code, "CodingSchemeDesignator") == CODE_SCHEME for code in codes)
