"""Listening hears what a restoration would have chosen."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from core.analysis.listening import (
    Listener,
    hear_file,
    hear_planes,
    hear_set,
)
from core.analysis.similarity import instances
from core.engine import RestoreRequest, restore
from core.errors import ModelError, PairMismatch
from core.tasks import TASKS
from core.training.datasets.pair_set import SelfDescribed
from core.windows import window_between
from io_formats.errors import Cancelled
from io_formats.progress import CancelToken
from tests.core.analysis.hearings import CONTROL, ct_pairs, heard, network, rain_pairs
from tests.core.scenes import RGB, noise, scene_of, stored_of
from tests.core.test_pairs import ABDOMEN, grey, pair_folder
from tests.photo_factories import png, samples


@pytest.mark.parametrize("side", [40, 150])
def test_prompts_are_those_of_a_restoration_and_the_image_stays(side: int) -> None:
    """Of one tile, and of several under the mean of their queries."""
    scene = scene_of(noise(1, 3, side, 70), roles=RGB)
    request = RestoreRequest(task=TASKS["rs-dehaze"], window=window_between(scene, 0, 255))
    net = network()
    done, listened = (restore(scene, request, model) for model in (net, Listener(net)))
    assert listened.report["prompts"] == done.report["prompts"]
    np.testing.assert_array_equal(stored_of(listened.scene), stored_of(scene))
    assert not np.array_equal(stored_of(done.scene), stored_of(scene))


def test_images_of_a_data_set_are_seen_through_the_window_of_their_task(tmp_path: Path) -> None:
    """CT through the card's window in HU, photos through that of the data set."""
    net = network()
    ct, rain = ct_pairs(tmp_path), rain_pairs(tmp_path)
    for pairs, low, high in ((ct, -160, 240), (rain, 0, 255)):
        found = hear_set(pairs, net)
        assert [image.name for image in found.heard] == list(pairs.names)
        degraded = pairs.load("1").degraded
        unit = np.clip((degraded - low) / (high - low), 0, 1).astype("float32")
        asked = net.query(np.broadcast_to(unit, (3, *unit.shape[1:]))[None].copy())
        assert found.heard[1].queries.domain is not None
        assert asked.domain is not None
        torch.testing.assert_close(found.heard[1].queries.task, asked.task)
        torch.testing.assert_close(found.heard[1].queries.domain, asked.domain)
    assert (hear_set(ct, net).name, hear_set(rain, net).task) == ("ct", "natural-derain")
    assert (ct.label, rain.label) == ("ct", "rain")


def test_weights_of_prompts_not_chosen_are_zero() -> None:
    image = heard([(2, 0.75), (0, 0.25)])
    assert image.weights("task").tolist() == [0.25, 0.0, 0.75, 0.0]
    assert list(image.pools) == ["task"]
    assert image.queries.domain is None


def test_a_limit_spreads_over_the_names(tmp_path: Path) -> None:
    found = hear_set(ct_pairs(tmp_path, 4), network(), limit=2)
    assert [image.name for image in found.heard] == ["1", "3"]


def test_progress_cancel_and_unknown_tasks(tmp_path: Path) -> None:
    told: list[tuple[float, str]] = []
    pairs = rain_pairs(tmp_path)
    hear_set(pairs, network(), progress=lambda share, text: told.append((share, text)))
    assert told == [(0.0, "0"), (0.5, "1")]
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        hear_set(pairs, network(), cancel=token)
    image = {"a": grey(8, 8)}
    odd = pair_folder(tmp_path / "odd", ABDOMEN | {"task": "wash"}, lq=image, hq=image)
    with pytest.raises(PairMismatch, match="there is no task wash"):
        hear_set(SelfDescribed(odd), network())


def test_a_file_of_a_user_is_heard(tmp_path: Path) -> None:
    path = tmp_path / "photo.png"
    path.write_bytes(png(samples(20, 24)))
    report = hear_file(path, network())
    assert sum(report["prompts"]["task"]) == pytest.approx(1, abs=1e-3)
    assert "closest" not in report["prompts"]
    assert any("natural photo" in sentence for sentence in report["warnings"])
    assert [file.name for file in tmp_path.iterdir()] == ["photo.png"]


def test_every_plane_of_a_volume_is_heard_for_itself() -> None:
    pixels = noise(3, 1, 40, 40) * 10
    pixels[1] = pixels[1, :, ::-1] / 4
    scene = scene_of(pixels, modality="CT")
    request = RestoreRequest(task=TASKS["ct-denoise"], prompts="plane")
    net = network()
    alone = hear_planes(scene, request, net)
    assert len(alone) == 3
    together = restore(scene, request, net).report["prompts"]
    mean = np.mean([plane["similarity"]["task"] for plane in alone], axis=0)
    assert mean == pytest.approx(together["similarity"]["task"], abs=2e-4)
    assert alone[0]["similarity"] != alone[1]["similarity"]


def test_network_without_prompts_has_nothing_to_hear(tmp_path: Path) -> None:
    silent = network(**CONTROL)
    path = tmp_path / "photo.png"
    path.write_bytes(png(samples(20, 24)))
    with pytest.raises(ModelError, match="this model has no prompts"):
        hear_file(path, silent)
    with pytest.raises(ModelError, match="this model has no prompts"):
        hear_set(rain_pairs(tmp_path), silent)


def test_answers_are_kept_of_the_dozen_that_is_shown(tmp_path: Path) -> None:
    """Of 13 images the seventh is not shown; it keeps its query and its choice."""
    net = network()
    found = hear_set(ct_pairs(tmp_path, 13), net)
    kept = [image.trace.fused is not None for image in found.heard]
    assert [i for i, whole in enumerate(kept) if not whole] == [7 - 1]
    assert instances([found], "fused").sets == instances([found], "task").sets == (("ct", 12),)
    for image, whole in zip(found.heard, kept, strict=True):
        for answer in image.pools.values():
            assert answer.query.shape == (1, 16)
            assert answer.indices.shape == answer.weights.shape == (1, 2)
            said = answer.representation
            assert said.shape == (1, 2 if whole else 0, 16)
            assert said.untyped_storage().nbytes() == said.numel() * 4
