"""A ground truth on another grid of the same patient still measures the result."""

from __future__ import annotations

from pathlib import Path

import nibabel as nib
import numpy as np
import pytest

from core.job import run_job
from core.options import JobOptions
from core.restorer import NetRestorer, load_restorer
from io_formats.errors import UnsupportedContent
from tests.models import tiny_card

AFFINE = np.diag([1.5, 1.5, 3.0, 1.0])


@pytest.fixture(scope="module")
def restorer(tmp_path_factory: pytest.TempPathFactory) -> NetRestorer:
    card = tiny_card(tmp_path_factory.mktemp("model"))
    return load_restorer(str(card), device="cpu", precision="fp32")[0]


def volume(path: Path, shape: tuple[int, int, int], first: tuple[int, int, int]) -> Path:
    """Write i + 2 j + 4 k of the whole grid, from voxel ``first`` on."""
    i, j, k = (np.arange(n) + f for n, f in zip(shape, first, strict=True))
    values = i[:, None, None] + 2 * j[None, :, None] + 4 * k[None, None, :]
    affine = AFFINE.copy()
    affine[:3, 3] = AFFINE[:3, :3] @ first
    nib.save(nib.Nifti1Image(values.astype(np.float32), affine), path)
    return path


def test_larger_truth_is_cut_to_the_result(tmp_path: Path, restorer: NetRestorer) -> None:
    scan = volume(tmp_path / "scan.nii", (20, 24, 3), (4, 5, 1))
    truth = volume(tmp_path / "truth.nii", (32, 40, 6), (0, 0, 0))
    options = JobOptions(output=tmp_path / "out", reference=truth, strength=0.0)
    metrics = run_job(scan, options, restorer).record["metrics"]
    assert metrics["output"]["rmse"] == pytest.approx(0, abs=1e-5)


def test_truth_elsewhere_in_the_patient_is_refused(tmp_path: Path, restorer: NetRestorer) -> None:
    scan = volume(tmp_path / "scan.nii", (20, 24, 3), (4, 5, 1))
    truth = volume(tmp_path / "truth.nii", (20, 24, 3), (40, 5, 1))
    with pytest.raises(UnsupportedContent, match="cover"):
        run_job(scan, JobOptions(output=tmp_path / "out", reference=truth), restorer)
    assert not (tmp_path / "out").exists()
