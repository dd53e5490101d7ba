"""Tables of values that are damaged, or where the standard has no place for one, are refused."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from pydicom import DataElement, Dataset

from io_formats.errors import DamagedFile, UnsupportedContent
from tests import dicom_factories as factory
from tests import enhanced_factories as enhanced
from tests.io_formats.test_dicom_modality_lut import FIVE, SIGNED, image, scene_of


@pytest.mark.parametrize(
    ("descriptor", "said"),
    [
        ([6, -2, 16], "states 6 entries of 16 bits and has 10 bytes"),
        ([0, -2, 16], "states 65536 entries"),
        ([5, -2, 8], "states entries of 8 bits and holds 65535"),
        ([5, -2, 32], "32 bits"),
        ([5, -2], "three numbers"),
        ([5, 3000, 16], "begins at the stored value 3000"),
        ([5, -3000, 16], "begins at the stored value -3000"),
    ],
)
def test_a_damaged_table_is_named(tmp_path: Path, descriptor: list[int], said: str) -> None:
    dataset = image(np.arange(-3, 3, dtype=np.int16).reshape(2, 3), -2, FIVE)
    dataset.BitsStored, dataset.HighBit = 12, 11
    dataset.ModalityLUTSequence[0].LUTDescriptor = descriptor
    with pytest.raises(DamagedFile, match=r"one\.dcm") as caught:
        scene_of(tmp_path, dataset)
    assert said in caught.value.why


def test_a_table_without_entries(tmp_path: Path) -> None:
    dataset = image(SIGNED, -2, FIVE)
    del dataset.ModalityLUTSequence[0].LUTData
    with pytest.raises(DamagedFile, match=r"one\.dcm") as caught:
        scene_of(tmp_path, dataset)
    assert "0 bytes" in caught.value.why


def test_a_table_that_is_something_else(tmp_path: Path) -> None:
    dataset = factory.ct()
    dataset.add(DataElement(0x00283000, "LO", "a table"))
    with pytest.raises(DamagedFile, match=r"one\.dcm") as caught:
        scene_of(tmp_path, dataset)
    assert "no sequence of items" in caught.value.why


@pytest.mark.parametrize("data", [b"odd", "text"], ids=["odd", "text"])
def test_entries_that_are_something_else(tmp_path: Path, data: bytes | str) -> None:
    dataset = image(SIGNED, -2, FIVE)
    vr = "UN" if isinstance(data, bytes) else "LO"
    dataset.ModalityLUTSequence[0].add(DataElement(0x00283006, vr, data))
    with pytest.raises(DamagedFile, match=r"one\.dcm"):
        scene_of(tmp_path, dataset)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (factory.pt, "a PET image has a slope"),
        (lambda: enhanced.ct(count=2), "a multi-frame object has a slope"),
    ],
    ids=["pet", "enhanced"],
)
def test_where_the_standard_has_no_table(
    tmp_path: Path, make: Callable[[], Dataset], said: str
) -> None:
    with pytest.raises(UnsupportedContent, match="Modality LUT") as caught:
        scene_of(tmp_path, factory.tabled(make(), -2, FIVE))
    assert said in caught.value.why
    assert "linear rescale" in caught.value.fix
