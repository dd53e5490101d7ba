"""One input from file to file, as every caller does it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from core.errors import OutOfMemory
from core.job import run_job, save
from core.options import JobOptions, RestoreOptions, SaveOptions
from core.region import Region
from core.restoration import choose, restore_scene
from core.restorer import NetRestorer, load_restorer
from core.targets import names_file, target_for
from io_formats import Part, WriteOptions, open_scene
from io_formats.errors import Cancelled, TargetExists
from io_formats.progress import CancelToken
from tests import dicom_factories as dicom
from tests import geotiff_factories as geotiff
from tests import photo_factories as photo
from tests.core.test_reference import raster
from tests.models import tiny_card


@pytest.fixture(scope="module")
def restorer(tmp_path_factory: pytest.TempPathFactory) -> NetRestorer:
    card = tiny_card(tmp_path_factory.mktemp("model"))
    return load_restorer(str(card), device="cpu", precision="fp32")[0]


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "in" / "a.png"
    path.parent.mkdir()
    path.write_bytes(photo.png(photo.samples(20, 28)))
    return path


def test_a_resampled_truth_is_told(tmp_path: Path, restorer: NetRestorer) -> None:
    source = raster(tmp_path / "a.tif", (24, 32), (500_000, 5_000_000))
    truth = raster(tmp_path / "truth.tif", (60, 70), (499_900, 5_000_100), step=7.5)
    told = "the truth lies on another grid and was resampled onto that of the result"
    for name, reference, notes in (("a", truth, [told]), ("b", source, [])):
        options = JobOptions(output=tmp_path / name, reference=reference)
        result = run_job(source, options, restorer)
        assert result.record["metrics"]["notes"] == notes
        assert [note for note in result.warnings if "truth" in note] == notes


def test_headers_hear_which_part_alone_was_restored(
    tmp_path: Path, picture: Path, restorer: NetRestorer
) -> None:
    def part(name: str, region: Region | None) -> Part | None:
        options = JobOptions(output=tmp_path / name, region=region)
        return run_job(picture, options, restorer).derivation.part

    assert part("some", Region(rows=(0, 20), columns=(3, 9))) == Part(columns=(3, 9))
    assert part("all", Region(planes=(0, 1))) is None
    assert part("none", None) is None


def test_result_holds_what_was_opened_made_and_written(
    tmp_path: Path, picture: Path, restorer: NetRestorer
) -> None:
    done: list[float] = []
    result = run_job(
        picture,
        JobOptions(output=tmp_path / "out", scale=2),
        restorer,
        progress=lambda share, text: done.append(share),
    )
    assert result.original.shape == (1, 3, 20, 28)
    assert result.restored.shape == (1, 3, 40, 56)
    assert result.written.path == tmp_path / "out" / "a.png"
    assert result.sidecar == tmp_path / "out" / "a.png.json"
    assert result.derivation.model_sha256 == restorer.card.sha256
    assert result.derivation.created.tzinfo is not None
    assert result.record["history"][-1]["name"] == "restored"
    saved = open_scene(result.written.path)
    whole = (slice(0, 1), slice(0, 3), slice(0, 40), slice(0, 56))
    assert np.array_equal(saved.pixels[whole], result.restored.pixels[whole])
    assert done == sorted(done)
    assert done[-1] == 1


def test_same_input_gives_the_same_bytes(
    tmp_path: Path, picture: Path, restorer: NetRestorer
) -> None:
    results = [
        run_job(picture, JobOptions(output=tmp_path / name), restorer).written.path.read_bytes()
        for name in ("one", "two")
    ]
    assert results[0] == results[1]


def test_what_cannot_fit_is_refused_before_the_work(
    tmp_path: Path, picture: Path, restorer: NetRestorer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.estimate.free_bytes", lambda: 1000)
    told: list[str] = []
    with pytest.raises(OutOfMemory, match="1 MiB are free"):
        run_job(
            picture,
            JobOptions(output=tmp_path / "out"),
            restorer,
            progress=lambda share, text: told.append(text),
        )
    assert told[-1] == "opened"
    assert not (tmp_path / "out").exists()


def test_what_may_not_fit_is_warned_of(
    tmp_path: Path, picture: Path, restorer: NetRestorer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.estimate.SMALLEST_TILE", 8)
    monkeypatch.setattr("core.estimate.free_bytes", lambda: 3_000_000)
    result = run_job(picture, JobOptions(output=tmp_path / "out"), restorer)
    assert any("choose smaller tiles (--tile)" in said for said in result.warnings)


def test_cancelled_while_the_last_tile_was_computed(
    tmp_path: Path, picture: Path, restorer: NetRestorer
) -> None:
    token = CancelToken()
    with pytest.raises(Cancelled):
        run_job(
            picture,
            JobOptions(output=tmp_path / "out"),
            restorer,
            progress=lambda share, text: token.cancel(),
            cancel=token,
        )
    assert not (tmp_path / "out").exists()


def test_saving_a_scene_tells_how_far_it_is_and_stops_between_blocks(
    tmp_path: Path, restorer: NetRestorer
) -> None:
    scene = open_scene(geotiff.several_tiles(tmp_path / "scene.tif"))
    options = RestoreOptions(region=Region(rows=(0, 16), columns=(0, 16)))
    choice = choose(scene, options, restorer)
    restored = restore_scene(scene, options, restorer, choice=choice)
    token, shares = CancelToken(), []

    def hear(share: float, text: str) -> None:
        shares.append(share)
        if share > 0.5:
            token.cancel()

    out = tmp_path / "out"
    with pytest.raises(Cancelled):
        save(restored, SaveOptions(output=out), progress=hear, cancel=token)
    assert shares == pytest.approx([0, 512 * 512 / (530 * 1030), 512 * 1024 / (530 * 1030)])
    assert list(out.iterdir()) == []
    assert save(restored, SaveOptions(output=out)).written.path == out / "scene.tif"


def test_protected_files_are_never_replaced(
    tmp_path: Path, picture: Path, restorer: NetRestorer
) -> None:
    target = tmp_path / "out" / "a.png"
    options = JobOptions(output=target.parent, protected=(target,), write=WriteOptions(force=True))
    with pytest.raises(TargetExists):
        run_job(picture, options, restorer)
    assert not target.parent.exists()


@pytest.mark.parametrize(
    ("name", "result"),
    [
        ("a.png", "a.png"),
        ("a", "a.png"),
        ("a.b.png", "a.b.png"),
        ("a.2024", "a.2024.png"),
        ("A.PNG", "A.png"),
        (".hidden", ".hidden.png"),
    ],
)
def test_names_of_results(name: str, result: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(photo.png(photo.samples()))
    target = target_for(open_scene(path), JobOptions(output=tmp_path / "out"))
    assert target == tmp_path / "out" / result


def test_series_goes_into_a_folder_of_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = dicom.series(tmp_path / "scan.v2", count=2)
    options = JobOptions(output=tmp_path / "out")
    assert target_for(open_scene(folder), options) == tmp_path / "out" / "scan.v2"
    monkeypatch.chdir(folder)
    assert target_for(open_scene("."), options) == tmp_path / "out" / "scan.v2"


def test_output_is_a_file_if_its_suffix_is_known(tmp_path: Path) -> None:
    (tmp_path / "there.png").mkdir()
    names = ("a.png", "a.NII.GZ", "a.dcm", "a", "a.txt", "there.png")
    assert [names_file(tmp_path / name) for name in names] == [True, True, True, *[False] * 3]
