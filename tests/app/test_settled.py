"""PET at another strength: seen at once without reading it, and soon as its file will be."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from app import protocol as p
from app.entry import Entry, settled
from app.mapped import MappedArray, shown_at
from app.opening import Place
from app.session import Session
from io_formats import Scene, ValueMap
from tests.core.scenes import scene_of, stored_of

PEAK = 30_000
RAISED = [[1.2], [0.5]]
"""Slopes at full strength: the first plane grows by a fifth, and what is stored ends at 32767."""


class Counted:
    """Pixels that count how often they are read."""

    def __init__(self, array: NDArray[Any]) -> None:
        self.array, self.shape, self.dtype = array, array.shape, array.dtype
        self.reads = 0

    def __getitem__(self, window: Any) -> NDArray[Any]:
        self.reads += 1
        return self.array[window]


@pytest.fixture
def pixels() -> Counted:
    array = np.full((2, 1, 12, 10), PEAK, dtype="int16")
    array[1] //= 100
    return Counted(array)


@pytest.fixture
def scene(pixels: Counted) -> Scene:
    values = ValueMap.linear(slope=[[1.0], [0.5]], unit="BQML", refit=True, stored_range=(0, 32767))
    return replace(scene_of(pixels.array, modality="PT", values=values), pixels=pixels)


@pytest.fixture
def session(tmp_path: Path, scene: Scene) -> Session:
    """A session with a PET volume whose result was kept with its correction."""
    session = Session()
    entry = session.add(Place(path=tmp_path / "pet"))
    session.opened(entry.id, scene)
    session.sent(session.restore(entry.id, model="m"), 1)
    full = np.array(stored_of(scene))
    made, array = MappedArray.create(tmp_path / "x.pixels", full.shape, full.dtype)
    array[:] = full  # a fifth more, in steps that are a fifth wider
    array[1] = full[1] * 1.2
    kept, amounts = MappedArray.create(tmp_path / "x.correction", full.shape, np.dtype("f4"))
    amounts[:] = 0.2 * scene.values.to_physical(full)
    part = p.Part(
        pixels=made,
        values=replace(scene.values, slope=np.array(RAISED)),
        grid=scene.grid,
        scale=1,
        correction=kept,
    )
    session.hear(
        p.Restored(
            job=1, scene=entry.id, part=part, report={}, task="pet-denoise", choice="auto",
            notes=(), model="m", model_sha256="0", precision="fp32", device="cpu", warnings=(),
        )
    )  # fmt: skip
    return session


def physical(scene: Scene) -> NDArray[np.float64]:
    return scene.values.to_physical(stored_of(scene))


def at(session: Session, strength: float) -> Entry:
    """Move the slider."""
    return session.choose("scene-1", strength=strength)


def test_the_slider_reads_nothing_of_the_volume(session: Session, pixels: Counted) -> None:
    assert session["scene-1"].settled
    pixels.reads = 0
    after = at(session, 0.9)
    assert (pixels.reads, after.settled) == (0, False)
    assert after.restored is not None
    np.testing.assert_allclose(physical(after.restored)[0], PEAK * 1.18, atol=0.6)
    np.testing.assert_allclose(physical(after.restored)[1], PEAK / 200 * 1.18, atol=0.25)


def test_at_rest_it_is_what_its_file_will_be(session: Session, scene: Scene) -> None:
    entry = at(session, 0.9)
    assert entry.answer is not None
    seen = settled(entry)
    assert seen is not None
    session.settle(entry, seen)
    now = session["scene-1"]
    assert now.settled
    assert now.restored is not None
    wanted = shown_at(scene, entry.answer.part, 0.9)[0]
    np.testing.assert_array_equal(now.restored.values.slope, wanted.values.slope)
    assert 1.0 < float(wanted.values.slope[0, 0]) < 1.2
    np.testing.assert_array_equal(stored_of(now.restored), stored_of(wanted))
    assert at(session, 1.0).settled


def test_what_comes_too_late_is_not_shown(session: Session) -> None:
    entry = at(session, 0.9)
    seen = settled(entry)
    assert seen is not None
    later = at(session, 0.5)
    session.settle(entry, seen)
    assert session["scene-1"] is later
    session.close("scene-1")
    session.settle(later, seen)
    assert session.entries == ()


def test_a_result_whose_files_have_gone_stays_as_it_is_seen(session: Session) -> None:
    entry = at(session, 0.9)
    assert entry.answer is not None
    assert entry.answer.part.correction is not None
    entry.answer.part.correction.remove()
    assert settled(entry) is None
