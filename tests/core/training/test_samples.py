"""Crops: both from one place, in [0, 1], clean or degraded as planned, the same at every try."""

from __future__ import annotations

import pickle
from typing import Any

import numpy as np
import pytest
import torch

from core.pairs import Pair
from core.training.cache import Images
from core.training.config import SamplingConfig
from core.training.degrade.kspace import PEAK_JITTER
from core.training.samples import Batches, mean_errors
from core.training.text_features import TextFeatures
from io_formats.errors import DamagedFile
from tests.core.training.sets import Drawn


class Known(Drawn):
    """One pair whose pixels tell where they are."""

    def __init__(self, task: str, degraded: Any, truth: Any, window: tuple[float, float]) -> None:
        super().__init__(task, seed=0, count=1)
        self.known = degraded, truth, window

    def load(self, name: str) -> Pair:
        degraded, truth, window = self.known
        return Pair(name=name, degraded=degraded, truth=truth, window=window)


def batches(*sets: Drawn, part: tuple[int, int] = (0, 1), **told: Any) -> Batches:
    entries = {drawn.task: [(drawn, name) for name in drawn.names] for drawn in sets}
    features = told.pop("features", None)
    weights = told.pop("weights", None)
    config = SamplingConfig(**{"batch": 2, "clean_share": 0.0, **told})
    return Batches(Images(entries), config, seed=1, features=features, weights=weights, part=part)


def places(side: int) -> np.ndarray:
    return np.arange(side * side, dtype=float).reshape(1, side, side)


def test_both_crops_are_of_one_place() -> None:
    truth = places(20)
    drawn = Known("rs-cloud", truth + 1, truth, (0.0, 400.0))
    source = batches(drawn, batch=4)
    seen = set()
    for step in range(10):
        batch = source.draw(step, 8)
        assert batch.x_BCHW.shape == batch.truth_BCHW.shape == (4, 3, 8, 8)
        back = batch.truth_BCHW * 400
        assert torch.allclose(batch.x_BCHW * 400, back + 1, atol=1e-3)
        for crop in back[:, 0].round().int().numpy():
            rows, columns = np.sort(np.unique(crop // 20)), np.sort(np.unique(crop % 20))
            assert len(rows) == len(columns) == 8
            assert (np.diff(rows) == 1).all()
            assert (np.diff(columns) == 1).all()
            seen.add((rows[0], columns[0], crop[0, 0] % 20 > crop[0, -1] % 20))
    assert len(seen) > 30, "places and mirror images vary"


def test_values_pass_through_the_window() -> None:
    hu = np.array([-1000.0, -160.0, 40.0, 240.0, 900.0]).repeat(5).reshape(1, 5, 5)
    batch = batches(Known("ct-denoise", hu, hu, (-1000.0, 1000.0)), batch=1).draw(0, 5)
    assert sorted(set(batch.truth_BCHW.flatten().tolist())) == [0.0, 0.5, 1.0]
    assert torch.equal(batch.truth_BCHW[:, 0], batch.truth_BCHW[:, 2])


@pytest.mark.parametrize("side", [5, 11, 40])
def test_small_images_are_continued_by_reflection(side: int) -> None:
    drawn = Known("rs-cloud", places(5), places(5), (0.0, 25.0))
    crop = batches(drawn, batch=1).draw(3, side).truth_BCHW[0, 0] * 25
    wanted = np.pad(places(5)[0], (0, side - 5), mode="symmetric")
    turned = [np.rot90(w, k) for w in (wanted, wanted[:, ::-1]) for k in range(4)]
    assert any(np.allclose(crop.numpy(), w, atol=1e-4) for w in turned)


def test_clean_samples_have_their_truth_as_input() -> None:
    told = {"clean_share": 1.0, "lesser_share": 0.0, "batch": 8}
    drawn = Drawn("rs-cloud", seed=1)
    batch = batches(drawn, **told).draw(0, 16)
    assert torch.equal(batch.x_BCHW, batch.truth_BCHW)
    assert torch.equal(
        batch.truth_BCHW, batches(drawn, **{**told, "clean_share": 0.0}).draw(0, 16).truth_BCHW
    )


def test_some_clean_samples_are_of_lesser_quality() -> None:
    """A soft image shall stay soft: the network is not told that it could be sharper."""
    fine = np.random.default_rng(0).random((3, 28, 28))
    rain = Known("natural-derain", fine, fine, (0.0, 1.0))
    source = batches(rain, clean_share=1.0, lesser_share=0.5, batch=16)
    crops = source.draw(0, 16).truth_BCHW
    spread = crops.std((1, 2, 3))
    assert 3 <= int((spread < 0.25).sum()) <= 13
    assert torch.equal(crops, source.draw(0, 16).x_BCHW)


def test_degraded_anew_instead_of_the_stored_partner() -> None:
    drawn = Drawn("natural-derain", seed=1, side=40)
    black = {name: (truth * 0, truth) for name, (_, truth) in drawn.pairs.items()}
    drawn.pairs = black
    batch = batches(drawn, degrade={"natural-derain": 1.0}, batch=4).draw(0, 24)
    assert (batch.x_BCHW >= batch.truth_BCHW - 1e-2).all(), "rain brightens"
    assert (batch.x_BCHW > batch.truth_BCHW + 0.05).any()


def test_motion_blur_has_its_margin() -> None:
    batch = batches(
        Drawn("natural-deblur", seed=1, side=160), degrade={"natural-deblur": 1.0}, batch=2
    ).draw(0, 32)
    assert batch.x_BCHW.shape == (2, 3, 32, 32)
    assert not torch.equal(batch.x_BCHW, batch.truth_BCHW)


def test_peak_of_mr_images_varies_together() -> None:
    half = np.full((1, 16, 16), 0.5)
    source = batches(Known("mri-sr4", half * 0.5, half, (0.0, 1.0)), batch=8)
    peaks = torch.cat([source.draw(step, 8).truth_BCHW[:, 0, 0, 0] for step in range(20)]) / 0.5
    assert 1 / PEAK_JITTER[1] <= peaks.min() < 0.85
    assert 1.2 < peaks.max() <= 1 / PEAK_JITTER[0] + 1e-6
    batch = source.draw(0, 8)
    assert torch.allclose(batch.x_BCHW * 2, batch.truth_BCHW)
    clean = batches(Known("mri-sr4", half, half, (0.0, 1.0)), batch=8, clean_share=1.0).draw(0, 8)
    assert torch.equal(clean.x_BCHW, clean.truth_BCHW)
    assert clean.x_BCHW.amax((1, 2, 3)).unique().numel() > 4


@pytest.mark.parametrize(("task", "value"), [("ct-denoise", 900.0), ("pet-denoise", 24.0)])
def test_other_windows_show_what_lies_beyond_the_own(task: str, value: float) -> None:
    truth = np.full((1, 16, 16), value)
    drawn = Known(task, truth - 1, truth, (0.0, 10.0))
    own = batches(drawn, batch=16).draw(0, 8)
    assert (own.x_BCHW == 1).all()
    other = batches(drawn, batch=16, other_window={task: 1.0}).draw(0, 8)
    seen = (other.x_BCHW < other.truth_BCHW).flatten(1).all(1)
    assert 4 <= seen.sum() <= 16
    levels = other.truth_BCHW[seen].amax((1, 2, 3))
    assert len(levels.unique()) == len(levels)


def test_own_window_where_no_other_is_asked_for() -> None:
    ct, pet = Drawn("ct-denoise", seed=1), Drawn("pet-denoise", seed=2)
    plain, half = (
        batches(ct, pet, batch=16, **told).draw(3, 8)
        for told in ({}, {"other_window": {"ct-denoise": 0.5}})
    )
    same = (plain.truth_BCHW == half.truth_BCHW).flatten(1).all(1)
    of_ct = torch.tensor([task == "ct-denoise" for task in plain.tasks])
    assert same[~of_ct].all()
    assert 0 < same[of_ct].sum() < of_ct.sum()


def test_parts_of_a_batch_make_the_whole() -> None:
    sets = Drawn("rs-cloud", seed=1), Drawn("natural-derain", seed=2)
    whole = batches(*sets, batch=6).draw(4, 16)
    parts = [batches(*sets, batch=6, part=(i, 3)).draw(4, 16) for i in range(3)]
    for i, part in enumerate(parts):
        assert torch.equal(part.x_BCHW, whole.x_BCHW[i::3])
        assert part.keys == whole.keys[i::3]


def test_features_and_weights_follow_the_images() -> None:
    drawn = Drawn("rs-cloud", seed=1), Drawn("natural-derain", seed=2)
    rows = torch.eye(2)
    features = TextFeatures(
        features=rows,
        keys=("drawn-rs-cloud/00", "drawn-natural-derain/02"),
        encoder="e",
        captioner="c",
    )
    source = batches(*drawn, batch=8, features=features, weights={"rs-cloud": 3.0})
    batch = source.draw(0, 16)
    assert batch.text_BE is not None
    assert batch.text_BE.any()
    for key, task, row, weight in zip(
        batch.keys, batch.tasks, batch.text_BE, batch.weights_B, strict=True
    ):
        wanted = {"drawn-rs-cloud/00": rows[0], "drawn-natural-derain/02": rows[1]}
        assert torch.equal(row, wanted.get(key, torch.zeros(2)))
        assert weight == (3.0 if task == "rs-cloud" else 1.0)


def test_batches_made_ahead_are_those_of_their_steps() -> None:
    source = batches(Drawn("rs-cloud", seed=1))
    told = [(5, 8), (6, 8), (7, 16), (8, 16)]
    made = list(source.stream(iter(told)))
    for (step, patch), batch in zip(told, made, strict=True):
        assert torch.equal(batch.x_BCHW, source.draw(step, patch).x_BCHW)


@pytest.mark.parametrize("workers", [1, 3])
def test_batches_made_by_processes_are_those_of_their_steps(workers: int) -> None:
    source = batches(Drawn("rs-cloud", seed=1), Drawn("natural-derain", seed=2))
    told = [(5, 8), (6, 8), (7, 16), (8, 16), (9, 8)]
    made = list(source.stream(iter(told), workers=workers))
    assert len(made) == len(told)
    for (step, patch), batch in zip(told, made, strict=True):
        wanted = source.draw(step, patch)
        assert torch.equal(batch.x_BCHW, wanted.x_BCHW)
        assert torch.equal(batch.truth_BCHW, wanted.truth_BCHW)
        assert (batch.tasks, batch.keys) == (wanted.tasks, wanted.keys)


def test_images_go_to_a_process_with_what_was_read() -> None:
    drawn = Drawn("rs-cloud", seed=1, count=2)
    images = batches(drawn).images
    images.read_all()
    sent = pickle.loads(pickle.dumps(images))
    sent.entries = {}
    for number in range(2):
        assert torch.equal(
            sent.pair("rs-cloud", number).truth, images.pair("rs-cloud", number).truth
        )


@pytest.mark.parametrize("workers", [0, 2])
def test_an_unreadable_file_is_told_when_its_batch_comes(workers: int) -> None:
    drawn = Drawn("rs-cloud", seed=1, count=1)
    source = batches(drawn)
    if workers:
        source.images = Images(source.images.entries, budget_gib=0.0)
    stream = source.stream(iter([(0, 8), (1, 8)]), workers=workers)

    def broken(name: str) -> Pair:
        raise DamagedFile("a.png could not be read", why="it ends early", fix="get it again")

    drawn.load = broken  # type: ignore[method-assign]
    with pytest.raises(DamagedFile, match=r"a\.png"):
        next(stream)


def test_mean_errors_are_those_of_the_pairs() -> None:
    truth = places(10) / 200
    near, far = Known("rs-cloud", truth + 0.1, truth, (0, 1)), Drawn("rs-sr4", seed=1)
    entries: Any = {d.task: [(d, n) for n in d.names] for d in (near, far)}
    errors = mean_errors(Images(entries))
    assert errors["rs-cloud"] == pytest.approx(0.1, rel=1e-5)
    wanted = [np.abs(a - b).mean() for a, b in far.pairs.values()]
    assert errors["rs-sr4"] == pytest.approx(np.mean(wanted), rel=1e-5)
