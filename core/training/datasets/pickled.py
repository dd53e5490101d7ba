"""Arrays out of pickles, without running anything that a pickle asks for.

A pickle is a program. Medical re-packs (AMIR's ``.bin``) hold one array per file, for which four
names are needed; a file that asks for any other is refused before that name is even looked up.
"""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from io_formats.errors import DamagedFile, SourceMissing, UnsupportedContent

__all__ = ["read_pickled"]

ARRAY = np.zeros(1)
REBUILD = ARRAY.__reduce__()[0]
FROM_BUFFER = ARRAY.__reduce_ex__(5)[0]


def _as_bytes(text: str, encoding: str) -> bytes:
    """Return what old protocols wrap bytes in; of ``_codecs.encode`` nothing else is allowed."""
    if encoding != "latin1":
        raise pickle.UnpicklingError(f"the encoding {encoding} is not that of an array")
    return text.encode("latin1")


ALLOWED: dict[tuple[str, str], Any] = {
    ("numpy", "ndarray"): np.ndarray,
    ("numpy", "dtype"): np.dtype,
    ("_codecs", "encode"): _as_bytes,
    # NumPy 1 and NumPy 2 call the same module differently.
    ("numpy.core.multiarray", "_reconstruct"): REBUILD,
    ("numpy._core.multiarray", "_reconstruct"): REBUILD,
    ("numpy.core.numeric", "_frombuffer"): FROM_BUFFER,
    ("numpy._core.numeric", "_frombuffer"): FROM_BUFFER,
}
"""What the pickle of an array names, and what it gets."""


class _Refused(Exception):
    """The pickle asks for something that no array needs."""


class _ArrayUnpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        """Return what ``ALLOWED`` holds under that name; nothing is imported."""
        try:
            return ALLOWED[module, name]
        except KeyError:
            raise _Refused(f"{module}.{name}") from None


def read_pickled(path: Path) -> NDArray[np.float64]:
    """Read the one array of a pickle.

    Returns
    -------
    ndarray, (H, W), float64
        The stored numbers; leading axes of length 1 are dropped.

    Raises
    ------
    SourceMissing
        If the file cannot be opened.
    UnsupportedContent
        If the pickle asks for anything but an array of numbers; nothing of it is run.
    DamagedFile
        If it is no whole pickle.
    """
    try:
        with path.open("rb") as file:
            found = _ArrayUnpickler(file).load()
    except OSError as error:
        raise SourceMissing(
            f"{path} could not be opened",
            why=error.strerror or str(error),
            fix="check the path and the permissions",
        ) from error
    except _Refused as error:
        raise UnsupportedContent(
            f"{path} is not read, since that could run foreign code",
            why=f"the pickle asks for {error}, which no array needs",
            fix="take the file from its source again, and do not open it with other programs",
        ) from error
    # A broken pickle fails wherever its bytes lead it; nothing but arrays can be built on the way.
    except (pickle.UnpicklingError, EOFError, ValueError, TypeError, AttributeError, IndexError,
            KeyError, MemoryError, OverflowError, UnicodeError) as error:  # fmt: skip
        raise DamagedFile(
            f"{path} could not be read",
            why=f"it is no whole pickle of an array ({error})",
            fix="copy or download the file again",
        ) from error
    return _image(path, found)


def _image(path: Path, found: object) -> NDArray[np.float64]:
    shape = getattr(found, "shape", ())
    if not isinstance(found, np.ndarray) or found.dtype.kind not in "biuf":
        why = f"the pickle holds no array of numbers but {type(found).__name__}"
    elif len(shape) < 2 or any(side != 1 for side in shape[:-2]) or 0 in shape:
        why = f"its array has the shape {shape}, not that of one image"
    else:
        return found.reshape(shape[-2:]).astype(np.float64)
    raise UnsupportedContent(
        f"{path} cannot be used", why=why, fix="give files of one grey image each"
    )
