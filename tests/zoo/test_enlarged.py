"""Results of twice the size lie where their sources lie, as other programs find."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import nibabel as nib
import numpy as np
import pytest
import rasterio
import SimpleITK as sitk  # noqa: N813

from io_formats import RestorationError, Scene, WriteOptions, adapter_of, open_scene, save_scene
from io_formats.scene import Step
from tests.zoo.collection import expectations, files
from tests.zoo.identity import DERIVATION

pytestmark = pytest.mark.data

SCALE = 2
MOST_VALUES = 10**6
"""Larger files are as well placed as small ones, and take longer."""


def enlarged(scene: Scene) -> Scene:
    """Return the scene with every pixel repeated."""
    planes, bands, rows, columns = scene.shape
    area = slice(0, rows), slice(0, columns)
    valid = None if scene.valid is None else scene.valid[slice(0, planes), slice(0, 1), *area]
    return scene.with_pixels(
        _repeated(scene.pixels[slice(0, planes), slice(0, bands), *area]),
        step=Step(name="restored", parameters={"scale": SCALE}),
        grid=scene.grid.scaled(SCALE),
        valid=None if valid is None else _repeated(valid),
    )


def _repeated(block: np.ndarray) -> np.ndarray:
    return block.repeat(SCALE, axis=2).repeat(SCALE, axis=3)


def corners(path: Path, format_id: str) -> np.ndarray:
    """Return three outer corners of a file in world coordinates, by a program of its field."""
    if format_id == "geotiff":
        with rasterio.open(path) as raster:
            ends = (0, 0), (raster.width, 0), (0, raster.height)
            return np.array([raster.xy(row, column, offset="ul") for column, row in ends])
    if format_id == "nifti":
        image = nib.load(path.with_suffix(".hdr") if path.suffix == ".img" else path)
        across, down = image.shape[:2]
        return np.array([image.affine @ (*end, 0, 1) for end in _ends(across, down)])
    image = sitk.ReadImage(str(path))
    across, down, *rest = image.GetSize()
    places = [(*end, *[0.0] * len(rest)) for end in _ends(across, down)]
    return np.array([image.TransformContinuousIndexToPhysicalPoint(place) for place in places])


def _ends(across: int, down: int) -> tuple[tuple[float, float], ...]:
    """Return corners beyond the centres of the outermost pixels."""
    return (-0.5, -0.5), (across - 0.5, -0.5), (-0.5, down - 0.5)


def placed(path: Path) -> Scene | None:
    """Return the scene of a small file that says where it is."""
    try:
        scene = open_scene(path)
    except RestorationError:
        return None
    small = np.prod(scene.shape, dtype=float) <= MOST_VALUES
    return scene if small and scene.grid.frame != "pixel" else None


def test_outer_corners_stay(data_root: Path, tmp_path: Path) -> None:
    written = {name for name, row in expectations().items() if row.outcome == "written"}
    judged: dict[str, int] = {}
    for number, path in enumerate(files(data_root)):
        scene = placed(path) if path.relative_to(data_root).as_posix() in written else None
        if scene is None:
            continue
        suffix = adapter_of(scene).suffix_for(scene, WriteOptions())
        target = tmp_path / f"{number}{suffix}"
        save_scene(enlarged(scene), target, replace(DERIVATION, scale=SCALE))
        kind = scene.source.format
        before, after = corners(path, kind), corners(target, kind)
        size = np.abs(before - before[0]).max()
        np.testing.assert_allclose(after, before, rtol=1e-12, atol=2e-6 * size, err_msg=str(path))
        judged[kind] = judged.get(kind, 0) + 1
    assert judged["dicom"] > 100
    assert judged["nifti"] > 15
    assert judged["geotiff"] > 40
