"""What a result inherits from its source file, item by item, with a ledger of it.

A raster profile carries neither colour interpretation, descriptions, tags, scales, offsets, units,
ground control points nor RPCs: each is copied here. Not here: pixels and masks (``writer``).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from io_formats.adapter import Derivation
from io_formats.geotiff.placement import Placement

if TYPE_CHECKING:
    from rasterio.io import DatasetReader, DatasetWriter

__all__ = ["Ledger", "carry", "marks_of"]

STALE_TAGS = ("STATISTICS_", "TIFFTAG_MINSAMPLEVALUE", "TIFFTAG_MAXSAMPLEVALUE")
OWN_DOMAINS = ("", "RPC", "COLOR_PROFILE")
"""Domains that are handled one by one."""
STRUCTURE_DOMAINS = ("IMAGE_STRUCTURE", "DERIVED_SUBDATASETS", "rio_creation_kwds", "TIFF")
"""Domains that describe the container, which is a new one."""
FIXED_DOMAINS = ("GEOLOCATION",)
"""Domains that address pixels of the source: they hold no longer on another grid."""
RESOLUTION_TAGS = ("TIFFTAG_XRESOLUTION", "TIFFTAG_YRESOLUTION")


@dataclass
class Ledger:
    """What was kept, changed and dropped so far."""

    kept: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)


def carry(
    source: DatasetReader,
    result: DatasetWriter,
    placement: Placement,
    marks: dict[str, str],
    ledger: Ledger,
) -> None:
    """Copy everything but pixels, and add the marks of the restoration.

    Parameters
    ----------
    source : DatasetReader
        The template, open.
    result : DatasetWriter
        The file being written, still without pixels: colour interpretation and tags must be set
        before the first block.
    placement : Placement
        Where the result lies within the source.
    marks : dict
        Tags that tell how the result was made, see ``marks_of``.
    ledger : Ledger
        Receives what was kept, changed and dropped.
    """
    _carry_dataset_tags(source, result, placement, marks, ledger)
    _carry_domains(source, result, placement, ledger)
    _carry_rpcs(source, result, placement, ledger)
    _carry_gcps(source, result, placement, ledger)
    _carry_bands(source, result, ledger)


def marks_of(derivation: Derivation, source_sha256: str) -> dict[str, str]:
    """Return the tags that tell how a result was made."""
    return {
        "AI_MODEL": derivation.model,
        "AI_VERSION": derivation.version,
        "AI_CHECKPOINT_SHA256": derivation.model_sha256,
        "AI_SCALE": str(derivation.scale),
        "AI_SOURCE_SHA256": source_sha256,
        "AI_DESCRIPTION": derivation.sentence(),
        "TIFFTAG_SOFTWARE": f"{derivation.software} {derivation.version}",
    }


def _carry_dataset_tags(
    source: DatasetReader,
    result: DatasetWriter,
    placement: Placement,
    marks: dict[str, str],
    ledger: Ledger,
) -> None:
    tags = _lasting(source.tags(), ledger, "whole file")
    for name in RESOLUTION_TAGS:
        if name in tags and placement.scale != 1:
            tags[name] = repr(float(tags[name]) * placement.scale)
            ledger.changed.append(name)
    if "OVR_RESAMPLING_ALG" in tags:
        tags["OVR_RESAMPLING_ALG"] = "AVERAGE"
    ledger.changed.extend(name for name in marks if name in tags and tags[name] != marks[name])
    result.update_tags(**{**tags, **marks})
    if tags:
        ledger.kept.append("dataset tags")


def _lasting(tags: dict[str, str], ledger: Ledger, where: str) -> dict[str, str]:
    lasting = {name: text for name, text in tags.items() if not name.startswith(STALE_TAGS)}
    if len(lasting) < len(tags):
        ledger.dropped.append(f"statistics of the {where}")
    return lasting


def _carry_domains(
    source: DatasetReader, result: DatasetWriter, placement: Placement, ledger: Ledger
) -> None:
    for domain in source.tag_namespaces():
        if domain in OWN_DOMAINS + STRUCTURE_DOMAINS:
            continue
        # XML domains are one text without names, which rasterio can read but not write back.
        unwritable = domain.startswith("xml:") or domain in ("EXIF", "SUBDATASETS")
        if unwritable or (domain in FIXED_DOMAINS and not placement.identity):
            ledger.dropped.append("further pages" if domain == "SUBDATASETS" else f"{domain} tags")
            continue
        result.update_tags(ns=domain, **source.tags(ns=domain))
        ledger.kept.append(f"{domain} tags")


def _carry_rpcs(
    source: DatasetReader, result: DatasetWriter, placement: Placement, ledger: Ledger
) -> None:
    tags = source.tags(ns="RPC")
    if not tags:
        return
    result.update_tags(ns="RPC", **placement.rpcs(tags))
    (ledger.kept if placement.identity else ledger.changed).append("RPCs")


def _carry_gcps(
    source: DatasetReader, result: DatasetWriter, placement: Placement, ledger: Ledger
) -> None:
    points, crs = source.gcps
    if not points:
        return
    if source.crs or not source.transform.is_identity:
        # The GeoTIFF tie points hold either of them (GDAL documentation, GTiff, "Georeferencing").
        ledger.dropped.append("ground control points, since the file has a geotransform too")
        return
    from rasterio.crs import CRS

    result.gcps = placement.gcps(points), crs or CRS()
    (ledger.kept if placement.identity else ledger.changed).append("ground control points")


def _carry_bands(source: DatasetReader, result: DatasetWriter, ledger: Ledger) -> None:
    result.colorinterp = source.colorinterp
    ledger.kept.append("colour interpretation")
    if any(source.descriptions):
        result.descriptions = source.descriptions
        ledger.kept.append("band descriptions")
    if any(source.units):
        result.units = tuple(unit or "" for unit in source.units)
        ledger.kept.append("band units")
    if any(scale != 1 for scale in source.scales) or any(source.offsets):
        result.scales, result.offsets = source.scales, source.offsets
        ledger.kept.append("scales and offsets")
    _carry_band_tags(source, result, ledger)


def _carry_band_tags(source: DatasetReader, result: DatasetWriter, ledger: Ledger) -> None:
    for band in source.indexes:
        tags = _lasting(source.tags(band), ledger, f"pixels of band {band}")
        if tags:
            result.update_tags(band, **tags)
        for domain in source.tag_namespaces(band):
            if domain not in OWN_DOMAINS + STRUCTURE_DOMAINS:
                result.update_tags(band, ns=domain, **source.tags(band, ns=domain))
    if any(source.tags(band) for band in source.indexes):
        ledger.kept.append("band tags")
