"""What ``exiftool`` finds different in the descriptions of a photo."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

__all__ = ["differences"]

OF_THE_FILE = ("SourceFile", "ExifTool:", "System:", "Composite:")


def differences(pairs: Sequence[tuple[Path, Path]]) -> list[list[str]]:
    """Return for each pair one line per difference, by the names of exiftool with their groups."""
    if not pairs:
        return []
    told = _tags([path for pair in pairs for path in pair])
    return [_of_tags(*both) for both in zip(told[::2], told[1::2], strict=True)]


def _of_tags(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    return [
        f"exiftool: {_verb(before.get(name), after.get(name))} {name}"
        for name in sorted(before.keys() | after.keys())
        if before.get(name) != after.get(name)
    ]


def _verb(before: Any, after: Any) -> str:
    if before is None:
        return "added"
    return "dropped" if after is None else "changed"


def _tags(paths: Sequence[Path]) -> list[dict[str, Any]]:
    """Return of each file every tag by group and name, binary values as their checksum."""
    done = subprocess.run(
        ["exiftool", "-json", "-G1", "-a", "-n", *paths], capture_output=True, check=False
    )
    told: list[dict[str, Any]] = json.loads(done.stdout)
    return [
        {name: value for name, value in tags.items() if not name.startswith(OF_THE_FILE)}
        for tags in told
    ]
