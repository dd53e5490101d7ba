"""The outer edges stay where they were, in world coordinates, on any grid, enlarged or not.

The written files are read by pydicom, nibabel and rasterio alone, and the corners are worked out
here from the formulas of the three standards: nothing of ``Grid`` is asked.
"""

from __future__ import annotations

import math
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import nibabel as nib
import numpy as np
import pydicom
from affine import Affine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from io_formats import Derivation, WriteOptions, adapter_of, open_scene, save_scene
from tests import dicom_factories as dicom
from tests.geotiff_factories import opened, ramp, write_raster
from tests.nifti_factories import ramp as volume_ramp
from tests.nifti_factories import save_nifti

Corners = NDArray[np.float64]

ENDS = ((0, 0), (1, 0), (0, 1), (1, 1))
"""Of an image along its columns and rows: first edge 0, last edge 1."""
SCALES = st.sampled_from([1, 2, 4])
ANGLES = st.tuples(*[st.floats(-math.pi, math.pi)] * 3)
SPACINGS = st.tuples(*[st.floats(0.05, 9.0)] * 3)
ORIGINS = st.tuples(*[st.floats(-500.0, 500.0)] * 3)

# The derivation is the same for all examples, so a fixture made once does no harm.
each_grid = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def turned(angles: tuple[float, float, float]) -> NDArray[np.float64]:
    """Return the rotation about x, then y, then z, (3, 3)."""
    (cx, cy, cz), (sx, sy, sz) = np.cos(angles), np.sin(angles)
    about_x = np.array([[1, 0, 0], [0, cx, -sx], [0, sx, cx]])
    about_y = np.array([[cy, 0, sy], [0, 1, 0], [-sy, 0, cy]])
    about_z = np.array([[cz, -sz, 0], [sz, cz, 0], [0, 0, 1]])
    return about_z @ about_y @ about_x


@contextmanager
def restored(source: Path, derivation: Derivation, scale: int) -> Iterator[Path]:
    """Enlarge a file by repeating its pixels, and write it with the adapter that read it."""
    scene = open_scene(source)
    scene = dicom.enlarged(scene, scale) if scale > 1 else scene
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / f"result{adapter_of(scene).suffix_for(scene, WriteOptions())}"
        save_scene(scene, target, replace(derivation, scale=scale))
        yield target


def dicom_corners(path: Path) -> Corners:
    """Return the outer corners, (4, 3) mm, by the equation of PS3.3 C.7.6.2.1.1.

    It gives the centre of a pixel, so the edges lie at the indices -1/2 and length - 1/2.
    """
    header = pydicom.dcmread(path, stop_before_pixels=True)
    position = np.array(header.ImagePositionPatient, dtype=float)
    cosines = np.array(header.ImageOrientationPatient, dtype=float)
    between_rows, between_columns = (float(part) for part in header.PixelSpacing)
    return np.array([
        position
        + cosines[:3] * between_columns * (right * header.Columns - 0.5)
        + cosines[3:] * between_rows * (down * header.Rows - 0.5)
        for right, down in ENDS
    ])  # fmt: skip


def nifti_corners(path: Path, form: str) -> Corners:
    """Return the corners of the first slice, (4, 3) mm; indices name centres (nifti1.h)."""
    image = nib.load(path)
    matrix = getattr(image, f"get_{form}")()
    columns, rows = image.shape[:2]
    indices = [(right * columns - 0.5, down * rows - 0.5, 0.0, 1.0) for right, down in ENDS]
    return (np.array(indices) @ matrix.T)[:, :3]


def raster_corners(path: Path) -> Corners:
    """Return the corners, (4, 2), by GDAL's geotransform, whose origin is a corner itself."""
    with opened(path) as raster:
        t, columns, rows = raster.transform, raster.width, raster.height
    return np.array([
        (
            t.c + t.a * right * columns + t.b * down * rows,
            t.f + t.d * right * columns + t.e * down * rows,
        )
        for right, down in ENDS
    ])  # fmt: skip


def tilted_slice(
    folder: Path,
    angles: tuple[float, float, float],
    spacing: tuple[float, float, float],
    origin: tuple[float, float, float],
) -> Path:
    """Write one CT slice of any position and orientation."""
    axes = turned(angles)
    header = dicom.ct()
    header.ImageOrientationPatient = [f"{part:.10f}" for part in (*axes[:, 0], *axes[:, 1])]
    header.ImagePositionPatient = [f"{part:.8f}" for part in origin]
    header.PixelSpacing = [f"{part:.8f}" for part in spacing[:2]]
    return dicom.save(header, folder / "slice.dcm")


@each_grid
@given(angles=ANGLES, spacing=SPACINGS, origin=ORIGINS, scale=SCALES)
def test_dicom_slices_stay_in_place(
    angles: tuple[float, float, float],
    spacing: tuple[float, float, float],
    origin: tuple[float, float, float],
    scale: int,
    derivation: Derivation,
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        source = tilted_slice(Path(folder), angles, spacing, origin)
        with restored(source, derivation, scale) as target:
            before, after = dicom_corners(source), dicom_corners(target)
    # A decimal string has 16 characters: of coordinates of 500 mm at least 1e-11 mm are told
    # (fewer, 1e-9, where it needs an exponent). A quarter of the smallest pixel is 0.0125 mm.
    np.testing.assert_allclose(after, before, rtol=0, atol=1e-7)


@each_grid
@given(angles=ANGLES, spacing=SPACINGS, origin=ORIGINS, scale=SCALES, mirrored=st.booleans())
def test_nifti_volumes_stay_in_place(
    angles: tuple[float, float, float],
    spacing: tuple[float, float, float],
    origin: tuple[float, float, float],
    scale: int,
    mirrored: bool,
    derivation: Derivation,
) -> None:
    affine = np.eye(4)
    affine[:3, :3] = turned(angles) * spacing * ([-1, 1, 1] if mirrored else [1, 1, 1])
    affine[:3, 3] = origin
    with tempfile.TemporaryDirectory() as folder:
        source = save_nifti(Path(folder) / "v.nii", volume_ramp((7, 5, 3)), affine=affine)
        with restored(source, derivation, scale) as target:
            for form in ("sform", "qform"):
                before, after = (nifti_corners(path, form) for path in (source, target))
                # The header holds float32: half a unit in the last place of 500 mm is 1.5e-5 mm,
                # and three rounded terms meet in a coordinate.
                np.testing.assert_allclose(after, before, rtol=0, atol=2e-4)


@each_grid
@given(
    angle=st.floats(-180, 180),
    pixel=st.tuples(st.floats(0.05, 1000.0), st.floats(0.05, 1000.0)),
    shear=st.floats(-30, 30),
    north_up=st.booleans(),
    origin=st.tuples(st.floats(1e5, 9e5), st.floats(0, 1e7)),
    scale=SCALES,
)
def test_rasters_stay_in_place(
    angle: float,
    pixel: tuple[float, float],
    shear: float,
    north_up: bool,
    origin: tuple[float, float],
    scale: int,
    derivation: Derivation,
) -> None:
    transform = (
        Affine.translation(*origin)
        @ Affine.rotation(angle)
        @ Affine.shear(shear)
        @ Affine.scale(pixel[0], -pixel[1] if north_up else pixel[1])
    )
    with tempfile.TemporaryDirectory() as folder:
        source = write_raster(Path(folder) / "a.tif", ramp(1, 5, 7, "uint8"), transform=transform)
        with restored(source, derivation, scale) as target:
            before, after = raster_corners(source), raster_corners(target)
    # Doubles: one unit in the last place of 1e7 m is 2e-9 m. A quarter of a pixel is 0.0125 m.
    np.testing.assert_allclose(after, before, rtol=0, atol=1e-7)
