"""JPEG, and BMP beside it: the two that Pillow decodes.

Pillow's file classes are used directly. ``Image.open`` compares the size with a global limit,
which is not ours and could only be raised for all threads at once.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from io_formats.photo.exif import parse, serialise
from io_formats.photo.picture import (
    Picture,
    Tags,
    check_size,
    foreign_errors,
    refused,
    with_band_axis,
)
from io_formats.photo.xmp import has_gain_map

if TYPE_CHECKING:
    from PIL.Image import Image

__all__ = ["LONGEST_SIDE", "LONGEST_XMP", "decode", "decode_bmp", "encode"]

LONGEST_SIDE = 65500
LONGEST_XMP = 65504
"""An APP1 segment holds 65533 bytes, of which the name takes 29."""
IPTC = 0x0404


def decode(path: Path, data: bytes) -> Picture:
    """Decode a JPEG of grey or colour; of several images (MPO) the first.

    Raises
    ------
    DamagedFile, UnsupportedContent
    """
    from PIL.JpegImagePlugin import JpegImageFile

    with foreign_errors(path):
        image = JpegImageFile(BytesIO(data))
    check_size(path, *image.size)
    if image.mode not in ("L", "RGB"):
        raise refused(
            path,
            f"its colours are for print ({image.mode})",
            "convert it to RGB with a colour-managed program first",
        )
    samples = _samples(path, image)
    info = image.info
    xmp = info.get("xmp", b"")
    exif = parse(info["exif"]) if "exif" in info else None
    dropped = list(exif.dropped) if exif else []
    warnings = []
    if "mp" in info or has_gain_map(xmp):
        dropped.append("further images inside the file")
        warnings.append(
            "The file holds further images (a gain map or another view); only the first is used."
        )
    tags = Tags(
        container="jpeg",
        lossy=True,
        exif=exif,
        icc=info.get("icc_profile") or b"",
        xmp=xmp,
        iptc=info.get("photoshop", {}).get(IPTC, b""),
        dropped=tuple(dropped),
    )
    return Picture(samples=samples, tags=tags, warnings=tuple(warnings))


def decode_bmp(path: Path, data: bytes) -> Picture:
    """Decode a Windows bitmap; palettes and single bits are expanded.

    Raises
    ------
    DamagedFile, UnsupportedContent
    """
    from PIL.BmpImagePlugin import BmpImageFile

    with foreign_errors(path):
        image = BmpImageFile(BytesIO(data))
    check_size(path, *image.size)
    warnings = []
    target = {"1": "L", "P": "RGB"}.get(image.mode)
    if target:
        warnings.append("The palette or the single bits were expanded to 8 bits per sample.")
    elif image.mode not in ("L", "RGB", "RGBA"):
        raise refused(path, f"it is of the kind {image.mode}", "save it as PNG first")
    samples = _samples(path, image, target)
    return Picture(samples=samples, tags=Tags(container="bmp"), warnings=tuple(warnings))


def encode(samples: NDArray[Any], tags: Tags, *, quality: int) -> bytes:
    """Return the bytes of a JPEG of (H, W, 1 or 3) uint8 samples, colours at full resolution."""
    from PIL import Image

    file = BytesIO()
    Image.fromarray(samples.squeeze(-1) if samples.shape[-1] == 1 else samples).save(
        file,
        "JPEG",
        quality=quality,
        subsampling=0,
        optimize=True,
        exif=b"Exif\0\0" + serialise(tags.exif) if tags.exif else b"",
        icc_profile=tags.icc,
        xmp=tags.xmp,
    )
    return file.getvalue()


def _samples(path: Path, image: Image, mode: str | None = None) -> NDArray[Any]:
    with foreign_errors(path):
        image.load()
        return with_band_axis(np.array(image.convert(mode) if mode else image))
