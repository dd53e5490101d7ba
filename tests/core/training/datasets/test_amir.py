"""AMIR's re-pack of the three medical sets: pickles for training, NIfTI for the rest."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest

from core.errors import PairMismatch
from core.training.datasets import open_dataset
from core.training.datasets.amir import find_amir
from io_formats.errors import UnsupportedContent
from tests.core.training.datasets.replicas import pickled, volume
from tests.core.training.datasets.test_pickled import Bomb

SLICE = np.arange(48, dtype="f4").reshape(6, 8)
KINDS = {
    "ixi": ("MRI", "mri-sr4", (0, 4095), "arbitrary"),
    "aapm": ("CT", "ct-denoise", (-160, 240), "HU"),
    "polarstar": ("PET", "pet-denoise", (0, 20), "SUV"),
}
each_kind = pytest.mark.parametrize("kind", KINDS)


@each_kind
def test_pickled_slices_for_training(kind: str, tmp_path: Path) -> None:
    modality, task, window, unit = KINDS[kind]
    for name in ("a", "b"):
        pickled(tmp_path / modality / f"train/LQ/{name}.bin", SLICE - 3)
        pickled(tmp_path / modality / f"train/HQ/{name}.bin", SLICE)
    for root in (tmp_path, tmp_path / modality):
        found = open_dataset(kind, root)
        assert (found.kind, found.task, found.unit) == (kind, task, unit)
        assert found.names == ("a", "b")
        pair = found.load("b")
        np.testing.assert_array_equal(pair.truth, SLICE[None])
        np.testing.assert_array_equal(pair.degraded, SLICE[None] - 3)
        assert pair.window == window


@each_kind
@pytest.mark.parametrize(("split", "folder"), [("val", "validation"), ("test", "test")])
def test_nifti_slices_stand_upright(kind: str, split: str, folder: str, tmp_path: Path) -> None:
    """NIfTI runs columns first: rows and columns come as in the pickles."""
    modality = KINDS[kind][0]
    volume(tmp_path / modality / folder / "LQ/a.nii", SLICE.T[:, :, None])
    volume(tmp_path / modality / folder / "HQ/a.nii", SLICE.T[:, :, None] + 1)
    pair = open_dataset(kind, tmp_path, split).load("a")  # type: ignore[arg-type]
    np.testing.assert_array_equal(pair.degraded, SLICE[None])
    np.testing.assert_array_equal(pair.truth, SLICE[None] + 1)


def test_a_folder_of_something_else_is_no_repack(tmp_path: Path) -> None:
    (tmp_path / "CT/train/LQ").mkdir(parents=True)
    assert find_amir(tmp_path, "CT", "train") is None


def test_pickle_that_is_a_program(tmp_path: Path) -> None:
    pickled(tmp_path / "PET/train/LQ/a.bin", Bomb(os.mkdir, str(tmp_path / "ran")))
    pickled(tmp_path / "PET/train/HQ/a.bin", SLICE)
    with pytest.raises(UnsupportedContent, match=r"LQ/a\.bin is not read"):
        open_dataset("polarstar", tmp_path).load("a")
    assert not (tmp_path / "ran").exists()


def test_values_that_are_not_finite_are_named(tmp_path: Path) -> None:
    holed = SLICE.copy()
    holed[2, 3:5] = np.nan
    pickled(tmp_path / "PET/train/LQ/a.bin", holed)
    pickled(tmp_path / "PET/train/HQ/a.bin", SLICE)
    with pytest.raises(PairMismatch, match=r"LQ/a\.bin cannot be used - 2 of its values"):
        open_dataset("polarstar", tmp_path).load("a")


def test_slices_of_different_size_are_named(tmp_path: Path) -> None:
    pickled(tmp_path / "PET/train/LQ/a.bin", SLICE[:, 1:])
    pickled(tmp_path / "PET/train/HQ/a.bin", SLICE)
    with pytest.raises(PairMismatch, match=r"HQ/a\.bin and its partner do not fit.*LQ/a\.bin is"):
        open_dataset("polarstar", tmp_path).load("a")


def test_lonely_slice_and_empty_split(tmp_path: Path) -> None:
    pickled(tmp_path / "PET/train/LQ/a.bin", SLICE)
    (tmp_path / "PET/train/HQ").mkdir()
    with pytest.raises(PairMismatch, match=r"LQ/a\.bin has no partner"):
        open_dataset("polarstar", tmp_path)
    (tmp_path / "PET/train/LQ/a.bin").unlink()
    with pytest.raises(PairMismatch, match="it holds no images"):
        open_dataset("polarstar", tmp_path)
    with pytest.raises(PairMismatch, match="PET/test/LQ"):
        open_dataset("polarstar", tmp_path, "test")
