"""A T1-like brain phantom on an oblique grid, and the same with a sixteenth of its k-space."""

from __future__ import annotations

import gzip
from pathlib import Path

import numpy as np

from build_spec.samples.fields import Field, fractal, shrink, smoothstep
from core.resample import kspace_truncate

__all__ = ["write_volume"]

SIDE, SLICES = 96, 12
SPACING_MM, STEP_MM = 2.0, 4.5
FINE = 4
WHITE, GREY, FLUID, FAT, MUSCLE = 0.82, 0.58, 0.22, 0.66, 0.45
FULL_SCALE = 1600


def write_volume(path: Path, truth_path: Path) -> None:
    """Write the low-resolution and the sharp volume, int16, (96, 96, 12)."""
    random = np.random.default_rng(96)
    folds = fractal(random, (SIDE * FINE, SIDE * FINE), beta=2.2, cutoff=7)
    bias = fractal(random, (SIDE, SIDE), beta=2.6)
    levels = np.linspace(-0.35, 0.55, SLICES)
    sharp = np.stack([_slice(level, folds) * (1 + 0.04 * bias) for level in levels])
    sharp = np.clip(sharp + 0.006 * random.standard_normal(sharp.shape), 0.0, 1.0)
    for place, volume in ((truth_path, sharp), (path, kspace_truncate(sharp, 4))):
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(_nifti(volume))


def _slice(level: float, folds: Field) -> Field:
    """Return one slice in [0, 1]; ``level`` is its height in half axes of the head."""
    count = SIDE * FINE
    place_mm = ((np.arange(count) + 0.5) / FINE - SIDE / 2) * SPACING_MM
    x, y = place_mm[None, :], place_mm[:, None]
    narrowing = np.sqrt(1 - level**2)

    def depth(cx: float, cy: float, rx: float, ry: float, turn: float = 0.0) -> Field:
        """Return the distance in mm to an ellipse, positive inside."""
        c, s = np.cos(turn), np.sin(turn)
        u, v = c * (x - cx) + s * (y - cy), c * (y - cy) - s * (x - cx)
        return (1 - np.hypot(u / rx, v / ry)) * min(rx, ry)

    image = np.zeros((count, count))

    def paint(depth_mm: Field, value: float) -> None:
        nonlocal image
        mask = smoothstep(-0.6, 0.6, depth_mm)
        image = image * (1 - mask) + value * mask

    head = depth(0, 0, 76 * narrowing, 90 * narrowing)
    brain = depth(0, -2, 66 * narrowing, 80 * narrowing)
    paint(head, FAT)
    paint(head - 5, 0.08)
    paint(head - 8, FLUID)
    fissure = np.abs(x) - 1.0 + 0.0 * y
    paint(np.minimum(brain + 0.8 * folds, fissure), GREY)
    # White matter follows the cortex at some distance; its tongues reach into the gyri.
    paint(np.minimum(brain - 9 + 5.5 * np.clip(folds, -1.2, 1.2), np.abs(x) - 4.0), WHITE)
    sulci = np.minimum(0.9 - 6.0 * np.abs(folds + 0.9), np.minimum(brain, 14 - brain))
    paint(sulci, FLUID + 0.08)
    paint(np.minimum(7 - np.abs(y + 10), 20 - np.abs(x)), WHITE)
    for side in (-1, 1):
        paint(depth(side * 22, 4, 9 * narrowing, 16 * narrowing, side * 0.35), GREY + 0.06)
        paint(depth(side * 10, 16, 8 * narrowing, 12 * narrowing), GREY + 0.02)
        grown = max(1 - 2.2 * abs(level - 0.1), 0.15)
        paint(depth(side * 9, -18, 5 * grown, 18 * grown, -side * 0.3), FLUID)
        paint(depth(side * 12, 28, 4 * grown, 12 * grown, side * 0.5), FLUID)
        if level < -0.1:
            paint(np.minimum(depth(side * 34, -72, 12, 12), head - 3), MUSCLE)
    paint(depth(0, 6, 1.8, 9), FLUID)
    return shrink(image, FINE)


def _nifti(volume: Field) -> bytes:
    import nibabel as nib

    stored = np.rint(volume * FULL_SCALE).astype(np.int16)
    image = nib.Nifti1Image(np.ascontiguousarray(stored.transpose(2, 1, 0)[:, ::-1]), _affine())
    image.header.set_xyzt_units("mm", "sec")
    image.set_qform(_affine(), code=1)
    image.set_sform(_affine(), code=1)
    image.header["descrip"] = b"DATPRL-IR brain phantom, T1-like"
    return gzip.compress(image.to_bytes(), 9, mtime=0)


def _affine() -> Field:
    """Return the affine of slices tilted by 12 degrees about x and 5 about z; RAS, mm."""
    tilt, turn = np.deg2rad(12.0), np.deg2rad(5.0)
    about_x = np.array(
        [[1, 0, 0], [0, np.cos(tilt), -np.sin(tilt)], [0, np.sin(tilt), np.cos(tilt)]]
    )
    about_z = np.array(
        [[np.cos(turn), -np.sin(turn), 0], [np.sin(turn), np.cos(turn), 0], [0, 0, 1]]
    )
    affine = np.eye(4)
    affine[:3, :3] = about_z @ about_x @ np.diag([SPACING_MM, SPACING_MM, STEP_MM])
    middle = np.array([SIDE - 1, SIDE - 1, SLICES - 1]) / 2
    affine[:3, 3] = -affine[:3, :3] @ middle
    return affine
