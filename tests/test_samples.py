"""The bundled scenes open, lie where their truth lies, and are degraded but recognisable."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from core.metrics import score_rgb8
from io_formats import Scene, open_scene
from resources import locate

SAMPLES = {
    # name: (shape, low and high of the window, least and greatest PSNR in dB)
    "ct": ((8, 1, 160, 160), (-160.0, 240.0), (26.0, 32.0)),
    "mri.nii.gz": ((12, 1, 96, 96), (0.0, 1600.0), (17.0, 23.0)),
    "scene.tif": ((1, 5, 192, 192), (0.0, 0.4), (20.0, 26.0)),
    "photo.png": ((1, 3, 256, 256), (0.0, 255.0), (21.0, 26.0)),
}

each_sample = pytest.mark.parametrize("name", SAMPLES)


def truth_of(name: str) -> Path:
    stem, dot, rest = name.partition(".")
    return locate(f"samples/{stem}_truth{dot}{rest}")


def unit(scene: Scene, window: tuple[float, float]) -> np.ndarray:
    """Every band of every plane as one grey picture in [0, 1]: (P * B, H, W)."""
    planes, bands, rows, columns = scene.shape
    whole = (slice(0, planes), slice(0, bands), slice(0, rows), slice(0, columns))
    physical = scene.values.to_physical(scene.pixels[whole])
    low, high = window
    return ((physical - low) / (high - low)).reshape(planes * bands, rows, columns)


@each_sample
def test_degraded_and_truth_share_shape_and_place(name: str) -> None:
    degraded, truth = open_scene(locate(f"samples/{name}")), open_scene(truth_of(name))
    assert degraded.shape == truth.shape == SAMPLES[name][0]
    assert degraded.grid == truth.grid
    assert degraded.bands == truth.bands
    assert not degraded.source.lossy


@each_sample
def test_degraded_but_recognisable(name: str) -> None:
    _, window, (least, greatest) = SAMPLES[name]
    degraded = unit(open_scene(locate(f"samples/{name}")), window)
    truth = unit(open_scene(truth_of(name)), window)
    figures = [score_rgb8(a[None], b[None]).psnr for a, b in zip(degraded, truth, strict=True)]
    assert least < np.mean(figures) < greatest


def test_units_are_physical() -> None:
    assert open_scene(locate("samples/ct")).values.unit == "HU"
    scene = open_scene(locate("samples/scene.tif"))
    assert scene.values.slope.ravel() == pytest.approx([0.0001] * scene.values.slope.size)
    assert [band.name for band in scene.bands] == ["B02", "B03", "B04", "B08", "B11"]


def test_corner_without_data_is_marked() -> None:
    scene = open_scene(locate("samples/scene.tif"))
    assert scene.valid is not None
    valid = scene.valid[slice(0, 1), slice(0, 1), slice(0, 192), slice(0, 192)]
    assert not valid[0, 0, 0, 0]
    assert valid[0, 0, 191, 191]
    assert 0.01 < 1 - valid.mean() < 0.10


def test_origin_of_every_sample_is_stated_and_all_are_small() -> None:
    folder = locate("samples")
    licences = (folder / "LICENCES.md").read_text(encoding="utf-8")
    entries = [path for path in folder.iterdir() if path.name != "LICENCES.md"]
    missing = [path.name for path in entries if f"`{path.name}" not in licences]
    assert not missing
    assert sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) < 2_000_000


@pytest.mark.external
@pytest.mark.parametrize("series", ["ct", "ct_truth"])
def test_series_is_a_valid_ct(judge: Callable[[str], str], series: str) -> None:
    for path in sorted(locate(f"samples/{series}").glob("*.dcm")):
        run = subprocess.run(
            [judge("dciodvfy"), str(path)], capture_output=True, text=True, check=False
        )
        assert run.returncode == 0, run.stderr
        assert "Error" not in run.stderr


def test_made_again_they_are_the_same(tmp_path: Path) -> None:
    from build_spec.samples.landscape import write_raster
    from build_spec.samples.mri import write_volume
    from build_spec.samples.photo import write_photo

    write_volume(tmp_path / "mri.nii.gz", tmp_path / "mri_truth.nii.gz")
    write_raster(tmp_path / "scene.tif", tmp_path / "scene_truth.tif")
    write_photo(tmp_path / "photo.png", tmp_path / "photo_truth.png")
    for path in tmp_path.iterdir():
        made, stored = open_scene(path), open_scene(locate(f"samples/{path.name}"))
        whole = tuple(slice(0, size) for size in made.shape)
        # Another FFT may round the last bit differently: one stored step is allowed.
        step = np.abs(made.pixels[whole].astype(int) - stored.pixels[whole])  # type: ignore[index]
        assert step.max() <= 1
