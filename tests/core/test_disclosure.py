"""What a record may say, and what it keeps back."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.disclosure import (
    HARMLESS_FACTS,
    harmless_entries,
    harmless_facts,
    names_of,
    without_names,
)
from io_formats import open_scene
from tests import dicom_factories as dicom
from tests import geotiff_factories as geotiff
from tests import nifti_factories as nifti
from tests import photo_factories as photo

KEPT_BACK = {"series_description", "suv_inputs", "crs", "epsg", "bounds", "date", "icc"} | {
    "scales",
    "offsets",
    "band_units",
    "exposure_s",
    "f_number",
    "focal_length_mm",
    "iso",
}


def picture(folder: Path) -> Path:
    path = folder / "a.jpg"
    path.write_bytes(photo.pillow(photo.samples(24, 32), "JPEG", exif=photo.exif_block()))
    return path


SOURCES: dict[str, Callable[[Path], Path]] = {
    "CT": lambda folder: dicom.series(folder / "ct", dicom.ct, 2),
    "MR": lambda folder: dicom.series(folder / "mr", dicom.mr, 2),
    "PET": lambda folder: dicom.series(folder / "pt", dicom.pt, 2),
    "NIfTI": lambda folder: nifti.save_nifti(folder / "v.nii", nifti.ramp((12, 13, 3, 2))),
    "GeoTIFF": lambda folder: geotiff.multispectral(folder / "scene.tif"),
    "photo": picture,
}


@pytest.mark.parametrize("name", SOURCES)
def test_each_fact_was_looked_at(name: str, tmp_path: Path) -> None:
    """A new fact is entered into one of the two lists, or it is missing from every record."""
    facts = open_scene(SOURCES[name](tmp_path)).source.facts
    assert facts.keys() <= HARMLESS_FACTS | KEPT_BACK
    assert harmless_facts(facts) == {k: v for k, v in facts.items() if k not in KEPT_BACK}
    assert not HARMLESS_FACTS & KEPT_BACK


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("EchoTime", 0.03),
        ("SliceTiming", [0, 1.5]),
        ("ImageType", ["ORIGINAL", "PRIMARY"]),
        ("PatientPosition", "HFS"),
        ("Voltage", 120),
        ("SeriesNumber", 4),
    ],
)
def test_entries_that_identify_nobody_stay(key: str, value: Any) -> None:
    assert harmless_entries({key: value}) == {key: value}


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("PatientWeight", 70),
        ("PatientAge", 61),
        ("AccessionNumber", 17),
        ("AcquisitionTime", 120301.5),
        ("AcquisitionDateTime", 20240102),
        ("StudyID", 5),
        ("DeviceSerialNumber", 17),
        ("SeriesDescription", "Meier head"),
        ("InstitutionName", "General"),
        ("ImageType", {"of": "Meier"}),
        ("BidsGuess", ["anat", "_acq-meier"]),
    ],
)
def test_entries_that_may_identify_somebody_go(key: str, value: Any) -> None:
    assert harmless_entries({key: value}) == {}


@given(st.dictionaries(st.text(), st.text(min_size=1) | st.lists(st.text(), min_size=1)))
def test_free_text_goes_whatever_its_key(sidecar: dict[str, Any]) -> None:
    assert harmless_entries({f"own {key}": text for key, text in sidecar.items()}) == {}


NAME = st.text("abcXYZ^_-. é", min_size=1, max_size=12).filter(lambda name: name.strip(" ."))


@given(NAME, NAME)
def test_no_name_stays_in_a_sentence(first: str, second: str) -> None:
    sentence = f"2 damaged file(s) were skipped: {first}, {second}."
    (said,) = without_names([sentence], {first, second}, "(a name)")
    assert f": {first}," not in said


def test_names_are_compared_whole() -> None:
    assert without_names(["in the main folder"], {"in", "a"}, "#") == ["# the main folder"]
    assert without_names(["as it is"], set(), "#") == ["as it is"]


def test_names_in_folders_and_archives(tmp_path: Path) -> None:
    folder = dicom.series(tmp_path / "Meier", count=2)
    (folder / "deep").mkdir()
    (folder / "deep" / "Hans.txt").touch()
    with zipfile.ZipFile(tmp_path / "Meier.zip", "w") as archive:
        for file in dicom.files(folder):
            archive.write(file, f"in/{file.name}")
    names = names_of(open_scene(folder).source)
    assert {"Meier", str(folder), "Hans.txt", "deep/Hans.txt", "03_z.dcm"} <= names
    assert {"Meier.zip", "03_z.dcm"} <= names_of(open_scene(tmp_path / "Meier.zip").source)
