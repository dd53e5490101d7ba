"""Folders of pairs that nobody described: which folders, which task, which window."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from core.errors import PairMismatch
from core.training.data import open_sources
from core.training.datasets.guess import guess, open_guessed, with_task
from tests import dicom_factories as dicom
from tests import nifti_factories as nifti
from tests.core.training.datasets.replicas import picture


def pictures(root: Path, clean: str, degraded: str, names: tuple[str, ...] = ("a", "b")) -> Path:
    for at, name in enumerate(names):
        picture(root / clean / f"{name}.png", 100 + at)
        picture(root / degraded / f"{name}.png", 90 + at)
    return root


@pytest.mark.parametrize(
    ("root", "clean", "degraded", "task"),
    [
        ("haze_set", "GT", "LQ", "rs-dehaze"),
        ("own", "clear", "Hazy", "rs-dehaze"),
        ("own", "target", "input", ""),
        ("own", "norain", "rain", "natural-derain"),
        ("own", "sharp", "blur", "natural-deblur"),
        ("own", "gt", "cloudy", "rs-cloud"),
        ("derained", "hq", "lq", ""),
        ("MRI-sr", "hq", "lq", "mri-sr4"),
        ("ct_lowdose", "hq", "lq", "ct-denoise"),
        ("pet_lowcount", "hq", "lq", "pet-denoise"),
        ("petals", "hq", "lq", ""),
        ("action", "hq", "lq", ""),
    ],
)
def test_folders_and_task_follow_from_names(
    tmp_path: Path, root: str, clean: str, degraded: str, task: str
) -> None:
    found = guess(pictures(tmp_path / root, clean, degraded))
    assert found is not None
    assert (found.hq, found.lq, found.task, found.pairs) == (clean, degraded, task, 2)
    assert found.notes[0] == f"{clean} holds the clean images, {degraded} the others"
    assert found.problems == ()
    if task:
        pairs = open_guessed(tmp_path / root)
        assert pairs.names == ("a", "b")
        assert pairs.load("a").truth.mean() > pairs.load("a").degraded.mean()
    else:
        with pytest.raises(PairMismatch, match="neither its name nor its images"):
            open_guessed(tmp_path / root)


def test_task_follows_from_the_kind_of_the_images(tmp_path: Path) -> None:
    for kind in ("target", "input"):
        (tmp_path / "mine" / kind).mkdir(parents=True)
        for index in range(2):
            dicom.save(dicom.mr(index), tmp_path / "mine" / kind / f"{index}.dcm")
    found = guess(tmp_path / "mine")
    assert found is not None
    assert found.task == "mri-sr4"
    assert found.notes[2] == "after the kind of the images, MR"


def test_an_mri_folder_needs_no_description(tmp_path: Path) -> None:
    """Its window, of which the task has none, is that of its clean images."""
    random = np.random.default_rng(3)
    for kind in ("hq", "lq"):
        (tmp_path / "t1" / kind).mkdir(parents=True)
        for at in range(2):
            values = random.integers(0, 700, (16, 20, 3)).astype("<i2")
            values[8, 9, 1] = 1200 + at
            nifti.save_nifti(tmp_path / "t1" / kind / f"sub-{at}.nii.gz", values)
    found = guess(tmp_path / "t1")
    assert found is not None
    chosen = found if found.task else with_task(found, "mri-sr4")
    assert chosen.task == "mri-sr4"
    assert chosen.window == (0.0, 1201.0)
    assert "values from 0 to 1201" in chosen.notes[3]
    assert chosen.description.edges == (0.0, 1201.0)
    pictures(tmp_path / "mri" / "knee", "GT", "LQ")
    (pairs,) = open_sources([tmp_path / "mri" / "knee"])
    assert (pairs.task, pairs.window) == ("mri-sr4", (0.0, 101.0))


def test_images_without_a_partner_are_named(tmp_path: Path) -> None:
    root = pictures(tmp_path / "derain", "gt", "rain")
    picture(root / "gt" / "c.png", 9)
    picture(root / "rain" / "d.png", 9)
    found = guess(root)
    assert found is not None
    assert (found.pairs, found.problems) == (2, ("c is in gt alone", "d is in rain alone"))
    with pytest.raises(PairMismatch, match="no partner"):
        open_guessed(root)


def test_other_folders_are_none(tmp_path: Path) -> None:
    picture(tmp_path / "gt" / "a.png", 5)
    assert guess(tmp_path) is None
    with pytest.raises(PairMismatch, match="gt and input"):
        open_sources([tmp_path])
    (tmp_path / "input").mkdir()
    found = guess(tmp_path)
    assert found is not None
    assert "holds no images" in found.problems[0]
