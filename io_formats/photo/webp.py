"""WebP, lossy and lossless: samples by libwebp, what surrounds them chunk by chunk.

References
----------
WebP container specification (RIFF), extended file format.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from io_formats.photo.chunks import riff_chunks
from io_formats.photo.exif import parse, serialise
from io_formats.photo.picture import Picture, Tags, animated, check_size, foreign_errors

__all__ = ["LONGEST_SIDE", "decode", "encode"]

LONGEST_SIDE = 16383
ANIMATION_FLAG = 0x02


def decode(path: Path, data: bytes) -> Picture:
    """Decode a still WebP; always colour, with or without alpha.

    Raises
    ------
    DamagedFile, UnsupportedContent
    """
    import imagecodecs

    every = list(riff_chunks(path, data))
    chunks = dict(reversed(every))
    extended = chunks.get(b"VP8X", bytes(10)).ljust(10, b"\0")
    if extended[0] & ANIMATION_FLAG or b"ANMF" in chunks:
        raise animated(path, sum(name == b"ANMF" for name, _ in every))
    # without the extended header a side has 14 bits, which is always few enough
    check_size(path, *(1 + int.from_bytes(extended[at : at + 3], "little") for at in (4, 7)))
    with foreign_errors(path):
        samples = np.asarray(imagecodecs.webp_decode(data))
    exif = parse(chunks[b"EXIF"]) if b"EXIF" in chunks else None
    tags = Tags(
        container="webp",
        lossy=b"VP8 " in chunks,
        exif=exif,
        icc=chunks.get(b"ICCP", b""),
        xmp=chunks.get(b"XMP ", b""),
        dropped=exif.dropped if exif else (),
    )
    return Picture(samples=samples, tags=tags)


def encode(samples: NDArray[Any], tags: Tags, *, quality: int, lossless: bool) -> bytes:
    """Return the bytes of a WebP of (H, W, B) uint8 samples; grey becomes colour."""
    from PIL import Image

    if samples.shape[-1] < 3:
        samples = samples[..., [0, 0, 0, *range(1, samples.shape[-1])]]
    file = BytesIO()
    Image.fromarray(samples).save(
        file,
        "WEBP",
        lossless=lossless,
        # else colours under full transparency are thrown away
        exact=True,
        quality=quality,
        method=4,
        exif=serialise(tags.exif) if tags.exif else b"",
        icc_profile=tags.icc,
        xmp=tags.xmp,
    )
    return file.getvalue()
