"""Files that are recognised though not read: what they are, and what to do with them.

Not here: files of the formats that are read (``registry``), with whatever keeps one of them from
being restored; each adapter says that itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from io_formats.errors import DamagedFile, RestorationError, UnsupportedContent

__all__ = ["refusal_of"]

Test = Callable[[bytes], bool]

DICOM_MARK, DICOM_MARK_AT = b"DICM", 128
"""PS3.10 7.1: a preamble of 128 bytes, then the mark."""
HEIF_BRANDS = {b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif", b"avis"}
ANALYZE_SIZE = 348
NIFTI_MAGIC_AT = 344
NUMBER = re.compile(rb"\s*[-+]?\d+(\.\d*)?([eE][-+]?\d+)?\s*")
AS_PICTURE = "open it in a program that knows it, and save it as PNG or TIFF"
AS_RASTER = "convert it first: gdal_translate -of GTiff INPUT OUTPUT.tif"
AS_VOLUME = "convert it to NIfTI first"
BESIDE = "give the image that it lies beside"


def refusal_of(path: Path, head: bytes) -> RestorationError | None:
    """Return the error for a file that is no image of ours, where it can be told what it is.

    Parameters
    ----------
    path : Path
        The file.
    head : bytes
        Its first bytes, at most 4096.
    """
    at = head.find(DICOM_MARK)
    if at > DICOM_MARK_AT and head[at + 4 : at + 6] == b"\2\0":
        return DamagedFile(
            f"{path} could not be read",
            why=f"{at - DICOM_MARK_AT} foreign bytes stand before its DICOM preamble",
            fix="export or download the file again",
        )
    for what, fix, test in KINDS:
        if test(head):
            return UnsupportedContent(f"{path} is not restored", why=f"it is {what}", fix=fix)
    beside = path.with_suffix(".hdr")
    if beside != path and _begins(b"ENVI")(_head(beside)):
        return UnsupportedContent(
            f"{path} is not restored", why="it holds the values of an ENVI raster", fix=AS_RASTER
        )
    return None


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(16)
    except OSError:
        return b""


def _begins(*marks: bytes) -> Test:
    return lambda head: head.startswith(marks)


def _is_heif(head: bytes) -> bool:
    """Tell by the brands of ISO/IEC 23008-12, the major one and the first compatible ones."""
    return head[4:8] == b"ftyp" and any(
        head[at : at + 4] in HEIF_BRANDS for at in (8, *range(16, 32, 4))
    )


def _is_analyze(head: bytes) -> bool:
    """Tell an Analyze 7.5 header: the size that NIfTI has, too, and no word of NIfTI."""
    sizes = {int.from_bytes(head[:4], order) for order in ("little", "big")}
    return ANALYZE_SIZE in sizes and len(head) >= NIFTI_MAGIC_AT


def _is_world_file(head: bytes) -> bool:
    """Tell the six numbers of an affine transform, one a line."""
    lines = head.strip().splitlines()
    return len(lines) == 6 and all(NUMBER.fullmatch(line) for line in lines)


KINDS: tuple[tuple[str, str, Test], ...] = (
    ("a GIF, which holds a palette of 256 colours and may be animated",
     "save the picture, or the frame of it that you want, as PNG first",
     _begins(b"GIF87a", b"GIF89a")),
    ("a HEIF or AVIF photo", AS_PICTURE, _is_heif),
    ("a JPEG XL photo", AS_PICTURE, _begins(b"\xff\x0a", b"\0\0\0\x0cJXL \r\n\x87\n")),
    ("a Photoshop document", AS_PICTURE, _begins(b"8BPS")),
    ("a high dynamic range picture", AS_PICTURE, _begins(b"\x76\x2f\x31\x01", b"#?RADIANCE")),
    ("an archive in which no DICOM series was found", "unpack it, and give the folder",
     _begins(b"PK\x03\x04", b"\x37\x7a\xbc\xaf\x27\x1c", b"Rar!\x1a\x07")),
    ("a PDF document", AS_PICTURE, _begins(b"%PDF-")),
    ("an HDF5 or netCDF-4 file, of which it would have to be told what to restore", AS_RASTER,
     _begins(b"\x89HDF\r\n\x1a\n")),
    ("an HDF4 file, of which it would have to be told what to restore", AS_RASTER,
     _begins(b"\x0e\x03\x13\x01")),
    ("a netCDF file, of which it would have to be told what to restore", AS_RASTER,
     _begins(b"CDF\x01", b"CDF\x02", b"CDF\x05")),
    ("a GRIB file", AS_RASTER, _begins(b"GRIB")),
    ("the header of an ENVI raster", AS_RASTER, _begins(b"ENVI")),
    ("what GDAL notes beside a raster", BESIDE, _begins(b"<PAMDataset")),
    ("a world file, which places a picture on a map", BESIDE, _is_world_file),
    ("an Analyze 7.5 volume, which says neither left nor right", AS_VOLUME, _is_analyze),
    ("an NRRD volume", AS_VOLUME, _begins(b"NRRD0")),
    ("a MetaImage volume", AS_VOLUME, _begins(b"ObjectType", b"NDims")),
)  # fmt: skip
"""What it is, what to do, and how it is told; in this order."""
