"""What became of everything a raster says, found by comparing the result with its source.

Nothing is noted while the result is written: what the user is told is read off the finished file.
Not here: pixels, masks pixel by pixel, and whether the file is complete (``writer``).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from io_formats.geotiff.metadata import OWN_DOMAINS, STALE_TAGS, STRUCTURE_DOMAINS
from io_formats.geotiff.windows import has_mask
from io_formats.ledger import Ledger

if TYPE_CHECKING:
    from rasterio.io import DatasetReader

__all__ = ["compare"]


def compare(source: DatasetReader, result: DatasetReader, *, lossy: bool) -> Ledger:
    """Return what a finished result says of what its source says.

    Parameters
    ----------
    source, result : DatasetReader
        Both open, of the same number of bands.
    lossy : bool
        True where the source had been compressed with loss.
    """
    ledger = Ledger()
    for name, before, after in zip(NAMES, _things(source), _things(result), strict=True):
        ledger.enter(name, before, after)
    _enter_layout(ledger, source, result, lossy=lossy)
    _enter_tags(ledger, source.tags(), result.tags(), "whole file", "dataset tags")
    for domain in _domains(source):
        name = "further pages" if domain == "SUBDATASETS" else f"{domain} tags"
        ledger.enter(name, source.tags(ns=domain), result.tags(ns=domain))
    for band in source.indexes:
        _enter_tags(
            ledger, source.tags(band), result.tags(band), f"pixels of band {band}", "band tags"
        )
        for domain in _domains(source, band):
            before, after = (one.tags(band, ns=domain) for one in (source, result))
            ledger.enter(f"{domain} tags of band {band}", before, after)
    for names in (ledger.kept, ledger.changed, ledger.dropped):
        names[:] = dict.fromkeys(names)
    return ledger


NAMES = (
    "coordinate reference system", "geotransform", "ground control points", "RPCs", "nodata",
    "mask", "colour interpretation", "band descriptions", "band units", "scales and offsets",
    "colour profile",
)  # fmt: skip


def _things(dataset: DatasetReader) -> Iterator[Any]:
    """Yield what a dataset says, in the order of ``NAMES``; empty where it says nothing."""
    points, crs = dataset.gcps
    yield dataset.crs
    yield () if dataset.transform.is_identity else tuple(dataset.transform)
    yield ([(p.row, p.col, p.x, p.y, p.z) for p in points], crs) if points else ()
    yield dataset.tags(ns="RPC")
    yield tuple(str(v) for v in dataset.nodatavals) if dataset.nodata is not None else ()
    yield has_mask(dataset)
    yield dataset.colorinterp
    yield dataset.descriptions if any(dataset.descriptions) else ()
    yield tuple(unit or "" for unit in dataset.units) if any(dataset.units) else ()
    scaled = any(scale != 1 for scale in dataset.scales) or any(dataset.offsets)
    yield (dataset.scales, dataset.offsets) if scaled else ()
    yield dataset.tags(ns="COLOR_PROFILE").get("SOURCE_ICC_PROFILE")


def _domains(dataset: DatasetReader, band: int = 0) -> list[str]:
    """Return the domains whose tags say something of the scene."""
    every = dataset.tag_namespaces(band) if band else dataset.tag_namespaces()
    return [domain for domain in every if domain not in OWN_DOMAINS + STRUCTURE_DOMAINS]


def _enter_tags(
    ledger: Ledger, before: dict[str, str], after: dict[str, str], where: str, kind: str
) -> None:
    """Enter tags: those that stayed under one name, others under their own."""
    stale = [name for name in before if name.startswith(STALE_TAGS)]
    if any(name not in after for name in stale):
        ledger.dropped.append(f"statistics of the {where}")
    lasting = [name for name in before if name not in stale]
    ledger.dropped += [name for name in lasting if name not in after]
    if any(before[name] == after.get(name) for name in lasting):
        ledger.kept.append(kind)
    differing = [name for name in after if after[name] != before.get(name)]
    ledger.changed += [name for name in differing if name in before or kind == "band tags"]
    if any(name not in before for name in differing) and kind == "dataset tags":
        ledger.changed.append("tags that say how it was made")


def _enter_layout(
    ledger: Ledger, source: DatasetReader, result: DatasetReader, *, lossy: bool
) -> None:
    """Enter how the values are stored, as far as a user may ask."""
    before, after = (one.tags(ns="IMAGE_STRUCTURE") for one in (source, result))
    stored, chosen = (one.get("COMPRESSION", "none") for one in (before, after))
    if stored != chosen:
        ledger.changed.append(f"compression {stored} to {chosen}{' (lossless)' * lossy}")
    cloud, now = (one.get("LAYOUT") == "COG" for one in (before, after))
    if now:
        ledger.changed.append("layout to that of a Cloud-Optimized GeoTIFF, with overviews")
    elif cloud:
        ledger.changed.append("cloud-optimised layout to ordinary tiles")
    bits = source.tags(1, ns="IMAGE_STRUCTURE").get("NBITS")
    if bits is not None:
        ledger.changed.append(f"{bits} bits per value to {8 * np.dtype(result.dtypes[0]).itemsize}")
    if (result.height, result.width) != (source.height, source.width):
        ledger.changed.append("size")
    if result.overviews(1) and not now:
        ledger.changed.append("overviews, computed anew by averaging")
    elif source.overviews(1) and not now:
        ledger.dropped.append("overviews, since the result is small")
