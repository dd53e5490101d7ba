"""DATA.toml: what it may say, and which key is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.errors import PairMismatch
from core.training.datasets.listing import open_listing, read_listing
from core.training.priors.truths import open_truths
from tests.core.test_pairs import ABDOMEN, grey, pair_folder
from tests.core.training.datasets.replicas import picture

GOOD = """
[[dataset]]
kind = "cuhk-cr1"
root = "clouds"
split = "test"

[[dataset]]
kind = "pairs"
root = "ct"

[[dataset]]
kind = "folder"
root = "own"
task = "natural-derain"
window = [0, 200]
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "DATA.toml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def listing(tmp_path: Path) -> Path:
    for part in ("clouds/test/cloud", "clouds/test/label", "own/hq", "own/lq"):
        picture(tmp_path / part / "1.png", len(part))
    pair_folder(tmp_path / "ct", ABDOMEN, lq={"a": grey(8, 8)}, hq={"a": grey(8, 8)})
    return write(tmp_path, GOOD)


def test_roots_lie_beside_the_file(listing: Path) -> None:
    found = open_listing(listing)
    assert [(one.kind, one.task, one.names) for one in found] == [
        ("cuhk-cr1", "rs-cloud", ("1",)),
        ("pairs", "ct-denoise", ("a",)),
        ("folder", "natural-derain", ("1",)),
    ]
    assert found[2].load("1").window == (0, 200)


def test_clean_images_of_a_listing_have_keys(listing: Path) -> None:
    source = open_truths(listing)
    assert source.keys == ("cuhk-cr1/1", "ct/a", "own/1")
    truth = source.read("own/1")
    assert (truth.task, truth.unit.shape) == ("natural-derain", (3, 8, 12))
    assert float(truth.unit.max()) == pytest.approx(len("own/hq") / 200)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "dataset: Field required"),
        ("dataset = []", "dataset: Tuple should have at least 1 item"),
        ("[[dataset]]\nkind = 'gopro'", "dataset.0.root: Field required"),
        (GOOD + "[[dataset]]\nroot = 'x'", "dataset.3.kind: Field required"),
        (GOOD.replace("split =", "spilt ="), "dataset.0.spilt: Extra inputs are not permitted"),
        (GOOD.replace('"test"', '"best"'), "dataset.0.split: Input should be 'train'"),
        (GOOD.replace("window", "windows"), "dataset.2.windows: Extra inputs"),
        (GOOD.replace("[0, 200]", "[0]"), "dataset.2.window.1: Field required"),
        (GOOD.replace("natural-derain", "wash"), "dataset.2.task: Value error, there is no task"),
        ("[[dataset]", "it is no TOML"),
        (GOOD + "\n[other]", "other: Extra inputs"),
        ("dataset = [3]", "dataset.0"),
        (
            GOOD.replace('"clouds"', '"cl\\u0000ds"'),
            "dataset.0.root: Value error, a path holds no NUL",
        ),
        (GOOD.replace('"own"', '"o\\u0000n"'), "dataset.2.root: Value error, a path holds no NUL"),
        (GOOD + 'hq = "\\u0000"', "dataset.2.hq: Value error, a path holds no NUL"),
        (
            GOOD.replace("[0, 200]", "[0, inf]"),
            "dataset.2.window.1: Input should be a finite number",
        ),
    ],
)
def test_the_key_that_is_wrong_is_named(text: str, said: str, tmp_path: Path) -> None:
    path = write(tmp_path, text)
    with pytest.raises(PairMismatch) as caught:
        read_listing(path)
    assert caught.value.what == f"{path} is no list of data sets"
    assert said in caught.value.why


def test_missing_and_unreadable_files(tmp_path: Path) -> None:
    with pytest.raises(PairMismatch, match="No such file"):
        open_listing(tmp_path / "DATA.toml")
    (tmp_path / "DATA.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(PairMismatch, match="it is no TOML"):
        open_listing(tmp_path / "DATA.toml")


def test_unknown_kind_lists_the_known(tmp_path: Path) -> None:
    path = write(tmp_path, "[[dataset]]\nkind = 'gopros'\nroot = 'x'")
    with pytest.raises(PairMismatch, match=r"no such layout.*gopro, "):
        open_listing(path)
