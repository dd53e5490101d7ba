"""What ``gdalinfo`` and ``gdalcompare.py`` find different in a written raster."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

__all__ = ["differences"]

COMPARE = Path(__file__).with_name("gdal_compare.py")
OF_THE_FILE = ("/description", "/files", "/metadata/DERIVED_SUBDATASETS", "/metadata/SUBDATASETS")
"""Where the file is, and what GDAL makes of its name."""
ITEM = re.compile(r"/\d+(?=/|$)")


def differences(
    pairs: Sequence[tuple[Path, Path]], *, descriptions: Sequence[bool]
) -> list[list[str]]:
    """Return for each pair one line per difference: which judge, what, and of which item.

    Repeated items of a list, such as bands, are told once. Without ``descriptions``, only pixels
    and places are judged.
    """
    return [
        [
            *(_of_infos(*told["infos"]) if described else ()),
            *(f"gdalcompare: {remark}" for remark in told["remarks"]),
        ]
        for told, described in zip(_judged(pairs), descriptions, strict=True)
    ]


def _judged(pairs: Sequence[tuple[Path, Path]]) -> list[dict[str, Any]]:
    """Run both judges at once, in the Python that they are installed for."""
    program = shutil.which("gdalcompare.py")
    if program is None:
        raise FileNotFoundError("gdalcompare.py")
    python = Path(program).read_text(encoding="utf-8").splitlines()[0].removeprefix("#!").split()
    asked = json.dumps([[str(path) for path in pair] for pair in pairs])
    done = subprocess.run(
        [*python, COMPARE], input=asked, capture_output=True, text=True, check=True
    )
    told: list[dict[str, Any]] = json.loads(done.stdout)
    return told


def _of_infos(first: dict[str, Any], second: dict[str, Any]) -> list[str]:
    before, after = (dict(_flat(told, "")) for told in (first, second))
    found = set()
    for name in before.keys() | after.keys():
        if name.startswith(OF_THE_FILE) or before.get(name) == after.get(name):
            continue
        verb = "changed" if name in before else "added"
        found.add(f"gdalinfo: {verb if name in after else 'dropped'} {ITEM.sub('/*', name)}")
    return sorted(found)


def _flat(told: Any, name: str) -> Iterator[tuple[str, Any]]:
    """Walk through what was told; ``stac`` says the same as the rest in other words."""
    if isinstance(told, dict):
        for key, value in told.items():
            if key != "stac":
                yield from _flat(value, f"{name}/{key}")
    elif isinstance(told, list):
        for index, value in enumerate(told):
            yield from _flat(value, f"{name}/{index}")
    else:
        yield name, told
