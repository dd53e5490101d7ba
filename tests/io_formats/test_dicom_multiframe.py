"""A restored enhanced object is the same with other pixels, and says of each frame whence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from pydicom import Dataset, dcmread

from io_formats import open_scene
from io_formats.adapter import Derivation, Part, WriteOptions, WriteReport
from io_formats.dicom import DicomAdapter, writer
from io_formats.errors import NotWritable
from io_formats.scene import Scene, Step
from tests import dicom_factories as classic
from tests import enhanced_factories as factory

ADAPTER = DicomAdapter()
Maker = Callable[..., Dataset]
SHUFFLED = [3, 0, 4, 1, 2]
each = pytest.mark.parametrize("make", [factory.ct, factory.mr, factory.pt])


def write(scene: Scene, target: Path, derivation: Derivation) -> WriteReport:
    return ADAPTER.write(scene, target, derivation, WriteOptions())


def restored(
    tmp_path: Path, source: Dataset, derivation: Derivation, *, scale: int = 1
) -> tuple[Scene, Dataset]:
    """Return the scene of the source, and the object written of it."""
    scene = open_scene(classic.save(source, tmp_path / "in.dcm"))
    result = scene if scale == 1 else classic.enlarged(scene, scale)
    return scene, dcmread(write(result, tmp_path / "out.dcm", derivation).path)


class TestIdentity:
    @each
    def test_unchanged_object_returns_bit_for_bit(
        self, tmp_path: Path, derivation: Derivation, make: Maker
    ) -> None:
        source = make(order=SHUFFLED)
        first, written = restored(tmp_path, source, derivation)
        assert written.PixelData == source.PixelData
        second = open_scene(tmp_path / "out.dcm")
        assert np.array_equal(first.pixels[:, :, :, :], second.pixels[:, :, :, :])
        assert np.array_equal(first.values.slope, second.values.slope)
        assert np.array_equal(first.values.offset, second.values.offset)
        assert np.array_equal(first.grid.affine, second.grid.affine)
        assert first.source.facts.get("suv_factor") == second.source.facts.get("suv_factor")

    def test_folder_of_objects_becomes_a_folder(
        self, tmp_path: Path, derivation: Derivation
    ) -> None:
        (tmp_path / "in").mkdir()
        for name, order in (("a", [4, 3]), ("b", [2, 1, 0])):
            part = factory.ct(len(order), order=order)
            part.SOPInstanceUID = classic.uid(name)
            part.ConcatenationUID = classic.uid("whole")
            classic.save(part, tmp_path / "in" / f"{name}.dcm")
        report = write(open_scene(tmp_path / "in"), tmp_path / "out", derivation)
        assert [path.name for path in report.files] == ["b.dcm", "a.dcm"]
        written = [dcmread(path) for path in report.files]
        assert [one.NumberOfFrames for one in written] == [3, 2]
        assert np.array_equal(written[1].pixel_array[0], classic.stored(4))
        assert not any("ConcatenationUID" in one for one in written)
        assert "ConcatenationUID" in report.dropped

    def test_object_that_lost_its_groups_returns_as_it_was(
        self, tmp_path: Path, derivation: Derivation
    ) -> None:
        source = factory.mr()
        del source.PerFrameFunctionalGroupsSequence, source.SharedFunctionalGroupsSequence
        scene, written = restored(tmp_path, source, derivation)
        assert "does not place" in scene.source.warnings[0]
        assert written.PixelData == source.PixelData
        assert written.NumberOfFrames == 5
        assert list(written.ImageType) == ["DERIVED", "PRIMARY", "VOLUME", "RESTORED"]
        assert written.SourceImageSequence[0].ReferencedSOPInstanceUID == source.SOPInstanceUID


class TestDerivedObject:
    @each
    def test_identity_is_new_and_the_class_is_kept(
        self, tmp_path: Path, derivation: Derivation, make: Maker
    ) -> None:
        source = make()
        _, written = restored(tmp_path, source, derivation)
        assert written.SOPClassUID == source.SOPClassUID
        assert written.SOPInstanceUID != source.SOPInstanceUID
        assert written.SeriesInstanceUID != source.SeriesInstanceUID
        assert written.StudyInstanceUID == source.StudyInstanceUID
        assert written.ContentQualification == "RESEARCH"
        assert written.SeriesDescription.endswith("RESEARCH")
        assert written.ContributingEquipmentSequence[-1].SoftwareVersions == derivation.version
        assert list(written.ImageType) == ["DERIVED", "PRIMARY", "VOLUME", "RESTORED"]

    @each
    def test_every_frame_is_derived_from_its_own(
        self, tmp_path: Path, derivation: Derivation, make: Maker
    ) -> None:
        source = make(order=SHUFFLED)
        _, written = restored(tmp_path, source, derivation)
        for number, frame in enumerate(written.PerFrameFunctionalGroupsSequence, 1):
            (step,) = frame.DerivationImageSequence
            (named,) = step.SourceImageSequence
            assert named.ReferencedSOPInstanceUID == source.SOPInstanceUID
            assert named.ReferencedFrameNumber == number
            assert named.SpatialLocationsPreserved == "YES"
            assert derivation.model in step.DerivationDescription
            assert [c.CodeValue for c in step.DerivationCodeSequence] == ["AI-RESTORATION"]
        (study,) = written.SourceImageEvidenceSequence
        instance = study.ReferencedSeriesSequence[0].ReferencedSOPSequence[0]
        assert instance.ReferencedSOPInstanceUID == source.SOPInstanceUID

    def test_frames_that_were_not_restored_say_so(
        self, tmp_path: Path, derivation: Derivation
    ) -> None:
        told = replace(derivation, part=Part(planes=(1, 2)))
        _, written = restored(tmp_path, factory.ct(order=SHUFFLED), told)
        said = [
            frame.DerivationImageSequence[0].DerivationDescription
            for frame in written.PerFrameFunctionalGroupsSequence
        ]
        assert said == [told.sentence(plane) for plane in SHUFFLED]
        assert [text.startswith("Copied unchanged") for text in said].count(False) == 1

    def test_a_map_calls_its_frames_a_map(self, tmp_path: Path, derivation: Derivation) -> None:
        _, written = restored(tmp_path, factory.ct(), replace(derivation, shows="spread"))
        assert list(written.ImageType) == ["DERIVED", "PRIMARY", "VOLUME", "SPREAD"]
        kind = written.SharedFunctionalGroupsSequence[0].CTImageFrameTypeSequence[0]
        assert list(kind.FrameType) == ["DERIVED", "PRIMARY", "VOLUME", "SPREAD"]
        assert written.SeriesDescription.endswith("[AI spread map, no image] RESEARCH")

    def test_frame_types_differ_where_they_differed(
        self, tmp_path: Path, derivation: Derivation
    ) -> None:
        def typed(frame: Dataset, at: int) -> None:
            fourth = "NONE" if at < 3 else "MEAN"
            kind = factory.item(FrameType=["ORIGINAL", "PRIMARY", "VOLUME", fourth])
            frame.CTImageFrameTypeSequence = [kind]

        source = factory.ct(edit=typed)
        del source.SharedFunctionalGroupsSequence[0].CTImageFrameTypeSequence
        _, written = restored(tmp_path, source, derivation)
        kinds = [
            list(frame.CTImageFrameTypeSequence[0].FrameType)
            for frame in written.PerFrameFunctionalGroupsSequence
        ]
        assert kinds[0] == ["DERIVED", "PRIMARY", "VOLUME", "RESTORED"]
        assert kinds[4] == ["DERIVED", "PRIMARY", "VOLUME", "MEAN"]
        assert list(written.ImageType) == ["DERIVED", "PRIMARY", "VOLUME", "MIXED"]

    def test_earlier_derivation_stays_behind_ours(
        self, tmp_path: Path, derivation: Derivation
    ) -> None:
        source = factory.ct()
        first = factory.item(DerivationDescription="smoothed", SourceImageSequence=[])
        source.SharedFunctionalGroupsSequence[0].DerivationImageSequence = [first]
        _, written = restored(tmp_path, source, derivation)
        assert "DerivationImageSequence" not in written.SharedFunctionalGroupsSequence[0]
        for frame in written.PerFrameFunctionalGroupsSequence:
            ours, earlier = frame.DerivationImageSequence
            assert ours.DerivationDescription.endswith("Before: smoothed")
            assert earlier.DerivationDescription == "smoothed"

    def test_source_is_not_touched(self, tmp_path: Path, derivation: Derivation) -> None:
        source = factory.pt(order=SHUFFLED)
        before = source.to_json()
        scene, _ = restored(tmp_path, source, derivation, scale=4)
        assert dcmread(scene.source.path).to_json() == before
        again = write(classic.enlarged(scene, 4), tmp_path / "again.dcm", derivation)
        frames = dcmread(again.path).PerFrameFunctionalGroupsSequence
        assert [len(frame.DerivationImageSequence) for frame in frames] == [1] * 5

    def test_deidentified_frames_state_no_day(self, tmp_path: Path, derivation: Derivation) -> None:
        scene = open_scene(classic.save(factory.ct(order=SHUFFLED), tmp_path / "in.dcm"))
        target, options = tmp_path / "out.dcm", WriteOptions(deidentify=True)
        written = dcmread(ADAPTER.write(scene, target, derivation, options).path)
        said = written.to_json()
        assert "Nobody" not in said
        assert "20240102" not in said
        assert scene.source.template.frames[0].whole.SOPInstanceUID not in said
        again = open_scene(target)
        assert np.array_equal(again.pixels[:, :, :, :], scene.pixels[:, :, :, :])
        assert np.array_equal(again.grid.affine, scene.grid.affine)


class TestGrid:
    @each
    @pytest.mark.parametrize("scale", [2, 4])
    def test_every_frame_keeps_its_outer_edges(
        self, tmp_path: Path, derivation: Derivation, make: Maker, scale: int
    ) -> None:
        scene, written = restored(tmp_path, make(order=SHUFFLED), derivation, scale=scale)
        shift = (1 / scale - 1) / 2
        measures = written.SharedFunctionalGroupsSequence[0].PixelMeasuresSequence[0]
        assert [float(part) for part in measures.PixelSpacing] == [0.8 / scale, 0.5 / scale]
        assert (written.Rows, written.Columns) == (16 * scale, 24 * scale)
        for at, frame in zip(SHUFFLED, written.PerFrameFunctionalGroupsSequence, strict=True):
            place = [float(part) for part in frame.PlanePositionSequence[0].ImagePositionPatient]
            expected = [-12 + shift * 0.5, -34 + shift * 0.8, 100 + at * 2.5]
            assert place == pytest.approx(expected, abs=1e-12)
            codes = frame.DerivationImageSequence[0].DerivationCodeSequence
            assert [c.CodeValue for c in codes] == ["AI-RESTORATION", "113085"]
        again = open_scene(tmp_path / "out.dcm")
        assert np.allclose(again.grid.affine, scene.grid.scaled(scale).affine, rtol=0, atol=1e-12)
        block = np.ones((1, 1, scale, scale), np.int16)
        assert np.array_equal(again.pixels[:, :, :, :], np.kron(scene.pixels[:, :, :, :], block))

    def test_position_that_all_frames_share_moves_once(
        self, tmp_path: Path, derivation: Derivation
    ) -> None:
        source = factory.ct(1)
        (frame,) = source.PerFrameFunctionalGroupsSequence
        shared = source.SharedFunctionalGroupsSequence[0]
        shared.PlanePositionSequence = frame.PlanePositionSequence
        del frame.PlanePositionSequence
        _, written = restored(tmp_path, source, derivation, scale=2)
        (place,) = written.SharedFunctionalGroupsSequence[0].PlanePositionSequence
        assert [float(part) for part in place.ImagePositionPatient] == [-12.125, -34.2, 100]

    def test_what_is_counted_in_pixels_is_dropped_from_frames(
        self, tmp_path: Path, derivation: Derivation
    ) -> None:
        def private(frame: Dataset, at: int) -> None:
            frame.private_block(0x2005, "ACME PER FRAME", create=True).add_new(1, "LO", "x")
            frame.FrameDisplayShutterSequence = [factory.item(ShutterShape="CIRCULAR")]

        source = factory.mr(edit=private)
        scene, same = restored(tmp_path, source, derivation)
        assert 0x20050010 in same.PerFrameFunctionalGroupsSequence[0]
        report = write(classic.enlarged(scene, 2), tmp_path / "large.dcm", derivation)
        (first, *_) = dcmread(report.path).PerFrameFunctionalGroupsSequence
        assert 0x20050010 not in first
        assert "FrameDisplayShutterSequence" not in first
        assert "private group 2005" in report.dropped


class TestPartOfAnObject:
    def test_only_restored_frames_are_written(self, tmp_path: Path, derivation: Derivation) -> None:
        def scout(frame: Dataset, at: int) -> None:
            third = "LOCALIZER" if at == 1 else "VOLUME"
            kind = factory.item(FrameType=["ORIGINAL", "PRIMARY", third, "NONE"])
            frame.CTImageFrameTypeSequence = [kind]

        scene = open_scene(classic.save(factory.ct(edit=scout), tmp_path / "in.dcm"))
        report = write(scene, tmp_path / "out.dcm", derivation)
        written = dcmread(report.path)
        assert written.NumberOfFrames == 4
        assert "4 of the source's 5 frames" in report.warnings[0]
        frames = written.PerFrameFunctionalGroupsSequence
        named = [
            frame.DerivationImageSequence[0].SourceImageSequence[0].ReferencedFrameNumber
            for frame in frames
        ]
        assert named == [1, 3, 4, 5]
        indices = [list(f.FrameContentSequence[0].DimensionIndexValues) for f in frames]
        assert indices == [[1, 1, 1], [1, 2, 1], [1, 3, 1], [1, 4, 1]]
        stored = np.stack([classic.stored(at) for at in (0, 2, 3, 4)])
        assert np.array_equal(written.pixel_array, stored)

    def test_one_of_two_times(self, tmp_path: Path, derivation: Derivation) -> None:
        def timed(frame: Dataset, at: int) -> None:
            frame.FrameContentSequence[0].TemporalPositionIndex = at % 2 + 1
            frame.FrameContentSequence[0].DimensionIndexValues = [1, at // 2 + 1, at % 2 + 1]

        source = factory.mr(4, order=[0, 0, 1, 1], edit=timed)
        scene = open_scene(classic.save(source, tmp_path / "in.dcm"), 2)
        report = write(scene, tmp_path / "out.dcm", derivation)
        written = dcmread(report.path)
        frames = written.PerFrameFunctionalGroupsSequence
        indices = [list(f.FrameContentSequence[0].DimensionIndexValues) for f in frames]
        assert indices == [[1, 1, 1], [1, 2, 1]]
        again = open_scene(report.path)
        assert np.array_equal(again.pixels[:, :, :, :], scene.pixels[:, :, :, :])
        assert again.values.slope[:, 0].tolist() == [0.225, 0.425]

    def test_cropped_planes(self, tmp_path: Path, derivation: Derivation) -> None:
        scene = open_scene(classic.save(factory.ct(order=SHUFFLED), tmp_path / "in.dcm"))
        part = scene.cropped(rows=slice(2, 10), columns=slice(4, 20), planes=slice(1, 3))
        again = open_scene(write(part, tmp_path / "out.dcm", derivation).path)
        assert np.array_equal(again.pixels[:, :, :, :], part.pixels[:, :, :, :])
        assert np.allclose(again.grid.affine, part.grid.affine, rtol=0, atol=1e-12)


class TestRescale:
    def brighter(self, scene: Scene) -> Scene:
        """Return a scene whose third plane no longer fits its slope."""
        values = scene.values.refitted(plane=2, peak=1e5, dtype=np.int16, planes=5)
        pixels = np.array(scene.pixels[:, :, :, :])
        pixels[2] = 32767
        return scene.with_pixels(pixels, step=Step(name="restored"), values=values)

    def test_raised_slope_is_that_of_its_frame_alone(
        self, tmp_path: Path, derivation: Derivation
    ) -> None:
        scene = open_scene(classic.save(factory.pt(order=SHUFFLED), tmp_path / "in.dcm"))
        bright = self.brighter(scene)
        again = open_scene(write(bright, tmp_path / "out.dcm", derivation).path)
        assert np.array_equal(again.values.slope, bright.values.slope)
        assert again.values.slope[2, 0] > scene.values.slope[2, 0]
        assert np.array_equal(again.pixels[:, :, :, :], bright.pixels[:, :, :, :])

    def test_the_mapping_that_is_not_used_follows(
        self, tmp_path: Path, derivation: Derivation
    ) -> None:
        scene = open_scene(classic.save(factory.pt(), tmp_path / "in.dcm"))
        bright = self.brighter(scene)
        written = dcmread(write(bright, tmp_path / "out.dcm", derivation).path)
        frames = written.PerFrameFunctionalGroupsSequence
        slopes = [float(f.PixelValueTransformationSequence[0].RescaleSlope) for f in frames]
        ratio = bright.values.slope[2, 0] / scene.values.slope[2, 0]
        assert slopes == pytest.approx([1, 1, ratio, 1, 1], rel=1e-12)
        mapped = frames[2].RealWorldValueMappingSequence[0]
        assert mapped.RealWorldValueLastValueMapped == 32767

    def test_converted_series(self, tmp_path: Path, derivation: Derivation) -> None:
        source = factory.converted_pt([classic.pt(at) for at in range(5)])
        scene = open_scene(classic.save(source, tmp_path / "in.dcm"))
        bright = self.brighter(scene)
        again = open_scene(write(bright, tmp_path / "out.dcm", derivation).path)
        assert np.array_equal(again.values.slope, bright.values.slope)
        assert again.source.facts["suv_factor"] == scene.source.facts["suv_factor"]


def test_more_than_an_element_holds_is_refused(
    tmp_path: Path, derivation: Derivation, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene = open_scene(classic.save(factory.ct(), tmp_path / "in.dcm"))
    monkeypatch.setattr(writer, "LARGEST_BYTES", 5 * 16 * 24 * 2 - 1)
    with pytest.raises(NotWritable, match="5 frames"):
        write(scene, tmp_path / "out.dcm", derivation)
    assert not (tmp_path / "out.dcm").exists()
