"""TIFF without georeference: read by tifffile, written by hand.

Written by hand since the EXIF and GPS directories must stand inside the same tree as the image,
which tifffile cannot do, and since Pillow cannot hold colours of 16 bits.

References
----------
TIFF 6.0, sections 8 (baseline tags), 14 (predictor), 18 (associated alpha).
"""

from __future__ import annotations

import logging
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from io_formats.photo.exif import (
    LONG,
    RATIONAL,
    SHORT,
    UNDEFINED,
    Entry,
    Exif,
    parse,
    serialise,
    whole_entry,
)
from io_formats.photo.picture import (
    Picture,
    Tags,
    check_size,
    damaged,
    foreign_errors,
    refused,
    with_band_axis,
)

__all__ = ["MOST_BYTES", "decode", "encode"]

MOST_BYTES = 2**32 - 2**20
"""Offsets of classic TIFF have 32 bits."""
STRIP_BYTES = 1 << 20
MOST_TILE_PIXELS = 1 << 26
NUMBERS = (
    "imagewidth",
    "imagelength",
    "imagedepth",
    "samplesperpixel",
    "bitspersample",
    "sampleformat",
    "photometric",
    "planarconfig",
    "compression",
    "tilewidth",
    "tilelength",
    "rowsperstrip",
)
WHITE_IS_ZERO, BLACK_IS_ZERO, RGB, PALETTE, CMYK, YCBCR = 0, 1, 2, 3, 5, 6
XRESOLUTION, YRESOLUTION = 282, 283
REDUCED = 1
PACKED = (10, 12, 14)
"""Bits per sample of sensors; they are stretched to 16, or the result would be nearly black."""
LOSSY = {6, 7, 33003, 33004, 33005, 34712, 34892, 50001, 50002}
"""JPEG, JPEG 2000, WebP and JPEG XL: compressions that may have lost something."""
JPEG = {6, 7, 34892}
QUIET = logging.NullHandler()
"""Takes what tifffile remarks on damaged tags, which would else appear in the terminal."""


def decode(path: Path, data: bytes) -> Picture:
    """Decode a TIFF of one image, whole numbers of up to 16 bits.

    Raises
    ------
    DamagedFile, UnsupportedContent
    """
    page = _page(path, data)
    check_size(path, page.imagewidth, page.imagelength)
    _refuse(path, page)
    places = zip(page.dataoffsets, page.databytecounts, strict=True)
    if any(at + size > len(data) for at, size in places):
        raise damaged(path, "its image data reach beyond its end")
    with foreign_errors(path, TypeError):
        samples = page.asarray()
    samples, warnings = _plain(page, samples)
    if samples.shape[:-1] != (page.imagelength, page.imagewidth) or samples.shape[-1] > 4:
        raise damaged(path, "its tags contradict each other about the size of the image")
    exif = parse(data)
    extra = tuple(int(n) for n in page.extrasamples)
    if extra == (0,):
        warnings.append("The additional band says nothing of itself; it is taken as alpha.")
    if exif is None:
        warnings.append("The descriptions in the file cannot be carried over.")
    tags = Tags(
        container="tiff",
        lossy=int(page.compression) in LOSSY,
        exif=exif,
        icc=_bytes_of(page, 34675),
        xmp=_bytes_of(page, 700),
        iptc=_bytes_of(page, 33723),
        premultiplied=extra == (1,),
        dropped=exif.dropped if exif else ("descriptions in the file",),
    )
    return Picture(samples=samples, tags=tags, warnings=tuple(warnings))


def _page(path: Path, data: bytes) -> Any:
    """Return the only image of a TIFF, of whole numbers; reduced copies of it do not count."""
    import tifffile

    logging.getLogger("tifffile").addHandler(QUIET)
    # tifffile calculates with the values of tags before it knows that they are numbers
    with foreign_errors(path, TypeError):
        file = tifffile.TiffFile(BytesIO(data))
        pages = [
            page
            for page in file.pages
            if isinstance(page, tifffile.TiffPage) and not int(page.subfiletype) & REDUCED
        ]
        reduced = len(file.pages) > 0 and not pages
    page = _only(path, pages, reduced=reduced)
    _check_numbers(path, page)
    return page


def encode(samples: NDArray[Any], tags: Tags) -> bytes:
    """Return the bytes of a TIFF, (H, W, B) uint8 or uint16, deflated with predictor."""
    exif = tags.exif or Exif()
    strips = list(_strips(samples, exif.order))
    sizes = [len(strip) for strip in strips]
    entries = _entries(samples, tags, exif.order)
    # baseline TIFF wants a resolution; 72 per inch means nothing, as everywhere
    for tag in {XRESOLUTION, YRESOLUTION} - exif.main.keys():
        entries[tag] = Entry(RATIONAL, 1, whole_entry(exif.order, LONG, 72, 1).data)
    entries[279] = whole_entry(exif.order, LONG, *sizes)
    start = 0
    # the second time round, the length of what stands before the strips is known
    for _ in range(2):
        places = [start + sum(sizes[:n]) for n in range(len(sizes))]
        entries[273] = whole_entry(exif.order, LONG, *places)
        head = serialise(exif, entries)
        start = len(head)
    return b"".join((head, *strips))


def _only(path: Path, pages: list[Any], *, reduced: bool) -> Any:
    """Return the one page, or say why there is none to choose."""
    if len(pages) == 1:
        return pages[0]
    if pages:
        raise refused(
            path,
            f"it holds {len(pages)} pages, and one at a time is restored",
            "save the page that you want as a file of its own first",
        )
    if reduced:
        raise refused(
            path, "it holds nothing but reduced copies of another image", "give that image itself"
        )
    raise damaged(path, "it names no image")


def _check_numbers(path: Path, page: Any) -> None:
    """Make sure that the tags which say how samples are stored are single numbers."""
    for name in NUMBERS:
        if not isinstance(getattr(page, name), int):
            raise damaged(path, f"its tag {name} is no single number")
    if page.is_tiled and page.tilewidth * page.tilelength > MOST_TILE_PIXELS:
        raise damaged(path, f"it names tiles of {page.tilewidth}×{page.tilelength} pixels")
    if len(page.dataoffsets) != len(page.databytecounts):
        raise damaged(path, "it names more places than lengths of image data, or fewer")


def _refuse(path: Path, page: Any) -> None:
    photometric, bands = int(page.photometric), int(page.samplesperpixel)
    if photometric == CMYK:
        raise refused(
            path,
            "its colours are for print (CMYK)",
            "convert it to RGB with a colour-managed program first",
        )
    if photometric not in (WHITE_IS_ZERO, BLACK_IS_ZERO, RGB, PALETTE, YCBCR) or (
        photometric == YCBCR and int(page.compression) not in JPEG
    ):
        raise refused(path, "its colour space is not RGB or grey", "convert it to RGB first")
    if page.bitspersample not in (1, 2, 4, 8, *PACKED, 16) or int(page.sampleformat) != 1:
        raise refused(
            path,
            f"its samples are no whole numbers of up to 16 bits ({page.bitspersample} bits)",
            "convert it to 8 or 16 bits per sample first",
        )
    if bands > 4 or len(page.extrasamples) > 1 or int(page.imagedepth) > 1:
        raise refused(path, f"it has {bands} bands", "keep the colour bands and one alpha band")


def _plain(page: Any, samples: NDArray[Any]) -> tuple[NDArray[Any], list[str]]:
    """Return (H, W, B) samples of 8 or 16 bits in which more is lighter, and warnings."""
    warnings: list[str] = []
    bits = int(page.bitspersample)
    if int(page.planarconfig) == 2 and int(page.samplesperpixel) > 1:
        samples = np.moveaxis(samples, 0, -1)
    if int(page.photometric) == PALETTE:
        colours = (np.asarray(page.colormap) >> 8).astype(np.uint8)
        warnings.append("The palette was expanded to full colours; the result has no palette.")
        return np.moveaxis(colours[:, samples], 0, -1), warnings
    samples = with_band_axis(samples)
    if bits < 8:
        warnings.append(f"The {bits}-bit image was expanded to 8 bits.")
        samples = samples.astype(np.uint8) * np.uint8(255 // (2**bits - 1))
    if bits in PACKED:
        warnings.append(f"The {bits}-bit image was stretched to 16 bits.")
        most = 2**bits - 1
        samples = ((samples.astype(np.uint32) * 65535 + most // 2) // most).astype(np.uint16)
    if int(page.photometric) == WHITE_IS_ZERO:
        most = np.iinfo(samples.dtype).max
        samples = np.concatenate([most - samples[..., :1], samples[..., 1:]], axis=-1)
    return samples.astype(samples.dtype.newbyteorder("="), copy=False), warnings


def _bytes_of(page: Any, tag: int) -> bytes:
    value = page.tags.valueof(tag)
    if isinstance(value, tuple):
        value = np.array(value, "<u4" if tag == 33723 else "u1").tobytes()
    return value if isinstance(value, bytes) else b""


def _entries(samples: NDArray[Any], tags: Tags, order: str) -> dict[int, Entry]:
    height, width, bands = samples.shape
    bits = samples.dtype.itemsize * 8

    def short(*values: int) -> Entry:
        return whole_entry(order, SHORT, *values)

    entries = {
        256: whole_entry(order, LONG, width),
        257: whole_entry(order, LONG, height),
        258: short(*[bits] * bands),
        259: short(8),
        262: short(RGB if bands > 2 else BLACK_IS_ZERO),
        277: short(bands),
        278: whole_entry(order, LONG, _rows_per_strip(samples)),
        284: short(1),
        317: short(2),
        339: short(*[1] * bands),
    }
    if bands in (2, 4):
        entries[338] = short(1 if tags.premultiplied else 2)
    for tag, kind, data in ((34675, UNDEFINED, tags.icc), (700, 1, tags.xmp),
                            (33723, UNDEFINED, tags.iptc)):  # fmt: skip
        if data:
            entries[tag] = Entry(kind, len(data), data)
    return entries


def _rows_per_strip(samples: NDArray[Any]) -> int:
    return max(1, STRIP_BYTES // int(samples[0].nbytes))


def _strips(samples: NDArray[Any], order: Literal["<", ">"]) -> Iterator[bytes]:
    rows = _rows_per_strip(samples)
    for top in range(0, len(samples), rows):
        strip = samples[top : top + rows].copy()
        # differences wrap around, as the predictor wants
        strip[:, 1:] -= samples[top : top + rows, :-1]
        yield zlib.compress(strip.astype(strip.dtype.newbyteorder(order)).tobytes(), 6)
