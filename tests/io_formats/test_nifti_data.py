"""Real and awkward volumes: each opens and returns unchanged, or says why not."""

from __future__ import annotations

from pathlib import Path

import nibabel as nib
import numpy as np
import pytest

from io_formats.adapter import Derivation, WriteOptions
from io_formats.errors import RestorationError
from io_formats.nifti import NiftiAdapter

ADAPTER = NiftiAdapter()
REFUSED = {"complex64.nii.gz", "rgb24.nii.gz", "nifti1.hdr"}


def volumes(folder: Path) -> list[Path]:
    suffixes = (".nii", ".nii.gz", ".hdr", ".img")
    return sorted(path for path in folder.rglob("*") if path.name.endswith(suffixes))


@pytest.mark.data
def test_awkward_files_open_and_return_or_are_refused(
    data_root: Path, tmp_path: Path, derivation: Derivation
) -> None:
    files = volumes(data_root / "medical" / "zoo" / "nifti")
    assert files
    refused = set()
    for number, path in enumerate(files):
        if not ADAPTER.match(path, path.read_bytes()[:4096]):
            assert path.name in {"text.nii", "analyze.hdr"}
            continue
        try:
            scene = ADAPTER.read(path)
        except RestorationError:
            refused.add(path.relative_to(data_root / "medical" / "zoo" / "nifti"))
            continue
        target = tmp_path / f"{number}{ADAPTER.suffix_for(scene, WriteOptions())}"
        ADAPTER.write(scene, target, derivation, WriteOptions())
        before, after = (nib.load(p).dataobj.get_unscaled() for p in (path, target))
        assert before.dtype == after.dtype, path
        assert np.asarray(before).tobytes() == np.asarray(after).tobytes(), path
        np.testing.assert_array_equal(nib.load(path).affine, nib.load(target).affine)
    assert {path.name for path in refused if path.parts[0] != "broken"} == REFUSED
    assert len({path for path in refused if path.parts[0] == "broken"}) == 4


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
