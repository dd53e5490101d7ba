"""Which truths fit a result: by size, by place in the patient, by place on the map."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import rasterio
from pydicom import Dataset, dcmread
from rasterio.transform import Affine

from core.reference import notes_of, open_reference
from io_formats import open_scene
from io_formats.errors import UnsupportedContent
from tests import dicom_factories as dicom
from tests import photo_factories as photo


def raster(
    path: Path, shape: tuple[int, int], corner: tuple[float, float], *,
    crs: str = "EPSG:32632", step: float = 10.0, nodata: float | None = None,
) -> Path:  # fmt: skip
    """Write 2 bands of x + 3 y and its half, in pixels of 10 m from the map's zero."""
    rows, columns = shape
    x = corner[0] + step * (np.arange(columns) + 0.5)
    y = corner[1] - step * (np.arange(rows) + 0.5)
    values = (x[None, :] + 3 * y[:, None]).astype("float32")
    with rasterio.open(
        path, "w", driver="GTiff", width=columns, height=rows, count=2, dtype="float32", crs=crs,
        transform=Affine(step, 0, corner[0], 0, -step, corner[1]), nodata=nodata,
    ) as file:  # fmt: skip
        file.write(values, 1)
        file.write(values / 2, 2)
    return path


def physical(path_scene: object) -> np.ndarray:
    planes, bands, rows, columns = path_scene.shape  # type: ignore[attr-defined]
    stored = path_scene.pixels[0:planes, 0:bands, 0:rows, 0:columns]  # type: ignore[attr-defined]
    return path_scene.values.to_physical(stored)  # type: ignore[attr-defined, no-any-return]


def test_raster_on_the_same_grid_is_taken_as_it_is(tmp_path: Path) -> None:
    scene = open_scene(raster(tmp_path / "a.tif", (12, 16), (500_000, 5_000_000)))
    truth = open_reference(
        raster(tmp_path / "truth.tif", (12, 16), (500_000.01, 5_000_000)), scene, 1
    )
    assert truth.shape == scene.shape
    assert notes_of(truth, scene) == ()


@pytest.mark.parametrize("scale", [1, 2])
def test_larger_raster_of_other_pixels_is_resampled_and_told(tmp_path: Path, scale: int) -> None:
    scene = open_scene(raster(tmp_path / "a.tif", (12, 16), (500_000, 5_000_000)))
    wide = raster(tmp_path / "truth.tif", (40, 50), (499_900, 5_000_100), step=7.5)
    truth = open_reference(wide, scene, scale)
    wanted = raster(
        tmp_path / "wanted.tif", (12 * scale, 16 * scale), (500_000, 5_000_000), step=10 / scale
    )
    np.testing.assert_allclose(physical(truth), physical(open_scene(wanted)), rtol=2e-7)
    assert "resampled" in notes_of(truth, scene)[0]


def test_holes_of_a_resampled_raster_do_not_count(tmp_path: Path) -> None:
    scene = open_scene(raster(tmp_path / "a.tif", (12, 16), (500_000, 5_000_000)))
    wide = raster(tmp_path / "truth.tif", (20, 24), (499_965, 5_000_035), nodata=-1.0)
    with rasterio.open(wide, "r+") as file:
        block = file.read()
        block[:, 8, 9] = -1.0
        file.write(block)
    truth = open_reference(wide, scene, 1)
    assert truth.valid is not None
    assert [tuple(place) for place in np.argwhere(~np.asarray(truth.valid)[0, 0])] == [
        (4, 5), (4, 6), (5, 5), (5, 6),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"crs": "EPSG:32633"}, "another reference system"),
        ({"corner": (510_000, 5_000_000)}, "cover"),
    ],
)
def test_raster_elsewhere_is_refused(tmp_path: Path, changes: dict, why: str) -> None:
    scene = open_scene(raster(tmp_path / "a.tif", (12, 16), (500_000, 5_000_000)))
    given = {"corner": (500_000, 5_000_000), **changes}
    with pytest.raises(UnsupportedContent, match=why):
        open_reference(raster(tmp_path / "truth.tif", (12, 16), **given), scene, 1)


def test_photo_of_another_size_is_refused(tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("a.png", "truth.png")]
    for path, side in zip(paths, (12, 24), strict=True):
        path.write_bytes(photo.png(photo.samples(side, 16)))
    scene = open_scene(paths[0])
    with pytest.raises(UnsupportedContent, match=r"\(1, 3, 24, 16\), not \(1, 3, 12, 16\)"):
        open_reference(paths[1], scene, 1)


def gapped(folder: Path, missing: int) -> Path:
    """A CT of seven slices without one, further slices lying every 2.5 mm."""

    def edit(dataset: Dataset, index: int) -> None:
        dataset.InstanceNumber = index + 1

    dicom.series(folder, count=7, edit=edit)
    files = {int(dcmread(file).InstanceNumber): file for file in folder.iterdir()}
    files[missing].unlink()
    return folder


def test_a_truth_with_a_gap_is_not_resampled(tmp_path: Path) -> None:
    whole = open_scene(dicom.series(tmp_path / "whole", count=7))
    gap = open_scene(gapped(tmp_path / "gap", 4))
    with pytest.raises(UnsupportedContent, match="its slices are unevenly spaced"):
        open_reference(tmp_path / "gap", whole, 1)
    with pytest.raises(UnsupportedContent, match="the slices of the result are unevenly spaced"):
        open_reference(tmp_path / "whole", gap, 1)


def test_a_gap_elsewhere_is_another_place(tmp_path: Path) -> None:
    scene = open_scene(gapped(tmp_path / "a", 4))
    assert open_reference(gapped(tmp_path / "b", 4), scene, 1).shape == scene.shape
    with pytest.raises(UnsupportedContent, match="lie between those of the result"):
        open_reference(gapped(tmp_path / "c", 3), scene, 1)
