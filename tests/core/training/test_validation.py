"""Held-out images: dB of the degraded and the restored, by the paper's protocol."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from core.metrics import score_rgb8
from core.models.datprl import Datprl
from core.training.cache import Images
from core.training.config import RunConfig
from core.training.validation import validate
from tests.core.models.nets import fill
from tests.core.training.sets import Drawn
from tests.models import TINY

CPU = torch.device("cpu")


def held(drawn: Drawn) -> Images:
    return Images({drawn.task: [(drawn, name) for name in drawn.names]})


def network() -> Datprl:
    net = Datprl(TINY).eval()
    fill(net)
    return net


def test_scores_are_those_of_the_protocol() -> None:
    drawn, net = Drawn("rs-cloud", seed=1, count=3), network()
    score = validate(net, held(drawn), RunConfig(validate_images=8), CPU)["rs-cloud"]
    before, after = [], []
    for degraded, truth in drawn.pairs.values():
        x = torch.from_numpy(degraded.astype(np.float32))[None]
        with torch.inference_mode():
            y = net(x)[0][0].numpy()
        before.append(score_rgb8(degraded.astype(np.float32), truth.astype(np.float32)).psnr)
        after.append(score_rgb8(y, truth.astype(np.float32)).psnr)
    assert score.images == 3
    assert score.degraded_psnr == pytest.approx(np.mean(before), abs=1e-3)
    assert score.restored_psnr == pytest.approx(np.mean(after), abs=1e-3)
    assert score.gain == pytest.approx(np.mean(after) - np.mean(before), abs=2e-3)


def test_large_images_are_cut_in_the_middle() -> None:
    drawn = Drawn("rs-cloud", seed=1, count=1, side=60)
    score = validate(network(), held(drawn), RunConfig(validate_side=32), CPU)["rs-cloud"]
    assert score.picture.shape == (32, 3 * 32 + 2 * 4, 3)
    truth = np.floor(drawn.pairs["00"][1][:, 14:46, 14:46].astype(np.float32) * 255 + 0.5)
    np.testing.assert_array_equal(score.picture[:, -32:], np.moveaxis(truth, 0, -1))


def test_images_are_spread_over_the_set() -> None:
    drawn = Drawn("rs-cloud", seed=1, count=9)
    score = validate(network(), held(drawn), RunConfig(validate_images=3), CPU)["rs-cloud"]
    assert score.images == 3
    assert drawn.reads == ["00", "04", "08"]


def test_identical_images_count_a_hundred() -> None:
    drawn = Drawn("rs-cloud", seed=1, count=1)
    drawn.pairs = {name: (truth, truth) for name, (_, truth) in drawn.pairs.items()}
    score = validate(network(), held(drawn), RunConfig(), CPU)["rs-cloud"]
    assert score.degraded_psnr == 100
