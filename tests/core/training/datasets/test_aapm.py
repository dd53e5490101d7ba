"""AAPM-Mayo as downloaded, and RED-CNN's arrays; AMIR's re-pack is tested with its sisters."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from core.errors import PairMismatch
from core.training.datasets import open_dataset
from io_formats.errors import SourceError
from tests import dicom_factories as dicom


def slices(folder: Path, levels: list[int], *, first: int = 0, backwards: bool = False) -> Path:
    """Write slices upwards in the patient; their names count up, or down."""
    folder.mkdir(parents=True)
    for at, level in enumerate(levels):
        pixels = np.full((8, 12), level, np.int16)
        number = len(levels) - at if backwards else at
        dataset = dicom.ct(first + at, pixels)
        dataset.SeriesInstanceUID = dicom.uid(str(folder))
        dicom.save(dataset, folder / f"L_CT.0004.{number:04d}.2015.12.22.{900 + number}.IMA")
    return folder


def patient(root: Path, name: str, *, full: str = "full_3mm", quarter: str = "quarter_3mm") -> None:
    slices(root / name / full, [1000, 1010, 1020])
    slices(root / name / quarter, [1001, 1011, 1021], backwards=True)


def at(pair_image: NDArray[Any]) -> float:
    assert np.ptp(pair_image) == 0
    return float(pair_image.flat[0])


def test_slices_are_paired_by_position_and_not_by_name(tmp_path: Path) -> None:
    patient(tmp_path, "L067")
    found = open_dataset("aapm", tmp_path)
    assert (found.task, found.unit) == ("ct-denoise", "HU")
    assert found.names == ("L067/z000", "L067/z001", "L067/z002")
    for number, name in enumerate(found.names):
        pair = found.load(name)
        assert (at(pair.truth), at(pair.degraded)) == (-24 + 10 * number, -23 + 10 * number)
        assert pair.truth.shape == (1, 8, 12)
        assert pair.window == (-160, 240)


def test_l506_is_the_test_and_l109_the_validation(tmp_path: Path) -> None:
    for name in ("L067", "L109", "L506", "L333"):
        patient(tmp_path, name)
    of = {
        split: {name.split("/")[0] for name in open_dataset("aapm", tmp_path, split).names}  # type: ignore[arg-type]
        for split in ("train", "val", "test")
    }
    assert of == {"train": {"L067", "L333"}, "val": {"L109"}, "test": {"L506"}}


def test_layout_of_the_archives(tmp_path: Path) -> None:
    """A folder per thickness and kernel, dose, and patient; 1 mm and the sharp kernel are left."""
    for dose, full in (("FD", "full"), ("QD", "quarter")):
        levels = [1000, 1010] if dose == "FD" else [1001, 1011]
        slices(tmp_path / f"3mm B30/{dose}_3mm/{full}_3mm/L506/{full}_3mm", levels)
        slices(tmp_path / f"3mm D45/{dose}_3mm/{full}_3mm_sharp/L506/{full}_3mm_sharp", levels)
        slices(tmp_path / f"1mm B30/{dose}_1mm/{full}_1mm/L506/{full}_1mm", levels * 3)
    found = open_dataset("aapm", tmp_path, "test")
    assert found.names == ("L506/z000", "L506/z001")
    pair = found.load("L506/z001")
    assert (at(pair.truth), at(pair.degraded)) == (-14, -13)
    assert [file.name for file in found.files("L506/z001")] == ["quarter_3mm", "full_3mm"]


def test_1_mm_alone_is_no_substitute(tmp_path: Path) -> None:
    patient(tmp_path, "L506", full="full_1mm", quarter="quarter_1mm")
    with pytest.raises(PairMismatch, match="does not hold the 3 mm slices"):
        open_dataset("aapm", tmp_path, "test")


def test_missing_dose_and_missing_slice_are_named(tmp_path: Path) -> None:
    slices(tmp_path / "L506/full_3mm", [1000, 1010])
    with pytest.raises(PairMismatch, match=r"L506/full_3mm has no partner.*L506 in quarter dose"):
        open_dataset("aapm", tmp_path, "test")
    slices(tmp_path / "L506/quarter_3mm", [1000])
    with pytest.raises(PairMismatch, match=r"quarter_3mm does not match.*1 slices, the other 2"):
        open_dataset("aapm", tmp_path, "test")


def test_series_that_lie_elsewhere_do_not_pair(tmp_path: Path) -> None:
    """Equal counts are not enough: a slice too low, and all pairs would be shifted by one."""
    slices(tmp_path / "L506/full_3mm", [1000, 1010])
    slices(tmp_path / "L506/quarter_3mm", [1001, 1011], first=1)
    found = open_dataset("aapm", tmp_path, "test")
    with pytest.raises(PairMismatch, match=r"quarter_3mm cannot be used.*no slice at 100\.0 mm"):
        found.load("L506/z000")
    assert at(found.load("L506/z001").degraded) == -23


def test_damaged_slice_is_named(tmp_path: Path) -> None:
    patient(tmp_path, "L506")
    broken = sorted((tmp_path / "L506/quarter_3mm").iterdir())[1]
    broken.write_bytes(broken.read_bytes()[:200])
    for name in ("L506/z000", "L506/z002"):
        with pytest.raises(SourceError, match=broken.name):
            open_dataset("aapm", tmp_path, "test").load(name)


def test_a_series_that_is_there_twice(tmp_path: Path) -> None:
    patient(tmp_path, "L506")
    patient(tmp_path / "copy", "L506")
    with pytest.raises(PairMismatch, match="repeats L506 in"):
        open_dataset("aapm", tmp_path, "test")


def test_no_patients_of_the_split(tmp_path: Path) -> None:
    with pytest.raises(PairMismatch, match="L506/full_3mm"):
        open_dataset("aapm", tmp_path)
    patient(tmp_path, "L506")
    with pytest.raises(PairMismatch, match="it holds L506; L506 is the test"):
        open_dataset("aapm", tmp_path)


def test_arrays_of_red_cnn(tmp_path: Path) -> None:
    for name in ("L067_0", "L506_0", "L506_11"):
        np.save(tmp_path / f"{name}_input.npy", np.full((8, 8), 0.25, "f4"))
        np.save(tmp_path / f"{name}_target.npy", np.full((8, 8), 0.5, "f4"))
    found = open_dataset("aapm", tmp_path, "test")
    assert found.names == ("L506/000", "L506/011")
    pair = found.load("L506/011")
    assert (at(pair.degraded), at(pair.truth)) == (0, 1024)
    np.save(tmp_path / "L506_0_input.npy", np.array([{}]), allow_pickle=True)
    with pytest.raises(SourceError, match=r"L506_0_input\.npy"):
        found.load("L506/000")
    (tmp_path / "L506_0_input.npy").unlink()
    with pytest.raises(PairMismatch, match=r"L506_0_target\.npy has no partner"):
        open_dataset("aapm", tmp_path, "test")


@pytest.mark.parametrize("name", ["sharper", "D45"])
def test_the_name_of_the_root_tells_no_kernel(tmp_path: Path, name: str) -> None:
    patient(tmp_path / name, "L506")
    assert len(open_dataset("aapm", tmp_path / name, "test").names) == 3
