"""Tiny photos: one builder per container, EXIF and ICC included."""

from __future__ import annotations

import struct
import zlib
from functools import cache
from io import BytesIO
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import ExifTags, Image, ImageCms
from PIL.TiffImagePlugin import IFDRational

__all__ = [
    "CAMERA",
    "XMP",
    "chunks_of",
    "exif_block",
    "icc_profile",
    "pillow",
    "png",
    "samples",
]

CAMERA = {"make": "Acme", "model": "Box 3", "date": "2021:06:07 08:09:10"}

XMP = (
    b'<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
    b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description '
    b'rdf:about="" xmlns:tiff="http://ns.adobe.com/tiff/1.0/" '
    b'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:exif="http://ns.adobe.com/exif/1.0/" '
    b'tiff:Orientation="6" exif:PixelXDimension="9" dc:format="kept"/></rdf:RDF></x:xmpmeta>'
    b'<?xpacket end="w"?>'
)


def samples(height: int = 7, width: int = 9, bands: int = 3, dtype: str = "u1") -> NDArray[Any]:
    """Return (H, W, B) noise over the whole range of the type; (H, W) for one band."""
    limit = np.iinfo(dtype).max + 1
    noise = np.random.default_rng(bands).integers(0, limit, (height, width, bands)).astype(dtype)
    return noise[..., 0] if bands == 1 else noise


def exif_block(orientation: int = 1, *, thumbnail: bool = False) -> bytes:
    """Return an EXIF block with camera, date, place and a maker note."""
    exif = Image.Exif()
    exif[ExifTags.Base.Make], exif[ExifTags.Base.Model] = CAMERA["make"], CAMERA["model"]
    exif[ExifTags.Base.Orientation] = orientation
    exif[ExifTags.Base.Software] = "camera firmware"
    photo = exif.get_ifd(ExifTags.IFD.Exif)
    photo[ExifTags.Base.DateTimeOriginal] = CAMERA["date"]
    photo[ExifTags.Base.ExposureTime] = IFDRational(1, 250)
    photo[ExifTags.Base.ExifImageWidth], photo[ExifTags.Base.ExifImageHeight] = 9, 7
    photo[ExifTags.Base.MakerNote] = b"preview" * 9
    gps = exif.get_ifd(ExifTags.IFD.GPSInfo)
    gps[ExifTags.GPS.GPSLatitudeRef], gps[ExifTags.GPS.GPSLatitude] = "S", (12.0, 30.0, 15.5)
    gps[ExifTags.GPS.GPSLongitudeRef], gps[ExifTags.GPS.GPSLongitude] = "E", (45.0, 6.0, 7.0)
    block = exif.tobytes()
    return _with_thumbnail(block) if thumbnail else block


def _with_thumbnail(block: bytes) -> bytes:
    """Append a second directory that points to a small JPEG."""
    tiff = block.removeprefix(b"Exif\0\0")
    order = "<" if tiff[:2] == b"II" else ">"
    small = BytesIO()
    Image.new("RGB", (8, 8), "red").save(small, "JPEG")
    first = struct.unpack_from(order + "I", tiff, 4)[0]
    link = first + 2 + 12 * struct.unpack_from(order + "H", tiff, first)[0]
    at = len(tiff) + len(tiff) % 2
    data_at = at + 2 + 3 * 12 + 4
    table = struct.pack(order + "H", 3)
    for tag, kind, value in ((0x103, 3, 6), (0x201, 4, data_at), (0x202, 4, small.tell())):
        raw = struct.pack(order + ("HH" if kind == 3 else "I"), *([value, 0][: 3 - kind + 2]))
        table += struct.pack(order + "HHI", tag, kind, 1) + raw[:4].ljust(4, b"\0")
    tiff = tiff[:link] + struct.pack(order + "I", at) + tiff[link + 4 :].ljust(at - link - 4, b"\0")
    return b"Exif\0\0" + tiff + table + struct.pack(order + "I", 0) + small.getvalue()


@cache
def icc_profile() -> bytes:
    """Return an sRGB profile; it holds the time at which it was made, so there is one."""
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def pillow(image: NDArray[Any] | Image.Image, container: str, **options: Any) -> bytes:
    """Return what Pillow saves; options are passed on."""
    file = BytesIO()
    picture = image if isinstance(image, Image.Image) else Image.fromarray(image)
    picture.save(file, container, **options)
    return file.getvalue()


def png(image: NDArray[Any], *extra: tuple[bytes, bytes]) -> bytes:
    """Return a PNG of 8 or 16 bits written with zlib alone, extra chunks after the header."""
    height, width = image.shape[:2]
    bands = image.shape[2] if image.ndim == 3 else 1
    colour = {1: 0, 2: 4, 3: 2, 4: 6}[bands]
    header = struct.pack(">IIBBBBB", width, height, image.dtype.itemsize * 8, colour, 0, 0, 0)
    rows = image.astype(image.dtype.newbyteorder(">")).reshape(height, -1)
    raw = b"".join(b"\0" + row.tobytes() for row in rows)
    every = [(b"IHDR", header), *extra, (b"IDAT", zlib.compress(raw)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(content)) + name + content
        + struct.pack(">I", zlib.crc32(name + content))
        for name, content in every
    )  # fmt: skip


def chunks_of(data: bytes) -> dict[bytes, bytes]:
    """Return the chunks of a PNG by name."""
    found, at = {}, 8
    while at < len(data):
        size = struct.unpack_from(">I", data, at)[0]
        found[data[at + 4 : at + 8]] = data[at + 8 : at + 8 + size]
        at += 12 + size
    return found
