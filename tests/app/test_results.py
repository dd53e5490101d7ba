"""Results of the window at any strength: what is seen, saved and told is what the command gives."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import app.results
from app import protocol as p
from app.mapped import correction_in, placed, shown_at
from app.results import Results
from core.job import run_job, save
from core.options import JobOptions, RestoreOptions, SaveOptions
from core.reference import open_reference
from core.region import Region
from core.restoration import choose, measure, restore_scene
from core.restorer import NetRestorer, load_restorer
from core.strength_job import at_strength
from io_formats import Scene, open_scene
from resources import locate
from tests import photo_factories as photo
from tests.models import tiny_card

STRENGTH = 0.35


@pytest.fixture(scope="module")
def restorer(tmp_path_factory: pytest.TempPathFactory) -> NetRestorer:
    return load_restorer(str(tiny_card(tmp_path_factory.mktemp("model"))), device="cpu")[0]


def whole(scene: Scene) -> Any:
    return scene.pixels[tuple(slice(0, size) for size in scene.shape)]


def restored(
    results: Results, path: Path, restorer: NetRestorer, *, job: int = 1, **options: Any
) -> tuple[p.Restore, p.Restored]:
    """Restore as the child does."""
    request = p.Restore(scene="a", path=path, options=RestoreOptions(**options))
    scene = open_scene(path)
    choice = choose(scene, request.options, restorer)
    size = restorer.card.size
    shown = results.begin(job, request, scene, choice.scale, size, lambda event: None)
    full = replace(request.options, strength=1.0) if shown.keeps else request.options
    done = restore_scene(scene, full, restorer, choice=choice, observer=shown)
    return request, results.keep(job, request, done, shown)


CASES: dict[str, dict[str, Any]] = {
    "samples/ct": {"region": Region(planes=(1, 3), rows=(0, 70))},
    "samples/mri.nii.gz": {"scale": 2, "region": Region(rows=(8, 40), columns=(8, 40))},
    "samples/photo.png": {"region": Region(rows=(10, 60), columns=(20, 90))},
    "samples/scene.tif": {"scale": 2, "tile": 64, "region": Region(rows=(0, 20), columns=(5, 30))},
}


@pytest.mark.parametrize("name", CASES)
def test_seen_and_saved_are_what_the_command_line_gives(
    tmp_path: Path, restorer: NetRestorer, name: str
) -> None:
    source, options = locate(name), CASES[name]
    out = JobOptions(output=tmp_path / "command", strength=STRENGTH, **options)
    wanted = run_job(source, out, restorer)
    results = Results(tmp_path)
    earlier = restored(results, source, restorer, strength=0.8, **options)
    answer = earlier[1]
    assert (answer.strength, answer.part.correction is not None) == (1.0, True)
    seen = shown_at(open_scene(source), answer.part, STRENGTH)[0]
    np.testing.assert_array_equal(whole(seen), whole(wanted.restored))
    full = shown_at(open_scene(source), answer.part, 1.0)[0]
    assert (whole(full) != whole(seen)).any()

    weaker = results.of("a", earlier, STRENGTH)
    np.testing.assert_array_equal(whole(weaker.result.scene), whole(wanted.restored))
    saved = save(weaker, SaveOptions(output=tmp_path / "window"))
    told = json.loads(saved.sidecar.read_text(encoding="utf-8"))
    same = json.loads(wanted.sidecar.read_text(encoding="utf-8"))
    for key in ("parameters", "clipped", "nudged", "refitted", "warnings", "history", "window"):
        assert told[key] == same[key], key
    np.testing.assert_array_equal(
        whole(open_scene(saved.written.path)), whole(open_scene(wanted.written.path))
    )


def test_figures_belong_to_their_strength(tmp_path: Path, restorer: NetRestorer) -> None:
    path = locate("samples/photo.png")
    results = Results(tmp_path)
    earlier = restored(results, path, restorer)
    truth = open_reference(path, open_scene(path), 1)
    measured = measure(results.of("a", earlier, STRENGTH), truth)
    results.replace("a", measured)
    assert results.of("a", earlier, STRENGTH) is measured
    assert "metrics" not in results.of("a", earlier, 1.0).report
    assert "metrics" not in results.of("a", earlier, 0.5).report
    full = measure(results.of("a", earlier), truth)
    errors = [r.report["metrics"]["output"]["rmse"] for r in (measured, full)]
    assert 0 < errors[0] < errors[1]
    results.replace("a", full)
    assert results.of("a", earlier, 1.0) is full
    assert "metrics" not in results.of("a", earlier, 0.6).report


def test_another_child_goes_on_with_figures_and_strength(
    tmp_path: Path, restorer: NetRestorer
) -> None:
    path = locate("samples/photo.png")
    request, answer = restored(Results(tmp_path), path, restorer, strength=0.8)
    known = {**answer.report, "metrics": {"made": "before"}}
    answer = replace(answer, report=known, measured_at=STRENGTH)
    other = Results(tmp_path)
    assert other.of("a", (request, answer), STRENGTH).report["metrics"] == {"made": "before"}
    full = other.of("a", (request, answer), 1.0)
    assert (full.options.strength, "metrics" in full.report) == (1.0, False)


def test_too_large_for_a_correction_it_is_made_as_asked(
    tmp_path: Path, restorer: NetRestorer, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(photo.png(photo.samples(40, 56)))
    monkeypatch.setattr(app.results, "MOST_KEPT", 40 * 56 * 3 * 4 - 1)
    results = Results(tmp_path)
    earlier = restored(results, path, restorer, strength=0.8)
    answer = earlier[1]
    assert (answer.strength, answer.part.correction) == (0.8, None)
    assert results.of("a", earlier, 0.3).options.strength == 0.8
    original = open_scene(path)
    kept = shown_at(original, answer.part, 0.3)[0]
    np.testing.assert_array_equal(whole(kept), whole(placed(original, answer.part)))


def test_files_of_a_result_go_with_it(tmp_path: Path, restorer: NetRestorer) -> None:
    results = Results(tmp_path)
    _, answer = restored(results, locate("samples/photo.png"), restorer)
    assert answer.part.correction is not None
    assert answer.part.correction.path.exists()
    results.forget("a")
    assert list(tmp_path.iterdir()) == []


class Unreadable:
    """A mask that lies on a disk that is full, or is gone."""

    dtype = np.dtype(np.bool_)

    def __init__(self, shape: tuple[int, ...]) -> None:
        self.shape = shape

    def __getitem__(self, window: Any) -> Any:
        raise OSError("no space left on the device")


def test_old_result_stays_where_the_new_one_cannot_be_kept(
    tmp_path: Path, restorer: NetRestorer
) -> None:
    path, options = locate("samples/photo.png"), RestoreOptions(scale=2)
    results = Results(tmp_path)
    earlier = restored(results, path, restorer, scale=2)
    before = set(tmp_path.iterdir())
    scene = open_scene(path)
    request = p.Restore(scene="a", path=path, options=options)
    choice = choose(scene, options, restorer)
    shown = results.begin(2, request, scene, choice.scale, restorer.card.size, lambda event: None)
    done = restore_scene(scene, options, restorer, choice=choice, observer=shown)
    made = done.result.scene
    broken = replace(made, valid=Unreadable((made.shape[0], 1, *made.shape[2:])))
    with pytest.raises(OSError, match="no space left"):
        results.keep(2, request, replace(done, result=replace(done.result, scene=broken)), shown)
    assert {path for path in tmp_path.iterdir() if path.name.startswith("1-")} == before
    assert not list(tmp_path.glob("*.valid"))
    seen = shown_at(scene, earlier[1].part, STRENGTH)[0]
    np.testing.assert_array_equal(
        whole(results.of("a", earlier, STRENGTH).result.scene), whole(seen)
    )
    shown.discard()
    restored(results, path, restorer, job=3, scale=2)
    assert {path.name[:2] for path in tmp_path.iterdir()} == {"3-"}


def test_warnings_count_what_the_strength_needs(tmp_path: Path, restorer: NetRestorer) -> None:
    results = Results(tmp_path)
    earlier = restored(results, locate("samples/photo.png"), restorer)
    full = results.of("a", earlier)
    told = {**full.report, "nudged": 3, "refitted": 0}
    told["warnings"] = ["3 restored values equal to nodata were moved by one step", "odd"]
    kept = correction_in(full.original, earlier[1].part)
    assert kept is not None
    after = at_strength(replace(full, report=told), kept, 0.5)
    assert after.report["warnings"] == ["odd"]
    assert after.result.scene.history[-1].parameters["strength"] == 0.5
