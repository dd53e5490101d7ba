"""What a check finds in data sets, sound and not."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from core.errors import PairMismatch
from core.training.datasets.check import check
from io_formats.errors import Cancelled
from io_formats.progress import CancelToken
from tests.core.training.datasets.replicas import picture
from tests.core.training.datasets.test_listing import write

ENTRY = "[[dataset]]\nkind = '{}'\nroot = '{}'\n"


@pytest.fixture
def clouds(tmp_path: Path) -> Path:
    """Three pairs, two sizes, and differences of 10 and 20 levels."""
    for number, (difference, rows) in enumerate(((10, 8), (20, 8), (0, 16))):
        picture(tmp_path / f"clouds/train/cloud/{number}.png", 100 + difference, rows)
        picture(tmp_path / f"clouds/train/label/{number}.png", 100, rows)
    return write(tmp_path, ENTRY.format("cuhk-cr1", "clouds"))


def test_figures_of_a_sound_set(clouds: Path) -> None:
    (report,) = check(clouds)
    assert (report.kind, report.split, report.task) == ("cuhk-cr1", "train", "rs-cloud")
    assert (report.pairs, report.read, report.identical) == (3, 3, 1)
    assert list(report.shapes.items()) == [((3, 8, 12), 2), ((3, 16, 12), 1)]
    assert (report.degraded, report.clean, report.unit) == ((100, 120), (100, 100), "sRGB")
    decibels = [20 * math.log10(255 / difference) for difference in (10, 20)]
    assert report.psnr == pytest.approx(sum(decibels) / 2)
    assert report.problems == ()


def test_partners_that_are_stored_and_made_are_counted(clouds: Path, tmp_path: Path) -> None:
    """A folder of small images under a name that is not known leaves its whole part made."""
    for name in ("1", "2"):
        picture(tmp_path / f"D/DIV2K_train_HR/{name}.png")
    picture(tmp_path / "D/DIV2K_train_LR_bicubic/X4/1x4.png", 0, 2, 3)
    picture(tmp_path / "D/DIV2K_train_LR_bicubic/X4/2x4.png", 0, 2, 3)
    picture(tmp_path / "D/Flickr2K_HR/3.png")
    picture(tmp_path / "D/Flickr2K_LR_bicubic_sub/X4/3x4.png", 0, 2, 3)
    clouds.write_text(ENTRY.format("df2k", "D") + clouds.read_text())
    assert [(report.pairs, report.made) for report in check(clouds)] == [(3, 1), (3, 0)]


def test_every_problem_is_listed_with_its_file(clouds: Path, tmp_path: Path) -> None:
    picture(tmp_path / "clouds/train/cloud/0.png", 1, 9)
    (tmp_path / "clouds/train/label/2.png").write_bytes(b"no picture")
    (report,) = check(clouds)
    assert (report.pairs, report.read) == (3, 1)
    assert [problem.name for problem in report.problems] == ["0", "2"]
    assert "label/0.png" in report.problems[0].said
    assert "(3, 9, 12)" in report.problems[0].said
    assert "label/2.png" in report.problems[1].said


def test_a_set_that_cannot_be_opened_does_not_hide_the_others(clouds: Path, tmp_path: Path) -> None:
    lonely = picture(tmp_path / "more/train/cloud/7.png")
    (tmp_path / "more/train/label").mkdir()
    clouds.write_text(ENTRY.format("cuhk-cr1", "more") + clouds.read_text())
    first, second = check(clouds)
    assert (first.pairs, first.read, first.psnr) == (0, 0, None)
    assert [(problem.name, str(lonely) in problem.said) for problem in first.problems] == [
        ("", True)
    ]
    assert (second.read, second.problems) == (3, ())


def test_a_sample_is_spread_over_the_set(clouds: Path, tmp_path: Path) -> None:
    seen: list[tuple[float, str]] = []
    (report,) = check(clouds, sample=1, progress=lambda share, text: seen.append((share, text)))
    assert (report.pairs, report.read) == (3, 1)
    assert seen == [(0.0, "cuhk-cr1 1"), (1.0, "checked")]
    (report,) = check(clouds, sample=9)
    assert report.read == 3


def test_folder_that_is_listed_as_both(tmp_path: Path) -> None:
    picture(tmp_path / "own/hq/a.png", 3)
    text = ENTRY.format("folder", "own") + "task = 'natural-derain'\nlq = 'hq'\n"
    (report,) = check(write(tmp_path, text))
    assert report.identical == 1
    assert "no degraded image differs" in report.problems[0].said


def test_unknown_task_of_a_folder_of_pairs(tmp_path: Path) -> None:
    picture(tmp_path / "p/hq/a.png")
    picture(tmp_path / "p/lq/a.png")
    (tmp_path / "p/dataset.json").write_text('{"task": "wash", "lq": "lq", "window": [0, 255]}')
    (report,) = check(write(tmp_path, ENTRY.format("pairs", "p")))
    assert report.problems[0].said == "there is no task wash"


def test_it_can_be_stopped_and_the_file_itself_must_be_sound(clouds: Path) -> None:
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        check(clouds, cancel=token)
    clouds.write_text("[[dataset]]\n")
    with pytest.raises(PairMismatch, match=r"dataset\.0\.kind"):
        check(clouds)
