"""Photo file to scene: upright, one plane, bands by role.

Not here: the containers themselves (``png``, ``jpeg``, ``webp``, ``tiff``).
"""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np

from io_formats.errors import SourceMissing
from io_formats.grid import Grid
from io_formats.photo import jpeg, png, tiff, webp
from io_formats.photo.beside import GEOREFERENCE, PLACED, is_placed
from io_formats.photo.chunks import PNG_MAGIC
from io_formats.photo.orientation import upright
from io_formats.photo.picture import ROLES, Picture, Tags, damaged
from io_formats.photo.transfer import refuse_high_range, transfer_of
from io_formats.progress import CancelToken, Progress
from io_formats.scene import Band, Scene, Source
from io_formats.values import ValueMap

__all__ = ["container_of", "read"]

DECODERS = {
    "png": png.decode,
    "jpeg": jpeg.decode,
    "webp": webp.decode,
    "tiff": tiff.decode,
    "bmp": jpeg.decode_bmp,
}
MAGIC = (
    (PNG_MAGIC, "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
    (b"II+\0", "tiff"),
    (b"MM\0+", "tiff"),
)
BMP_HEADERS = {12, 40, 52, 56, 64, 108, 124}
ICC_SPACES = {1: b"GRAY", 2: b"GRAY", 3: b"RGB ", 4: b"RGB "}
MAKE, MODEL, DATE, DATE_TAKEN, LENS = 0x010F, 0x0110, 0x0132, 0x9003, 0xA434
ISO = 0x8827
EXPOSURE = {"exposure_s": 0x829A, "f_number": 0x829D, "focal_length_mm": 0x920A}
"""Fractions in the EXIF directory (CIPA DC-008, 4.6.5)."""


def container_of(head: bytes) -> str | None:
    """Return the container by the first bytes of a file, or None."""
    for magic, container in MAGIC:
        if head.startswith(magic):
            return container
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    # two letters are too few: the size of the header has to be one that exists
    if head[:2] == b"BM" and int.from_bytes(head[14:18], "little") in BMP_HEADERS:
        return "bmp"
    return None


def read(path: Path, *, progress: Progress, cancel: CancelToken) -> Scene:
    """Read a photo; it is decoded in one go, so cancelling waits for that.

    Returns
    -------
    Scene
        Pixels (1, B, H, W), uint8 or uint16, as encoded in the file (the ICC profile is not
        applied), with EXIF Orientation applied. Bands: grey or red, green, blue; alpha last.

    Raises
    ------
    SourceMissing, DamagedFile, UnsupportedContent, Cancelled
    """
    progress(0.0, "reading")
    try:
        data = path.read_bytes()
    except OSError as error:
        raise SourceMissing(
            f"{path} could not be opened",
            why=error.strerror or str(error),
            fix="check the path and the permissions",
        ) from error
    container = container_of(data)
    if container is None:
        raise damaged(path, "its first bytes are not those of a photo")
    cancel.check()
    progress(0.3, "decoding")
    picture = DECODERS[container](path, data)
    cancel.check()
    refuse_high_range(path, transfer_of(picture.tags.icc))
    picture = _with_fitting_profile(picture)
    if is_placed(path):
        picture = _without(picture, GEOREFERENCE, PLACED)
    tags = picture.tags
    samples = upright(picture.samples, tags.exif.orientation if tags.exif else 1)
    roles = ROLES[samples.shape[-1]]
    return Scene(
        pixels=np.ascontiguousarray(np.moveaxis(samples, -1, 0)[np.newaxis]),
        planes=("photo",),
        bands=tuple(Band(name=role, role=role) for role in roles),
        values=ValueMap.linear(unit="sRGB"),
        grid=Grid.pixel(),
        source=Source(
            path=path,
            format="photo",
            files=(path,),
            modality="photo",
            lossy=tags.lossy,
            facts=_facts(picture),
            warnings=picture.warnings,
            template=tags,
        ),
    )


def _with_fitting_profile(picture: Picture) -> Picture:
    """Leave out an ICC profile made for other bands than the samples have."""
    icc = picture.tags.icc
    if not icc or icc[16:20] == ICC_SPACES[picture.samples.shape[-1]]:
        return picture
    warning = "The ICC profile was made for other bands than the image has, and is left out."
    plain = replace(picture, tags=replace(picture.tags, icc=b""))
    return _without(plain, "ICC profile", warning)


def _without(picture: Picture, name: str, warning: str) -> Picture:
    """Note that something is not taken along, and warn of it."""
    return replace(
        picture,
        tags=replace(picture.tags, dropped=(*picture.tags.dropped, name)),
        warnings=(*picture.warnings, warning),
    )


def _facts(picture: Picture) -> dict[str, Any]:
    """Return JSON-able facts; no place and no owner."""
    height, width, bands = picture.samples.shape
    tags = picture.tags
    facts: dict[str, Any] = {
        "container": tags.container,
        "stored_size": [width, height],
        "bits": picture.samples.dtype.itemsize * 8,
        "mode": {1: "L", 2: "LA", 3: "RGB", 4: "RGBA"}[bands],
        "icc": _profile_name(tags),
    }
    if tags.exif:
        exif = tags.exif
        camera = [exif.text(exif.main, MAKE), exif.text(exif.main, MODEL)]
        facts["camera"] = " ".join(filter(None, camera)) or None
        facts["lens"] = exif.text(exif.photo, LENS) or None
        facts["date"] = exif.text(exif.photo, DATE_TAKEN) or exif.text(exif.main, DATE) or None
        facts["orientation"] = exif.orientation
        for name, tag in EXPOSURE.items():
            facts[name] = exif.fraction(exif.photo, tag)
        facts["iso"] = exif.whole(exif.photo, ISO)
    return facts


def _profile_name(tags: Tags) -> str | None:
    """Return what the ICC profile calls itself, or None where there is none."""
    if not tags.icc:
        return None
    from PIL import ImageCms

    try:
        name = ImageCms.getProfileDescription(ImageCms.ImageCmsProfile(BytesIO(tags.icc)))
    except (ImageCms.PyCMSError, OSError):
        return "unreadable"
    return name.strip()
