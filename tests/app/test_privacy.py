"""Names of patients and places: where the user reads them, and where they must not go."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pydicom import Dataset, dcmread

from io_formats import open_scene
from tests import dicom_factories as dicom
from tests import geotiff_factories as geotiff
from tests import nifti_factories as nifti
from tests import photo_factories as photo
from tests.app.conftest import Command

PERSON = "Beeblebrox"
IDENTITY = {
    "PatientName": "Zaphod^Beeblebrox",
    "PatientID": "HOG-4242",
    "PatientBirthDate": "19420311",
    "PatientSex": "O",
    "PatientWeight": "83.25",
    "InstitutionName": "Maximegalon",
    "ReferringPhysicianName": "Roosta^Hitch",
    "SeriesDescription": "of Zaphod",
}


def named(dataset: Dataset, index: int) -> None:
    for keyword, value in IDENTITY.items():
        setattr(dataset, keyword, value)


def series(folder: Path) -> Path:
    path = dicom.series(folder / PERSON, dicom.pt, 2, named)
    (path / "Beeblebrox-9.dcm").write_bytes((path / "03_z.dcm").read_bytes()[:300])
    return path


def volume(folder: Path) -> Path:
    own = {**IDENTITY, "PatientWeight": 83.25, "AcquisitionTime": "11:59:58.5", "EchoTime": 0.03}
    (folder / f"{PERSON}.json").write_text(json.dumps(own))
    return nifti.save_nifti(folder / f"{PERSON}.nii.gz", nifti.ramp((16, 20, 2)))


def picture(folder: Path) -> Path:
    path = folder / f"{PERSON}.jpg"
    path.write_bytes(photo.pillow(photo.samples(24, 32), "JPEG", exif=photo.exif_block()))
    return path


SOURCES: dict[str, tuple[Callable[[Path], Path], tuple[str, ...]]] = {
    "DICOM": (series, ("--series", "1")),
    "NIfTI": (volume, ()),
    "GeoTIFF": (lambda folder: geotiff.multispectral(folder / f"{PERSON}.tif"), ()),
    "photo": (picture, ()),
}
each_source = pytest.mark.parametrize("kind", SOURCES)


def texts(value: Any) -> set[str]:
    """Return every key and every value of JSON as text."""
    if isinstance(value, dict):
        return set(value).union(*map(texts, value.values()))
    if isinstance(value, list):
        return set().union(*map(texts, value))
    return {str(value)}


def secrets_of(source: Path) -> set[str]:
    """Return what identifies this source: its name, its people, its place, its dates."""
    facts = open_scene(source, 1 if source.is_dir() else None).source.facts
    place = [str(edge) for edge in facts.get("bounds", ())]
    stated = [str(facts[key]) for key in ("crs", "epsg", "date") if facts.get(key)]
    people = [v for k, v in IDENTITY.items() if k != "PatientSex"] if source.is_dir() else []
    return {PERSON, *place, *stated, *people}


def test_the_sources_hold_secrets(tmp_path: Path) -> None:
    found = {kind: secrets_of(make(tmp_path)) for kind, (make, _) in SOURCES.items()}
    assert {kind: len(words) for kind, words in found.items()} == {
        "DICOM": 8, "NIfTI": 1, "GeoTIFF": 7, "photo": 2,
    }  # fmt: skip


@each_source
def test_record_and_log_hold_no_name_and_no_place(
    kind: str, tmp_path: Path, restore: Command, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    make, options = SOURCES[kind]
    source = make(tmp_path)
    ran = restore(source, "-o", tmp_path / "out", *options)
    assert ran.code == 0
    assert PERSON in ran.out, "the user's own name for the file stays on the terminal"
    (record,) = (tmp_path / "out").glob("*.json")
    said = {
        caplog.text,
        record.read_text(encoding="utf-8"),
        *texts(json.loads(record.read_bytes())),
    }
    secrets = secrets_of(source) | set(IDENTITY.values()) - {"O"}
    assert not [secret for secret in secrets if any(secret in one for one in said)]


@each_source
def test_verbose_metadata_puts_names_and_places_back(
    kind: str, tmp_path: Path, restore: Command
) -> None:
    make, options = SOURCES[kind]
    source = make(tmp_path)
    assert restore(source, "-o", tmp_path / "out", "--verbose-metadata", *options).code == 0
    (path,) = (tmp_path / "out").glob("*.json")
    record = json.loads(path.read_bytes())
    facts = open_scene(source, 1 if source.is_dir() else None).source.facts
    assert record["source"]["name"] == source.name
    assert record["output"]["name"].startswith(PERSON)
    assert record["source"]["facts"] == json.loads(json.dumps(facts))


def test_a_damaged_file_is_named_to_the_user_alone(tmp_path: Path, restore: Command) -> None:
    ran = restore(series(tmp_path), "-o", tmp_path / "out", "--series", "1")
    assert "damaged file(s) were skipped: Beeblebrox-9.dcm." in ran.err
    (record,) = (tmp_path / "out").glob("*.json")
    assert "damaged file(s) were skipped: (a name)." in record.read_text(encoding="utf-8")


def test_a_result_keeps_who_it_shows(tmp_path: Path, restore: Command) -> None:
    source = dicom.series(tmp_path / "in", dicom.pt, 2, named)
    assert restore(source, "-o", tmp_path / "out").code == 0
    (result, _) = sorted((tmp_path / "out" / "in").iterdir())
    kept = IDENTITY.keys() - {"SeriesDescription"} | {"StudyInstanceUID", "FrameOfReferenceUID"}
    before, after = dcmread(source / "03_z.dcm"), dcmread(result)
    assert {key: after[key].value for key in kept} == {key: before[key].value for key in kept}


def test_deidentified_result_and_record_name_nobody(tmp_path: Path, restore: Command) -> None:
    source = dicom.series(tmp_path / "in", dicom.pt, 2, named)
    ran = restore(source, "-o", tmp_path / "out", "--deidentify")
    assert ran.code == 0
    assert "faces that can be recognised stay" in ran.err
    files = dicom.files(tmp_path / "out")
    assert len(files) == 3
    for word in (value for key, value in IDENTITY.items() if key != "PatientSex"):
        assert not [file for file in files if word.encode() in file.read_bytes()]
    record = json.loads((tmp_path / "out" / "in.json").read_bytes())
    assert record["output"]["deidentified"].startswith("DICOM PS3.15")
    assert "PatientName" in record["output"]["changed"]
    assert "created" not in record


def test_record_does_not_bring_back_the_camera(tmp_path: Path, restore: Command) -> None:
    for option, told in (((), True), (("--deidentify",), False)):
        out = tmp_path / f"out{told}"
        assert restore(picture(tmp_path), "-o", out, *option).code == 0
        assert (photo.CAMERA["model"] in (out / f"{PERSON}.png.json").read_text()) is told


def test_scene_is_not_deidentified(tmp_path: Path, restore: Command) -> None:
    source = geotiff.multispectral(tmp_path / "a.tif")
    ran = restore(source, "-o", tmp_path / "out", "--deidentify")
    assert (ran.code, len(ran.errors)) == (4, 1)
    assert not (tmp_path / "out").exists()


def test_nobody_is_named_and_not_named_at_once(tmp_path: Path, restore: Command) -> None:
    ran = restore(picture(tmp_path), "-o", tmp_path, "--deidentify", "--verbose-metadata")
    assert ran.code == 2
