"""``datprl-ir batch``: what it prints, its exit codes, and how it goes on."""

from __future__ import annotations

import json
import os
import signal
from pathlib import Path
from typing import Any

import pytest

import core.job
from app.preferred import prefer
from core.batch.journal import Journal
from tests import geotiff_factories as geotiff
from tests.app.conftest import Command
from tests.core.batch.runs import listing, photos, states
from tests.models import tiny_card


@pytest.fixture
def batch(command: Command, tiny: Path) -> Command:
    """Run ``datprl-ir batch`` with the tiny model on the processor."""
    return lambda *arguments: command("batch", "--model", tiny, "--device", "cpu", *arguments)


def test_folder_is_restored_and_told(tmp_path: Path, batch: Command) -> None:
    source, out = photos(tmp_path / "in", ["a.png", "x/b.png"]), tmp_path / "out"
    ran = batch(source, "-o", out)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines() == [
        f"a.png -> {out / 'a.png'}",
        f"x/b.png -> {out / 'x' / 'b.png'}",
        f"2 done; see {out / 'batch-report.html'}",
    ]
    assert listing(out) == ["a.png", "a.png.json", "x/b.png", "x/b.png.json"]


def test_options_reach_the_results(tmp_path: Path, batch: Command) -> None:
    source, out = photos(tmp_path / "in", ["a.png", "x/b.png"]), tmp_path / "out"
    options = ("--no-recursive", "--name", "{name}_{scale}", "--scale", "2", "--format", "webp")
    ran = batch(source, "-o", out, *options, "--reference", tmp_path / "truth")
    assert ran.code == 3, "no truth was found"
    assert batch(source, "-o", out, *options).code == 0
    assert listing(out) == ["a_2x.webp", "a_2x.webp.json"]


def test_bands_reach_the_results_and_a_band_that_is_missing_fails_alone(
    tmp_path: Path, batch: Command
) -> None:
    source, out = photos(tmp_path / "in", ["a.png"]), tmp_path / "out"
    geotiff.multispectral(source / "scene.tif")
    ran = batch(source, "-o", out, "--bands", "nir")
    assert ran.code != 0
    assert "no band 'nir'" in ran.err, "a photo has none"
    assert listing(out) == ["scene.tif", "scene.tif.json"]
    record = json.loads((out / "scene.tif.json").read_text("utf-8"))
    assert record["history"][-1]["parameters"]["bands"] == [4]


def test_worst_code_counts_and_a_retry_mends(tmp_path: Path, batch: Command) -> None:
    source, out = photos(tmp_path / "in", ["a.png", "b.png"]), tmp_path / "out"
    whole = (source / "a.png").read_bytes()
    (source / "a.png").write_bytes(whole[:100])
    ran = batch(source, "-o", out)
    assert ran.code == 3
    assert [line.partition(" - ")[0] for line in ran.errors] == [
        "error[DAMAGED-FILE]: a.png could not be read"
    ]
    assert "1 done, 1 failed" in ran.out
    (source / "a.png").write_bytes(whole)
    again = batch("-o", out, "--resume")
    assert (again.code, again.out) == (3, f"1 done, 1 failed; see {out / 'batch-report.html'}\n")
    mended = batch("-o", out, "--resume", "--retry-failed")
    assert (mended.code, mended.err) == (0, "")
    assert mended.out.startswith(f"a.png -> {out / 'a.png'}\n2 done;")


def test_unfinished_batch_asks_to_be_resumed(tmp_path: Path, batch: Command) -> None:
    source, out = photos(tmp_path / "in", ["a.png", "b.png"]), tmp_path / "out"
    assert batch(source, "-o", out, "--resume", "--strength", "0.5").code == 0, "starts fresh"
    (out / "a.png").unlink()
    with Journal(out) as journal:
        journal.wait([1])
    ran = batch(source, "-o", out)
    assert ran.code == 4
    assert "--resume" in ran.err
    other = batch(source, "-o", out, "--resume", "--strength", "0.7")
    assert other.code == 4
    assert "strength was 0.5 and is to be 0.7" in other.err
    assert batch(source, "-o", out, "--resume").code == 0
    with Journal(out) as journal:
        assert journal.options.strength == 0.5
        assert [item.tries for item in journal.items()] == [2, 1]


def test_one_model_for_all_inputs_or_that_of_each_domain(tmp_path: Path, command: Command) -> None:
    source, out = photos(tmp_path / "in", ["a.png"]), tmp_path / "out"
    geotiff.multispectral(source / "scene.tif")
    photos_only = tiny_card(tmp_path / "m", "photos-only", tasks=("natural-derain",))
    asked = (source, "--device", "cpu", "--name", "{name}-{model}")
    ran = command("batch", *asked, "-o", out, "--model", photos_only)
    assert ran.code == 5
    assert [line.split(" - ")[:2] for line in ran.errors] == [
        [
            "error[TASK-NOT-SUPPORTED]: scene.tif was not restored",
            "the model photos-only was not trained on satellite and aerial scenes",
        ]
    ]
    assert listing(out) == ["a-photos-only.png", "a-photos-only.png.json"]
    other = command("batch", "-o", out, "--resume", "--retry-failed", "--model", "auto")
    assert other.code == 4
    assert "is to be auto" in other.err
    for domain in ("natural", "remote"):
        prefer(domain, str(photos_only) if domain == "natural" else "absent")
    again = command("batch", *asked, "-o", tmp_path / "two")
    assert again.code == 0
    assert again.err == (
        "warning: the model absent, preferred for satellite and aerial scenes, is not there any "
        "more; compact was used instead\n"
    )
    results = [name for name in listing(tmp_path / "two") if not name.endswith(".json")]
    assert results == ["a-photos-only.png", "scene-compact.tif"]


def test_interrupted_by_ctrl_c_it_can_be_resumed(
    tmp_path: Path, batch: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, out = photos(tmp_path / "in", ["a.png", "b.png", "c.png"]), tmp_path / "my results"

    chosen = core.job.choose

    def choose(scene: Any, options: Any, restorer: Any) -> Any:
        if scene.source.path.name == "b.png":
            os.kill(os.getpid(), signal.SIGINT)
        return chosen(scene, options, restorer)

    monkeypatch.setattr("core.job.choose", choose)
    ran = batch(source, "-o", out)
    assert ran.code == 130
    assert f"datprl-ir batch -o '{out}' --resume" in ran.err
    with Journal(out) as journal:
        assert states(journal) == {"a.png": "done", "b.png": "waiting", "c.png": "waiting"}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "name files or folders"),
        (["x", "--retry-failed"], "it needs --resume"),
        (["x", "--deidentify", "--verbose-metadata"], "leaves out"),
        (["x", "--strength", "nan"], "--strength"),
        (["x", "--existing", "ask"], "--existing"),
    ],
)
def test_what_makes_no_sense_is_refused(
    arguments: list[str], said: str, tmp_path: Path, batch: Command
) -> None:
    ran = batch(*arguments, "-o", tmp_path / "out")
    assert ran.code == 2
    assert said in ran.err
    assert not (tmp_path / "out").exists()


def test_faults_of_the_whole_are_errors_of_one_line(tmp_path: Path, batch: Command) -> None:
    source = photos(tmp_path / "in", ["a.png"])
    assert batch(source, "-o", source).code == 4
    assert batch(tmp_path / "nothing", "-o", tmp_path / "out").code == 3
    ran = batch(source, "-o", tmp_path / "other", "--model", "absent")
    assert (ran.code, len(ran.err.splitlines())) == (5, 1)
    assert not (tmp_path / "other").exists()
    ran = batch(source, "-o", tmp_path / "out", "--name", "{date}")
    assert (ran.code, len(ran.err.splitlines())) == (4, 1)
    assert "no field date" in ran.err
