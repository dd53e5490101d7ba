"""Which judges are asked about a result, and what they said of all of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tests.zoo import by_dicom_tools, by_exiftool, by_gdal, by_nibabel
from tests.zoo.identity import Run

__all__ = ["PROGRAMS", "verdicts"]

PROGRAMS = ("dcmdump", "dcmconv", "dciodvfy", "gdalcompare.py", "exiftool")
"""Judges that stand outside of Python."""


def verdicts(runs: Sequence[Run]) -> list[list[str]]:
    """Return the differences that the judges found between source and result of each run.

    A run that was refused, or of which only a corner was written, has none.
    """
    found: list[list[str]] = [[] for _ in runs]
    for format_id in ("dicom", "nifti", "geotiff", "photo"):
        places = [at for at, run in enumerate(runs) if run.format == format_id and run.whole]
        pairs = [(run.source, run.report.path) for run in (runs[at] for at in places) if run.report]
        for at, differences in zip(places, _judged(format_id, pairs), strict=True):
            found[at] = differences
    return found


def _judged(format_id: str, pairs: Sequence[tuple[Path, Path]]) -> list[list[str]]:
    if format_id == "dicom":
        return by_dicom_tools.differences(pairs)
    if format_id == "nifti":
        return [by_nibabel.differences(*pair) for pair in pairs]
    described = [format_id == "geotiff"] * len(pairs)
    rasters = by_gdal.differences(pairs, descriptions=described)
    if format_id == "geotiff":
        return rasters
    return [
        [*raster, *photo]
        for raster, photo in zip(rasters, by_exiftool.differences(pairs), strict=True)
    ]
