"""The one door to rasterio for sources: opens quietly, and turns its exceptions into ours."""

from __future__ import annotations

import os
import re
import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from io_formats.errors import DamagedFile, MissingDecoder, SourceMissing

if TYPE_CHECKING:
    from rasterio.io import DatasetReader

__all__ = [
    "HEAD_BYTES",
    "SharedDataset",
    "driver_of",
    "geo_errors",
    "open_quietly",
    "reading",
    "reason",
]

TIFF = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
JPEG_2000 = (b"\0\0\0\x0cjP  \r\n\x87\n", b"\xff\x4f\xff\x51")
"""Of a JP2 file (ISO/IEC 15444-1, Annex I.5.1) and of a bare code stream."""
VIRTUAL = b"<VRTDataset"
HEAD_BYTES = 1024
ELSEWHERE = re.compile(r"(.*): No such file or directory")
"""What GDAL says of a source of a virtual raster."""

FILTERS = threading.Lock()
"""Warning filters belong to the process: two threads may not swap them at the same time."""


@contextmanager
def open_quietly() -> Iterator[None]:
    """Silence rasterio's remark that a raster has no georeference, which is no fault."""
    from rasterio.errors import NotGeoreferencedWarning

    with FILTERS, warnings.catch_warnings():
        warnings.simplefilter("ignore", NotGeoreferencedWarning)
        yield


def geo_errors() -> tuple[type[Exception], ...]:
    """Return the exceptions by which rasterio and GDAL complain about a file."""
    # GDAL's own error classes have no public name, yet they do reach the caller on closing.
    from rasterio._err import CPLE_BaseError
    from rasterio.errors import CRSError, RasterioError

    return RasterioError, CRSError, CPLE_BaseError


def reason(error: BaseException) -> str:
    """Return the innermost message: rasterio's own says only "see previous exception"."""
    while error.__cause__ is not None:
        error = error.__cause__
    return " ".join(str(error).split()).rstrip(".") or type(error).__name__


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """Turn what rasterio raises about a source into ``SourceError``.

    Raises
    ------
    SourceMissing, MissingDecoder, DamagedFile
    """
    import rasterio

    try:
        # Without an environment GDAL prints its warnings to the terminal.
        with rasterio.Env():
            yield
    except geo_errors() as error:
        why = reason(error)
        if not path.exists():
            raise SourceMissing(
                f"{path} could not be opened",
                why="there is no such file",
                fix="check the path and the permissions",
            ) from error
        if missing := ELSEWHERE.match(why):
            raise SourceMissing(
                f"{path} could not be read",
                why=f"it refers to {missing[1]}, which is not there",
                fix="put that file back where it was, or make the virtual raster again",
            ) from error
        if "codec" in why:
            raise MissingDecoder(
                f"{path} could not be decoded",
                why=why,
                fix="convert it elsewhere with: gdal_translate -co COMPRESS=DEFLATE",
            ) from error
        raise DamagedFile(
            f"{path} could not be read",
            why=why,
            fix="fetch or export the file again: it may be truncated",
        ) from error


def driver_of(head: bytes) -> str | None:
    """Return GDAL's driver for the first bytes of a file: TIFF, JPEG 2000 or a virtual raster."""
    if head.startswith(TIFF):
        return "GTiff"
    if head.startswith(JPEG_2000):
        return "JP2OpenJPEG"
    return "VRT" if VIRTUAL in head and head.lstrip().startswith((VIRTUAL, b"<?xml")) else None


def _driver_at(path: Path) -> str:
    """Return the driver of a file; whatever else it has become, GDAL is to say what is wrong."""
    try:
        with path.open("rb") as file:
            return driver_of(file.read(HEAD_BYTES)) or "GTiff"
    except OSError:
        return "GTiff"


class SharedDataset:
    """A raster file that every thread and process opens for itself.

    A GDAL dataset may be used by one thread at a time only (GDAL documentation, "Multi-threading").
    Keeping it open between windows keeps GDAL's block cache, without which a raster stored in
    strips would be decoded anew for every tile of a row. Pickles as its path.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._open = threading.local()

    def get(self) -> DatasetReader:
        """Return the dataset of this thread, open.

        Raises
        ------
        SourceMissing, MissingDecoder, DamagedFile
        """
        import rasterio

        if getattr(self._open, "process", None) != os.getpid():
            with reading(self.path), open_quietly():
                self._open.dataset = rasterio.open(
                    self.path.absolute(), driver=_driver_at(self.path)
                )
            self._open.process = os.getpid()
        dataset: DatasetReader = self._open.dataset
        return dataset

    def __reduce__(self) -> tuple[Callable[[Path], SharedDataset], tuple[Path]]:
        return SharedDataset, (self.path,)
