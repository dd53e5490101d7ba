"""Scene to photo file: which container, what it can carry, and what must not be lost.

Not here: the containers themselves (``png``, ``jpeg``, ``webp``, ``tiff``).
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from io_formats.adapter import Derivation, WriteOptions, WriteReport
from io_formats.atomic import check_target, replacing
from io_formats.errors import LossyTarget, NotWritable
from io_formats.photo import jpeg, png, tiff, webp
from io_formats.photo.anonymity import DEIDENTIFIED, without_owner
from io_formats.photo.exif import Exif, serialise
from io_formats.photo.ledger import compare
from io_formats.photo.picture import Tags
from io_formats.photo.xmp import of_result
from io_formats.scene import Scene

__all__ = ["CONTAINERS", "suffix_of", "write"]

CONTAINERS = {
    ".png": "png",
    ".tif": "tiff",
    ".tiff": "tiff",
    ".jpg": "jpeg",
    ".jpeg": "jpeg",
    ".webp": "webp",
}
LONGEST_SIDES = {"jpeg": jpeg.LONGEST_SIDE, "webp": webp.LONGEST_SIDE}
LONGEST_EXIF = 65527
"""An APP1 segment of a JPEG holds 65533 bytes, of which the name takes 6."""


def suffix_of(scene: Scene, options: WriteOptions) -> str:
    """Return the suffix of the result: the source's own container if it loses nothing, else PNG.

    Raises
    ------
    LossyTarget, NotWritable
        If another container was asked for that cannot hold the scene, or that is not written.
    """
    tags: Tags = scene.source.template
    if options.container is None:
        own = scene.source.path.suffix.lower()
        if (tags.lossy and tags.container != "tiff") or tags.container in ("bmp", "png"):
            return ".png"
        default = {"tiff": ".tif", "webp": ".webp"}[tags.container]
        return own if CONTAINERS.get(own) == tags.container else default
    suffix = "." + options.container.lower().lstrip(".")
    name = scene.source.path.name
    _check(scene, _container(suffix, name), name)
    return suffix


def write(scene: Scene, target: Path, derivation: Derivation, options: WriteOptions) -> WriteReport:
    """Write a photo in the container that the target's suffix names.

    Raises
    ------
    TargetExists, LossyTarget, NotWritable
    """
    container = _container(target.suffix.lower(), str(target))
    _check(scene, container, str(target))
    # before the work of encoding; ``replacing`` asks again
    check_target(target, inputs=scene.source.files, force=options.force)
    _, bands, height, width = scene.shape
    window = (slice(0, 1), slice(0, bands), slice(0, height), slice(0, width))
    samples = np.ascontiguousarray(np.moveaxis(np.asarray(scene.pixels[window])[0], 0, -1))
    source: Tags = scene.source.template
    carried, left_out = without_owner(source) if options.deidentify else (source, [])
    updated = _of_result(carried, width, height, f"{derivation.software} {derivation.version}")
    tags, missing = _carried(updated, container, bands)
    data, lossy = _encoded(samples, tags, container, options)
    with replacing(target, inputs=scene.source.files, force=options.force) as temporary:
        temporary.write_bytes(data)
    ledger = compare(source, tags, container)
    return WriteReport(
        path=target,
        format="photo",
        files=(target,),
        kept=tuple(ledger.kept),
        changed=tuple(ledger.changed),
        dropped=tuple(dict.fromkeys((*left_out, *missing, *ledger.dropped))),
        warnings=("The result is compressed with loss.",) if lossy else (),
        deidentified=DEIDENTIFIED if options.deidentify else "",
    )


def _container(suffix: str, what: str) -> str:
    container = CONTAINERS.get(suffix)
    if container is None:
        raise NotWritable(
            f"{what} was not written",
            why=f"photos are not written as {suffix.lstrip('.') or 'files without suffix'}",
            fix=f"use one of {', '.join(CONTAINERS)}",
        )
    return container


def _check(scene: Scene, container: str, what: str) -> None:
    """Refuse a container that cannot hold the scene."""
    tags: Tags = scene.source.template
    _, bands, height, width = scene.shape
    loss = None
    if container in ("jpeg", "webp") and scene.pixels.dtype.itemsize > 1:
        loss = f"{container} holds 8 bits per sample and the photo has 16"
    elif container == "jpeg" and bands in (2, 4):
        loss = "jpeg has no transparency and the photo has"
    elif tags.premultiplied and container != "tiff":
        loss = f"{container} cannot hold colours multiplied by transparency"
    if loss:
        raise LossyTarget(
            f"{what} was not written", why=loss, fix="choose png or, if it says so, tiff"
        )
    longest = LONGEST_SIDES.get(container)
    if longest and max(height, width) > longest:
        raise NotWritable(
            f"{what} was not written",
            why=f"a side of {container} has at most {longest} pixels, not {max(height, width)}",
            fix="choose png or tiff",
        )
    if container == "tiff" and np.prod(scene.shape) * scene.pixels.dtype.itemsize > tiff.MOST_BYTES:
        raise NotWritable(
            f"{what} was not written",
            why="it would be larger than the 4 GB a TIFF photo can be",
            fix="choose png",
        )


def _of_result(tags: Tags, width: int, height: int, software: str) -> Tags:
    """Return the descriptions of the restored photo."""
    turned = tags.exif is not None and tags.exif.orientation != 1
    exif = (tags.exif or Exif()).of_result(width=width, height=height, software=software)
    xmp = of_result(tags.xmp, width=width, height=height, turned=turned) if tags.xmp else b""
    return replace(tags, exif=exif, xmp=xmp)


def _carried(tags: Tags, container: str, bands: int) -> tuple[Tags, list[str]]:
    """Return what the container can carry, and the names of what it cannot."""
    exif_bytes = len(serialise(tags.exif)) if tags.exif else 0
    losses: tuple[tuple[str, bool, dict[str, Any]], ...] = (
        ("IPTC", bool(tags.iptc) and container != "tiff", {"iptc": b""}),
        (
            "PNG texts and colour chunks",
            bool(tags.chunks) and container != "png",
            {"chunks": ()},
        ),
        (
            "ICC profile of grey",
            bool(tags.icc) and container == "webp" and bands < 3,
            {"icc": b""},
        ),
        (
            "XMP (too long for a JPEG)",
            container == "jpeg" and len(tags.xmp) > jpeg.LONGEST_XMP,
            {"xmp": b""},
        ),
        (
            "EXIF (too long for a JPEG)",
            container == "jpeg" and exif_bytes > LONGEST_EXIF,
            {"exif": None},
        ),
    )
    dropped = [name for name, lost, _ in losses if lost]
    for _, lost, fields in losses:
        tags = replace(tags, **fields) if lost else tags
    return tags, dropped


def _encoded(
    samples: NDArray[Any], tags: Tags, container: str, options: WriteOptions
) -> tuple[bytes, bool]:
    """Return the bytes, and whether they lost anything."""
    if container == "png":
        return png.encode(samples, tags), False
    if container == "tiff":
        return tiff.encode(samples, tags), False
    if container == "jpeg":
        return jpeg.encode(samples, tags, quality=options.quality), True
    lossless = options.container is None or options.quality >= 100
    return webp.encode(samples, tags, quality=options.quality, lossless=lossless), not lossless
