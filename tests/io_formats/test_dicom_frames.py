"""An enhanced multi-frame object becomes the scene that its frames would be as single files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from pydicom import DataElement, Dataset
from pydicom.encaps import encapsulate
from pydicom.uid import ExplicitVRBigEndian, JPEGLosslessSV1, RLELossless

from io_formats import open_scene, series_of
from io_formats.dicom import DicomAdapter
from io_formats.errors import DamagedFile, InconsistentSeries, UnsupportedContent
from tests import dicom_factories as classic
from tests import enhanced_factories as factory

ADAPTER = DicomAdapter()
Maker = Callable[..., Dataset]
SHUFFLED = [3, 0, 4, 1, 2]
GRID = np.array([[0.5, 0, 0, -12], [0, 0.8, 0, -34], [0, 0, 2.5, 100], [0, 0, 0, 1]])


def one(tmp_path: Path, dataset: Dataset) -> Path:
    return classic.save(dataset, tmp_path / "one.dcm")


def content(frame: Dataset) -> Dataset:
    item: Dataset = frame.FrameContentSequence[0]
    return item


class TestVolume:
    @pytest.mark.parametrize("make", [factory.ct, factory.mr, factory.pt])
    def test_frames_are_sorted_by_position(self, tmp_path: Path, make: Maker) -> None:
        scene = open_scene(one(tmp_path, make(order=SHUFFLED)))
        sorted_ = open_scene(classic.save(make(), tmp_path / "sorted.dcm"))
        assert np.array_equal(scene.grid.affine, GRID)
        assert scene.grid.frame == "patient-lps"
        assert scene.planes == ("100.0 mm", "102.5 mm", "105.0 mm", "107.5 mm", "110.0 mm")
        assert np.array_equal(scene.pixels[:, :, :, :], sorted_.pixels[:, :, :, :])
        assert scene.source.files == (tmp_path / "one.dcm",)
        assert scene.source.warnings == ()

    def test_ct_is_in_hounsfield_units(self, tmp_path: Path) -> None:
        scene = open_scene(one(tmp_path, factory.ct()))
        physical = scene.values.to_physical(scene.pixels[:, :, :, :])
        assert scene.values.unit == "HU"
        assert np.array_equal(physical[4, 0], classic.stored(4) - 1024.0)
        assert scene.source.facts["kernel"] == "B30f"
        assert scene.source.facts["kvp"] == 120

    def test_each_frame_has_its_own_rescale(self, tmp_path: Path) -> None:
        scene = open_scene(one(tmp_path, factory.mr()))
        assert scene.values.slope[:, 0].tolist() == [0.125, 0.225, 0.325, 0.425, 0.525]
        assert scene.values.offset[:, 0].tolist() == [0, -1, -2, -3, -4]
        assert scene.source.facts["echo_time_ms"] == 20

    def test_oblique_frames_lie_along_their_normal(self, tmp_path: Path) -> None:
        dataset = factory.ct(order=SHUFFLED)
        shared = dataset.SharedFunctionalGroupsSequence[0]
        shared.PlaneOrientationSequence[0].ImageOrientationPatient = [1, 0, 0, 0, 0.8, 0.6]
        for at, frame in zip(SHUFFLED, dataset.PerFrameFunctionalGroupsSequence, strict=True):
            place = [0, -1.5 * at, 2 * at]
            frame.PlanePositionSequence[0].ImagePositionPatient = place
        scene = open_scene(one(tmp_path, dataset))
        assert np.allclose(scene.grid.affine[:3, 2], [0, -1.5, 2], rtol=0, atol=1e-12)
        assert np.array_equal(scene.pixels[:, :, :, :][4, 0], classic.stored(4))

    def test_missing_frame_is_said(self, tmp_path: Path) -> None:
        scene = open_scene(one(tmp_path, factory.ct(4, order=[0, 1, 3, 4])))
        assert "Slices are missing" in scene.source.warnings[0]

    def test_padding_is_invalid(self, tmp_path: Path) -> None:
        dataset = factory.ct()
        dataset.add_new(0x00280120, "SS", int(classic.stored(2)[3, 4]))
        valid = open_scene(one(tmp_path, dataset)).valid
        assert valid is not None
        assert not valid[2, 0, 3, 4]

    def test_folder_of_one_object_is_its_volume(self, tmp_path: Path) -> None:
        one(tmp_path, factory.ct())
        scene = open_scene(tmp_path)
        assert scene.shape == (5, 1, 16, 24)

    def test_single_frame_object(self, tmp_path: Path) -> None:
        scene = open_scene(one(tmp_path, factory.ct(1)))
        assert scene.shape == (1, 1, 16, 24)
        assert np.array_equal(scene.grid.affine, GRID)


class TestPet:
    def test_real_world_value_is_activity(self, tmp_path: Path) -> None:
        scene = open_scene(one(tmp_path, factory.pt()))
        assert scene.values.unit == "BQML"
        assert scene.values.slope[:, 0].tolist() == [float(f"1.{k}234567") for k in range(1, 6)]

    def test_suv_is_that_of_the_classic_series(self, tmp_path: Path) -> None:
        facts = open_scene(one(tmp_path, factory.pt())).source.facts
        single = open_scene(classic.save(classic.pt(), tmp_path / "single.dcm")).source.facts
        assert facts["suv_factor"] == pytest.approx(single["suv_factor"], rel=1e-12)
        assert facts["suv_inputs"]["dose_bq"] == 350e6
        assert facts["suv_inputs"]["scan_time"] == "12:00:00"
        assert facts["suv_inputs"]["injection_time"] == "11:00:00"

    def test_mapping_to_suv_needs_nothing_else(self, tmp_path: Path) -> None:
        def to_suv(frame: Dataset, at: int) -> None:
            frame.RealWorldValueMappingSequence = [factory.mapping("0.001", "g/ml{SUVbw}")]

        scene = open_scene(one(tmp_path, factory.pt(edit=to_suv)))
        assert scene.values.unit == "GML"
        assert scene.source.facts["suv_factor"] == 1.0

    def test_activity_goes_before_suv(self, tmp_path: Path) -> None:
        def both(frame: Dataset, at: int) -> None:
            suv = factory.mapping("0.001", "g/ml{SUVbw}")
            frame.RealWorldValueMappingSequence = [suv, factory.mapping("1.5")]

        scene = open_scene(one(tmp_path, factory.pt(edit=both)))
        assert (scene.values.unit, scene.values.slope[0, 0]) == ("BQML", 1.5)

    def test_without_units_suv_is_refused_with_the_reason(self, tmp_path: Path) -> None:
        def unitless(frame: Dataset, at: int) -> None:
            del frame.RealWorldValueMappingSequence

        scene = open_scene(one(tmp_path, factory.pt(edit=unitless)))
        assert "units" in scene.source.facts["suv_missing"]

    def test_converted_series_is_what_it_was_before(self, tmp_path: Path) -> None:
        slices = [classic.pt(at) for at in range(5)]
        scene = open_scene(one(tmp_path, factory.converted_pt(slices)))
        before = open_scene(classic.series(tmp_path / "classic", classic.pt))
        assert np.array_equal(scene.pixels[:, :, :, :], before.pixels[:, :, :, :])
        assert np.array_equal(scene.values.slope, before.values.slope)
        assert np.array_equal(scene.grid.affine, before.grid.affine)
        assert scene.source.facts["suv_factor"] == before.source.facts["suv_factor"]


class TestSeveralVolumes:
    @staticmethod
    def by_time(frame: Dataset, at: int) -> None:
        content(frame).TemporalPositionIndex = 1 if at < 3 else 2

    @staticmethod
    def by_echo(frame: Dataset, at: int) -> None:
        frame.MREchoSequence = [factory.item(EffectiveEchoTime=20.0 if at < 3 else 80.0)]

    @staticmethod
    def by_stack(frame: Dataset, at: int) -> None:
        content(frame).StackID = "1" if at < 3 else "2"

    @staticmethod
    def by_orientation(frame: Dataset, at: int) -> None:
        axes = [1, 0, 0, 0, 1, 0] if at < 3 else [0, 1, 0, 0, 0, 1]
        frame.PlaneOrientationSequence = [factory.item(ImageOrientationPatient=axes)]

    @staticmethod
    def by_direction(frame: Dataset, at: int) -> None:
        along = [1.0, 0.0, 0.0] if at < 3 else [0.0, 1.0, 0.0]
        direction = factory.item(DiffusionGradientOrientation=along)
        item = factory.item(DiffusionBValue=1000.0, DiffusionGradientDirectionSequence=[direction])
        frame.MRDiffusionSequence = [item]

    @staticmethod
    def by_type(frame: Dataset, at: int) -> None:
        third = "VOLUME" if at < 3 else "PHASE_MAP"
        kind = factory.item(FrameType=["ORIGINAL", "PRIMARY", third, "NONE"])
        frame.MRImageFrameTypeSequence = [kind]

    @staticmethod
    def by_dimension(frame: Dataset, at: int) -> None:
        content(frame).DimensionIndexValues = [1, at % 3 + 1, 1 if at < 3 else 2]

    @pytest.mark.parametrize(
        "differs",
        ["time", "echo", "stack", "orientation", "direction", "type", "dimension"],
    )
    def test_are_told_apart(self, tmp_path: Path, differs: str) -> None:
        edit = getattr(self, f"by_{differs}")
        path = one(tmp_path, factory.mr(order=[0, 1, 2, 0, 1], edit=edit))
        assert len(series_of(path)) == 2
        with pytest.raises(InconsistentSeries, match="--series"):
            open_scene(path)
        first, second = open_scene(path, 1), open_scene(path, 2)
        assert [first.shape[0], second.shape[0]] == [3, 2]
        assert second.source.part == "series-2"
        expected = np.stack([classic.stored(at) + np.int16(1000) for at in (0, 1)])
        assert np.array_equal(np.sort(second.pixels[:, 0], axis=None), np.sort(expected, axis=None))
        assert not any("other series" in note for note in second.source.warnings)

    def test_localizer_frames_are_skipped(self, tmp_path: Path) -> None:
        def scout(frame: Dataset, at: int) -> None:
            third = "LOCALIZER" if at == 4 else "VOLUME"
            kind = factory.item(FrameType=["ORIGINAL", "PRIMARY", third, "NONE"])
            frame.CTImageFrameTypeSequence = [kind]

        scene = open_scene(one(tmp_path, factory.ct(edit=scout)))
        assert scene.shape[0] == 4
        assert "1 scout image(s)" in scene.source.warnings[0]

    def test_single_volume_may_be_named(self, tmp_path: Path) -> None:
        path = one(tmp_path, factory.ct())
        assert len(series_of(path)) == 1
        assert open_scene(path, 1).shape == (5, 1, 16, 24)

    def test_parts_of_a_concatenation_are_one_volume(self, tmp_path: Path) -> None:
        for name, order in (("a", [0, 1]), ("b", [2, 3, 4])):
            part = factory.ct(len(order), order=order)
            part.SOPInstanceUID = classic.uid(name)
            classic.save(part, tmp_path / f"{name}.dcm")
        scene = open_scene(tmp_path)
        assert np.array_equal(scene.pixels[:, :, :, :][3, 0], classic.stored(3))
        assert [path.name for path in scene.source.files] == ["a.dcm", "b.dcm"]


class TestEncoding:
    @pytest.mark.parametrize("syntax", [ExplicitVRBigEndian, RLELossless])
    def test_transfer_syntax_does_not_matter(self, tmp_path: Path, syntax: str) -> None:
        dataset = factory.mr(order=SHUFFLED)
        truth = dataset.pixel_array.copy()
        if syntax == RLELossless:
            dataset.compress(RLELossless)
        else:
            dataset.PixelData = truth.astype(">i2").tobytes()
        dataset.file_meta.TransferSyntaxUID = syntax
        scene = open_scene(one(tmp_path, dataset))
        assert np.array_equal(scene.pixels[:, :, :, :][0, 0], truth[1])
        assert np.array_equal(scene.pixels[:, :, :, :][4, 0], truth[2])

    def test_jpeg_lossless_frames(self, tmp_path: Path) -> None:
        import imagecodecs

        dataset = factory.ct()
        coded = [
            imagecodecs.jpeg8_encode(frame.view(np.uint16), lossless=True, bitspersample=16)
            for frame in dataset.pixel_array
        ]
        truth = dataset.pixel_array.copy()
        dataset.add(DataElement(0x7FE00010, "OB", encapsulate(coded)))
        dataset["PixelData"].is_undefined_length = True
        dataset.file_meta.TransferSyntaxUID = JPEGLosslessSV1
        scene = open_scene(one(tmp_path, dataset))
        assert np.array_equal(scene.pixels[:, :, :, :][:, 0], truth)


class TestRefusal:
    def test_groups_that_do_not_fit_the_frames(self, tmp_path: Path) -> None:
        dataset = factory.ct()
        dataset.NumberOfFrames = 4
        with pytest.raises(DamagedFile, match="states 4 frames and describes 5"):
            open_scene(one(tmp_path, dataset))

    def test_groups_that_are_cut_are_damage(self, tmp_path: Path) -> None:
        path = one(tmp_path, factory.ct())
        cut = bytearray(path.read_bytes())
        # the sequence of per-frame groups claims four bytes more than its items have
        length = cut.index(bytes.fromhex("00523092")) + 8
        claimed = int.from_bytes(cut[length : length + 4], "little")
        cut[length : length + 4] = (claimed + 4).to_bytes(4, "little")
        path.write_bytes(cut)
        with pytest.raises(DamagedFile, match=r"one\.dcm"):
            open_scene(path)

    def test_ct_without_groups_has_no_units(self, tmp_path: Path) -> None:
        dataset = factory.ct()
        del dataset.PerFrameFunctionalGroupsSequence
        with pytest.raises(UnsupportedContent, match="units"):
            open_scene(one(tmp_path, dataset))

    def test_values_that_are_colours(self, tmp_path: Path) -> None:
        dataset = factory.mr()
        shared = dataset.SharedFunctionalGroupsSequence[0]
        shared.MRImageFrameTypeSequence[0].PixelPresentation = "COLOR"
        with pytest.raises(UnsupportedContent, match="colours"):
            open_scene(one(tmp_path, dataset))

    def test_missing_frames_of_pixels(self, tmp_path: Path) -> None:
        dataset = factory.ct()
        dataset.PixelData = dataset.PixelData[: 3 * 16 * 24 * 2]
        with pytest.raises(DamagedFile, match=r"one\.dcm"):
            open_scene(one(tmp_path, dataset))

    def test_other_multi_frame_objects(self, tmp_path: Path) -> None:
        dataset = factory.ct()
        dataset.SOPClassUID = "1.2.840.10008.5.1.4.1.1.7.3"
        with pytest.raises(UnsupportedContent, match="no Enhanced CT, MR or PET"):
            open_scene(one(tmp_path, dataset))

    def test_nothing_names_the_patient(self, tmp_path: Path) -> None:
        dataset = factory.pt()
        dataset.PatientName, dataset.PatientID = "Zacharias^Q", "SECRET-77"
        facts = repr(open_scene(one(tmp_path, dataset)).source.facts)
        assert "Zacharias" not in facts
        assert "SECRET" not in facts
        assert "2024" not in facts
