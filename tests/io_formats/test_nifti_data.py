"""Real volumes return bit for bit; what comes of every awkward one is in ``tests.zoo``."""

from __future__ import annotations

from pathlib import Path

import nibabel as nib
import numpy as np
import pytest

from io_formats.adapter import Derivation, WriteOptions
from io_formats.nifti import NiftiAdapter

ADAPTER = NiftiAdapter()


def volumes(folder: Path) -> list[Path]:
    suffixes = (".nii", ".nii.gz", ".hdr", ".img")
    return sorted(path for path in folder.rglob("*") if path.name.endswith(suffixes))


@pytest.mark.data
def test_a_real_brain_returns_bit_for_bit(
    data_root: Path, tmp_path: Path, derivation: Derivation
) -> None:
    for path in volumes(data_root / "medical" / "real" / "mri"):
        scene = ADAPTER.read(path)
        assert "label_map" not in scene.source.facts
        target = tmp_path / path.name
        ADAPTER.write(scene, target, derivation, WriteOptions())
        before, after = (nib.load(p).dataobj.get_unscaled() for p in (path, target))
        assert np.asarray(before).tobytes() == np.asarray(after).tobytes()
