"""What every photo decoder gives and every encoder takes: samples, roles and descriptions.

Also here: the refusals that all decoders share, and the one boundary at which the errors of
foreign decoders become ours.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from io_formats.errors import DamagedFile, UnsupportedContent
from io_formats.memory import demand_room
from io_formats.photo.exif import Exif

__all__ = [
    "ROLES",
    "Picture",
    "Tags",
    "animated",
    "check_size",
    "damaged",
    "foreign_errors",
    "refused",
    "with_band_axis",
]

MOST_PIXELS = 500_000_000

FOREIGN: tuple[type[Exception], ...] = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    LookupError,
    ArithmeticError,
    RuntimeError,
    struct.error,
    zlib.error,
)
"""What decoders raise on bad data; the errors of imagecodecs are subclasses of RuntimeError."""

ROLES: dict[int, tuple[str, ...]] = {
    1: ("grey",),
    2: ("grey", "alpha"),
    3: ("red", "green", "blue"),
    4: ("red", "green", "blue", "alpha"),
}
"""Roles of the bands by their number."""


@dataclass(frozen=True, kw_only=True)
class Tags:
    """Everything in a photo that is not a sample: the template of a scene."""

    container: str
    """png, jpeg, webp, tiff or bmp."""
    lossy: bool = False
    """True where the samples had been compressed with loss."""
    exif: Exif | None = None
    """None where the file has none, or one beyond repair."""
    icc: bytes = b""
    """ICC profile, byte for byte; empty where there is none."""
    xmp: bytes = b""
    """XMP packet; empty where there is none."""
    iptc: bytes = b""
    """IPTC records; empty where there are none."""
    chunks: tuple[tuple[bytes, bytes], ...] = ()
    """Chunks of a PNG that a PNG can keep: colour space, resolution, texts."""
    premultiplied: bool = False
    """True where colours are stored multiplied by alpha (TIFF ExtraSamples 1)."""
    dropped: tuple[str, ...] = ()
    """What was left behind at reading since it would no longer be true."""


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A decoded photo, as it lies in the file: Orientation is not applied yet."""

    samples: NDArray[Any]
    """(H, W, B) uint8 or uint16; B is 1 to 4."""
    tags: Tags
    """Its descriptions."""
    warnings: tuple[str, ...] = ()
    """Sentences for the user about what had to be converted."""


def with_band_axis(samples: NDArray[Any]) -> NDArray[Any]:
    """Return (H, W, B) for an array that may lack its last axis."""
    return samples[..., np.newaxis] if samples.ndim == 2 else samples


def check_size(path: Path, width: int, height: int) -> None:
    """Refuse an image without pixels, and one whose decoding would fill the memory.

    Pixels take a byte at least, twice: as they are decoded, and band by band.

    Raises
    ------
    DamagedFile, UnsupportedContent
    """
    if width < 1 or height < 1:
        raise damaged(path, f"its header states {width}×{height} pixels")
    if width * height > MOST_PIXELS:
        raise UnsupportedContent(
            f"{path} was not opened",
            why=f"its header states {width}×{height} pixels, more than the {MOST_PIXELS // 10**6} "
            "million that are decoded",
            fix="cut it into parts, or convert it to a tiled GeoTIFF, which is read in windows",
        )
    demand_room(path, 2 * width * height)


@contextmanager
def foreign_errors(path: Path, *more: type[Exception]) -> Iterator[None]:
    """Turn what Pillow, tifffile and imagecodecs raise on bad data into ``DamagedFile``.

    Put it around calls into those libraries only: some of the classes are also those of our own
    defects. ``more`` names classes that one library alone raises on bad data.
    """
    try:
        yield
    except MemoryError as error:
        raise refused(
            path, "its pixels do not fit into memory", "cut it into parts, or close other programs"
        ) from error
    except FOREIGN + more as error:
        raise damaged(path, f"its image data cannot be decoded ({error})") from error


def animated(path: Path, frames: int) -> UnsupportedContent:
    """Return the error for a photo of several frames, or of none that is whole."""
    return refused(
        path,
        f"it is an animation of {frames} frames, and one picture at a time is restored",
        "save the frame that you want as a file of its own first",
    )


def damaged(path: Path, why: str) -> DamagedFile:
    """Return the error for a photo that contradicts itself."""
    return DamagedFile(f"{path} could not be read", why=why, fix="copy or download the file again")


def refused(path: Path, why: str, fix: str) -> UnsupportedContent:
    """Return the error for a sound photo of a kind that is not restored."""
    return UnsupportedContent(f"{path} cannot be restored", why=why, fix=fix)
