"""Stored values of images: decoding, their dtype and range, and the padding among them.

Not here: what a stored value means (``rescale``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from io_formats.dicom.attributes import foreign, number, quietly, whole
from io_formats.errors import DamagedFile, MissingDecoder

if TYPE_CHECKING:
    from pydicom import Dataset

__all__ = [
    "PixelPlace",
    "decode",
    "decode_at",
    "padding_limits",
    "padding_mask",
    "place_of",
    "stored_dtype",
    "stored_range",
    "syntax_of",
]

PIXEL_DATA = (0x7FE0, 0x0010)
DEFLATED = "1.2.840.10008.1.2.1.99"

JPEG_BY_TURBO = (
    "1.2.840.10008.1.2.4.51",
    "1.2.840.10008.1.2.4.57",
    "1.2.840.10008.1.2.4.70",
)
"""JPEG of 12 bits and JPEG lossless: pydicom's own plug-ins for them are GPL or left out, while
libjpeg-turbo, which comes with imagecodecs, decodes them bit for bit."""


def stored_dtype(header: Dataset) -> np.dtype[Any]:
    """Return int8, uint8, int16 or uint16 after Bits Allocated and Pixel Representation."""
    kind = "i" if whole(header, "PixelRepresentation") else "u"
    return np.dtype(f"{kind}{whole(header, 'BitsAllocated') // 8}")


def stored_range(header: Dataset) -> tuple[float, float]:
    """Return the least and the greatest value that Bits Stored can hold."""
    bits = whole(header, "BitsStored", whole(header, "BitsAllocated"))
    if whole(header, "PixelRepresentation"):
        return -float(2 ** (bits - 1)), float(2 ** (bits - 1) - 1)
    return 0.0, float(2**bits - 1)


def decode(path: Path, frames: Sequence[int] = (0,)) -> Iterator[NDArray[Any]]:
    """Yield the stored values of frames of a file, each (H, W), native byte order.

    Unused high bits are masked out and the sign is extended from Bits Stored (PS3.5 8.1.1).

    Parameters
    ----------
    path : Path
        The file, which is read once.
    frames : sequence of int
        Which frames, from 0, in the order in which they are wanted.

    Raises
    ------
    MissingDecoder
        If no decoder for the transfer syntax is installed.
    DamagedFile
        If the pixel data is missing, too short or cannot be decoded.
    """
    dataset = None
    for index in frames:
        try:
            with quietly():
                dataset = dataset or _whole(path)
                stored = _stored(dataset, path, index)
        except foreign(OSError, MemoryError) as error:
            raise _undecodable(path, error) from error
        yield stored


class PixelPlace(NamedTuple):
    """Where the pixel data of a file begins."""

    offset: int
    """Byte of the file at which the value of the element begins."""
    vr: str
    """OB or OW, as the file says; OW where it does not (PS3.5 A.1)."""


def place_of(path: Path) -> PixelPlace | None:
    """Return where the pixels of a file begin; None where a part of it cannot be decoded alone.

    Raises
    ------
    DamagedFile
        If the file is gone or cannot be parsed.
    """
    from pydicom import dcmread

    try:
        with quietly(), path.open("rb") as file:
            dataset = dcmread(file, force=True, stop_before_pixels=True, specific_tags=["Rows"])
            if syntax_of(dataset) == DEFLATED:
                return None
            implicit, little = dataset.original_encoding
            head = file.read(8 if implicit else 12)
            order: Literal["little", "big"] = "little" if little else "big"
            found = tuple(int.from_bytes(head[at : at + 2], order) for at in (0, 2))
            if found != PIXEL_DATA:
                return None
            return PixelPlace(file.tell(), "OW" if implicit else head[4:6].decode("ascii"))
    except foreign(OSError) as error:
        raise _undecodable(path, error) from error


def decode_at(path: Path, header: Dataset, place: PixelPlace, index: int) -> NDArray[Any]:
    """Return the stored values of one frame as ``decode`` does, without reading the others.

    Parameters
    ----------
    path : Path
        The file.
    header : Dataset
        Its data set up to the pixel data.
    place : PixelPlace
        From ``place_of``.
    index : int
        Which frame, from 0.

    Raises
    ------
    MissingDecoder, DamagedFile
    """
    from pydicom.pixels.utils import as_pixel_options

    try:
        with quietly(), path.open("rb") as file:
            file.seek(place.offset)
            options = as_pixel_options(header, pixel_keyword="PixelData", pixel_vr=place.vr)
            return _stored(header, path, index, file, options)
    except foreign(OSError, MemoryError) as error:
        raise _undecodable(path, error) from error


def _undecodable(path: Path, error: Exception) -> DamagedFile:
    return DamagedFile(
        f"the pixels of {path} could not be decoded",
        why=" ".join(str(error).split())[:300] or "they state a length beyond all memory",
        fix="export or download the file again",
    )


def syntax_of(dataset: Dataset) -> str:
    """Return the Transfer Syntax UID, inferred where a file without preamble names none."""
    meta = getattr(dataset, "file_meta", None)
    named = meta.get("TransferSyntaxUID") if meta is not None else None
    if named:
        return str(named)
    implicit, _ = dataset.original_encoding
    return "1.2.840.10008.1.2" if implicit in (True, None) else "1.2.840.10008.1.2.1"


def _whole(path: Path) -> Dataset:
    from pydicom import dcmread

    return dcmread(path, force=True)


def _stored(
    dataset: Dataset,
    path: Path,
    index: int,
    file: BinaryIO | None = None,
    options: Mapping[str, Any] | None = None,
) -> NDArray[Any]:
    """Decode a frame out of a whole data set, or out of a file open at its pixels."""
    syntax = syntax_of(dataset)
    if file is None and not dataset.get("PixelData"):
        raise ValueError("there is no pixel data")
    if syntax in JPEG_BY_TURBO:
        frame = _turbo_frame(dataset, index, file or dataset.PixelData)
    else:
        frame = _pydicom_frame(dataset, path, index, file or dataset, options or {})
    expected = int(dataset.Rows), int(dataset.Columns)
    if frame.shape != expected:
        raise ValueError(f"decoded to {frame.shape} instead of {expected} pixels")
    return frame.astype(stored_dtype(dataset), copy=False)


def _pydicom_frame(
    dataset: Dataset,
    path: Path,
    index: int,
    source: Dataset | BinaryIO,
    options: Mapping[str, Any],
) -> NDArray[Any]:
    from pydicom.pixels.decoders.base import get_decoder
    from pydicom.uid import UID

    syntax = UID(syntax_of(dataset))
    try:
        decoder = get_decoder(syntax)
    except NotImplementedError as error:
        raise _missing(path, syntax) from error
    if not decoder.is_available:
        raise _missing(path, syntax)
    if "TransferSyntaxUID" not in dataset.file_meta:
        dataset.file_meta.TransferSyntaxUID = syntax
    frame: NDArray[Any] = decoder.as_array(source, index=index, raw=True, **options)[0]
    return frame


def _turbo_frame(dataset: Dataset, index: int, source: bytes | BinaryIO) -> NDArray[Any]:
    import imagecodecs
    from pydicom.encaps import get_frame

    count = whole(dataset, "NumberOfFrames", 1)
    encoded = get_frame(source, index, number_of_frames=count)
    frame: NDArray[Any] = imagecodecs.jpeg8_decode(encoded)
    unused = 8 * frame.dtype.itemsize - int(dataset.BitsStored)
    signed = frame.view(f"i{frame.dtype.itemsize}") if dataset.PixelRepresentation else frame
    return (signed << unused) >> unused


def _missing(path: Path, syntax: str) -> MissingDecoder:
    name = getattr(syntax, "name", syntax)
    return MissingDecoder(
        f"the pixels of {path} could not be decoded",
        why=f"no decoder is installed for its transfer syntax {name} ({syntax})",
        fix="export the series uncompressed, or with JPEG 2000, JPEG-LS or RLE compression",
    )


def padding_limits(header: Dataset) -> tuple[int, int] | None:
    """Return the least and the greatest stored value that mean padding, inclusive.

    Pixel Padding Value (0028,0120) may be written with the wrong sign, so it is wrapped to the
    stored dtype; Pixel Padding Range Limit (0028,0121) extends it to a range (PS3.3 C.7.5.1.1.2).
    """
    values = [number(header, f"PixelPadding{end}") for end in ("Value", "RangeLimit")]
    if values[0] is None:
        return None
    dtype = stored_dtype(header)
    ends = [int(np.array(int(value)).astype(dtype)) for value in values if value is not None]
    return min(ends), max(ends)


def padding_mask(header: Dataset, stored: NDArray[Any]) -> NDArray[np.bool_] | None:
    """Return where an image holds padding, (H, W) bool; None where it holds none."""
    limits = padding_limits(header)
    if limits is None:
        return None
    mask: NDArray[np.bool_] = (stored >= limits[0]) & (stored <= limits[1])
    return mask if mask.any() else None
