"""Real DICOM series return bit for bit; awkward files have the values that others decoded.

What comes of every awkward file is in ``tests.zoo``.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from io_formats.adapter import Derivation, WriteOptions
from io_formats.dicom import DicomAdapter
from io_formats.errors import RestorationError
from io_formats.scene import Scene

ADAPTER = DicomAdapter()
pytestmark = pytest.mark.data


def entries(data_root: Path) -> list[dict[str, str]]:
    index = json.loads((data_root / "medical" / "zoo" / "INDEX.json").read_text())
    return [entry for entry in index if entry["file"].startswith("dicom/")]


def same(first: Scene, second: Scene) -> bool:
    return (
        np.array_equal(first.pixels[:, :, :, :], second.pixels[:, :, :, :])
        and np.array_equal(first.values.slope, second.values.slope)
        and np.array_equal(first.values.offset, second.values.offset)
        and np.array_equal(first.grid.affine, second.grid.affine)
        and first.source.facts.get("suv_factor") == second.source.facts.get("suv_factor")
    )


def test_values_are_those_that_other_decoders_found(data_root: Path) -> None:
    checked = 0
    for entry in entries(data_root):
        decoded = str(entry.get("decode") or "")
        if not decoded.startswith("ok (") or ".." not in decoded:
            continue
        try:
            scene = ADAPTER.read(data_root / "medical" / "zoo" / entry["file"])
        except RestorationError:
            continue
        least, most = (int(part) for part in decoded.split()[-1].split(".."))
        assert (scene.pixels[:, :, :, :].min(), scene.pixels[:, :, :, :].max()) == (least, most)
        checked += 1
    assert checked > 100


def test_jpeg_lossless_equals_its_uncompressed_twin(data_root: Path) -> None:
    folder = data_root / "medical" / "zoo" / "dicom" / "wg04"
    truth = ADAPTER.read(folder / "CT1_UNC.dcm").pixels[:, :, :, :]
    for name in ("CT1_JPLL", "CT1_JLSL", "CT1_J2KR", "CT1_RLE"):
        assert np.array_equal(ADAPTER.read(folder / f"{name}.dcm").pixels[:, :, :, :], truth)


@pytest.mark.parametrize(
    ("name", "shape"), [("ct_lung1_001", (31, 512, 512)), ("pet_sts001", (267, 128, 128))]
)
def test_real_series_returns_bit_for_bit(
    data_root: Path, tmp_path: Path, derivation: Derivation, name: str, shape: tuple[int, int, int]
) -> None:
    scene = ADAPTER.read(data_root / "medical" / "real" / name)
    planes, _, rows, columns = scene.shape
    assert (planes, rows, columns) == shape
    ADAPTER.write(scene, tmp_path / "out", derivation, WriteOptions())
    assert same(scene, ADAPTER.read(tmp_path / "out"))
