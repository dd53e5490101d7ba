"""Figures of data sets, against figures computed another way."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from skimage.metrics import peak_signal_noise_ratio, structural_similarity

from core.classical import tune
from core.engine import RestoreResult, restore
from core.errors import PairMismatch
from core.evaluation import evaluate, evaluate_pairs
from core.models.card import ModelCard
from core.models.prompts import PromptTrace
from core.pairs import PairFolder
from core.restorer import NetRestorer, load_restorer
from io_formats import Scene
from io_formats.errors import Cancelled
from io_formats.progress import CancelToken
from tests.core.evaluation.pair_sets import InMemory, Shifted, flat
from tests.core.test_pairs import pair_folder
from tests.models import TINY, tiny_card
from tests.photo_factories import samples

Array = NDArray[np.float32]


class Darkened:
    """A model whose result is a fifth darker than its input."""

    def __init__(self) -> None:
        self.card = ModelCard(name="darkened", title="Darkened", net=TINY)
        self.seen: list[Array] = []

    def __call__(self, x_BCHW: Array, queries: object = None) -> tuple[Array, PromptTrace | None]:
        self.seen.append(x_BCHW)
        return x_BCHW - np.float32(0.2), None

    def query(self, x_BCHW: Array) -> None:
        return None


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> NetRestorer:
    return load_restorer(str(tiny_card(tmp_path_factory.mktemp("model"))), device="cpu")[0]


def levels(unit_BHW: NDArray[np.float64]) -> NDArray[np.uint8]:
    rgb = np.moveaxis(np.broadcast_to(unit_BHW, (3, *unit_BHW.shape[1:])), 0, -1)
    return np.floor(np.clip(rgb, 0, 1) * 255 + 0.5).astype("u1")


def figures(result_BHW: NDArray[Any], truth_BHW: NDArray[Any]) -> tuple[float, float]:
    """PSNR and SSIM of two images in [0, 1], by scikit-image on 8-bit RGB."""
    result, truth = levels(result_BHW), levels(truth_BHW)
    ssim = structural_similarity(
        truth, result, channel_axis=2, data_range=255,
        gaussian_weights=True, sigma=1.5, use_sample_covariance=False, full=True,
    )[1]  # fmt: skip
    inner = np.asarray(ssim)[5:-5, 5:-5]
    return peak_signal_noise_ratio(truth, result, data_range=255), float(inner.mean())


FOLDERS: dict[str, Callable[[Path], Path]] = {
    "photo": lambda path: pair_folder(
        path,
        {"task": "natural-derain", "lq": "lq", "window": [0, 255]},
        lq={"b": samples(20, 24) // 2 + 60, "a": samples(24, 18)},
        hq={"b": samples(20, 24), "a": samples(24, 18) // 2 + 60},
    ),
    "ct": lambda path: pair_folder(
        path,
        {
            "task": "ct-denoise",
            "lq": "lq",
            "stored_to_physical": {"slope": 1, "offset": -1024, "unit": "HU"},
            "window": [-160, 240],
        },
        lq={"a": noise(24, 20, 1) % 500 + 800},
        hq={"a": noise(24, 20, 1) % 500 + 830},
    ),
    "bicubic": lambda path: pair_folder(
        path,
        {"task": "rs-sr4", "lq": {"synthesise": "bicubic-4"}, "window": [0, 255]},
        hq={"a": samples(26, 33)},
    ),
    "kspace": lambda path: with_manifest(
        pair_folder(
            path,
            {
                "task": "mri-sr4",
                "lq": {"synthesise": "kspace-4"},
                "window": {"low": 0, "high": {"manifest": "vmax"}},
            },
            hq={"a": noise(24, 20, 1) % 700, "b": noise(20, 28, 2) % 900},
        ),
        a=600,
        b=950,
    ),
    "small": lambda path: pair_folder(
        path,
        {"task": "natural-sr4", "lq": "lq", "window": [0, 255]},
        lq={"a": samples(6, 5)},
        hq={"a": samples(24, 20)},
    ),
}
each_folder = pytest.mark.parametrize("kind", FOLDERS)


def noise(height: int, width: int, seed: int) -> NDArray[np.uint16]:
    return np.random.default_rng(seed).integers(0, 1 << 16, (height, width)).astype("u2")


def with_manifest(folder: Path, **vmax: float) -> Path:
    items = [{"name": name, "vmax": value} for name, value in vmax.items()]
    (folder / "manifest.json").write_text(json.dumps({"items": items}))
    return folder


@each_folder
def test_figures_of_the_input(kind: str, tmp_path: Path, tiny: NetRestorer) -> None:
    folder = FOLDERS[kind](tmp_path / "p")
    table = evaluate_pairs(folder, tiny)
    pairs = PairFolder(folder)
    wanted = []
    for name in pairs.names:
        pair = pairs.load(name)
        low, high = pair.window
        wanted.append(
            figures((pair.degraded - low) / (high - low), (pair.truth - low) / (high - low))
        )
    assert [image["name"] for image in table["images"]] == list(pairs.names)
    for image, (psnr, ssim) in zip(table["images"], wanted, strict=True):
        assert image["input"]["psnr"] == pytest.approx(psnr)
        assert image["input"]["ssim"] == pytest.approx(ssim, abs=1e-6)
        assert image["output"]["psnr"] != image["input"]["psnr"]
    means = np.mean(wanted, axis=0)
    assert table["input"]["psnr"] == pytest.approx(means[0], abs=1e-6)
    assert table["input"]["ssim"] == pytest.approx(means[1], abs=1e-6)
    assert table["n"] == len(wanted)


@each_folder
def test_table_has_the_promised_keys(kind: str, tmp_path: Path, tiny: NetRestorer) -> None:
    table = evaluate_pairs(FOLDERS[kind](tmp_path / "p"), tiny)
    assert list(table)[:5] == ["task", "model", "n", "input", "output"]
    assert table["model"] == "tiny"
    assert (table["dataset"], table["kind"], table["split"]) == ("p", "pairs", "")
    for row in (table, *table["images"]):
        assert list(row["input"])[:2] == list(row["output"])[:2] == ["psnr", "ssim"]
    assert [image["name"] for image in table["images"]] == sorted(
        i["name"] for i in table["images"]
    )
    json.dumps(table, allow_nan=False)


def test_figures_of_the_output(tmp_path: Path) -> None:
    """A result that is a fifth of the window darker, in the values of the file."""
    folder = FOLDERS["photo"](tmp_path / "p")
    model = Darkened()
    table = evaluate_pairs(folder, model)
    pair = PairFolder(folder).load("a")
    assert np.allclose(model.seen[0][0], pair.degraded / 255, atol=1e-6), "the file, as it is"
    psnr, ssim = figures(np.clip(pair.degraded / 255 - 0.2, 0, 1), pair.truth / 255)
    assert table["images"][0]["output"]["psnr"] == pytest.approx(psnr)
    assert table["images"][0]["output"]["ssim"] == pytest.approx(ssim, abs=1e-6)


def test_model_looks_through_the_window_of_the_task(tmp_path: Path) -> None:
    """CT: the card's window in HU; imagery: that of the data set."""
    model = Darkened()
    evaluate_pairs(FOLDERS["ct"](tmp_path / "ct"), model)
    degraded = PairFolder(tmp_path / "ct").load("a").degraded
    assert np.allclose(model.seen[0][0], np.clip((degraded + 160) / 400, 0, 1), atol=1e-6)
    deep = {"task": "rs-dehaze", "lq": "lq", "window": [0, 40000]}
    images = {"lq": {"a": noise(16, 16, 3)}, "hq": {"a": noise(16, 16, 3)}}
    evaluate_pairs(pair_folder(tmp_path / "rs", deep, **images), model)
    assert np.allclose(model.seen[-1][0, 0], np.clip(noise(16, 16, 3) / 40000, 0, 1), atol=1e-6)


@pytest.mark.parametrize(
    ("kind", "modality", "roles"),
    [
        ("ct", "CT", ["grey"]),
        ("kspace", "MR", ["grey"]),
        ("photo", "photo", ["red", "green", "blue"]),
        ("bicubic", "raster", ["red", "green", "blue"]),
    ],
)
def test_engine_is_told_what_the_images_are(
    kind: str, modality: str, roles: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []

    def watched(scene: Scene, *arguments: Any, **more: Any) -> RestoreResult:
        seen.append(scene)
        return restore(scene, *arguments, **more)

    monkeypatch.setattr("core.pair_scene.restore", watched)
    evaluate_pairs(FOLDERS[kind](tmp_path / "p"), Darkened())
    assert seen[0].source.modality == modality
    assert [band.role for band in seen[0].bands] == roles


def test_a_classical_method_is_scored_on_the_same_images(tmp_path: Path, tiny: NetRestorer) -> None:
    random = np.random.default_rng(4)
    images = {}
    for name in "ab":
        truth = flat(100, side=24)
        images[name] = (truth + random.normal(0, 9, truth.shape), truth)
    pairs = InMemory(images, kind="rain", task="natural-derain")
    tuned = tune("natural-derain", [pairs])
    table = evaluate(pairs, tiny, classical=tuned)
    found = []
    for name in pairs.names:
        pair = pairs.load(name)
        found.append(figures(tuned.restored(pair) / 255, pair.truth / 255)[0])
    assert table["classical"]["psnr"] == pytest.approx(np.mean(found), abs=1e-6)
    assert table["classical"]["gain"]["psnr"] == pytest.approx(tuned.gain, abs=1e-3)
    assert table["classical"]["tuned_on"] == 2
    assert "classical" not in evaluate(pairs, tiny)


def test_task_may_be_another_one(tmp_path: Path, tiny: NetRestorer) -> None:
    folder = FOLDERS["photo"](tmp_path / "p")
    assert evaluate_pairs(folder, tiny, task="rs-dehaze")["task"] == "rs-dehaze"
    with pytest.raises(PairMismatch, match="there is no task dream"):
        evaluate_pairs(folder, tiny, task="dream")


def test_small_images_have_no_ssim(tmp_path: Path, tiny: NetRestorer) -> None:
    description = {"task": "pet-denoise", "lq": "lq", "window": [0, 255]}
    images = {"a": samples(10, 30, 1), "b": samples(16, 16, 1)}
    darker = {name: image // 2 for name, image in images.items()}
    folder = pair_folder(tmp_path / "p", description, lq=darker, hq=images)
    table = evaluate_pairs(folder, tiny)
    assert table["images"][0]["input"]["ssim"] is None
    assert table["input"]["ssim"] == table["images"][1]["input"]["ssim"]
    assert table["skipped_ssim"] == 1
    (folder / "lq" / "b.png").unlink()
    (folder / "hq" / "b.png").unlink()
    assert evaluate_pairs(folder, tiny)["output"]["ssim"] is None


def test_progress_and_cancel(tmp_path: Path, tiny: NetRestorer) -> None:
    folder = FOLDERS["photo"](tmp_path / "p")
    told: list[tuple[float, str]] = []
    evaluate_pairs(folder, tiny, progress=lambda share, text: told.append((share, text)))
    assert told == [(0.0, "a"), (0.5, "b"), (1.0, "evaluated")]
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        evaluate_pairs(folder, tiny, cancel=token)


class TestNamedDataSet:
    """What is not a folder of pairs: anything with names that loads pairs."""

    def test_figures_by_hand(self) -> None:
        """The input is 51 levels too bright; the model takes a fifth of the window away."""
        found = evaluate(
            InMemory({"a": (flat(151), flat(100)), "b": (flat(102), flat(100))}),
            Shifted(-0.2),
            dataset="RICE1",
            split="test",
        )
        error = [20 * np.log10(255 / 51), 20 * np.log10(255 / 2)]
        assert found["input"]["psnr"] == pytest.approx(np.mean(error))
        assert found["input"]["psnr_se"] == pytest.approx((error[1] - error[0]) / 2)
        assert found["output"]["psnr"] == pytest.approx((100 + 20 * np.log10(255 / 49)) / 2)
        assert found["gain"]["psnr"] == pytest.approx(
            found["output"]["psnr"] - found["input"]["psnr"]
        )
        assert found["identical"] == {"input": 0, "output": 1}
        assert [image["output"]["identical"] for image in found["images"]] == [True, False]
        assert (found["dataset"], found["kind"], found["split"]) == ("RICE1", "rice1", "test")
        assert (found["protocol"], found["unit"], found["data_range"]) == (
            "paper", "levels", [255.0, 255.0],
        )  # fmt: skip
        assert "ranges" not in found

    def test_identical_images_count_as_100_db_and_are_counted(self) -> None:
        same = InMemory({"a": (flat(7), flat(7)), "b": (flat(0), flat(255))})
        for protocol in ("paper", "float"):
            found = evaluate(same, Shifted(), protocol=protocol)  # type: ignore[arg-type]
            assert found["input"]["psnr"] == found["output"]["psnr"] == 50.0
            assert found["identical"] == {"input": 1, "output": 1}
            json.dumps(found, allow_nan=False)

    def test_physical_values_in_their_unit(self) -> None:
        """A shift of a tenth of 400 HU within the window; bone stays, unseen by the model."""
        truth = flat(40, bands=1)
        truth[:, :, 6:] = 900
        ct = InMemory(
            {"a": (truth + 30, truth)},
            kind="aapm", task="ct-denoise", unit="HU", window=(-160, 240),
        )  # fmt: skip
        found = evaluate(ct, Shifted(-0.1), protocol="float")
        assert (found["unit"], found["data_range"]) == ("HU", [400.0, 400.0])
        assert found["input"]["rmse"] == pytest.approx(30)
        assert found["input"]["psnr"] == pytest.approx(20 * np.log10(400 / 30))
        tissue, bone = found["ranges"][1:]
        assert (tissue["pixels"], bone["pixels"]) == (72, 72)
        assert bone["output"] == pytest.approx({"bias": 30.0, "rmse": 30.0})
        assert tissue["input"]["bias"] == pytest.approx(30)
        # Far from the edge between the halves the correction is whole: 30 - 40 HU.
        assert -10 <= tissue["output"]["bias"] < 0

    def test_window_may_differ_from_image_to_image(self) -> None:
        class PerImage(InMemory):
            def load(self, name: str) -> Any:
                return replace(super().load(name), window=(0.0, {"a": 600.0, "b": 950.0}[name]))

        images = {name: (flat(90, bands=1), flat(100, bands=1)) for name in "ab"}
        mri = PerImage(images, kind="ixi", task="mri-sr4", unit="arbitrary")
        found = evaluate(mri, Shifted(), protocol="float")
        assert found["data_range"] == [600.0, 950.0]
        assert [image["data_range"] for image in found["images"]] == [600.0, 950.0]
        wanted = [20 * np.log10(width / 10) for width in (600, 950)]
        assert found["input"]["psnr"] == pytest.approx(np.mean(wanted))

    def test_luma(self) -> None:
        red = flat(100)
        red[0] += 51
        found = evaluate(InMemory({"a": (red, flat(100))}), Shifted(), channel="y")
        # A fifth of red is a fifth of 65.481 levels.
        assert found["input"]["psnr"] == pytest.approx(20 * np.log10(255 / 13.0962), abs=1e-6)

    def test_limit_is_spread_over_the_names(self) -> None:
        images = {f"{i:02d}": (flat(i), flat(0)) for i in range(10)}
        found = evaluate(InMemory(images), Shifted(), limit=2)
        assert [image["name"] for image in found["images"]] == ["02", "07"]
        assert (found["n"], found["available"]) == (2, 10)
        assert evaluate(InMemory(images), Shifted(), limit=99)["n"] == 10

    @pytest.mark.parametrize(("side", "value"), [(0, np.nan), (1, np.nan), (1, np.inf)])
    def test_what_is_no_number_is_no_image(self, side: int, value: float) -> None:
        pair = (flat(1), flat(2))
        pair[side][0, 3, 3] = value
        with pytest.raises(PairMismatch, match="1 values that are no numbers"):
            evaluate(InMemory({"a": pair}), Shifted())

    def test_empty_window_and_empty_set_are_refused(self) -> None:
        with pytest.raises(PairMismatch, match="window is empty: 5 to 5"):
            evaluate(InMemory({"a": (flat(1), flat(2))}, window=(5, 5)), Shifted())
        with pytest.raises(PairMismatch, match="no pairs"):
            evaluate(InMemory({}), Shifted())


VALIDATION = {
    "natural/val/sr4": 22.6,
    "natural/val/derain": 24.0,
    "natural/val/deblur": 21.6,
    "medical/val/mri_sr": 24.5,
    "medical/val/ct_lowdose": 24.7,
    "medical/val/pet_lowcount": 30.8,
    "remote/val/sr": 22.4,
    "remote/val/cloud": 22.7,
    "remote/val/cloud_syn": 17.9,
    "remote/val/dehaze": 18.0,
    "remote/val/dehaze_syn": 15.0,
}


@pytest.mark.data
@pytest.mark.parametrize("folder", VALIDATION)
def test_inputs_of_the_validation_sets(folder: str, data_root: Path) -> None:
    """The figures the data sets' own table states, to the digit it gives."""
    pairs = PairFolder(data_root / folder)
    found = []
    for name in pairs.names:
        pair = pairs.load(name)
        low, high = pair.window
        degraded, truth = (levels((i - low) / (high - low)) for i in (pair.degraded, pair.truth))
        found.append(peak_signal_noise_ratio(truth, degraded, data_range=255))
    assert np.mean(found) == pytest.approx(VALIDATION[folder], abs=0.06)
