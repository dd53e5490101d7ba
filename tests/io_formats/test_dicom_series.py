"""Which files of a folder make the series, in which order, and where they lie."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from pydicom import Dataset

from io_formats.dicom import DicomAdapter
from io_formats.errors import DamagedFile, InconsistentSeries, UnsupportedContent
from io_formats.scene import Scene
from tests import dicom_factories as factory

ADAPTER = DicomAdapter()


def read(folder: Path) -> Scene:
    return ADAPTER.read(folder)


def moved(*millimetres: float) -> factory.Edit:
    """Return an edit that puts slice k at the k-th position."""

    def edit(dataset: Dataset, index: int) -> None:
        x, y, _ = factory.ORIGIN_MM
        dataset.ImagePositionPatient = [str(x), str(y), str(millimetres[index])]

    return edit


class TestOrder:
    def test_slices_are_sorted_by_place_and_not_by_name(self, tmp_path: Path) -> None:
        scene = read(factory.series(tmp_path, count=5))
        assert [path.name for path in scene.source.files] != sorted(
            path.name for path in scene.source.files
        )
        for plane in range(5):
            stored = scene.pixels[plane : plane + 1, :, :, :][0, 0]
            assert np.array_equal(stored, factory.stored(plane))
        assert scene.planes == ("100.0 mm", "102.5 mm", "105.0 mm", "107.5 mm", "110.0 mm")

    def test_order_follows_the_normal_of_an_oblique_stack(self, tmp_path: Path) -> None:
        # rows run along +z and columns along -x: the normal points along -y
        def edit(dataset: Dataset, index: int) -> None:
            dataset.ImageOrientationPatient = ["-1", "0", "0", "0", "0", "-1"]
            dataset.ImagePositionPatient = ["0", str(3.0 * index), "0"]

        scene = read(factory.series(tmp_path, count=4, edit=edit))
        assert np.array_equal(scene.pixels[0:1, :, :, :][0, 0], factory.stored(3))
        assert scene.grid.affine[:3, 2].tolist() == [0.0, -3.0, 0.0]
        assert scene.grid.affine[:3, 3].tolist() == [0.0, 9.0, 0.0]

    def test_affine_takes_columns_rows_and_planes_to_the_patient(self, tmp_path: Path) -> None:
        grid = read(factory.series(tmp_path, count=5)).grid
        row_mm, column_mm = factory.SPACING_MM
        assert (grid.anchor, grid.frame) == ("centre", "patient-lps")
        assert np.array_equal(
            grid.affine,
            [
                [column_mm, 0, 0, -12.0],
                [0, row_mm, 0, -34.0],
                [0, 0, factory.STEP_MM, 100.0],
                [0, 0, 0, 1],
            ],
        )

    def test_tilted_gantry_shears_the_affine_and_is_said(self, tmp_path: Path) -> None:
        def edit(dataset: Dataset, index: int) -> None:
            dataset.ImagePositionPatient = ["0", str(0.5 * index), str(2.5 * index)]

        scene = read(factory.series(tmp_path, count=3, edit=edit))
        assert scene.grid.affine[:3, 2].tolist() == [0.0, 0.5, 2.5]
        assert "sheared by 11.3 degrees" in scene.source.warnings[0]

    def test_single_slice_is_as_thick_as_it_says(self, tmp_path: Path) -> None:
        file = factory.save(factory.ct(), tmp_path / "a.dcm")
        assert ADAPTER.read(file).grid.spacing == (0.5, 0.8, factory.STEP_MM)

    def test_image_without_position_lies_nowhere(self, tmp_path: Path) -> None:
        dataset = factory.ct()
        del dataset.ImagePositionPatient
        scene = ADAPTER.read(factory.save(dataset, tmp_path / "a.dcm"))
        assert scene.grid.frame == "pixel"
        assert "does not place" in scene.source.warnings[0]


class TestSpacing:
    def test_regular_series_is_silent(self, tmp_path: Path) -> None:
        # 4 % off is within the tolerance
        scene = read(factory.series(tmp_path, edit=moved(0, 2.5, 5.1, 7.5, 10)))
        assert scene.source.warnings == ()

    def test_missing_slice_is_named(self, tmp_path: Path) -> None:
        (warning,) = read(factory.series(tmp_path, edit=moved(0, 2, 4, 8, 10))).source.warnings
        assert "missing" in warning
        assert "4.0 and 8.0" in warning

    def test_uneven_steps_are_said(self, tmp_path: Path) -> None:
        (warning,) = read(factory.series(tmp_path, edit=moved(0, 2, 4, 6.3, 8.3))).source.warnings
        assert "unevenly" in warning

    def test_doubled_position_is_said_and_kept(self, tmp_path: Path) -> None:
        scene = read(factory.series(tmp_path, edit=moved(0, 2, 2, 4, 6)))
        assert scene.shape[0] == 5
        assert "1 of 5 slices" in scene.source.warnings[0]

    def test_all_slices_at_one_place_still_have_a_volume(self, tmp_path: Path) -> None:
        scene = read(factory.series(tmp_path, count=3, edit=moved(1, 1, 1)))
        assert np.linalg.det(scene.grid.affine) > 0


class TestSkipped:
    def test_scouts(self, tmp_path: Path) -> None:
        scout = factory.ct(7)
        scout.ImageType = ["ORIGINAL", "PRIMARY", "LOCALIZER"]
        scout.SeriesInstanceUID = factory.uid("other")
        factory.save(scout, factory.series(tmp_path) / "scout.dcm")
        scene = read(tmp_path)
        assert scene.shape[0] == 5
        assert scene.source.warnings == ("1 scout image(s) (localizer) were skipped.",)

    def test_only_scouts_is_no_series(self, tmp_path: Path) -> None:
        def edit(dataset: Dataset, index: int) -> None:
            dataset.ImageType = ["ORIGINAL", "PRIMARY", "LOCALIZER"]

        with pytest.raises(UnsupportedContent, match="scouts"):
            read(factory.series(tmp_path, edit=edit))

    def test_other_files_are_counted(self, tmp_path: Path) -> None:
        folder = factory.series(tmp_path)
        (folder / "readme.txt").write_text("hello")
        (folder / "table.csv").write_text("1,2")
        assert read(folder).source.warnings == (
            "2 file(s) in the folder are not DICOM and were skipped.",
        )

    def test_copy_of_a_file(self, tmp_path: Path) -> None:
        factory.save(factory.ct(2), factory.series(tmp_path) / "copy of 2.dcm")
        scene = read(tmp_path)
        assert scene.shape[0] == 5
        assert "repeat" in scene.source.warnings[0]

    def test_empty_slice_is_not_passed_over(self, tmp_path: Path) -> None:
        (factory.series(tmp_path) / "gone.dcm").touch()
        with pytest.raises(DamagedFile, match=r"gone\.dcm"):
            read(tmp_path)


class TestMixed:
    def test_two_series_are_listed_with_their_folders(self, tmp_path: Path) -> None:
        factory.series(tmp_path / "thin", count=3)

        def edit(dataset: Dataset, index: int) -> None:
            dataset.SeriesInstanceUID = factory.uid("another")
            dataset.SeriesDescription = "Lung sharp"
            dataset.SOPInstanceUID = factory.uid("another", index)

        factory.series(tmp_path / "sharp", count=2, edit=edit)
        with pytest.raises(InconsistentSeries) as refusal:
            read(tmp_path)
        error = refusal.value
        assert "2 series" in error.what
        assert '"CT series"' in error.why
        assert "3 images" in error.why
        assert '"Lung sharp"' in error.why
        assert "sharp, thin" in error.fix

    @pytest.mark.parametrize(
        ("keyword", "value", "said"),
        [
            ("ImageOrientationPatient", ["0", "1", "0", "0", "0", "-1"], "orientations"),
            ("PixelSpacing", ["0.8", "0.6"], "pixel spacings"),
            ("EchoTime", "80", "echoes"),
            ("TemporalPositionIdentifier", "2", "times"),
            ("BitsStored", 12, "pixel types"),
        ],
    )
    def test_what_must_be_one_is_one(
        self, tmp_path: Path, keyword: str, value: object, said: str
    ) -> None:
        def edit(dataset: Dataset, index: int) -> None:
            if index > 2:
                setattr(dataset, keyword, value)
                dataset.HighBit = dataset.BitsStored - 1

        with pytest.raises(InconsistentSeries, match=said):
            read(factory.series(tmp_path, factory.mr, edit=edit))

    def test_two_sizes(self, tmp_path: Path) -> None:
        def edit(dataset: Dataset, index: int) -> None:
            if index == 4:
                factory.pour(dataset, np.zeros((8, 8), np.int16))

        with pytest.raises(InconsistentSeries, match=r"24 x 16.*8 x 8"):
            read(factory.series(tmp_path, edit=edit))

    def test_dynamic_pet_is_told_by_its_frames(self, tmp_path: Path) -> None:
        def edit(dataset: Dataset, index: int) -> None:
            dataset.FrameReferenceTime = str(60000 * (index % 2))
            dataset.ImagePositionPatient = ["0", "0", str(index // 2)]

        with pytest.raises(InconsistentSeries, match="FrameReferenceTime"):
            read(factory.series(tmp_path, factory.pt, count=4, edit=edit))
