"""Transfer syntaxes and bit depths that images come in: the stored values are exact in all."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from pydicom import DataElement, Dataset
from pydicom.encaps import encapsulate
from pydicom.uid import (
    DeflatedExplicitVRLittleEndian,
    JPEG2000Lossless,
    JPEGBaseline8Bit,
    JPEGLSLossless,
    RLELossless,
)

from io_formats import open_scene
from io_formats.scene import Scene
from tests import dicom_factories as factory


def opened(tmp_path: Path, dataset: Dataset) -> Scene:
    return open_scene(factory.save(dataset, tmp_path / "one.dcm"))


def of_bits(bits: int, *, signed: bool) -> Dataset:
    """Return a CT whose pixels reach both ends of what so many bits hold."""
    low, high = (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1) if signed else (0, 2**bits - 1)
    pixels = np.random.default_rng(bits).integers(low, high + 1, (64, 72))
    pixels[0, :2] = low, high
    dataset = factory.ct(pixels=pixels.astype(np.int16 if signed else np.uint16))
    dataset.BitsStored, dataset.HighBit = bits, bits - 1
    return dataset


@pytest.mark.parametrize("signed", [False, True])
@pytest.mark.parametrize("bits", [9, 10, 12, 15, 16])
@pytest.mark.parametrize("syntax", [RLELossless, JPEGLSLossless, JPEG2000Lossless])
def test_lossless_compression_at_every_depth(
    tmp_path: Path, syntax: str, bits: int, signed: bool
) -> None:
    dataset = of_bits(bits, signed=signed)
    truth = dataset.pixel_array.copy()
    dataset.compress(syntax, generate_instance_uid=False)
    scene = opened(tmp_path, dataset)
    assert scene.pixels.dtype == (np.int16 if signed else np.uint16)
    assert np.array_equal(scene.pixels[:, :, :, :][0, 0], truth)
    assert not scene.source.lossy


def test_deflated_data_set(tmp_path: Path) -> None:
    dataset = factory.ct(3)
    dataset.file_meta.TransferSyntaxUID = DeflatedExplicitVRLittleEndian
    scene = opened(tmp_path, dataset)
    assert np.array_equal(scene.pixels[:, :, :, :][0, 0], factory.stored(3))


def test_baseline_jpeg_is_lossy(tmp_path: Path) -> None:
    import imagecodecs

    truth = np.add.outer(np.arange(16), np.arange(24)).astype(np.uint8) * np.uint8(4)
    dataset = factory.ct(pixels=truth)
    coded = imagecodecs.jpeg8_encode(truth, level=100)
    dataset.add(DataElement(0x7FE00010, "OB", encapsulate([coded])))
    dataset["PixelData"].is_undefined_length = True
    dataset.file_meta.TransferSyntaxUID = JPEGBaseline8Bit
    scene = opened(tmp_path, dataset)
    error = np.abs(scene.pixels[:, :, :, :][0, 0].astype(int) - truth.astype(int))
    assert error.max() <= 2
    assert scene.source.lossy


@pytest.mark.parametrize("signed", [False, True])
def test_monochrome1_keeps_its_stored_values(tmp_path: Path, signed: bool) -> None:
    dataset = of_bits(12, signed=signed)
    dataset.PhotometricInterpretation = "MONOCHROME1"
    scene = opened(tmp_path, dataset)
    assert np.array_equal(scene.pixels[:, :, :, :][0, 0], dataset.pixel_array)


def test_htj2k_can_be_decoded() -> None:
    from pydicom.pixels.decoders import HTJ2KDecoder, HTJ2KLosslessDecoder

    assert HTJ2KDecoder.is_available
    assert HTJ2KLosslessDecoder.is_available
