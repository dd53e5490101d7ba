"""GeoTIFF file -> ``Scene``: geometry, bands and values at once, pixels when they are asked for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from io_formats.errors import DamagedFile
from io_formats.geotiff.access import SharedDataset, reading
from io_formats.geotiff.affine import matrix_of
from io_formats.geotiff.bands import bands_of, modality_of, value_map
from io_formats.geotiff.facts import facts_of, is_lossy, warnings_of
from io_formats.geotiff.recognise import refuse_unsupported
from io_formats.geotiff.remote import refuse_remote
from io_formats.geotiff.windows import BandReader, ValidityRule, ValidReader, has_mask
from io_formats.grid import Grid
from io_formats.progress import CancelToken, Progress, each
from io_formats.scene import Band, Scene, Source
from io_formats.values import ValueMap

if TYPE_CHECKING:
    from rasterio.io import DatasetReader

__all__ = ["read_scene"]

OVERVIEW_LIMIT_PX = 2**21
WHOLE_LIMIT_PX = 2**20
PROBES = 8
PROBE_PX = 32


def read_scene(path: Path, *, format_id: str, progress: Progress, cancel: CancelToken) -> Scene:
    """Open a GeoTIFF, JPEG 2000 file or virtual raster without reading its pixels.

    Parameters
    ----------
    path : Path
        The file.
    format_id : str
        Id of the adapter, for ``Source.format``.
    progress, cancel
        Hear of the places that are looked at in search of a valid pixel, and stop between them.

    Returns
    -------
    Scene
        One plane; ``pixels`` (1, B, H, W) and ``valid`` (1, 1, H, W) fetch windows from the file.

    Raises
    ------
    SourceMissing, MissingDecoder, DamagedFile, UnsupportedContent, Cancelled
    """
    refuse_remote(path)
    file = SharedDataset(path)
    dataset = file.get()
    with reading(path):
        refuse_unsupported(dataset, path)
        bands = bands_of(dataset)
        values = value_map(dataset, bands)
        grid = _grid(dataset, path)
        valid = _valid(file, bands, values)
        empty = _emptiness(dataset, valid, progress=progress, cancel=cancel)
        return Scene(
            pixels=BandReader(file),
            planes=("1",),
            bands=bands,
            values=values,
            grid=grid,
            valid=valid,
            source=Source(
                path=path,
                format=format_id,
                files=_files(dataset, path),
                modality=modality_of(dataset),
                lossy=is_lossy(dataset),
                facts=facts_of(dataset, grid),
                warnings=(*warnings_of(dataset), *empty),
            ),
        )


def _grid(dataset: DatasetReader, path: Path) -> Grid:
    if not dataset.crs and dataset.transform.is_identity:
        return Grid.pixel()
    affine = matrix_of(dataset.transform)
    if not np.isfinite(affine).all():
        raise DamagedFile(
            f"{path} could not be read",
            why="its geotransform holds values that are no numbers",
            fix="repair it, or remove it first: gdal_edit.py -unsetgt",
        )
    return Grid(
        affine=affine,
        anchor="corner",
        frame="crs",
        crs=dataset.crs.to_wkt() if dataset.crs else None,
    )


def _files(dataset: DatasetReader, path: Path) -> tuple[Path, ...]:
    # The side files GDAL found (mask, overviews, PAM) are inputs too: none may be overwritten.
    beside = (Path(name) for name in dataset.files if Path(name).name != path.name)
    return path, *beside


def _valid(file: SharedDataset, bands: tuple[Band, ...], values: ValueMap) -> ValidReader | None:
    dataset = file.get()
    rule = ValidityRule(
        nodata=values.nodata or (None,) * len(bands),
        alpha=tuple(index for index, band in enumerate(bands) if band.role == "alpha"),
        masked=has_mask(dataset),
        floating=np.dtype(dataset.dtypes[0]).kind == "f",
    )
    return None if rule.always else ValidReader(file, rule)


def _emptiness(
    dataset: DatasetReader, valid: ValidReader | None, *, progress: Progress, cancel: CancelToken
) -> tuple[str, ...]:
    """Warn where no valid pixel is in sight, without reading a large file whole."""
    if valid is None or _some_valid(dataset, valid, progress=progress, cancel=cancel):
        return ()
    return ("The whole scene appears to be nodata: no valid pixel was found in a sample of it.",)


def _some_valid(
    dataset: DatasetReader, valid: ValidReader, *, progress: Progress, cancel: CancelToken
) -> bool:
    height, width = dataset.height, dataset.width
    everything = (slice(0, 1), slice(0, 1))
    if height * width <= WHOLE_LIMIT_PX:
        return bool(valid[(*everything, slice(0, height), slice(0, width))].any())
    factor = max(dataset.overviews(1), default=0)
    if factor and height * width <= factor**2 * OVERVIEW_LIMIT_PX:
        small = (max(1, height // factor), max(1, width // factor))
        seen = valid.rule.apply(dataset.read(out_shape=(dataset.count, *small)))
        if valid.rule.masked:
            seen &= dataset.read_masks(1, out_shape=small) != 0
        return bool(seen.any())
    places = [
        (slice(row, row + PROBE_PX), slice(column, column + PROBE_PX))
        for row in np.linspace(0, max(0, height - PROBE_PX), PROBES, dtype=int).tolist()
        for column in np.linspace(0, max(0, width - PROBE_PX), PROBES, dtype=int).tolist()
    ]
    looked = each(places, "place", progress=progress, cancel=cancel)
    return any(valid[(*everything, *place)].any() for place in looked)
