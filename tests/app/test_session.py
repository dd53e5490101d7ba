"""The states a scene goes through, as the window will show them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from app import protocol as p
from app.entry import Entry
from app.mapped import MappedArray
from app.opening import Place
from app.session import Session
from core.change_curve import ChangeCurve
from core.options import SaveOptions
from io_formats import Scene, open_scene
from io_formats.errors import DamagedFile
from tests import photo_factories as photo
from tests.core.scenes import stored_of


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "a.png"
    path.write_bytes(photo.png(photo.samples(12, 16)))
    return path


@pytest.fixture
def heard() -> list[Entry]:
    return []


@pytest.fixture
def session(path: Path, heard: list[Entry]) -> Session:
    session = Session(heard.append)
    entry = session.add(Place(path=path))
    session.opened(entry.id, open_scene(path))
    return session


def part_of(folder: Path, scene: Scene) -> p.Part:
    folder.mkdir(exist_ok=True)
    mapped, array = MappedArray.create(folder / "x.pixels", scene.shape, scene.pixels.dtype)
    array[:] = 7
    return p.Part(pixels=mapped, values=scene.values, grid=scene.grid, scale=1)


def restored(job: int, part: p.Part) -> p.Restored:
    return p.Restored(
        job=job,
        scene="scene-1",
        part=part,
        report={"tile": 64},
        task="natural-derain",
        choice="auto",
        notes=(),
        model="m",
        model_sha256="0",
        precision="fp32",
        device="cpu",
        warnings=(),
    )


def failed(job: int) -> p.Failed:
    return p.Failed(job=job, code="TARGET", what="a", why="b", fix="c")


def test_from_reading_to_measured(
    tmp_path: Path, session: Session, heard: list[Entry], path: Path
) -> None:
    entry = session["scene-1"]
    assert (entry.state, entry.domain) == ("opened", "natural")
    session.choose(entry.id, strength=0.5)
    request = session.restore(entry.id, model="compact")
    assert (request.path, request.options.strength) == (path, 0.5)
    assert session.sent(request, 4).state == "restoring"
    progress = p.Progress(job=4, stage="restoring", share=0.5)
    assert session.hear(progress).stage is progress
    assert session.hear(replace(progress, job=5)) is None
    part = part_of(tmp_path, entry.scene)
    assert session.hear(p.Started(job=4, part=part)).preview is part
    after = session.hear(restored(4, part))
    assert (after.state, after.job, after.stage, after.preview) == ("restored", None, None, None)
    assert np.unique(stored_of(after.restored)).tolist() == [7]
    session.sent(session.measure(entry.id, path), 5)
    assert session.hear(p.Measured(job=5, scene=entry.id, metrics={"planes": 1})).rest == "measured"
    states = [seen.state for seen in heard]
    assert states[:2] == ["reading", "opened"]
    assert states[-1] == "measured"


def test_result_stays_seen_until_the_next_one_is_heard_of(tmp_path: Path, session: Session) -> None:
    """The process that computes removes its files a moment before the window hears of others."""
    part = part_of(tmp_path, session["scene-1"].scene)
    kept, _ = MappedArray.create(tmp_path / "x.correction", part.pixels.shape, np.dtype("f4"))
    session.sent(session.restore("scene-1", model="m"), 1)
    seen = session.hear(restored(1, replace(part, correction=kept))).restored
    session.sent(session.restore("scene-1", model="m"), 2)
    for mapped in (part.pixels, kept):
        mapped.remove()
    after = session.choose("scene-1", strength=0.5)
    assert (after.strength, after.restored is seen) == (0.5, True)
    again = part_of(tmp_path / "again", after.scene)
    assert session.hear(restored(2, again)).restored is not seen


def test_slices_heard_belong_to_the_result(tmp_path: Path, session: Session) -> None:
    session.sent(session.restore("scene-1", model="m"), 1)
    session.hear(restored(1, part_of(tmp_path, session["scene-1"].scene)))
    session.sent(session.listen("scene-1"), 2)
    planes = ({"task": [1.0]},)
    after = session.hear(p.Listened(job=2, scene="scene-1", planes=planes))
    assert (after.slices, after.state, after.job) == (planes, "restored", None)
    session.sent(session.restore("scene-1", model="m"), 3)
    assert session.hear(restored(3, part_of(tmp_path / "again", after.scene))).slices == ()


def test_what_was_looked_at_belongs_to_the_result(tmp_path: Path, session: Session) -> None:
    part = part_of(tmp_path, session["scene-1"].scene)
    session.sent(session.restore("scene-1", model="m"), 1)
    session.hear(restored(1, part))
    session.sent(session.trust("scene-1", (0, 1)), 2)
    curve = ChangeCurve(width=1.0, counts=(1,), pixels=4)
    told = p.Trusted(
        job=2, scene="scene-1", planes=(0, 1), spread=part, spread_mean=0.5, spread_largest=1.0,
        changes=curve,
    )  # fmt: skip
    assert session.hear(told).trusted is told
    session.sent(session.measure("scene-1", tmp_path), 3)
    measured = p.Measured(job=3, scene="scene-1", metrics={}, truth=part, notes=("resampled",))
    after = session.hear(measured)
    assert (after.truth_path, after.truth_notes) == (tmp_path, ("resampled",))
    assert np.unique(stored_of(after.truth)).tolist() == [7]
    session.sent(session.restore("scene-1", model="m"), 4)
    again = session.hear(restored(4, part))
    assert (again.trusted, again.truth, again.metrics) == (None, None, None)


def test_another_strength_changes_the_result_at_once(tmp_path: Path, session: Session) -> None:
    scene = session["scene-1"].scene
    part = part_of(tmp_path, scene)
    kept, amounts = MappedArray.create(tmp_path / "x.correction", scene.shape, np.dtype("f4"))
    amounts[:] = 10.0
    session.sent(session.restore("scene-1", model="m"), 1)
    session.hear(restored(1, replace(part, correction=kept)))
    session.sent(session.measure("scene-1", tmp_path), 2)
    session.hear(p.Measured(job=2, scene="scene-1", metrics={"planes": 1}, truth=part))
    after = session.choose("scene-1", strength=0.5)
    before = stored_of(scene).astype(int)
    np.testing.assert_array_equal(stored_of(after.restored), np.minimum(before + 5, 255))
    assert (after.state, after.strength, after.metrics) == ("restored", 0.5, None)
    assert after.truth is not None, "the truth is still that of the image"
    for request in (
        session.measure("scene-1", tmp_path),
        session.trust("scene-1"),
        session.save("scene-1", SaveOptions(output=tmp_path)),
    ):
        assert request.strength == 0.5
    session.sent(session.measure("scene-1", tmp_path), 3)
    late = p.Measured(job=3, scene="scene-1", metrics={"planes": 1}, truth=part, strength=1.0)
    assert session.hear(late).metrics is None, "these figures are of another strength"
    session.sent(session.measure("scene-1", tmp_path), 4)
    assert session.hear(replace(late, job=4, strength=0.5)).state == "measured"
    assert np.unique(stored_of(session.choose("scene-1", strength=1.0).restored)).tolist() == [7]


def test_without_its_correction_a_result_stays_as_it_was_made(
    tmp_path: Path, session: Session
) -> None:
    session.choose("scene-1", strength=0.8)
    session.sent(session.restore("scene-1", model="m"), 1)
    part = part_of(tmp_path, session["scene-1"].scene)
    made = session.hear(replace(restored(1, part), strength=0.8))
    after = session.choose("scene-1", strength=0.3)
    assert (after.strength, after.restored is made.restored) == (0.8, True)
    assert session.save("scene-1", SaveOptions(output=tmp_path)).strength == 0.8
    assert session.restore("scene-1", model="m").options.strength == 0.3


def test_cancelled_restoration_goes_back_to_what_there_was(
    tmp_path: Path, session: Session
) -> None:
    session.sent(session.restore("scene-1", model="m"), 1)
    after = session.hear(p.Cancelled(job=1))
    assert (after.state, after.cancelled) == ("opened", True)
    session.sent(session.restore("scene-1", model="m"), 2)
    session.hear(restored(2, part_of(tmp_path, session["scene-1"].scene)))
    session.sent(session.restore("scene-1", model="m"), 3)
    after = session.hear(p.Cancelled(job=3))
    assert after.state == "restored"
    assert after.answer.job == 2


def test_failures(tmp_path: Path, session: Session) -> None:
    session.sent(session.restore("scene-1", model="m"), 1)
    after = session.hear(failed(1))
    assert (after.state, after.fault.why) == ("failed", "b")
    again = session.sent(session.restore("scene-1", model="m"), 2)
    assert (again.state, again.fault) == ("restoring", None)
    session.hear(restored(2, part_of(tmp_path, again.scene)))
    session.sent(session.save("scene-1", SaveOptions(output=tmp_path)), 3)
    kept = session.hear(failed(3))
    assert (kept.state, kept.fault.code) == ("restored", "TARGET")
    session.sent(session.restore("scene-1", model="m"), 4)
    crashed = p.Crashed(job=4, exit_code=-9, what="a", why="b", fix="c")
    kept = session.hear(crashed)
    assert (kept.state, kept.fault.code) == ("restored", "CRASHED")


def test_unreadable_file(tmp_path: Path) -> None:
    session = Session()
    entry = session.add(Place(path=tmp_path / "a.dcm", series=2))
    assert entry.options.series == 2
    after = session.unreadable(entry.id, DamagedFile("a", why="b", fix="c"))
    assert (after.state, after.fault.code) == ("failed", "DAMAGED-FILE")
    with pytest.raises(ValueError, match="not read"):
        session.restore(entry.id, model="m")
    with pytest.raises(ValueError, match="cannot become"):
        after.moved("measured")


def test_no_open_file_is_replaced(tmp_path: Path, session: Session, path: Path) -> None:
    request = session.save("scene-1", SaveOptions(output=tmp_path, protected=(tmp_path / "b",)))
    assert request.options.protected == (tmp_path / "b", path)


def test_closed_scene_is_forgotten(session: Session) -> None:
    session.sent(session.restore("scene-1", model="m"), 1)
    assert session.close("scene-1") == p.Forget(scene="scene-1")
    assert session.entries == ()
    assert session.hear(failed(1)) is None
