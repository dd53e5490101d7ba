"""The basic profile of PS3.15 on written objects: what is gone, what stays, what is said."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from dicomanonymizer.dicom_anonymization_databases import dicomfields_2026c as table
from pydicom import Dataset, dcmread
from pydicom.datadict import dictionary_has_tag, dictionary_VR

from io_formats.adapter import Derivation, WriteOptions, WriteReport
from io_formats.dicom import DicomAdapter
from tests import dicom_factories as factory
from tests import enhanced_factories as enhanced
from tests.io_formats.test_dicom_judges import errors_of

ADAPTER = DicomAdapter()
SECRET = "ZAPHOD"
DAY = "19420311"
TEXTS = ("AE", "CS", "LO", "LT", "PN", "SH", "ST", "UC", "UR", "UT")
each_modality = pytest.mark.parametrize(
    "make", [factory.ct, factory.mr, factory.pt], ids=["ct", "mr", "pt"]
)


def fill(dataset: Dataset) -> None:
    """Give every attribute of the profile a value that identifies, as far as its type allows."""
    for tag in (one for one in table.ALL_TAGS if len(one) == 2 and dictionary_has_tag(one)):
        vr = dictionary_VR(tag)
        if tag[0] <= 2:
            continue  # commands of a network, and file meta, which is written anew
        if vr in TEXTS:
            dataset.add_new(tag, vr, SECRET)
        elif vr == "DA":
            dataset.add_new(tag, vr, DAY)
        elif vr == "DT":
            dataset.add_new(tag, vr, f"{DAY}115958")
        elif vr == "UI" and tag not in dataset:
            dataset.add_new(tag, vr, factory.uid("old", tag))


def secretive(dataset: Dataset, index: int) -> None:
    """Identify the patient at the top, in items within items, in private and repeated groups."""
    fill(dataset)
    inner, outer = Dataset(), Dataset()
    fill(inner)
    outer.SourceImageSequence = [inner]
    dataset.PatientOrientationCodeSequence = [outer]
    dataset.private_block(0x0029, f"{SECRET} private", create=True).add_new(1, "LO", SECRET)
    dataset.add_new(0x60000022, "LO", SECRET)
    dataset.add_new(0x50002500, "LO", SECRET)


def deidentify(source: Path, target: Path, derivation: Derivation) -> WriteReport:
    return ADAPTER.write(ADAPTER.read(source), target, derivation, WriteOptions(deidentify=True))


@each_modality
def test_nothing_of_the_profile_is_left_at_any_depth(
    tmp_path: Path, derivation: Derivation, make: Callable[[int], Dataset]
) -> None:
    source = factory.series(tmp_path / "in", make, 2, secretive)
    report = deidentify(source, tmp_path / "out", derivation)
    before = {str(e.value) for e in dcmread(source / "03_z.dcm").iterall() if e.VR == "UI"}
    uids = {uid for uid in before if not uid.startswith("1.2.840.10008.")}
    assert len(uids) > 20
    assert SECRET.encode() in (source / "03_z.dcm").read_bytes()
    for file in report.files:
        content = file.read_bytes()
        for word in (SECRET, DAY, "20240102", *uids, f"{derivation.created:%Y%m%d}"):
            assert word.encode() not in content, word


@pytest.mark.parametrize("make", [enhanced.ct, enhanced.mr, enhanced.pt], ids=["ct", "mr", "pt"])
def test_nothing_of_the_profile_is_left_in_groups_of_frames(
    tmp_path: Path, derivation: Derivation, make: Callable[[], Dataset]
) -> None:
    dataset = make()
    secretive(dataset, 0)
    fill(dataset.SharedFunctionalGroupsSequence[0])
    for frame in dataset.PerFrameFunctionalGroupsSequence:
        fill(frame)
    source = factory.save(dataset, tmp_path / "a.dcm")
    content = deidentify(source, tmp_path / "b.dcm", derivation).path.read_bytes()
    assert not [word for word in (SECRET, DAY, "20240102") if word.encode() in content]


@each_modality
def test_the_result_says_what_was_done(
    tmp_path: Path, derivation: Derivation, make: Callable[[int], Dataset]
) -> None:
    report = deidentify(factory.series(tmp_path / "in", make, 2), tmp_path / "out", derivation)
    result = dcmread(report.files[0])
    assert result.PatientIdentityRemoved == "YES"
    assert result.DeidentificationMethod == report.deidentified != ""
    (code,) = result.DeidentificationMethodCodeSequence
    assert (code.CodeValue, code.CodingSchemeDesignator) == ("113100", "DCM")
    assert result.LongitudinalTemporalInformationModified == "REMOVED"
    assert result.PatientName == result.PatientBirthDate == ""
    assert result.DerivationDescription == derivation.sentence(), "how it was made stays"
    assert "RESEARCH" in result.SeriesDescription
    assert {"PatientName", "PatientID", "StudyDate", "FrameOfReferenceUID"} <= {*report.changed}
    assert "patient and study" not in report.kept
    assert not {*report.changed} & {*report.dropped}
    assert "text in the pixels and faces that can be recognised stay" in report.warnings[0]


@each_modality
def test_pixels_and_geometry_stay(
    tmp_path: Path, derivation: Derivation, make: Callable[[int], Dataset]
) -> None:
    source = factory.series(tmp_path / "in", make)
    before = ADAPTER.read(source)
    after = ADAPTER.read(deidentify(source, tmp_path / "out", derivation).path)
    assert after.grid == before.grid
    assert after.pixels[:, :, :, :].tobytes() == before.pixels[:, :, :, :].tobytes()
    assert (after.values.slope == before.values.slope).all()


def test_uids_agree_within_and_between_series(tmp_path: Path, derivation: Derivation) -> None:
    found = []
    for name, make in (("ct", factory.ct), ("pt", factory.pt)):
        source = factory.series(tmp_path / name, make, 3)
        files = deidentify(source, tmp_path / "out" / name, derivation).files
        found += [dcmread(file) for file in files]
    for keyword, count in (("StudyInstanceUID", 1), ("FrameOfReferenceUID", 1),
                           ("SeriesInstanceUID", 2), ("SOPInstanceUID", 6)):  # fmt: skip
        assert len({one[keyword].value for one in found}) == count, keyword
    references = {one.SourceImageSequence[0].ReferencedSOPInstanceUID for one in found}
    assert len(references) == 6
    assert all(uid.startswith("2.25.") for uid in references)


def test_no_suv_can_be_computed_and_that_is_said(tmp_path: Path, derivation: Derivation) -> None:
    source = factory.series(tmp_path / "in", factory.pt, 2)
    assert "suv_factor" in ADAPTER.read(source).source.facts
    report = deidentify(source, tmp_path / "out", derivation)
    facts = ADAPTER.read(report.path).source.facts
    assert facts["suv_missing"] == "The series does not state the patient's weight."
    assert any("no SUV can be computed" in said for said in report.warnings)
    assert {"PatientWeight", "RadiopharmaceuticalStartTime"} <= {*report.dropped}


def test_burned_in_text_is_warned_of(tmp_path: Path, derivation: Derivation) -> None:
    dataset = factory.ct()
    dataset.BurnedInAnnotation = "YES"
    report = deidentify(factory.save(dataset, tmp_path / "a.dcm"), tmp_path / "b.dcm", derivation)
    assert any("may name the patient" in said for said in report.warnings)


def test_private_elements_do_not_go_for_a_grid_that_stayed(
    tmp_path: Path, derivation: Derivation
) -> None:
    dataset = factory.ct()
    dataset.private_block(0x0009, "SOMEBODY", create=True).add_new(0x01, "LO", SECRET)
    source = factory.save(dataset, tmp_path / "a.dcm")
    report = deidentify(source, tmp_path / "b.dcm", derivation)
    assert "private group 0009" in report.dropped
    assert not any("grid has changed" in warning for warning in report.warnings)


def test_an_earlier_method_stays_named(tmp_path: Path, derivation: Derivation) -> None:
    dataset = factory.ct()
    dataset.DeidentificationMethod = "by hand"
    path = factory.save(dataset, tmp_path / "a.dcm")
    first = deidentify(path, tmp_path / "b.dcm", derivation)
    again = deidentify(first.path, tmp_path / "c.dcm", derivation)
    result = dcmread(again.path)
    assert list(result.DeidentificationMethod) == ["by hand", again.deidentified]
    assert len(result.DeidentificationMethodCodeSequence) == 1


def test_unasked_nothing_is_taken_out(tmp_path: Path, derivation: Derivation) -> None:
    path = factory.save(factory.pt(), tmp_path / "a.dcm")
    report = ADAPTER.write(ADAPTER.read(path), tmp_path / "b.dcm", derivation, WriteOptions())
    before, after = dcmread(path), dcmread(report.path)
    assert report.deidentified == ""
    for group in (0x0010, 0x0012):
        assert after.group_dataset(group) == before.group_dataset(group)
    for keyword in ("StudyInstanceUID", "StudyDate", "AcquisitionTime", "FrameOfReferenceUID"):
        assert after[keyword] == before[keyword]


@pytest.mark.external
@pytest.mark.parametrize("scale", [1, 4])
@each_modality
def test_dciodvfy_finds_no_new_error(
    tmp_path: Path,
    derivation: Derivation,
    judge: Callable[[str], str],
    make: Callable[[int], Dataset],
    scale: int,
) -> None:
    program = judge("dciodvfy")
    scene = ADAPTER.read(factory.series(tmp_path / "in", make, 2))
    report = ADAPTER.write(
        factory.enlarged(scene, scale), tmp_path / "out", derivation, WriteOptions(deidentify=True)
    )
    for source, target in zip(scene.source.files, report.files, strict=True):
        assert errors_of(program, target) <= errors_of(program, source)
