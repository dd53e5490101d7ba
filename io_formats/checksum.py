"""What ties a result to the file that it was made from: a hash of content, never of a name.

A name can be guessed from its hash by trying likely names; content cannot.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from io_formats.errors import SourceMissing
from io_formats.scene import Source

__all__ = ["file_sha256", "source_sha256"]


def file_sha256(path: Path) -> str:
    """Return the SHA-256 of a source file, 64 hexadecimal digits, read in pieces.

    Raises
    ------
    SourceMissing
    """
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise SourceMissing(
            f"{path} could not be read again",
            why=error.strerror or str(error),
            fix="keep the source file in place until its result is written",
        ) from error


def source_sha256(source: Source) -> str:
    """Return the SHA-256 of what was opened, whatever its files are called.

    Of a folder: the SHA-256 of the sorted hashes of the files that were read, one a line. That is
    what ``sha256sum * | cut -c1-64 | sort | sha256sum`` prints.

    Raises
    ------
    SourceMissing
    """
    if not source.path.is_dir():
        return file_sha256(source.path)
    lines = sorted(f"{file_sha256(path)}\n" for path in source.files)
    return hashlib.sha256("".join(lines).encode()).hexdigest()
