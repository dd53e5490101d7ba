"""The bytes of a NIfTI file: header block, extensions and stored values, exactly as they are.

nibabel interprets the header; the stored values are taken from the file by hand, because they
must come back unscaled and leave again without being quantised anew. What the header means is
the business of ``geometry`` and ``reader``.

References
----------
NIfTI-1 standard, nifti1.h; NIfTI-2 standard, nifti2.h.
"""

from __future__ import annotations

import gzip
import zlib
from dataclasses import dataclass
from io import BufferedIOBase
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from io_formats.errors import DamagedFile, SourceMissing, UnsupportedContent
from io_formats.memory import demand_room
from io_formats.progress import CancelToken, Progress

__all__ = ["Container", "is_nifti", "load", "open_header", "pair_header"]

GZIP_MAGIC = b"\x1f\x8b"
HEAD_BYTES = 544
SINGLE = (b"n+1", b"n+2")
PAIR = (b"ni1", b"ni2")
MOST_EXTENSIONS = 1 << 24
BLOCK_BYTES = 1 << 22
"""Decompressed between two looks at whether to stop."""
DEFLATE_LIMIT = 1032
"""Deflate never shrinks data more than about 1032 times (zlib technical details)."""


@dataclass(frozen=True, kw_only=True)
class Container:
    """A NIfTI file without its values: what is needed to write one like it."""

    header: bytes
    """The 348 (NIfTI-1) or 540 bytes (NIfTI-2) of the header, untouched."""
    endian: Literal["<", ">"]
    """Byte order of header and values."""
    version: Literal[1, 2]
    """1 or 2."""
    single: bool
    """False where header and values lay in a .hdr/.img pair."""
    extensions: bytes
    """Everything between header and values, the four extension flags first."""
    gzipped: bool
    """True where the values were gzip compressed."""
    files: tuple[Path, ...]
    """The file, or the .hdr and the .img."""


def is_nifti(head: bytes) -> bool:
    """Tell whether the first bytes of a file, gzip compressed or not, are a NIfTI header."""
    if head.startswith(GZIP_MAGIC):
        try:
            head = zlib.decompressobj(wbits=31).decompress(head, HEAD_BYTES)
        except zlib.error:
            return False
    return _identify(head) is not None


def pair_header(path: Path) -> Path | None:
    """Return the NIfTI header that lies beside an ``.img`` file, or None.

    An ``.img`` holds bare values and cannot be recognised by its own content.
    """
    name = path.name.lower()
    if not name.endswith((".img", ".img.gz")):
        return None
    stem = path.name[: name.rindex(".img")]
    for suffix in (".hdr", ".hdr.gz", ".HDR"):
        other = path.with_name(stem + suffix)
        if other.is_file():
            with other.open("rb") as file:
                head = file.read(4096)
            return other if is_nifti(head) else None
    return None


def open_header(container: Container) -> Any:
    """Return the header as a fresh nibabel object (``Nifti1Header`` or ``Nifti2Header``).

    The bytes are not "repaired": nibabel's own checks would change fields on the way in.
    """
    from nibabel.nifti1 import Nifti1Header
    from nibabel.nifti2 import Nifti2Header

    kind: Any = Nifti1Header if container.version == 1 else Nifti2Header
    return kind(container.header, endianness=container.endian, check=False)


def load(
    path: Path, *, progress: Progress, cancel: CancelToken
) -> tuple[Container, tuple[int, ...], NDArray[Any]]:
    """Return the container, the shape its header states, and the flat stored values.

    Returns
    -------
    container : Container
    shape : tuple of int
        As stated, 1 to 7 axes, all positive; the first axis runs fastest.
    stored : (N,) ndarray
        Unscaled values in native byte order; a memory map where the file allows.

    Raises
    ------
    SourceMissing, DamagedFile, UnsupportedContent, Cancelled
    """
    path = pair_header(path) or path
    try:
        container, offset = _read_header(path)
        header = open_header(container)
        shape = _shape(path, header)
        dtype = _dtype(path, header)
        stored = _read_values(
            container.files[-1],
            offset,
            int(np.prod(shape, dtype=object)),
            dtype,
            progress=progress,
            cancel=cancel,
        )
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise _damaged(path, f"its compressed data break off ({error})") from error
    except OSError as error:
        raise SourceMissing(
            f"{path} could not be opened",
            why=error.strerror or str(error),
            fix="check the path and the permissions",
        ) from error
    return container, shape, stored


def _identify(head: bytes) -> tuple[Literal["<", ">"], Literal[1, 2], bool] | None:
    """Return byte order, version and whether header and values share the file."""
    orders: tuple[Literal["<", ">"], ...] = ("<", ">")
    for order in orders:
        size = np.frombuffer(head[:4].ljust(4), dtype=f"{order}i4")[0]
        if size == 348 and head[344:347] in (b"n+1", b"ni1"):
            return order, 1, head[344:347] in SINGLE
        if size == 540 and head[4:7] in (b"n+2", b"ni2"):
            return order, 2, head[4:7] in SINGLE
    return None


def _open(path: Path) -> BufferedIOBase:
    with path.open("rb") as file:
        magic = file.read(2)
    return gzip.open(path, "rb") if magic == GZIP_MAGIC else path.open("rb")


def _read_header(path: Path) -> tuple[Container, int]:
    with _open(path) as file:
        head = file.read(HEAD_BYTES)
        found = _identify(head)
        if found is None:
            raise _damaged(path, "its header is not that of a NIfTI file")
        endian, version, single = found
        size = 348 if version == 1 else 540
        if len(head) < size:
            raise _damaged(path, "the file ends within the header")
        raw = np.frombuffer(head, dtype=f"{endian}f4" if version == 1 else f"{endian}i8",
                            count=1, offset=108 if version == 1 else 168)[0]  # fmt: skip
        offset = _offset(path, float(raw), size if single else None)
        file.seek(size)
        extensions = file.read(offset - size if single else MOST_EXTENSIONS)
        gzipped = isinstance(file, gzip.GzipFile)
    files = (path,) if single else (path, _image_of(path))
    container = Container(
        header=head[:size],
        endian=endian,
        version=version,
        single=single,
        extensions=extensions,
        gzipped=gzipped,
        files=files,
    )
    return container, offset


def _offset(path: Path, raw: float, size: int | None) -> int:
    first = 0 if size is None else size + 4
    most = path.stat().st_size * DEFLATE_LIMIT
    if not np.isfinite(raw) or raw < 0 or 0 < raw < first or (size and raw > most):
        raise _damaged(path, f"its header says the values begin at byte {raw:g}")
    return int(raw) or first


def _image_of(header: Path) -> Path:
    name = header.name
    at = name.lower().rfind(".hdr")
    stem = name[:at] if at >= 0 else name
    for suffix in (".img", ".img.gz", ".IMG"):
        image = header.with_name(stem + suffix)
        if image.is_file():
            return image
    raise SourceMissing(
        f"{header} could not be opened",
        why=f"it is the header of a pair, and {stem}.img is not beside it",
        fix="put both files of the pair into the same folder",
    )


def _shape(path: Path, header: Any) -> tuple[int, ...]:
    dims = [int(n) for n in header["dim"]]
    if not 1 <= dims[0] <= 7:
        raise _damaged(path, f"its header states {dims[0]} dimensions")
    shape = tuple(dims[1 : 1 + dims[0]])
    if min(shape) < 1:
        raise _damaged(path, f"its header states the size {'×'.join(map(str, shape))}")
    return shape


def _dtype(path: Path, header: Any) -> np.dtype[Any]:
    from nibabel.spatialimages import HeaderDataError

    try:
        dtype: np.dtype[Any] = np.dtype(header.get_data_dtype())
    except (HeaderDataError, KeyError) as error:
        raise _damaged(path, f"its header names the unknown type {header['datatype']}") from error
    reason = {
        "c": "its values are complex numbers",
        "V": "its voxels are colours or bits, not single values",
    }.get(dtype.kind)
    if dtype.kind == "f" and dtype.itemsize > 8:
        reason = "its values are floating point numbers of 128 bits"
    if reason:
        raise UnsupportedContent(
            f"{path} cannot be restored",
            why=reason,
            fix="convert it to a volume of real numbers, for example its magnitude, first",
        )
    return dtype


def _read_values(
    path: Path,
    offset: int,
    count: int,
    dtype: np.dtype[Any],
    *,
    progress: Progress,
    cancel: CancelToken,
) -> NDArray[Any]:
    size = count * dtype.itemsize
    on_disk = path.stat().st_size
    with _open(path) as file:
        gzipped = isinstance(file, gzip.GzipFile)
        most = on_disk * DEFLATE_LIMIT if gzipped else on_disk
        if offset + size > most:
            raise _damaged(path, f"it is too short for the {size} bytes its header states")
        if not gzipped:
            return _native(np.memmap(path, dtype=dtype, mode="r", offset=offset, shape=(count,)))
        demand_room(path, size)
        file.seek(offset)
        # not at once as large as the header says: it may say too much
        data = bytearray()
        while len(data) < size:
            cancel.check()
            progress(len(data) / size, "decompressing")
            block = file.read(min(BLOCK_BYTES, size - len(data)))
            if not block:
                break
            data += block
        # reaching the end makes gzip compare the checksum
        file.read(1)
    if len(data) < size:
        raise _damaged(path, f"it holds {len(data)} of the {size} bytes its header states")
    return _native(np.frombuffer(data, dtype=dtype))


def _native(stored: NDArray[Any]) -> NDArray[Any]:
    native = stored.dtype.newbyteorder("=")
    return stored.view(native) if stored.dtype.isnative else stored.astype(native)


def _damaged(path: Path, why: str) -> DamagedFile:
    return DamagedFile(f"{path} could not be read", why=why, fix="copy or download the file again")
