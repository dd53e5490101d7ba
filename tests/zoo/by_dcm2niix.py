"""What ``dcm2niix`` finds different in a series: the volume that it makes of it, and where."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

import nibabel as nib
import numpy as np

__all__ = ["series_differences"]


def series_differences(source: Sequence[Path], target: Sequence[Path]) -> list[str]:
    """Return one line per difference between the volumes of two series of files."""
    before, after = _volumes(source), _volumes(target)
    if len(before) != len(after) or not before:
        return [f"dcm2niix: {len(before)} volumes became {len(after)}"]
    found = []
    for old, new in zip(before, after, strict=True):
        if not np.array_equal(old.affine, new.affine):
            found.append("dcm2niix: affine differs")
        values = [np.asarray(image.dataobj) for image in (old, new)]
        if not np.array_equal(*values):
            found.append("dcm2niix: values differ")
    return found


def _volumes(files: Sequence[Path]) -> list[nib.Nifti1Image]:
    with tempfile.TemporaryDirectory() as place:
        for name in ("in", "out"):
            (Path(place) / name).mkdir()
        for number, file in enumerate(files):
            (Path(place) / "in" / f"{number:04}.dcm").symlink_to(file)
        subprocess.run(
            ["dcm2niix", "-b", "n", "-z", "n", "-o", Path(place) / "out", Path(place) / "in"],
            capture_output=True,
            check=False,
        )
        found = (Path(place) / "out").glob("*.nii")
        volumes = [nib.Nifti1Image.from_bytes(path.read_bytes()) for path in found]
    return sorted(volumes, key=lambda volume: volume.affine.tobytes())
