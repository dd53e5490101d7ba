"""The log of a run, line by line, and followed while it grows; read without torch."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

__all__ = ["LogTail", "parsed"]


def parsed(text: str) -> list[dict[str, Any]]:
    """Return the records of a log's text; what follows a damaged line is left out."""
    found = []
    for line in text.splitlines():
        try:
            record = json.loads(line)
        except ValueError:
            break
        if isinstance(record, dict) and isinstance(record.get("step"), int):
            found.append(record)
    return found


class LogTail:
    """Reads what was appended since the last time.

    A run that is resumed writes its log anew, without what followed its checkpoint: then everything
    is read again.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._read = 0
        self._file = 0

    def more(self) -> tuple[list[dict[str, Any]], bool]:
        """Return new records, and whether they begin with the first: earlier ones are void then."""
        try:
            with self._path.open("rb") as file:
                status = self._path.stat()
                again = (
                    self._read == 0 or status.st_ino != self._file or status.st_size < self._read
                )
                if again:
                    self._read, self._file = 0, status.st_ino
                file.seek(self._read)
                content = file.read()
        except OSError:
            again, self._read = self._read > 0, 0
            return [], again
        whole = content[: content.rfind(b"\n") + 1]
        self._read += len(whole)
        return parsed(whole.decode("utf-8", errors="replace")), again
