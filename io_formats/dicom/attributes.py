"""Reading single attributes of a data set, whatever a scanner or an archive wrote into them.

pydicom converts an element when it is first touched, so a damaged value is noticed here and
nowhere else: everything in this package that reads a header goes through these functions.
"""

from __future__ import annotations

import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from math import isfinite
from typing import TYPE_CHECKING, Any

from io_formats.errors import DamagedFile

if TYPE_CHECKING:
    from pydicom import Dataset

__all__ = ["attribute", "flag", "foreign", "number", "numbers", "quietly", "text", "whole"]

BUILT_IN = (
    ArithmeticError,
    AttributeError,
    EOFError,
    LookupError,
    NotImplementedError,
    RuntimeError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)


def foreign(*more: type[Exception]) -> tuple[type[Exception], ...]:
    """Return what pydicom and its decoders raise on damaged input, and ``more``.

    Caught only around calls into pydicom: in our own code the same types are defects.
    """
    from pydicom.errors import BytesLengthException, InvalidDicomError

    return (*more, *BUILT_IN, BytesLengthException, InvalidDicomError)


@contextmanager
def quietly() -> Iterator[None]:
    """Silence the library's remarks on values that bend the standard; ours are in the scene."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def attribute(header: Dataset, keyword: str) -> Any:
    """Return the value of an attribute; None where it is absent or empty.

    Raises
    ------
    DamagedFile
        If the bytes cannot be converted to the attribute's type.
    """
    try:
        found = header.get(keyword)
    except foreign(OSError) as error:  # which pydicom raises at the end of a cut sequence
        raise DamagedFile(
            f"{getattr(header, 'filename', None) or 'a DICOM object'} could not be read",
            why=f"its attribute {keyword} is damaged ({error})",
            fix="export the image again from its archive",
        ) from error
    return None if found is None or found == "" else found


def text(header: Dataset, keyword: str) -> str:
    """Return an attribute as text, several values joined by a backslash; empty where absent."""
    found = attribute(header, keyword)
    if found is None:
        return ""
    if isinstance(found, str):
        return found.strip()
    try:
        return "\\".join(str(part) for part in found).strip()
    except TypeError:
        return str(found).strip()


def numbers(header: Dataset, keyword: str, count: int) -> tuple[float, ...] | None:
    """Return exactly ``count`` finite numbers; None where the attribute holds anything else."""
    found = attribute(header, keyword)
    if found is None:
        return None
    if isinstance(found, bytes):
        found = found.decode("ascii", "replace").strip(" \0")
    parts = [found] if isinstance(found, str | int | float) else found
    try:
        values = tuple(float(part) for part in parts)
    except (TypeError, ValueError):
        return None
    return values if len(values) == count and all(map(isfinite, values)) else None


def number(header: Dataset, keyword: str) -> float | None:
    """Return one finite number; None where the attribute holds anything else."""
    values = numbers(header, keyword, 1)
    return values[0] if values else None


def whole(header: Dataset, keyword: str, default: int = 0) -> int:
    """Return an integer attribute, or the default where it is absent or no number."""
    value = number(header, keyword)
    return default if value is None else int(value)


def flag(header: Dataset, keyword: str) -> bool:
    """Tell whether a code string says YES."""
    return text(header, keyword).upper() == "YES"
