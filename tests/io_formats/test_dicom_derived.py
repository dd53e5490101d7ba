"""A written image is a derived object: same patient and place, own identity, honest history."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from pydicom import DataElement, Dataset, dcmread
from pydicom.encaps import encapsulate
from pydicom.uid import JPEGExtended12Bit

from io_formats.adapter import Derivation, Part, WriteOptions, WriteReport
from io_formats.dicom import DicomAdapter
from io_formats.scene import Scene, Step
from tests import dicom_factories as factory

ADAPTER = DicomAdapter()
Maker = Callable[[int], Dataset]
RESTORED = Step(name="restored")


def write(scene: Scene, target: Path, derivation: Derivation) -> WriteReport:
    return ADAPTER.write(scene, target, derivation, WriteOptions())


def derived(
    tmp_path: Path,
    derivation: Derivation,
    make: Maker = factory.ct,
    edit: factory.Edit | None = None,
    *,
    scale: int = 1,
) -> tuple[Dataset, Dataset, WriteReport]:
    """Return the first source slice, the object derived from it, and the report."""
    scene = ADAPTER.read(factory.series(tmp_path / "in", make, 2, edit))
    report = write(factory.enlarged(scene, scale), tmp_path / "out", derivation)
    return dcmread(scene.source.files[0]), dcmread(report.files[0]), report


class TestDerivedObject:
    def test_identity_is_new_and_patient_and_study_are_not(
        self, tmp_path: Path, derivation: Derivation
    ) -> None:
        source, result, report = derived(tmp_path, derivation)
        other = dcmread(report.files[1])
        assert result.SOPInstanceUID.startswith("2.25.")
        assert len({source.SOPInstanceUID, result.SOPInstanceUID, other.SOPInstanceUID}) == 3
        assert result.file_meta.MediaStorageSOPInstanceUID == result.SOPInstanceUID
        assert result.SeriesInstanceUID == other.SeriesInstanceUID != source.SeriesInstanceUID
        for keyword in (
            "SOPClassUID", "StudyInstanceUID", "FrameOfReferenceUID", "PatientName", "PatientID",
            "AcquisitionTime", "ConvolutionKernel", "ImagePositionPatient", "InstanceNumber",
            "RescaleSlope", "RescaleIntercept", "PixelSpacing", "WindowCenter",
        ):  # fmt: skip
            assert result[keyword] == source[keyword], keyword

    def test_two_runs_are_two_series(self, tmp_path: Path, derivation: Derivation) -> None:
        scene = ADAPTER.read(factory.series(tmp_path / "in", count=1))
        series = {
            dcmread(write(scene, tmp_path / name, derivation).files[0]).SeriesInstanceUID
            for name in "ab"
        }
        assert len(series) == 2

    def test_second_result_does_not_descend_from_the_first(
        self, tmp_path: Path, derivation: Derivation
    ) -> None:
        scene = ADAPTER.read(factory.series(tmp_path / "in", count=1))
        for name in "ab":
            result = dcmread(write(scene, tmp_path / name, derivation).files[0])
            assert result.SeriesNumber == 401
            assert len(result.ContributingEquipmentSequence) == 1
            assert result.SourceImageSequence[0].ReferencedSOPInstanceUID == factory.uid(
                "CT", "image", 0
            )

    def test_it_says_what_it_is(self, tmp_path: Path, derivation: Derivation) -> None:
        _, result, _ = derived(tmp_path, derivation)
        assert list(result.ImageType) == ["DERIVED", "SECONDARY", "AXIAL", "RESTORED"]
        assert result.SeriesNumber == 401
        assert result.SeriesDescription == "CT series [AI restored identity 0.0.test] RESEARCH"
        assert result.DerivationDescription == derivation.sentence()
        assert result.ContentQualification == "RESEARCH"
        assert result.ImageComments == "AI processed. Not for diagnostic use."
        (code,) = result.DerivationCodeSequence
        assert code.CodingSchemeDesignator == "99DATPRL"
        equipment = result.ContributingEquipmentSequence[-1]
        assert equipment.PurposeOfReferenceCodeSequence[0].CodeValue == "109102"
        assert equipment.SoftwareVersions == derivation.version
        assert result.file_meta.ImplementationVersionName == "DATPRL-IR"

    def test_slices_that_were_not_restored_say_so(
        self, tmp_path: Path, derivation: Derivation
    ) -> None:
        scene = ADAPTER.read(factory.series(tmp_path / "in"))
        told = replace(derivation, part=Part(planes=(1, 2), columns=(4, 9)))
        report = write(scene, tmp_path / "out", told)
        said = [dcmread(file).DerivationDescription for file in report.files]
        assert said == [told.sentence(plane) for plane in range(5)]
        assert [text.startswith("Copied unchanged") for text in said] == [
            True, False, True, True, True,
        ]  # fmt: skip

    @pytest.mark.parametrize(
        ("shows", "said"), [("", "restored by this program already"), ("spread", "no image")]
    )
    def test_a_result_that_is_opened_again_is_known(
        self, tmp_path: Path, derivation: Derivation, shows: str, said: str
    ) -> None:
        scene = ADAPTER.read(factory.series(tmp_path / "in"))
        assert scene.source.warnings == ()
        write(scene, tmp_path / "out", replace(derivation, shows=shows))
        (note,) = ADAPTER.read(tmp_path / "out").source.warnings
        assert said in note

    def test_each_image_names_its_own_source(self, tmp_path: Path, derivation: Derivation) -> None:
        scene = ADAPTER.read(factory.series(tmp_path / "in"))
        report = write(scene, tmp_path / "out", derivation)
        for source, target in zip(scene.source.files, report.files, strict=True):
            before, (item,) = dcmread(source), dcmread(target).SourceImageSequence
            assert item.ReferencedSOPInstanceUID == before.SOPInstanceUID
            assert item.ReferencedSOPClassUID == before.SOPClassUID
            assert item.SpatialLocationsPreserved == "YES"
            assert item.PurposeOfReferenceCodeSequence[0].CodeValue == "121322"

    def test_long_description_keeps_the_warning(
        self, tmp_path: Path, derivation: Derivation
    ) -> None:
        def edit(dataset: Dataset, index: int) -> None:
            dataset.SeriesDescription = "x" * 64

        _, result, _ = derived(tmp_path, replace(derivation, model="m" * 60), edit=edit)
        assert len(result.SeriesDescription) <= 64
        assert result.SeriesDescription.endswith(" RESEARCH")

    def test_vendor_values_of_image_type_follow_ours(
        self, tmp_path: Path, derivation: Derivation
    ) -> None:
        _, result, _ = derived(tmp_path, derivation, factory.mr)
        assert list(result.ImageType) == ["DERIVED", "SECONDARY", "M", "RESTORED", "ND"]

    def test_restoring_a_result_again_keeps_its_history(
        self, tmp_path: Path, derivation: Derivation
    ) -> None:
        _, _, report = derived(tmp_path, derivation)
        again = write(ADAPTER.read(report.path), tmp_path / "again", derivation)
        result = dcmread(again.files[0])
        assert list(result.ImageType) == ["DERIVED", "SECONDARY", "AXIAL", "RESTORED"]
        assert len(result.ContributingEquipmentSequence) == 2
        assert result.DerivationDescription.count(derivation.model) == 2
        assert result.ImageComments.count("Not for diagnostic use") == 1

    def test_lossy_history_is_kept(self, tmp_path: Path, derivation: Derivation) -> None:
        def edit(dataset: Dataset, index: int) -> None:
            dataset.LossyImageCompression = "01"
            dataset.LossyImageCompressionRatio = "12.5"
            dataset.LossyImageCompressionMethod = "ISO_15444_1"

        _, result, report = derived(tmp_path, derivation, edit=edit)
        assert result.LossyImageCompression == "01"
        assert result.LossyImageCompressionRatio == 12.5
        assert report.warnings == ()

    def test_compression_that_was_lossy_by_nature_is_recorded(
        self, tmp_path: Path, derivation: Derivation
    ) -> None:
        import imagecodecs

        dataset = factory.ct(pixels=np.full((16, 24), 900, np.uint16))
        dataset.BitsStored, dataset.HighBit = 12, 11
        coded = imagecodecs.jpeg8_encode(dataset.pixel_array, 90, bitspersample=12)
        dataset.add(DataElement(0x7FE00010, "OB", encapsulate([coded])))
        dataset["PixelData"].is_undefined_length = True
        dataset.file_meta.TransferSyntaxUID = JPEGExtended12Bit
        scene = ADAPTER.read(factory.save(dataset, tmp_path / "in.dcm"))
        report = write(scene, tmp_path / "out.dcm", derivation)
        assert scene.source.lossy
        assert dcmread(report.path).LossyImageCompression == "01"
        assert "does not say how strongly" in report.warnings[0]

    def test_what_no_longer_holds_is_removed_and_reported(
        self, tmp_path: Path, derivation: Derivation
    ) -> None:
        gone = ("IconImageSequence", "MACParametersSequence", "LargestImagePixelValue")

        def edit(dataset: Dataset, index: int) -> None:
            dataset.IconImageSequence = [Dataset()]
            dataset.MACParametersSequence = [Dataset()]
            dataset.add_new(0x00280107, "SS", 1499)

        _, result, report = derived(tmp_path, derivation, edit=edit)
        for keyword in gone:
            assert keyword not in result
            assert keyword in report.dropped

    def test_burned_in_text_is_warned_of(self, tmp_path: Path, derivation: Derivation) -> None:
        def edit(dataset: Dataset, index: int) -> None:
            dataset.BurnedInAnnotation = "YES"

        _, result, report = derived(tmp_path, derivation, edit=edit)
        assert result.BurnedInAnnotation == "YES"
        assert "burned" in report.warnings[0]

    def test_text_beyond_the_character_set_does_not_break_the_file(
        self, tmp_path: Path, derivation: Derivation
    ) -> None:
        _, result, _ = derived(tmp_path, replace(derivation, model="Größe\\头部"))
        assert result.SeriesDescription == "CT series [AI restored Gr??e/?? 0.0.test] RESEARCH"


class TestPet:
    def test_times_that_suv_readers_use_stay(self, tmp_path: Path, derivation: Derivation) -> None:
        source, result, _ = derived(tmp_path, derivation, factory.pt)
        for keyword in (
            "SeriesDate", "SeriesTime", "AcquisitionTime", "FrameReferenceTime", "DecayFactor",
            "ActualFrameDuration", "DecayCorrection", "CorrectedImage", "Units",
        ):  # fmt: skip
            assert result[keyword] == source[keyword], keyword
        assert list(result.ImageType) == ["DERIVED", "PRIMARY", "", "RESTORED"]

    def test_ct_series_is_dated_now(self, tmp_path: Path, derivation: Derivation) -> None:
        _, result, _ = derived(tmp_path, derivation)
        assert result.SeriesDate == derivation.created.astimezone().strftime("%Y%m%d")

    def test_raised_slope_is_written_exactly(self, tmp_path: Path, derivation: Derivation) -> None:
        scene = ADAPTER.read(factory.series(tmp_path / "in", factory.pt))
        values = scene.values
        for plane in (1, 3):
            peak = 1e5 / 3 * (plane + 1)
            values = values.refitted(plane=plane, peak=peak, dtype=np.int16, planes=5)
        changed = scene.with_pixels(scene.pixels, step=RESTORED, values=values)
        report = write(changed, tmp_path / "out", derivation)
        again = ADAPTER.read(report.path)
        assert np.array_equal(again.values.slope, values.slope)
        raised = np.flatnonzero(again.values.slope != scene.values.slope)
        assert raised.tolist() == [1, 3]
        assert "RescaleSlope" in report.changed
        for path in report.files:
            assert len(dcmread(path)["RescaleSlope"].value.original_string) <= 16

    def test_private_factors_survive_a_new_grid(
        self, tmp_path: Path, derivation: Derivation
    ) -> None:
        def edit(dataset: Dataset, index: int) -> None:
            dataset.Units = "CNTS"
            block = dataset.private_block(0x7053, "Philips PET Private Group", create=True)
            block.add_new(0x00, "DS", "0.000551")
            block.add_new(0x42, "LO", "pixel counts")
            dataset.private_block(0x0099, "ACME", create=True).add_new(1, "LO", "map")

        scene = ADAPTER.read(factory.series(tmp_path / "in", factory.pt, edit=edit))
        report = write(factory.enlarged(scene, 2), tmp_path / "out", derivation)
        assert ADAPTER.read(report.path).source.facts["suv_factor"] == 0.000551
        result = dcmread(report.files[0])
        assert (0x0099, 0x1001) not in result
        assert (0x7053, 0x1042) not in result
        assert {"private group 0099", "private group 7053"} <= set(report.dropped)


class TestGrid:
    def test_enlarged_image_keeps_its_outer_edges(
        self, tmp_path: Path, derivation: Derivation
    ) -> None:
        source, result, report = derived(tmp_path, derivation, scale=4)
        assert (result.Rows, result.Columns) == (64, 96)
        assert list(result.PixelSpacing) == [0.2, 0.125]
        # (1/4 - 1)/2 = -0.375 source pixels of 0.5 and 0.8 mm
        assert list(result.ImagePositionPatient) == pytest.approx([-12.1875, -34.3, 100], abs=1e-12)
        assert result.SourceImageSequence[0].SpatialLocationsPreserved == "NO"
        assert [code.CodeValue for code in result.DerivationCodeSequence][-1] == "113085"
        assert source.FrameOfReferenceUID == result.FrameOfReferenceUID
        assert {"PixelSpacing", "ImagePositionPatient", "Rows"} <= set(report.changed)

    def test_crop_of_an_enlarged_crop(self, tmp_path: Path, derivation: Derivation) -> None:
        scene = ADAPTER.read(factory.series(tmp_path / "in"))
        part = scene.cropped(rows=slice(3, 13), columns=slice(5, 21), planes=slice(1, 4))
        part = factory.enlarged(part, 2)
        part = part.cropped(rows=slice(4, 16), columns=slice(2, 20), planes=slice(1, 3))
        report = write(part, tmp_path / "out", derivation)
        again = ADAPTER.read(report.path)
        assert np.allclose(again.grid.affine, part.grid.affine, rtol=0, atol=1e-9)
        assert np.array_equal(again.pixels[:, :, :, :], part.pixels[:, :, :, :])
        references = [dcmread(path).SourceImageSequence[0] for path in report.files]
        assert [item.ReferencedSOPInstanceUID for item in references] == [
            factory.uid("CT", "image", plane) for plane in (2, 3)
        ]

    def test_what_is_counted_in_pixels_is_dropped(
        self, tmp_path: Path, derivation: Derivation
    ) -> None:
        def edit(dataset: Dataset, index: int) -> None:
            dataset.ImagerPixelSpacing = ["0.4", "0.2"]
            dataset.ShutterShape = "RECTANGULAR"
            dataset.add(DataElement(0x60000010, "US", 16))
            dataset.add(DataElement(0x60003000, "OW", b"\0" * 48))
            dataset.private_block(0x0099, "ACME", create=True).add_new(1, "LO", "map")

        _, same, report = derived(tmp_path / "1", derivation, edit=edit)
        assert (0x6000, 0x3000) in same
        assert (0x0099, 0x1001) in same
        assert report.dropped == ()
        _, result, report = derived(tmp_path / "2", derivation, edit=edit, scale=2)
        assert list(result.ImagerPixelSpacing) == [0.2, 0.1]
        assert set(report.dropped) == {"ShutterShape", "overlay group 6000", "private group 0099"}
        assert (0x6000, 0x3000) not in result
        assert "Private" in report.warnings[0]

    def test_rotated_grid_is_a_defect_and_not_written(
        self, tmp_path: Path, derivation: Derivation
    ) -> None:
        scene = ADAPTER.read(factory.series(tmp_path / "in"))
        turned = replace(scene.grid, affine=scene.grid.affine[:, [1, 0, 2, 3]])
        with pytest.raises(ValueError, match="enlarged part"):
            write(replace(scene, grid=turned), tmp_path / "out", derivation)
