"""From file to file through the engine: what the identity is given, the file keeps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from core.bands import choose_bands
from core.choice import choose_task
from core.engine import RestoreRequest, restore
from io_formats import Derivation, Scene, adapter_of, open_scene, save_scene
from io_formats.adapter import WriteOptions
from tests.core.restorers import Identity, Shift, card
from tests.core.scenes import stored_of
from tests.dicom_factories import ct, mr, pt, series, stored
from tests.geotiff_factories import CASES, multispectral, opened
from tests.nifti_factories import ramp, save_nifti
from tests.photo_factories import png, samples


def photo(bands: int, dtype: str) -> Callable[[Path], Path]:
    def write(folder: Path) -> Path:
        path = folder / "photo.png"
        path.write_bytes(png(samples(30, 25, bands, dtype)))
        return path

    return write


def raster(name: str) -> Callable[[Path], Path]:
    return lambda folder: CASES[name](folder / "scene.tif")


def float_volume(folder: Path) -> Path:
    volume = ramp((14, 12, 3), "<f4") / np.float32(7)
    volume[3:6, 2:5, 1] = np.nan
    return save_nifti(folder / "volume.nii", volume)


SOURCES: dict[str, Callable[[Path], Path]] = {
    "CT": lambda folder: series(folder / "ct", ct, 4),
    "CT of soft tissue": lambda folder: series(
        folder / "ct", lambda index: ct(index, stored(index) // 20 + 1060), 4
    ),
    "PET": lambda folder: series(folder / "pt", pt, 4),
    "MR": lambda folder: series(folder / "mr", mr, 3),
    "NIfTI 3-D": lambda folder: save_nifti(
        folder / "v.nii.gz", ramp((17, 13, 4)), scaling=(0.37, -12.5)
    ),
    "NIfTI 4-D": lambda folder: save_nifti(
        folder / "v.nii", ramp((12, 13, 3, 2), ">u2"), endian=">"
    ),
    "NIfTI with NaN": float_volume,
    "photo 8 bit": photo(3, "u1"),
    "photo 8 bit alpha": photo(4, "u1"),
    "photo 16 bit alpha": photo(4, "u2"),
    "photo 16 bit grey alpha": photo(2, "u2"),
    **{
        f"GeoTIFF {name}": raster(name)
        for name in (
            "multispectral", "float_nan", "float_nodata", "scaled_int16", "internal_mask",
            "alpha_bgr_uint16", "twelve_bits", "south_up", "radar",
        )
    },
}  # fmt: skip


def run(source: Path, target: Path, derivation: Derivation, restorer: Any, scale: int = 1) -> Scene:
    """Open, restore and save; return the scene as saved."""
    scene = open_scene(source)
    choice = choose_task(scene, "auto", None, restorer.card)
    request = RestoreRequest(task=choice.task, scale=scale, tile=16, overlap=4)
    result = restore(scene, request, restorer).scene
    target = target / f"result{adapter_of(scene).suffix_for(scene, WriteOptions())}"
    save_scene(result, target, replace(derivation, scale=scale))
    return open_scene(target)


@pytest.mark.parametrize("name", SOURCES)
def test_identity_round_trip(name: str, tmp_path: Path, derivation: Derivation) -> None:
    path = SOURCES[name](tmp_path)
    before = open_scene(path)
    after = run(path, tmp_path, derivation, Identity())
    assert stored_of(after).dtype == stored_of(before).dtype
    assert stored_of(after).tobytes() == stored_of(before).tobytes()
    assert after.grid == before.grid
    assert after.values.unit == before.values.unit
    assert [band.role for band in after.bands] == [band.role for band in before.bands]
    for name in ("slope", "offset"):
        np.testing.assert_array_equal(getattr(after.values, name), getattr(before.values, name))


CHANGED = ["CT of soft tissue", "PET", "MR", "GeoTIFF multispectral", "photo 8 bit alpha"]


@pytest.mark.parametrize("name", CHANGED)
def test_a_change_arrives(name: str, tmp_path: Path, derivation: Derivation) -> None:
    """The round trip is not exact because nothing was written."""
    path = SOURCES[name](tmp_path)
    before = open_scene(path)
    after = run(path, tmp_path, derivation, Shift(0.1))
    changed = after.values.to_physical(stored_of(after)) != before.values.to_physical(
        stored_of(before)
    )
    assert changed.mean() > 0.1


def test_photo_is_seen_by_another_program(tmp_path: Path, derivation: Derivation) -> None:
    path = photo(4, "u1")(tmp_path)
    run(path, tmp_path, derivation, Identity())
    with Image.open(path) as before, Image.open(tmp_path / "result.png") as after:
        np.testing.assert_array_equal(np.asarray(after), np.asarray(before))


def test_geotiff_x4_keeps_its_bounds(tmp_path: Path, derivation: Derivation) -> None:
    source = multispectral(tmp_path / "scene.tif")
    run(source, tmp_path, derivation, Identity(), scale=4)
    with opened(source) as before, opened(tmp_path / "result.tif") as after:
        assert after.bounds == pytest.approx(before.bounds, abs=1e-9)
        assert (after.height, after.width) == (4 * before.height, 4 * before.width)
        assert after.crs == before.crs
        assert after.nodatavals == before.nodatavals
        blocks = np.kron(before.dataset_mask(), np.ones((4, 4), "u1"))
        np.testing.assert_array_equal(after.dataset_mask(), blocks)
        assert after.read().mean() == pytest.approx(before.read().mean(), rel=0.02)


@pytest.mark.parametrize("make", [ct, mr, pt])
def test_dicom_x4_keeps_its_bounds(make: Any, tmp_path: Path, derivation: Derivation) -> None:
    import SimpleITK

    source = series(tmp_path / "series", make, 3)
    run(source, tmp_path, derivation, Identity(), scale=4)
    volumes = []
    for folder in (source, tmp_path / "result"):
        reader = SimpleITK.ImageSeriesReader()
        reader.SetFileNames(reader.GetGDCMSeriesFileNames(str(folder)))
        volumes.append(reader.Execute())
    before, after = volumes
    assert after.GetSize() == (4 * before.GetSize()[0], 4 * before.GetSize()[1], 3)
    for corner in ((0, 0), (1, 0), (0, 1), (1, 1)):
        places = [
            image.TransformContinuousIndexToPhysicalPoint(
                [end * size - 0.5 for end, size in zip(corner, image.GetSize(), strict=False)] + [1]
            )
            for image in volumes
        ]
        assert places[1] == pytest.approx(places[0], abs=1e-4)


@pytest.mark.parametrize("scale", [1, 2])
def test_bands_that_were_not_chosen_are_carried_along_and_say_so(
    scale: int, tmp_path: Path, derivation: Derivation
) -> None:
    scene = open_scene(multispectral(tmp_path / "in.tif"))
    chosen = choose_bands(scene, ("nir", "B03"))
    restorer = Shift(0.1, card(scales=(1, 2)))
    request = RestoreRequest(task=choose_task(scene, "auto", None, restorer.card).task, scale=scale)
    plain = restore(scene, request, Identity(card(scales=(1, 2)))).scene
    result = restore(chosen, request, restorer).scene
    report = save_scene(result, tmp_path / "out.tif", replace(derivation, scale=scale))
    after, before = stored_of(open_scene(report.path))[0], stored_of(plain)[0]
    # enlarged values half way between two numbers may be rounded either way
    differences = np.abs(after.astype(int) - before).max(axis=(1, 2))
    same = [bool(most <= scale - 1) for most in differences]
    assert same == [True, False, True, False, True]
    if scale == 1:
        assert after[4].tobytes() == stored_of(scene)[0, 4].tobytes()
    with opened(report.path) as raster:
        done = [raster.tags(band)["PROCESSING"] for band in raster.indexes]
        assert raster.tags(2)["WAVELENGTH"] == "560"
    ours, other = {1: ("ai_restored", "unchanged"), 2: ("ai_sr", "bicubic")}[scale]
    assert done == [other, ours, other, ours, other]
    assert "PROCESSING" in report.changed
    assert result.history[-1].parameters["bands"] == [2, 4]
