"""Rasters from the wild, sound and broken: they open and round-trip, or fail with a reason."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from io_formats import open_scene
from io_formats.adapter import Derivation, WriteOptions
from io_formats.errors import RestorationError
from io_formats.geotiff import GeoTiffAdapter
from io_formats.scene import Scene
from tests.geotiff_factories import opened

pytestmark = pytest.mark.data

ADAPTER = GeoTiffAdapter()
TIFF_SUFFIXES = {".tif", ".tiff", ".ovr"}


def rasters(folder: Path) -> list[Path]:
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    assert found, f"nothing in {folder}"
    return found


def corner_of(path: Path, read: Callable[[Path], Scene]) -> np.ndarray | RestorationError:
    """Return the first pixels of a file, or the error of our family that it deserves."""
    try:
        scene = read(path)
        return scene.pixels[tuple(slice(0, min(64, length)) for length in scene.shape)]
    except RestorationError as error:
        return error


def test_every_odd_file_opens_or_is_refused_with_a_reason(data_root: Path) -> None:
    found = [corner_of(path, open_scene) for path in rasters(data_root / "remote" / "zoo")]
    errors = [item for item in found if isinstance(item, RestorationError)]
    assert len(found) - len(errors) >= 50
    assert all(error.what and error.why and error.fix for error in errors)


def test_every_odd_tiff_is_read_by_the_adapter_or_refused(data_root: Path) -> None:
    for path in rasters(data_root / "remote" / "zoo"):
        if path.suffix in TIFF_SUFFIXES:
            found = corner_of(path, ADAPTER.read)
            assert isinstance(found, RestorationError) or found.ndim == 4, path


@pytest.mark.parametrize("folder", ["real", "zoo"])
def test_sound_files_round_trip(
    folder: str, data_root: Path, tmp_path: Path, derivation: Derivation
) -> None:
    written = 0
    for path in rasters(data_root / "remote" / folder):
        target = tmp_path / f"{written}.tif"
        if path.suffix not in TIFF_SUFFIXES or path.name.startswith("sparse"):
            continue
        try:
            scene = ADAPTER.read(path)
            ADAPTER.write(scene, target, derivation, WriteOptions())
        except RestorationError:
            assert folder == "zoo", path
            assert not target.exists()
            continue
        written += 1
        with opened(path) as source, opened(target) as result:
            for name in ("crs", "transform", "descriptions", "units", "scales", "offsets",
                         "colorinterp", "mask_flag_enums", "dtypes"):  # fmt: skip
                assert getattr(result, name) == getattr(source, name), (path, name)
            np.testing.assert_array_equal(result.nodatavals, source.nodatavals)
            np.testing.assert_array_equal(result.read(), source.read())
            np.testing.assert_array_equal(result.read_masks(), source.read_masks())
    assert written >= 5
