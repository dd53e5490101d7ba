"""The one family of errors, its root and the two branches that belong to files.

::

    RestorationError
    ├─ SourceError    SourceMissing · UnknownFormat · DamagedFile · UnsupportedContent
    │                 MissingDecoder · InconsistentSeries
    ├─ TargetError    TargetExists · NotWritable · LossyTarget
    └─ Cancelled      (not a failure)

``core.errors`` adds the branches of the model, the computation and the training.
Every error carries three sentences: what happened, why, and what the user can do.
Programming defects (``TypeError``, ``AssertionError``) are never dressed up as one of these.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ClassVar

__all__ = [
    "Cancelled",
    "DamagedFile",
    "InconsistentSeries",
    "LossyTarget",
    "MissingDecoder",
    "NotWritable",
    "RestorationError",
    "SourceError",
    "SourceMissing",
    "TargetError",
    "TargetExists",
    "UnknownFormat",
    "UnsupportedContent",
]


class RestorationError(Exception):
    """Root of every error a user can meet.

    Parameters
    ----------
    what : str
        What happened, one clause without a full stop.
    why : str
        The cause, as far as it is known.
    fix : str
        What the user can do about it.
    """

    code: ClassVar[str] = "ERROR"

    def __init__(self, what: str, *, why: str, fix: str) -> None:
        super().__init__(what, why, fix)
        self.what = what
        self.why = why
        self.fix = fix

    def __str__(self) -> str:
        return f"{self.what} - {self.why} - {self.fix}"

    def __reduce__(self) -> tuple[Callable[..., RestorationError], tuple[str]]:
        # An error crosses from a worker process to its parent whole.
        return partial(type(self), why=self.why, fix=self.fix), (self.what,)


class SourceError(RestorationError):
    """An input cannot be used."""

    code = "SOURCE"


class SourceMissing(SourceError):
    """The path does not exist or cannot be opened for reading."""

    code = "SOURCE-MISSING"


class UnknownFormat(SourceError):
    """The content is none of the formats that are read."""

    code = "UNKNOWN-FORMAT"


class DamagedFile(SourceError):
    """The format was recognised, but the file is truncated or contradicts itself."""

    code = "DAMAGED-FILE"


class UnsupportedContent(SourceError):
    """A sound file whose content cannot be restored truthfully."""

    code = "UNSUPPORTED-CONTENT"


class MissingDecoder(SourceError):
    """The pixel data needs a decoder that is not installed."""

    code = "MISSING-DECODER"


class InconsistentSeries(SourceError):
    """The files of a folder do not form one series."""

    code = "INCONSISTENT-SERIES"


class TargetError(RestorationError):
    """A result cannot be written."""

    code = "TARGET"


class TargetExists(TargetError):
    """Something is there already, or the target is one of the inputs."""

    code = "TARGET-EXISTS"


class NotWritable(TargetError):
    """The operating system or the disk refuses the write."""

    code = "NOT-WRITABLE"


class LossyTarget(TargetError):
    """The chosen container cannot hold the result without losing values."""

    code = "LOSSY-TARGET"


class Cancelled(RestorationError):
    """The user stopped the run; nothing was written."""

    code = "CANCELLED"
