"""Clean images as a captioner sees them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from core.errors import PairMismatch
from core.training.priors.truths import TruthSource, header_of, image_key, open_truths
from tests.core.test_pairs import ABDOMEN, grey, pair_folder

COLOUR = ABDOMEN | {
    "task": "natural-derain",
    "stored_to_physical": {"slope": 1, "offset": 0, "unit": "sRGB"},
    "window": [0, 255],
}


def test_one_band_is_windowed_and_shown_as_three(tmp_path: Path) -> None:
    deep = grey(12, 16).astype("u2") * 4
    folder = pair_folder(tmp_path / "ct", ABDOMEN, lq={"a": deep}, hq={"a": deep + 1})
    source = open_truths(folder)
    assert source.keys == ("ct/a",)
    truth = source.read("ct/a")
    hounsfield = (deep + 1) * 2.0 - 1024
    expected = np.clip((hounsfield + 160) / 400, 0, 1)
    assert truth.unit.shape == (3, 12, 16)
    for band in truth.unit:
        np.testing.assert_allclose(band, expected, atol=1e-6)
    assert (truth.domain, truth.task, truth.key) == ("medical", "ct-denoise", "ct/a")
    assert truth.header.modality == "photo"
    assert truth.header.plane == ""


def test_pixels_for_a_model_are_those_of_the_file(tmp_path: Path) -> None:
    stored = np.random.default_rng(1).integers(0, 256, (9, 7, 3)).astype("u1")
    folder = pair_folder(tmp_path / "rain", COLOUR, lq={"a": stored // 2}, hq={"a": stored})
    assert np.array_equal(open_truths(folder).read("rain/a").rgb, stored)


def test_images_of_one_key_are_refused(tmp_path: Path) -> None:
    image = {"a": grey(8, 8)}
    folders = [
        pair_folder(tmp_path / part / "ct", ABDOMEN, lq=image, hq=image)
        for part in ("one", "two")
        if (tmp_path / part).mkdir() is None
    ]
    datasets = [open_truths(folder).places["ct/a"][0] for folder in folders]
    with pytest.raises(PairMismatch) as caught:
        TruthSource(datasets)
    assert "ct/a is there twice" in caught.value.what


def test_an_unknown_task_is_refused(tmp_path: Path) -> None:
    image = {"a": grey(8, 8)}
    folder = pair_folder(tmp_path / "p", ABDOMEN | {"task": "wash"}, lq=image, hq=image)
    with pytest.raises(PairMismatch, match="there is no task wash"):
        open_truths(folder)


def test_key_of_a_named_data_set(tmp_path: Path) -> None:
    image = {"a": grey(8, 8)}
    dataset, _ = open_truths(pair_folder(tmp_path / "p", ABDOMEN, lq=image, hq=image)).places["p/a"]
    assert image_key(dataset, "a") == "p/a"
    dataset.label = "gopro"
    assert image_key(dataset, "a") == "gopro/a"


def test_plane_and_modality_of_volumes(tmp_path: Path) -> None:
    from resources import locate

    volume = locate("samples/mri.nii.gz")
    from io_formats import open_scene

    scene = open_scene(volume)
    header = header_of(volume, scene.shape[2:])
    assert header.modality == scene.source.modality
    assert header.plane in ("axial", "coronal", "sagittal")
    assert header_of(volume, (1, 1)).plane == ""
    slices = locate("samples/ct/001.dcm")
    assert header_of(slices, open_scene(slices).shape[2:]).modality == "CT"
    assert header_of(slices, open_scene(slices).shape[2:]).plane == "axial"
    (tmp_path / "x.bin").write_bytes(b"no image")
    assert header_of(tmp_path / "x.bin", (1, 1)).modality == ""
