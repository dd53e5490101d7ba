"""Folders of pairs: reading, making the degraded partner, and refusing what does not fit."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from core.errors import PairMismatch
from core.pairs import PairFolder
from io_formats.errors import SourceError
from tests.nifti_factories import save_nifti
from tests.photo_factories import png, samples

ABDOMEN = {
    "task": "ct-denoise",
    "lq": "lq",
    "stored_to_physical": {"slope": 2, "offset": -1024, "unit": "HU"},
    "window": [-160, 240],
}


def pair_folder(
    folder: Path, description: dict[str, Any] | str, **images: dict[str, NDArray[Any]]
) -> Path:
    """Write ``dataset.json`` and the images of each subfolder."""
    folder.mkdir(exist_ok=True)
    text = description if isinstance(description, str) else json.dumps(description)
    (folder / "dataset.json").write_text(text)
    for name, files in images.items():
        (folder / name).mkdir()
        for stem, image in files.items():
            (folder / name / f"{stem}.png").write_bytes(png(image))
    return folder


def grey(height: int, width: int, seed: int = 0) -> NDArray[np.uint8]:
    return np.random.default_rng(seed).integers(0, 256, (height, width)).astype("u1")


def test_stored_pairs_in_physical_units(tmp_path: Path) -> None:
    deep = grey(12, 16).astype("u2") * 9
    lq, hq = {"b": deep + 1, "a": deep + 2}, {"a": deep, "b": deep}
    pairs = PairFolder(pair_folder(tmp_path / "p", ABDOMEN, lq=lq, hq=hq))
    assert pairs.names == ("a", "b")
    pair = pairs.load("a")
    assert pair.truth.shape == pair.degraded.shape == (1, 12, 16)
    assert np.array_equal(pair.truth[0], deep * 2.0 - 1024)
    assert np.array_equal(pair.degraded[0], (deep + 2) * 2.0 - 1024)
    assert pair.window == (-160, 240)
    assert np.array_equal(pairs.load("b").degraded[0], (deep + 1) * 2.0 - 1024)


def test_hidden_files_and_companions_are_no_images(tmp_path: Path) -> None:
    image = {"a": grey(8, 8)}
    folder = pair_folder(tmp_path / "p", ABDOMEN, lq=image, hq=image)
    for name in (".DS_Store", "notes.txt", "Thumbs.db"):
        (folder / "hq" / name).write_text("x")
    assert PairFolder(folder).names == ("a",)


def test_small_partner_is_enlarged_bicubic(tmp_path: Path) -> None:
    """Pixel 17 lies 7/8 between pixels 3 (dark) and 4 (bright, as all after it)."""
    small = np.zeros((8, 8, 3), "u1")
    small[:, 4:] = 160
    description = {"task": "natural-sr4", "lq": "lq", "window": [0, 255]}
    images = {"lq": {"a": small}, "hq": {"a": samples(32, 32)}}
    pair = PairFolder(pair_folder(tmp_path / "p", description, **images)).load("a")
    assert pair.degraded.shape == (3, 32, 32)
    assert pair.degraded[0, 9, 17] == pytest.approx(160 * (keys(1 / 8) + keys(9 / 8)))
    assert np.allclose(pair.degraded[:, :, 26:], 160)
    assert np.allclose(pair.degraded[:, :, :6], 0)


def keys(distance: float) -> float:
    x = abs(distance)
    if x <= 1:
        return 1.5 * x**3 - 2.5 * x**2 + 1
    return -0.5 * x**3 + 2.5 * x**2 - 4 * x + 2


def test_bicubic_partner(tmp_path: Path) -> None:
    """Cropped to a multiple of 4, reduced as an 8-bit picture, enlarged again."""
    truth = samples(35, 30)
    description = {"task": "rs-sr4", "lq": {"synthesise": "bicubic-4"}, "window": [0, 255]}
    folder = pair_folder(tmp_path / "p", description, hq={"a": truth})
    pair = PairFolder(folder).load("a")
    assert pair.truth.shape == pair.degraded.shape == (3, 32, 28)
    assert np.array_equal(pair.truth, np.moveaxis(truth[:32, :28], 2, 0))
    rows, columns = bicubic(32), bicubic(28)
    small = np.floor(np.clip(rows[0] @ pair.truth @ columns[0].T, 0, 255) + 0.5)
    assert np.allclose(pair.degraded, rows[1] @ small @ columns[1].T)


def bicubic(size: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the matrices that reduce and enlarge one axis 4 times, edges mirrored."""
    small = size // 4
    reducing, enlarging = np.zeros((small, size)), np.zeros((size, small))
    for out in range(small):
        centre = (out + 0.5) * 4 - 0.5
        for tap in range(int(centre) - 9, int(centre) + 11):
            if abs(centre - tap) < 8:
                reducing[out, mirrored(tap, size)] += keys((centre - tap) / 4)
    for out in range(size):
        centre = (out + 0.5) / 4 - 0.5
        for tap in range(int(np.floor(centre)) - 1, int(np.floor(centre)) + 3):
            enlarging[out, mirrored(tap, small)] += keys(centre - tap)
    return reducing / reducing.sum(1, keepdims=True), enlarging


def mirrored(index: int, size: int) -> int:
    index = -1 - index if index < 0 else index
    return 2 * size - 1 - index if index >= size else index


def test_kspace_partner(tmp_path: Path) -> None:
    """The centre of k-space of the image divided by its own maximum."""
    description = {
        "task": "mri-sr4",
        "lq": {"synthesise": "kspace-4"},
        "window": {"low": 0, "high": {"manifest": "vmax"}},
    }
    truth = {"a": grey(24, 20, 1), "b": grey(24, 20, 2)}
    folder = pair_folder(tmp_path / "p", description, hq=truth)
    items = [{"name": "b", "vmax": 100.0}, {"name": "a", "vmax": 200.0}]
    (folder / "manifest.json").write_text(json.dumps({"items": items}))
    for name, vmax in (("a", 200.0), ("b", 100.0)):
        pair = PairFolder(folder).load(name)
        assert pair.window == (0, vmax)
        spectrum = np.fft.fftshift(np.fft.fft2(np.clip(truth[name] / vmax, 0, 1)))
        kept = np.zeros_like(spectrum)
        kept[9:15, 8:13] = spectrum[9:15, 8:13]
        wanted = np.clip(np.abs(np.fft.ifft2(np.fft.ifftshift(kept))), 0, 1) * vmax
        assert np.allclose(pair.degraded[0], wanted)
        assert np.array_equal(pair.truth[0], truth[name])


def test_synthesis_wins_over_a_stored_folder(tmp_path: Path) -> None:
    description = {"task": "rs-sr4", "lq": {"synthesise": "bicubic-4"}, "window": [0, 255]}
    images = {"lq": {"other": samples(8, 8)}, "hq": {"a": samples(8, 8)}}
    assert PairFolder(pair_folder(tmp_path / "p", description, **images)).names == ("a",)


@pytest.mark.parametrize(
    ("description", "said"),
    [
        ("{", "dataset.json"),
        ({"lq": "lq", "window": [0, 1]}, "task: Field required"),
        ({**ABDOMEN, "lq": {"synthesise": "magic"}}, "synthesise"),
        ({**ABDOMEN, "typo": 1}, "typo"),
        ({**ABDOMEN, "window": "wide"}, "window"),
        ({**ABDOMEN, "stored_to_physical": {"slope": 0}}, "slope"),
        ({**ABDOMEN, "stored_to_physical": {"slope": math.inf}}, "slope: Input should be a finite"),
        ({**ABDOMEN, "stored_to_physical": {"offset": math.nan}}, "offset: Input should be a fin"),
        ({**ABDOMEN, "window": [0, math.inf]}, "1: Input should be a finite number"),
        ({**ABDOMEN, "window": {"low": -math.inf, "high": 1}}, "low: Input should be a finite"),
        ({**ABDOMEN, "lq": "l\0q"}, "lq.function-after"),
    ],
)
def test_description_that_says_nothing_useful(
    description: dict[str, Any] | str, said: str, tmp_path: Path
) -> None:
    folder = pair_folder(tmp_path / "p", description, lq={"a": grey(4, 4)}, hq={"a": grey(4, 4)})
    with pytest.raises(PairMismatch) as caught:
        PairFolder(folder)
    assert str(folder) in caught.value.what
    assert said in caught.value.why


def test_folder_without_description_or_images(tmp_path: Path) -> None:
    with pytest.raises(PairMismatch, match=r"no readable dataset\.json"):
        PairFolder(tmp_path)
    with pytest.raises(PairMismatch, match="no images in hq/"):
        PairFolder(pair_folder(tmp_path / "p", ABDOMEN, lq={}, hq={}))


@pytest.mark.parametrize("lonely", ["lq", "hq"])
def test_missing_partner_is_named(lonely: str, tmp_path: Path) -> None:
    images = {"lq": {"a": grey(4, 4)}, "hq": {"a": grey(4, 4)}}
    images[lonely] |= {"lost": grey(4, 4), "more": grey(4, 4)}
    with pytest.raises(PairMismatch) as caught:
        PairFolder(pair_folder(tmp_path / "p", ABDOMEN, **images))
    assert caught.value.what == f"{tmp_path / 'p' / lonely / 'lost.png'} has no partner"
    assert "of the name lost, and 1 more" in caught.value.why


def test_two_files_that_differ_in_their_suffix_alone_are_refused(tmp_path: Path) -> None:
    images = {"lq": {"0": grey(4, 4)}, "hq": {"0": grey(4, 4)}}
    folder = pair_folder(tmp_path / "p", ABDOMEN, **images)
    (folder / "hq" / "0.bmp").write_bytes(png(grey(4, 4, 1)))
    with pytest.raises(PairMismatch, match=r"hq/0\.png cannot be paired - 0\.bmp has the same"):
        PairFolder(folder)


@pytest.mark.parametrize("other", [(12, 15), (3, 4), (3, 5), (24, 32), (3, 16)])
def test_partner_of_another_size_is_named(other: tuple[int, int], tmp_path: Path) -> None:
    images = {"lq": {"odd": grey(*other)}, "hq": {"odd": grey(12, 16)}}
    pairs = PairFolder(pair_folder(tmp_path / "p", ABDOMEN, **images))
    with pytest.raises(PairMismatch, match=r"odd has shapes"):
        pairs.load("odd")


@pytest.mark.parametrize("bands", [2, 4])
def test_opaque_alpha_is_left_out(bands: int, tmp_path: Path) -> None:
    image = samples(8, 8, bands)
    image[..., -1] = 255
    description = {"task": "natural-derain", "lq": "lq", "window": [0, 255]}
    folder = pair_folder(tmp_path / "p", description, lq={"a": image}, hq={"a": image})
    pair = PairFolder(folder).load("a")
    assert np.array_equal(pair.truth, np.moveaxis(image[..., :-1], 2, 0))


@pytest.mark.parametrize("side", ["lq", "hq"])
def test_16_bits_among_8_bit_pictures_are_refused(side: str, tmp_path: Path) -> None:
    """Unless the description says how they become levels."""
    description = {"task": "natural-derain", "lq": "lq", "window": [0, 255]}
    deep = {"a": grey(4, 4).astype("u2") * 257}
    images = {"lq": {"a": grey(4, 4)}, "hq": {"a": grey(4, 4)}, side: deep}
    pairs = PairFolder(pair_folder(tmp_path / "p", description, **images))
    with pytest.raises(PairMismatch, match=rf"{side}/a\.png cannot be used.*not within 0 to 255"):
        pairs.load("a")
    scaled = {**description, "stored_to_physical": {"slope": 1 / 257}}
    pair = PairFolder(pair_folder(tmp_path / "q", scaled, lq=deep, hq=deep)).load("a")
    assert np.allclose(pair.truth[0], grey(4, 4))


@pytest.mark.parametrize("bands", [2, 4])
def test_transparency_is_refused(bands: int, tmp_path: Path) -> None:
    images = {"lq": {"clear": samples(8, 8, bands)}, "hq": {"clear": samples(8, 8, bands)}}
    pairs = PairFolder(pair_folder(tmp_path / "p", ABDOMEN, **images))
    with pytest.raises(PairMismatch, match=rf"clear\.png has {bands} bands"):
        pairs.load("clear")


@pytest.mark.parametrize(
    ("manifest", "said"),
    [
        (None, "no readable manifest.json"),
        ("{", "no readable manifest.json"),
        ("[]", "no readable manifest.json"),
        ('{"items": [{"name": "b", "vmax": 3}]}', "manifest.json has no vmax of a"),
        ('{"items": [{"name": "a"}]}', "manifest.json has no vmax of a"),
        ('{"items": [{"name": "a", "vmax": "large"}]}', "manifest.json has no vmax of a"),
        ('{"items": [{"name": "a", "vmax": 0}]}', "the window of a is empty: 0 to 0"),
        ('{"items": [{"name": "a", "vmax": Infinity}]}', "the window of a is endless: 0 to inf"),
        ('{"items": [{"name": "a", "vmax": NaN}]}', "the window of a is empty: 0 to nan"),
    ],
)
def test_manifest_that_does_not_help(manifest: str | None, said: str, tmp_path: Path) -> None:
    window = {"low": 0, "high": {"manifest": "vmax"}}
    images = {"lq": {"a": grey(4, 4)}, "hq": {"a": grey(4, 4)}}
    folder = pair_folder(tmp_path / "p", {**ABDOMEN, "window": window}, **images)
    if manifest is not None:
        (folder / "manifest.json").write_text(manifest)
    with pytest.raises(PairMismatch) as caught:
        PairFolder(folder).load("a")
    assert said in caught.value.why


def test_damaged_image_is_a_source_error(tmp_path: Path) -> None:
    images = {"lq": {"a": grey(9, 9)}, "hq": {"a": grey(9, 9)}}
    folder = pair_folder(tmp_path / "p", ABDOMEN, **images)
    (folder / "lq" / "a.png").write_bytes(b"nothing")
    with pytest.raises(SourceError, match=r"a\.png"):
        PairFolder(folder).load("a")


def test_values_that_are_not_finite_are_named(tmp_path: Path) -> None:
    folder = pair_folder(tmp_path / "p", ABDOMEN, lq={"a": grey(4, 4)}, hq={})
    holed = np.ones((4, 4, 1), "<f4")
    holed[1, 2] = np.nan
    save_nifti(folder / "hq" / "a.nii", holed)
    with pytest.raises(PairMismatch, match=r"a\.nii holds values that are not finite"):
        PairFolder(folder).load("a")


def test_image_too_small_to_be_degraded_is_named(tmp_path: Path) -> None:
    description = {"task": "rs-sr4", "lq": {"synthesise": "bicubic-4"}, "window": [0, 255]}
    folder = pair_folder(tmp_path / "p", description, hq={"tiny": grey(3, 9)})
    with pytest.raises(PairMismatch, match="tiny has shape"):
        PairFolder(folder).load("tiny")
