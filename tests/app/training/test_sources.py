"""What is dropped is recognised, listed and looked at."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from app.training.sources import LISTING, Source, checked, listing_text, recognise
from core.errors import PairMismatch
from core.training.datasets.listing import Listing, open_listing
from io_formats.errors import Cancelled
from io_formats.progress import CancelToken
from tests.app.training.packs import described_pairs, plain_pairs
from tests.core.training.datasets.replicas import picture


def test_a_described_folder_tells_its_task(tmp_path: Path) -> None:
    (found,) = recognise(described_pairs(tmp_path / "rain"))
    assert (found.kind, found.task, found.complete) == ("pairs", "natural-derain", True)


def test_hq_beside_lq_needs_a_task(tmp_path: Path) -> None:
    (found,) = recognise(plain_pairs(tmp_path / "own"))
    assert (found.kind, found.task, found.complete) == ("folder", "", False)
    assert found.of_task("rs-dehaze").complete


def test_usual_names_are_known_and_written_into_the_list(tmp_path: Path) -> None:
    for at, name in enumerate(("a", "b")):
        picture(tmp_path / "mri" / "GT" / f"{name}.png", 90 + at)
        picture(tmp_path / "mri" / "Input" / f"{name}.png", 80)
    (found,) = recognise(tmp_path)
    assert (found.kind, found.task, found.complete) == ("folder", "mri-sr4", True)
    (entry,) = tomllib.loads(listing_text([found]))["dataset"]
    assert (entry["hq"], entry["lq"], entry["window"]) == ("GT", "Input", [0.0, 91.0])
    (summary,) = checked([found])
    assert (summary.pairs, summary.read, summary.problems) == (2, 2, ())
    other = found.of_task("natural-derain")
    assert "window" not in listing_text([other])
    assert other.of_task("").complete is False


def test_a_list_is_taken_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "DATA.toml"
    path.write_text("")
    for given in (path, tmp_path):
        assert recognise(given) == (Source(path=path, kind=LISTING),)
    assert recognise(path)[0].complete


def test_a_downloaded_data_set_is_known_by_its_layout(tmp_path: Path) -> None:
    for name in ("blur", "sharp"):
        picture(tmp_path / f"G/train/S_1/{name}/000001.png", 55)
    (found,) = recognise(tmp_path / "G")
    assert (found.kind, found.task) == ("gopro", "natural-deblur")


def test_all_data_sets_within_a_folder_are_found(tmp_path: Path) -> None:
    described_pairs(tmp_path / "packs" / "natural" / "rain")
    described_pairs(tmp_path / "packs" / "remote" / "haze", "rs-dehaze")
    tasks = [source.task for source in recognise(tmp_path / "packs")]
    assert tasks == ["natural-derain", "rs-dehaze"]


def test_a_folder_without_pairs_says_what_to_do(tmp_path: Path) -> None:
    picture(tmp_path / "holiday" / "a.png")
    with pytest.raises(PairMismatch) as caught:
        recognise(tmp_path / "holiday")
    assert "hq" in caught.value.fix
    with pytest.raises(PairMismatch):
        recognise(tmp_path / "holiday" / "a.png")


def test_a_list_is_written_that_can_be_read_again(tmp_path: Path) -> None:
    odd = plain_pairs(tmp_path / 'of "Zoë" \\ x')
    sources = (
        Source(path=odd, kind="folder", task="natural-derain"),
        Source(path=described_pairs(tmp_path / "haze", "rs-dehaze"), kind="pairs"),
        Source(path=tmp_path / "DATA.toml", kind=LISTING),
    )
    text = listing_text(sources)
    assert len(Listing.model_validate(tomllib.loads(text)).dataset) == 2
    (tmp_path / "list.toml").write_text(text, encoding="utf-8")
    sets = open_listing(tmp_path / "list.toml")
    assert [found.task for found in sets] == ["natural-derain", "rs-dehaze"]
    assert listing_text(sources[2:]) == ""


def test_pairs_are_counted_and_problems_told(tmp_path: Path) -> None:
    good = described_pairs(tmp_path / "rain", count=4)
    bad = plain_pairs(tmp_path / "own", count=3)
    (bad / "lq" / "01.png").write_bytes(b"x")
    own = tmp_path / "DATA.toml"
    own.write_text("[[dataset]]\nkind = 'pairs'\nroot = 'rain'\n")
    shares: list[float] = []
    found = checked(
        [
            Source(path=good, kind="pairs"),
            Source(path=own, kind=LISTING),
            Source(path=bad, kind="folder", task="natural-derain"),
        ],
        progress=lambda share, text: shares.append(share),
    )
    assert [(r.pairs, r.read, len(r.problems)) for r in found] == [(4, 4, 0), (4, 4, 0), (3, 2, 1)]
    assert found[1].tasks == ("natural-derain",)
    assert found[0].psnr == pytest.approx(22, abs=1.5)
    assert found[2].problems[0].startswith("01: ")
    assert str(bad / "lq" / "01.png") in found[2].problems[0]
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    (few,) = checked([Source(path=good, kind="pairs")], sample=2)
    assert (few.pairs, few.read) == (4, 2)


def test_a_check_can_be_stopped(tmp_path: Path) -> None:
    stopped = CancelToken()
    stopped.cancel()
    source = Source(path=described_pairs(tmp_path / "rain"), kind="pairs")
    with pytest.raises(Cancelled):
        checked([source], cancel=stopped)
