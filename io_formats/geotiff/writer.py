"""``Scene`` -> GeoTIFF file: lossless, block by block, with the source file as template.

References
----------
GDAL documentation, "GTiff -- GeoTIFF File Format", creation options.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from io_formats.adapter import Derivation, WriteOptions, WriteReport
from io_formats.atomic import replacing
from io_formats.checksum import file_sha256
from io_formats.errors import NotWritable
from io_formats.geotiff.access import SharedDataset, geo_errors, open_quietly, reading, reason
from io_formats.geotiff.cloud import lay_out_for_clouds
from io_formats.geotiff.creation import creation_options
from io_formats.geotiff.ledger import compare
from io_formats.geotiff.metadata import carry, marks_of, processing_of
from io_formats.geotiff.placement import Placement
from io_formats.geotiff.windows import has_mask
from io_formats.ledger import Ledger
from io_formats.scene import Scene

if TYPE_CHECKING:
    from rasterio.io import DatasetReader, DatasetWriter

__all__ = ["write_scene"]

BLOCK_PX = 512
SMALLEST_OVERVIEW_PX = 256
SURROUNDINGS = {"GDAL_TIFF_INTERNAL_MASK": True, "GDAL_PAM_ENABLED": "NO"}
"""Everything goes into the one file: no mask and no metadata beside it."""


def write_scene(
    scene: Scene, target: Path, derivation: Derivation, options: WriteOptions, *, format_id: str
) -> WriteReport:
    """Write a scene that was read from a GeoTIFF.

    Values are written as they are: restoring the stored value of invalid pixels, and keeping valid
    ones off the nodata value, is done before.

    Raises
    ------
    TargetExists, NotWritable
    SourceError
        If the source file can no longer be read.
    """
    source = SharedDataset(scene.source.path).get()
    if scene.shape[:2] != (1, source.count):
        raise ValueError(f"{scene.shape} does not fit a file of {source.count} bands")
    placement = Placement.between(source, scene)
    with (
        replacing(target, inputs=scene.source.files, force=options.force) as temporary,
        _writing(target),
    ):
        marks = marks_of(derivation, file_sha256(scene.source.path))
        with _created(temporary, scene, source) as result:
            # GDAL reads directories of masks late and complains at the next call, whichever that
            # is: here damage to the source comes to light, not trouble with the result.
            with reading(scene.source.path):
                carry(source, result, placement, marks, processing_of(scene))
            _write_pixels(scene, source, result, placement)
        if options.cloud_optimised:
            overviews = lay_out_for_clouds(temporary)
        else:
            overviews = _build_overviews(source, temporary, placement)
        if not _is_complete(temporary, scene, overviews=overviews, masked=has_mask(source)):
            raise _refused(target, "part of the file did not arrive on the disk")
        ledger = _compared(source, temporary, scene)
    return WriteReport(
        path=target,
        format=format_id,
        files=(target,),
        kept=tuple(ledger.kept),
        changed=tuple(ledger.changed),
        dropped=tuple(ledger.dropped),
    )


@contextmanager
def _writing(target: Path) -> Iterator[None]:
    """Turn what rasterio raises about the result into ``NotWritable``."""
    try:
        yield
    except geo_errors() as error:
        raise _refused(target, reason(error)) from error


def _refused(target: Path, why: str) -> NotWritable:
    return NotWritable(
        f"{target} could not be written",
        why=why,
        fix="check the free space and the folder's permissions, or choose another folder",
    )


@contextmanager
def _created(temporary: Path, scene: Scene, source: DatasetReader) -> Iterator[DatasetWriter]:
    import rasterio

    _, bands, height, width = scene.shape
    with ExitStack() as stack:
        stack.enter_context(rasterio.Env(**SURROUNDINGS))
        with open_quietly():
            result = rasterio.open(
                temporary,
                "w",
                driver="GTiff",
                count=bands,
                height=height,
                width=width,
                dtype=scene.pixels.dtype.name,
                **creation_options(scene, source),
            )
        yield stack.enter_context(result)


def _write_pixels(
    scene: Scene,
    source: DatasetReader,
    result: DatasetWriter,
    placement: Placement,
) -> None:
    masked = has_mask(source)
    for rows, columns in _blocks(*scene.shape[2:]):
        area = rows, columns
        window = (slice(0, 1), slice(0, scene.shape[1]), slice(*rows), slice(*columns))
        result.write(scene.pixels[window][0], window=area)
        if masked:
            result.write_mask(_mask(scene, source, placement, rows, columns), window=area)


def _blocks(height: int, width: int) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    for row in range(0, height, BLOCK_PX):
        for column in range(0, width, BLOCK_PX):
            yield (
                (row, min(row + BLOCK_PX, height)),
                (column, min(column + BLOCK_PX, width)),
            )


def _mask(
    scene: Scene,
    source: DatasetReader,
    placement: Placement,
    rows: tuple[int, int],
    columns: tuple[int, int],
) -> Any:
    # On the source's own grid its mask is copied: ``valid`` also counts nodata and NaN.
    if placement.identity or scene.valid is None:
        with reading(scene.source.path):
            return placement.mask(source, rows=rows, columns=columns)
    valid = scene.valid[slice(0, 1), slice(0, 1), slice(*rows), slice(*columns)]
    return np.where(valid[0, 0], 255, 0).astype(np.uint8)


def _build_overviews(source: DatasetReader, temporary: Path, placement: Placement) -> list[int]:
    """Give the result overviews if the source had some, and return their factors."""
    import rasterio
    from rasterio.enums import Resampling

    factors: list[int] = source.overviews(1)
    if not factors:
        return []
    with rasterio.Env(**SURROUNDINGS), open_quietly():
        result = rasterio.open(temporary, "r+", driver="GTiff")
    with rasterio.Env(**SURROUNDINGS), result:
        if not placement.identity:
            longest = max(result.height, result.width)
            factors = [2**power for power in range(1, 31)
                       if longest // 2 ** (power - 1) > SMALLEST_OVERVIEW_PX]  # fmt: skip
        if factors:
            result.build_overviews(factors, Resampling.average)
    return factors


def _is_complete(temporary: Path, scene: Scene, *, overviews: list[int], masked: bool) -> bool:
    """Open the finished file, and read its last pixel: a full disk is noticed late, if at all."""
    import rasterio

    _, bands, height, width = scene.shape
    with open_quietly():
        result = rasterio.open(temporary, driver="GTiff")
    with result:
        result.read(bands, window=((height - 1, height), (width - 1, width)))
        return bool(result.overviews(1) == overviews and has_mask(result) == masked)


def _compared(source: DatasetReader, temporary: Path, scene: Scene) -> Ledger:
    import rasterio

    with open_quietly():
        result = rasterio.open(temporary, driver="GTiff")
    with result:
        return compare(source, result, lossy=scene.source.lossy)
