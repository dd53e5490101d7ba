"""IXI as volumes and as pictures; AMIR's re-pack is tested with its sisters."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from core.errors import PairMismatch
from core.resample import kspace_truncate
from core.training.datasets import open_dataset
from core.training.datasets.ixi import PARTS
from core.training.datasets.splits import shares
from io_formats.errors import SourceError
from tests.core.training.datasets.replicas import picture, volume


def stored(planes: int) -> np.ndarray:  # type: ignore[type-arg]
    """Return (columns, rows, planes); the plane tells its number in its first pixel."""
    values = np.random.default_rng(planes).integers(0, 4000, (8, 12, planes)).astype("<i2")
    values[0, 0] = np.arange(planes)
    return values


@pytest.fixture
def volumes(tmp_path: Path) -> Path:
    for at in range(12):
        name = f"IXI{at:03d}-HH-{1000 + at}-T2.nii.gz"
        (tmp_path / "IXI-T2").mkdir(exist_ok=True)
        (tmp_path / "IXI-T2" / name).touch()
    return tmp_path


def test_volumes_are_in_one_split_each(volumes: Path) -> None:
    found = {split: open_dataset("ixi", volumes, split).names for split in PARTS}
    counts = {split: len(names) for split, names in found.items()}
    assert counts == {"train": 800, "val": 200, "test": 200}
    wholes = [{name.split("/")[0] for name in names} for names in found.values()]
    assert len(set.union(*wholes)) == 12 == sum(map(len, wholes))


def test_central_slices_and_their_partner_from_kspace(volumes: Path) -> None:
    names = [f"IXI{at:03d}-HH-{1000 + at}-T2" for at in range(12)]
    name = next(one for one, split in shares(names, PARTS).items() if split == "test")
    values = stored(105)
    volume(volumes / f"IXI-T2/{name}.nii.gz", values)
    found = open_dataset("ixi", volumes, "test")
    assert [one for one in found.names if name in one][::99] == [f"{name}/z000", f"{name}/z099"]
    for at, plane in ((0, 2), (99, 101)):
        pair = found.load(f"{name}/z{at:03d}")
        np.testing.assert_array_equal(pair.truth, values[:, :, plane].T[None])
        wanted = kspace_truncate(pair.truth / 4095, 4) * 4095
        np.testing.assert_allclose(pair.degraded, wanted)
        assert pair.window == (0, 4095)


def test_volume_of_few_slices_and_damaged_volume(volumes: Path) -> None:
    found = open_dataset("ixi", volumes, "test")
    short, broken = sorted({name.split("/")[0] for name in found.names})[:2]
    volume(volumes / f"IXI-T2/{short}.nii.gz", stored(99))
    with pytest.raises(PairMismatch, match=rf"{short}\.nii\.gz cannot be used.*99 slices"):
        found.load(f"{short}/z000")
    for at in (0, 1):
        with pytest.raises(SourceError, match=rf"{broken}\.nii\.gz"):
            found.load(f"{broken}/z{at:03d}")


def test_pictures_count_to_4095(tmp_path: Path) -> None:
    picture(tmp_path / "MRI/HQ_png/a.png", 255)
    picture(tmp_path / "MRI/LQ_png/a.png", 51)
    pair = open_dataset("ixi", tmp_path).load("a")
    np.testing.assert_allclose(pair.truth, 4095)
    np.testing.assert_allclose(pair.degraded, 819)
    with pytest.raises(PairMismatch, match=r"IXI\*-T2\.nii\.gz"):
        open_dataset("ixi", tmp_path, "test")


def test_too_few_volumes_for_the_split(tmp_path: Path) -> None:
    (tmp_path / "IXI012-HH-1211-T2.nii.gz").touch()
    assert len(open_dataset("ixi", tmp_path).names) == 100
    with pytest.raises(PairMismatch, match="of its 1 volumes none falls to that split"):
        open_dataset("ixi", tmp_path, "test")


def test_what_was_not_downloaded_whole_is_no_volume(tmp_path: Path) -> None:
    for end in ("T2.nii.gz", "T2.nii.gz.part", "T2.nii.gz.aria2", "T1.nii.gz", "PD.nii"):
        (tmp_path / f"IXI012-HH-1211-{end}").touch()
    names = open_dataset("ixi", tmp_path).names
    assert {name.split("/")[0] for name in names} == {"IXI012-HH-1211-T2"}
    assert len(names) == 100


def test_volume_that_is_there_twice_is_refused(tmp_path: Path) -> None:
    for end in ("nii", "nii.gz"):
        (tmp_path / f"IXI012-HH-1211-T2.{end}").touch()
    with pytest.raises(
        PairMismatch, match=r"T2\.nii\.gz cannot be paired - .*T2\.nii has the same"
    ):
        open_dataset("ixi", tmp_path)
