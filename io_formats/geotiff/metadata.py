"""What a result inherits from its source file, item by item.

A raster profile carries neither colour interpretation, descriptions, tags, scales, offsets, units,
ground control points nor RPCs: each is copied here. Not here: pixels and masks (``writer``).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from io_formats.adapter import Derivation
from io_formats.geotiff.placement import Placement
from io_formats.scene import Scene

if TYPE_CHECKING:
    from rasterio.io import DatasetReader, DatasetWriter

__all__ = [
    "OWN_DOMAINS",
    "STALE_TAGS",
    "STRUCTURE_DOMAINS",
    "carry",
    "marks_of",
    "processing_of",
]

STALE_TAGS = ("STATISTICS_", "TIFFTAG_MINSAMPLEVALUE", "TIFFTAG_MAXSAMPLEVALUE")
OWN_DOMAINS = ("", "RPC", "COLOR_PROFILE")
"""Domains that are handled one by one."""
STRUCTURE_DOMAINS = ("IMAGE_STRUCTURE", "DERIVED_SUBDATASETS", "rio_creation_kwds", "TIFF")
"""Domains that describe the container, which is a new one."""
FIXED_DOMAINS = ("GEOLOCATION",)
"""Domains that address pixels of the source: they hold no longer on another grid."""
RESOLUTION_TAGS = ("TIFFTAG_XRESOLUTION", "TIFFTAG_YRESOLUTION")


def carry(
    source: DatasetReader,
    result: DatasetWriter,
    placement: Placement,
    marks: dict[str, str],
    processing: Sequence[str] = (),
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
    processing : sequence of str
        What was done to each band, see ``processing_of``; empty: nothing was.
    """
    _carry_dataset_tags(source, result, placement, marks)
    _carry_domains(source, result, placement)
    _carry_rpcs(source, result, placement)
    _carry_gcps(source, result, placement)
    _carry_bands(source, result)
    for band, done in enumerate(processing, start=1):
        result.update_tags(band, PROCESSING=done)


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


def processing_of(scene: Scene) -> tuple[str, ...]:
    """Return what was done to each band; empty where the scene was not restored.

    ``ai_restored`` or, enlarged as well, ``ai_sr``; bands that no network saw are ``unchanged``,
    or enlarged by interpolation: ``bicubic``.
    """
    steps = [step.parameters for step in scene.history if step.name == "restored"]
    if not steps:
        return ()
    enlarged = steps[-1].get("scale", 1) > 1
    restored = steps[-1].get("bands", range(1, scene.shape[1] + 1))
    by_network, else_ = ("ai_sr", "bicubic") if enlarged else ("ai_restored", "unchanged")
    return tuple(
        by_network if number in restored else else_ for number in range(1, scene.shape[1] + 1)
    )


def _carry_dataset_tags(
    source: DatasetReader,
    result: DatasetWriter,
    placement: Placement,
    marks: dict[str, str],
) -> None:
    tags = _lasting(source.tags())
    for name in RESOLUTION_TAGS:
        if name in tags and placement.scale != 1:
            tags[name] = repr(float(tags[name]) * placement.scale)
    if "OVR_RESAMPLING_ALG" in tags:
        tags["OVR_RESAMPLING_ALG"] = "AVERAGE"
    result.update_tags(**{**tags, **marks})


def _lasting(tags: dict[str, str]) -> dict[str, str]:
    return {name: text for name, text in tags.items() if not name.startswith(STALE_TAGS)}


def _carry_domains(source: DatasetReader, result: DatasetWriter, placement: Placement) -> None:
    for domain in source.tag_namespaces():
        if domain in OWN_DOMAINS + STRUCTURE_DOMAINS:
            continue
        # XML domains are one text without names, which rasterio can read but not write back.
        unwritable = domain.startswith("xml:") or domain in ("EXIF", "SUBDATASETS")
        if unwritable or (domain in FIXED_DOMAINS and not placement.identity):
            continue
        result.update_tags(ns=domain, **source.tags(ns=domain))


def _carry_rpcs(source: DatasetReader, result: DatasetWriter, placement: Placement) -> None:
    tags = source.tags(ns="RPC")
    if tags:
        result.update_tags(ns="RPC", **placement.rpcs(tags))


def _carry_gcps(source: DatasetReader, result: DatasetWriter, placement: Placement) -> None:
    points, crs = source.gcps
    if not points:
        return
    if source.crs or not source.transform.is_identity:
        # The GeoTIFF tie points hold either of them (GDAL documentation, GTiff, "Georeferencing").
        return
    from rasterio.crs import CRS

    result.gcps = placement.gcps(points), crs or CRS()


def _carry_bands(source: DatasetReader, result: DatasetWriter) -> None:
    result.colorinterp = source.colorinterp
    if any(source.descriptions):
        result.descriptions = source.descriptions
    if any(source.units):
        result.units = tuple(unit or "" for unit in source.units)
    if any(scale != 1 for scale in source.scales) or any(source.offsets):
        result.scales, result.offsets = source.scales, source.offsets
    _carry_band_tags(source, result)


def _carry_band_tags(source: DatasetReader, result: DatasetWriter) -> None:
    for band in source.indexes:
        tags = _lasting(source.tags(band))
        if tags:
            result.update_tags(band, **tags)
        for domain in source.tag_namespaces(band):
            if domain not in OWN_DOMAINS + STRUCTURE_DOMAINS:
                result.update_tags(band, ns=domain, **source.tags(band, ns=domain))
