"""Whether a report names what the judges found: what is not in it was done unsaid."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

from io_formats.adapter import WriteReport
from io_formats.nifti.ledger import SUBJECTS
from tests.zoo.identity import Run

__all__ = ["untold"]

ANYTHING = ""
OF_GDAL = (
    (r"gdalinfo: added /metadata//(AI_\w+|TIFFTAG_SOFTWARE|AREA_OR_POINT)", "how it was made"),
    (r"gdalinfo: changed /metadata//(\w+)", r"\1"),
    (r"gdalinfo: \w+ /metadata/IMAGE_STRUCTURE/COMPRESSION", "compression"),
    (r"gdalinfo: dropped /metadata/IMAGE_STRUCTURE/LAYOUT", "cloud-optimised layout"),
    (r"gdalinfo: dropped /bands/\*/metadata/IMAGE_STRUCTURE/NBITS", "bits per value"),
    (r".*(IMAGE_STRUCTURE|rio_creation_kwds|/block/|/driver).*", ANYTHING),
    (r".*(STATISTICS_|/m(in|ax|ean)|/stdDev|metadata key count).*", "statistics"),
    (r".*overviews.*", "overviews"),
    (r"gdalinfo: dropped /metadata/(xml:[\w.-]+)", r"\1"),
    (r"gdalinfo: .*colorInterpretation", "colour interpretation"),
)
OF_EXIFTOOL = (
    (r".*Software", "software"),
    (r".*ExifImage(Width|Height)", "pixel dimensions"),
    (r".*Orientation", "orientation"),
    (r".*[XY]Resolution", "resolution"),
    (r".*(IFD1:|overviews).*", "thumbnail"),
    (r"gdalcompare: other (coordinate system|geotransform)", "georeference beside"),
    (r".*Photoshop:.*", "Photoshop"),
)
LAYOUT = ("GroupLength", "TrailingPadding", "SequenceDelimitation", "FileMeta", "MediaStorage")
"""Of a DICOM file: what says nothing of the image."""


def untold(run: Run, differences: Sequence[str]) -> list[str]:
    """Return the differences that a report does not speak of."""
    assert run.report is not None
    speaks = {
        "dicom": _of_dicom,
        "nifti": _of_nifti,
        "geotiff": partial(_by, OF_GDAL),
        "photo": partial(_by, OF_EXIFTOOL),
    }[run.format]
    return [one for one in differences if not speaks(one, run.report)]


def _of_dicom(difference: str, report: WriteReport) -> bool:
    judge, _, rest = difference.partition(": ")
    name = rest.split()[-1]
    if judge != "dcmdump" or any(word in name for word in LAYOUT):
        return True
    if name.startswith("("):
        # written otherwise, by a value representation, and so of the same value
        return any(name[1:5].upper() in told for told in (*report.kept, *report.changed))
    return name in report.changed or name in report.dropped


def _of_nifti(difference: str, report: WriteReport) -> bool:
    name = difference.split()[-1]
    if name == "magic":
        return any("container" in told for told in report.changed)
    subject = next(subject for subject, fields in SUBJECTS.items() if name in fields)
    return subject in report.changed or subject in report.dropped


def _by(rows: Sequence[tuple[str, str]], difference: str, report: WriteReport) -> bool:
    """Tell by the first row that fits; what fits none is layout, or a matter of pixels."""
    said = " ".join((*report.changed, *report.dropped))
    for pattern, phrase in rows:
        if told := re.fullmatch(pattern, difference):
            return told.expand(phrase) in said
    return True
