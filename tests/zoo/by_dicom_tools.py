"""What ``dcmdump``, ``dciodvfy`` and GDCM (by SimpleITK) find different in a derived object."""

from __future__ import annotations

import re
import subprocess
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import SimpleITK as sitk  # noqa: N813

__all__ = ["differences"]

ELEMENT = re.compile(r"^\(([0-9a-f]{4}),([0-9a-f]{4})\) (.*?) +# +\S+, *\S+ (\S+)$")
REMARK = re.compile(r"\s+#\s.*$")
LENGTHS = re.compile(r"with (?:explicit|undefined) length|for re-encod\.")
PIXEL_DATA = "PixelData"
UNREADABLE = "Dicom dataset read failed"
"""Said of deflated objects; judged is then what dcmtk makes of them."""


def differences(pairs: Sequence[tuple[Path, Path]]) -> list[list[str]]:
    """Return for each pair one line per difference: which judge, what, and of which attribute."""
    dumps = _dumps([path for pair in pairs for path in pair])
    with ThreadPoolExecutor(2) as pool:
        complaints = list(pool.map(_errors, [path for pair in pairs for path in pair]))
    return [
        [
            *_of_elements(dumps[at], dumps[at + 1]),
            *(f"dciodvfy: {error}" for error in sorted(complaints[at + 1] - complaints[at])),
            *_by_gdcm(*pair),
        ]
        for at, pair in zip(range(0, len(dumps), 2), pairs, strict=True)
    ]


def _said(*command: str | Path) -> str:
    done = subprocess.run(command, capture_output=True, check=False)
    return (done.stdout + done.stderr).decode("utf-8", "replace")


def _of_elements(before: dict[str, str], after: dict[str, str]) -> list[str]:
    return [
        f"dcmdump: {_verb(before.get(name), after.get(name))} {name}"
        for name in sorted(before.keys() | after.keys())
        if before.get(name) != after.get(name)
    ]


def _verb(before: str | None, after: str | None) -> str:
    if before is None:
        return "added"
    return "dropped" if after is None else "changed"


def _dumps(paths: Sequence[Path]) -> list[dict[str, str]]:
    """Return of each file the elements at the top of its data set."""
    told = _said("dcmdump", "-q", "+F", "+L", "-M", "+R", "64", *paths)
    _, *parts = re.split(r"^# dcmdump \(\d+/\d+\): .*$", told, flags=re.MULTILINE)
    assert len(parts) == len(paths)
    return [_elements(part) for part in parts]


def _elements(told: str) -> dict[str, str]:
    """Return elements by keyword, private ones by tag; sequences with all their items."""
    found: dict[str, str] = {}
    name = ""
    for line in told.splitlines():
        if parts := ELEMENT.match(line):
            group, element, value, keyword = parts.groups()
            private = int(group, 16) % 2 == 1
            name = f"({group},{element})" if private else keyword
            found[name] = "" if keyword == PIXEL_DATA else LENGTHS.sub("", value)
        elif name and line.startswith(" ") and name != PIXEL_DATA:
            found[name] += "\n" + LENGTHS.sub("", REMARK.sub("", line))
    return found


def _errors(path: Path) -> set[str]:
    told = _said("dciodvfy", "-new", path)
    if UNREADABLE in told:
        with tempfile.TemporaryDirectory() as folder:
            plain = Path(folder) / "plain.dcm"
            _said("dcmconv", "+te", path, plain)
            told = _said("dciodvfy", "-new", plain)
    return {line.removeprefix("Error - ") for line in told.splitlines() if line.startswith("Error")}


def _by_gdcm(source: Path, target: Path) -> list[str]:
    before, after = _image(source), _image(target)
    found = []
    if not np.array_equal(sitk.GetArrayFromImage(before), sitk.GetArrayFromImage(after)):
        found.append("GDCM: pixels differ")
    for what in ("Origin", "Spacing", "Direction"):
        if getattr(before, f"Get{what}")() != getattr(after, f"Get{what}")():
            found.append(f"GDCM: {what.lower()} differs")
    return found


def _image(path: Path) -> sitk.Image:
    sitk.ProcessObject.SetGlobalWarningDisplay(False)
    reader = sitk.ImageFileReader()
    reader.SetImageIO("GDCMImageIO")
    reader.SetFileName(str(path))
    return reader.Execute()
