"""Compares rasters by the functions of ``gdalcompare.py``; runs in that program's own Python.

The program itself looks at no pixel as soon as anything else differs, and a result always says
how it was made. Here its comparison of the bands is asked for in any case, and beside it what
``gdalinfo -json`` prints of both. Pairs of paths come in as JSON, remarks and descriptions go out.
"""

from __future__ import annotations

import contextlib
import io
import json
import re
import sys

__all__: list[str] = []

NAME = "of pixels"
REMARK = re.compile(r"(Band |Difference in |New Band |New Dataset |Metadata value )")
MOST = re.compile(r"Maximum Pixel Difference: (\S+)")


def compared(before: str, after: str) -> list[str]:
    """Return what the judge remarks, the numbers of bands left out, each remark once."""
    import osgeo_utils.gdalcompare as judge
    from osgeo import gdal, osr

    first, second = gdal.Open(before), gdal.Open(after)
    places = [osr.SpatialReference(wkt=one.GetProjection()) for one in (first, second)]
    found = [] if places[0].IsSame(places[1]) else ["other coordinate system"]
    if first.GetGeoTransform() != second.GetGeoTransform():
        found.append("other geotransform")
    if first.RasterCount != second.RasterCount:
        return [*found, "other number of bands"]
    with contextlib.redirect_stdout(io.StringIO()) as said:
        for band in range(1, first.RasterCount + 1):
            judge.compare_band(first.GetRasterBand(band), second.GetRasterBand(band), NAME)
    return [*found, *_shortened(said.getvalue().splitlines())]


def described(path: str) -> dict[str, object]:
    """Return what ``gdalinfo -json -mdd all`` says of a file."""
    from osgeo import gdal

    told: dict[str, object] = gdal.Info(path, format="json", extraMDDomains=["all"])
    return told


def _shortened(lines: list[str]) -> list[str]:
    """Return the judge's remarks without values; of overviews only that they differ."""
    found: dict[str, float] = {}
    remark = ""
    for line in map(str.strip, lines):
        if REMARK.match(line):
            remark = line.replace(f"Band {NAME} ", "").rstrip(".:")
            remark = "overviews differ" if "overview" in remark else remark
            found.setdefault(remark, 0)
        elif told := MOST.match(line):
            found[remark] = max(found[remark], float(told[1]))
    return [
        f"{remark}, by {most:g} at most" if remark == "checksum difference" else remark
        for remark, most in found.items()
    ]


if __name__ == "__main__":
    pairs = json.load(sys.stdin)
    told = [
        {"remarks": compared(*pair), "infos": [described(one) for one in pair]} for pair in pairs
    ]
    sys.stdout.write(json.dumps(told))
