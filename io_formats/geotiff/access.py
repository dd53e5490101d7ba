"""The one door to rasterio for sources: opens quietly, and turns its exceptions into ours."""

from __future__ import annotations

import os
import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from io_formats.errors import DamagedFile, MissingDecoder, SourceMissing

if TYPE_CHECKING:
    from rasterio.io import DatasetReader

__all__ = ["SharedDataset", "geo_errors", "open_quietly", "reading", "reason"]

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
                self._open.dataset = rasterio.open(self.path.absolute(), driver="GTiff")
            self._open.process = os.getpid()
        dataset: DatasetReader = self._open.dataset
        return dataset

    def __reduce__(self) -> tuple[Callable[[Path], SharedDataset], tuple[Path]]:
        return SharedDataset, (self.path,)
