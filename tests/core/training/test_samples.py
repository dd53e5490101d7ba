"""Training pairs in memory, and the stream of batches."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from core.errors import PairMismatch
from core.training.samples import PEAK_JITTER, Batches, TaskPairs, load_tasks
from tests.core.test_pairs import ABDOMEN, grey, pair_folder
from tests.core.training.curve import task_pairs
from tests.photo_factories import samples


def batches(*tasks: TaskPairs, **told: Any) -> Batches:
    settings = {"patch": 16, "repeats": 1, "clean_share": 0.0, "weight_power": 0.0, "seed": 1}
    return Batches({task.task: task for task in tasks}, **{**settings, **told})


def constant(task: str, value: float, side: int = 20) -> TaskPairs:
    image = np.full((3, side, side), value, np.float32)
    return TaskPairs(task, [(image, image)], 0.1)


CT, RAIN = task_pairs("ct-denoise", seed=1), task_pairs("natural-derain", seed=2)


def test_pairs_are_loaded_in_the_window_of_the_task(tmp_path: Path) -> None:
    """CT looks through the task's window whatever the data set's own is; grey is repeated."""
    stored = grey(12, 16).astype("u2") * 3 + 800
    wide = {**ABDOMEN, "stored_to_physical": {"offset": -1024}, "window": [-1000, 1000]}
    images = {"lq": {"a": stored + 8}, "hq": {"a": stored}}
    photo = {"task": "natural-derain", "lq": "lq", "window": [0, 200]}
    rgb = {"lq": {"a": samples(9, 7)}, "hq": {"a": samples(9, 7) // 2}}
    folders = [
        pair_folder(tmp_path / "p", photo, **rgb), pair_folder(tmp_path / "c", wide, **images)
    ]  # fmt: skip
    tasks = load_tasks(folders)
    assert list(tasks) == ["ct-denoise", "natural-derain"]
    degraded, truth = tasks["ct-denoise"].pairs[0]
    assert degraded.shape == truth.shape == (3, 12, 16)
    assert degraded.dtype == np.float32
    for band in range(3):
        assert np.allclose(truth[band], np.clip((stored - 1024.0 + 160) / 400, 0, 1), atol=1e-6)
    assert tasks["ct-denoise"].degraded_l1 == pytest.approx(np.abs(degraded - truth).mean())
    degraded, truth = tasks["natural-derain"].pairs[0]
    wanted = np.clip(np.moveaxis(samples(9, 7), 2, 0) / 200, 0, 1)
    assert np.allclose(degraded, wanted, atol=1e-6)


def test_every_tenth_pair_is_held_out(tmp_path: Path) -> None:
    images = {f"{i:02d}": np.full((8, 8), i, "u1") for i in range(21)}
    description = {"task": "natural-derain", "lq": "lq", "window": [0, 255]}
    folder = pair_folder(tmp_path / "p", description, lq=images, hq=images)
    found = [round(float(truth[0, 0, 0]) * 255) for _, truth in load_tasks([folder])[
        "natural-derain"
    ].pairs]  # fmt: skip
    assert found == [i for i in range(21) if i not in (9, 19)]
    assert len(load_tasks([folder], hold_out=3)["natural-derain"].pairs) == 14
    twice = load_tasks([folder, folder])["natural-derain"].pairs
    assert len(twice) == 38, "sets of one task are joined"


def test_unknown_task_is_named(tmp_path: Path) -> None:
    images = {"a": grey(8, 8)}
    folder = pair_folder(tmp_path / "p", {**ABDOMEN, "task": "dream"}, lq=images, hq=images)
    with pytest.raises(PairMismatch, match="there is no task dream"):
        load_tasks([folder])


def test_same_seed_same_batches() -> None:
    one, same, other = (batches(CT, RAIN, seed=seed) for seed in (1, 1, 2))
    for _ in range(3):
        a, b, c = one.draw(), same.draw(), other.draw()
        assert torch.equal(a[0], b[0])
        assert torch.equal(a[1], b[1])
        assert not torch.equal(a[0], c[0])


def test_every_task_is_in_every_batch() -> None:
    tasks = [constant(name, value) for name, value in (("rs-sr4", 0.2), ("rs-cloud", 0.7))]
    stream = batches(*tasks, repeats=3)
    for _ in range(4):
        degraded, truth = stream.draw()
        assert degraded.shape == truth.shape == (6, 3, 16, 16)
        assert degraded.dtype == torch.float32
        assert truth[:, 0, 0, 0].tolist() == pytest.approx([0.2] * 3 + [0.7] * 3)
    assert stream.weights.shape == (6,)


def test_weights_raise_the_faint_tasks() -> None:
    image = CT.pairs
    faint, strong = TaskPairs("pet-denoise", image, 0.01), TaskPairs("rs-sr4", image, 0.09)
    assert batches(faint, strong).weights.tolist() == [1, 1]
    raised = batches(faint, strong, weight_power=1.0, repeats=2).weights
    assert raised.tolist() == pytest.approx([5, 5, 5 / 9, 5 / 9])
    assert batches(faint, strong, weight_power=0.5).weights[0] == pytest.approx(5**0.5)


@pytest.mark.parametrize(("share", "least", "most"), [(0.0, 0, 0), (0.3, 40, 80), (1.0, 200, 200)])
def test_share_of_clean_samples(share: float, least: int, most: int) -> None:
    stream = batches(CT, clean_share=share)
    clean = sum(torch.equal(*stream.draw()) for _ in range(200))
    assert least <= clean <= most


def test_both_crops_come_from_one_place() -> None:
    """Degraded is truth plus a constant: whatever was cut, turned and flipped."""
    ramp = np.arange(3 * 40 * 30, dtype=np.float32).reshape(3, 40, 30) / 8000
    stream = batches(TaskPairs("rs-sr4", [(ramp + np.float32(0.25), ramp)], 0.25))
    turned, places = set(), set()
    for _ in range(60):
        degraded, truth = stream.draw()
        assert torch.allclose(degraded - truth, torch.full((), 0.25), atol=1e-6)
        across = float(truth[0, 0, 0, 1] - truth[0, 0, 0, 0]) * 8000
        down = float(truth[0, 0, 1, 0] - truth[0, 0, 0, 0]) * 8000
        places.add(divmod(round(float(truth[0, 0].min()) * 8000), 30))
        turned.add((round(across), round(down)))
        assert set(map(abs, (round(across), round(down)))) == {1, 30}
    assert len(turned) == 8, "four turns, each with its mirror image"
    rows, columns = ({place[axis] for place in places} for axis in (0, 1))
    assert rows <= set(range(25))
    assert columns <= set(range(15))
    assert len(rows) > 15
    assert len(columns) > 10


def test_small_images_are_continued_by_reflection() -> None:
    image = np.arange(3 * 5 * 4, dtype=np.float32).reshape(3, 5, 4) / 60
    stream = batches(TaskPairs("pet-denoise", [(image, image)], 0.1), patch=16)
    mirrored = np.pad(image, [(0, 0), (0, 11), (0, 12)], mode="symmetric")
    views = [
        np.rot90(part, turns, (1, 2)) for turns in range(4) for part in (mirrored,)
    ]  # fmt: skip
    views += [view[:, :, ::-1] for view in views]
    for _ in range(10):
        crop = stream.draw()[1][0].numpy()
        assert any(np.array_equal(crop, view) for view in views)


def test_only_the_peak_of_mr_is_uncertain() -> None:
    stream = batches(constant("mri-sr4", 0.5), constant("ct-denoise", 0.5))
    seen = set()
    for _ in range(50):
        degraded, truth = stream.draw()
        assert torch.equal(degraded, truth), "both are dimmed alike"
        assert truth[1].unique().tolist() == [0.5]
        seen.add(float(truth[0, 0, 0, 0]))
    assert len(seen) > 40
    assert min(seen) >= 0.5 * PEAK_JITTER[0]
    assert max(seen) <= 0.5 * PEAK_JITTER[1]
    assert float(batches(constant("mri-sr4", 1.0)).draw()[0].max()) <= 1


def test_state_of_the_stream_goes_through_json() -> None:
    """As the checkpoint stores it."""
    stream = batches(CT)
    stream.draw()
    state = json.dumps(stream.random.bit_generator.state)
    wanted = stream.draw()[0]
    again = batches(CT, seed=9)
    again.random.bit_generator.state = json.loads(state)
    assert torch.equal(again.draw()[0], wanted)
