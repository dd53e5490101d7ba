"""What a run is trained on: sources, tasks, weights, features."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from core.errors import CaptionsMissing, PairMismatch, UnusableConfig
from core.training.data import gather, open_sources
from core.training.text_features import TextFeatures
from tests.core.test_pairs import pair_folder
from tests.core.training.sets import Drawn, config
from tests.photo_factories import samples

SETS = [Drawn("natural-derain", seed=1), Drawn("rs-dehaze", seed=2), Drawn("rs-dehaze", seed=3)]


def test_sources_are_folders_of_pairs_and_listings(tmp_path: Path) -> None:
    images = {"a": samples(9, 7), "b": samples(8, 8)}
    description = {"task": "natural-derain", "lq": "lq", "window": [0, 255]}
    first, _ = (pair_folder(tmp_path / name, description, lq=images, hq=images) for name in "pq")
    listing = tmp_path / "DATA.toml"
    listing.write_text('[[dataset]]\nkind = "pairs"\nroot = "q"\n')
    told = config(data={"sources": [str(first), str(listing)]})
    assert [pairs.label for pairs in open_sources(told.data.sources)] == ["p", "q"]
    assert [pairs.names for pairs in open_sources(told.data.sources)] == [("a", "b"), ("a", "b")]


def test_without_sources_there_is_nothing() -> None:
    with pytest.raises(UnusableConfig, match="nothing to train on"):
        open_sources(())


def test_without_tasks_all_that_the_sources_have_are_trained() -> None:
    assert list(gather(config(data={"tasks": []}), SETS).train.counts) == [
        "natural-derain", "rs-dehaze",
    ]  # fmt: skip
    only = gather(config(data={"tasks": ["rs-dehaze"]}), SETS)
    assert only.train.counts == {"rs-dehaze": 4}
    assert only.held.counts == {"rs-dehaze": 2}


def test_pairs_can_be_taken_back_as_sets() -> None:
    held = gather(config(), SETS).held.sets
    assert [(part.label, part.names) for part in held] == [
        ("drawn-natural-derain", ("02",)),
        ("drawn-rs-dehaze", ("02",)),
        ("drawn-rs-dehaze", ("02",)),
    ]
    np.testing.assert_array_equal(held[2].load("02").truth, SETS[2].pairs["02"][1])


def test_faint_tasks_weigh_more_if_that_is_wanted() -> None:
    faint = Drawn("natural-derain", seed=1)
    faint.pairs = {name: (t + (d - t) / 4, t) for name, (d, t) in faint.pairs.items()}
    data = gather(config(sampling={"weight_power": 1.0}), [faint, SETS[1]])
    assert data.weights["natural-derain"] / data.weights["rs-dehaze"] == pytest.approx(4, rel=0.1)
    assert np.mean(list(data.weights.values())) == pytest.approx(1)
    assert gather(config(), SETS).weights == {}


def written(folder: Path, *keys: str) -> str:
    path = folder / "features.safetensors"
    TextFeatures(
        features=torch.eye(len(keys)), keys=keys, encoder="e", captioner="attributes"
    ).write(path)
    return str(path)


def test_features_are_found_by_key(tmp_path: Path) -> None:
    path = written(tmp_path, "drawn-rs-dehaze/00", "other/00")
    data = gather(config(data={"features": path}), SETS)
    assert data.features is not None
    assert data.features.lookup("drawn-rs-dehaze/00") is not None


def test_features_of_other_images_are_refused(tmp_path: Path) -> None:
    path = written(tmp_path, "other/00")
    with pytest.raises(CaptionsMissing, match="are of other images") as caught:
        gather(config(data={"features": path}), SETS)
    assert "drawn-natural-derain/00" in caught.value.why


def test_a_task_without_any_error_is_not_weighed_beyond_measure() -> None:
    same = Drawn("natural-derain", seed=1)
    same.pairs = {name: (truth, truth) for name, (_, truth) in same.pairs.items()}
    weights = gather(config(sampling={"weight_power": 1.0}), [same, SETS[1]]).weights
    assert weights["natural-derain"] / weights["rs-dehaze"] == pytest.approx(100, rel=0.1)


def test_given_sets_are_validated_on_and_nothing_is_held_out() -> None:
    other = [Drawn("rs-dehaze", seed=5, count=2), Drawn("ct-denoise", seed=6)]
    data = gather(config(), SETS, other)
    assert data.train.counts == {"natural-derain": 3, "rs-dehaze": 6}
    assert data.held.counts == {"rs-dehaze": 2}


def test_nothing_left_to_train_on_is_told_why() -> None:
    one = [Drawn("natural-derain", seed=1, count=2), SETS[1]]
    with pytest.raises(PairMismatch, match="no data set of the sources"):
        gather(config(data={"tasks": ["ct-denoise"]}), one)
    with pytest.raises(PairMismatch, match="have no pairs"):
        gather(config(data={"tasks": []}), [])
