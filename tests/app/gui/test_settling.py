"""A strength that has rested: measured again once, and only where that is due."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("PySide6.QtWidgets", exc_type=ImportError)

from pytestqt.qtbot import QtBot

from app import protocol as p
from app.entry import Entry
from app.gui.background import Background
from app.gui.settling import Settling
from app.opening import Place
from app.session import Session
from io_formats import Scene
from tests.core.scenes import scene_of

pytestmark = pytest.mark.gui

TRUTH = Path("truth.png")


class Chosen:
    """Settles one entry of a session, and hears what is asked for it."""

    def __init__(self, session: Session, background: Background) -> None:
        self.entry: Entry | None = None
        self.asked: list[p.Measure] = []
        self.settling = Settling(session, lambda: self.entry, background, background)
        self.settling.asked.connect(self.asked.append)


@pytest.fixture
def background(qtbot: QtBot) -> Iterator[Background]:
    made = Background()
    yield made
    made.stop()


@pytest.fixture
def scene() -> Scene:
    return scene_of(np.zeros((1, 1, 4, 4), "uint8"))


@pytest.fixture
def session(tmp_path: Path, scene: Scene) -> Session:
    made = Session()
    made.opened(made.add(Place(path=tmp_path / "photo.png")).id, scene)
    return made


@pytest.fixture
def due(session: Session, scene: Scene) -> Entry:
    """An entry whose strength was changed after its result was compared with a truth."""
    (entry,) = session.entries
    return replace(entry, truth=scene, truth_path=TRUTH)


def test_it_is_measured_once_after_the_last_change(
    qtbot: QtBot, background: Background, session: Session, due: Entry
) -> None:
    chosen = Chosen(session, background)
    chosen.entry = due
    with qtbot.waitSignal(chosen.settling.asked):
        for _ in range(5):
            chosen.settling.wait()
    assert chosen.asked == [p.Measure(scene=due.id, truth=TRUTH, strength=1.0)]


@pytest.mark.parametrize(
    "change", [{"metrics": {"psnr": 30.0}}, {"job": 3}, {"truth": None}, {"truth_path": None}]
)
def test_it_is_not_measured(
    qtbot: QtBot, background: Background, session: Session, due: Entry, change: dict[str, object]
) -> None:
    """What has figures, is being worked on, or has no truth."""
    idle, last = Chosen(session, background), Chosen(session, background)
    idle.entry, last.entry = replace(due, **change), due  # type: ignore[arg-type]
    with qtbot.waitSignal(last.settling.asked):
        idle.settling.wait()
        last.settling.wait()
    assert not idle.asked


def test_slopes_are_found_and_given_to_the_session(
    qtbot: QtBot,
    background: Background,
    session: Session,
    scene: Scene,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (entry,) = session.entries
    given: list[object] = []
    monkeypatch.setattr("app.gui.settling.settled", lambda entry: (scene, scene))
    monkeypatch.setattr(session, "settle", lambda *told: given.append(told))
    chosen = Chosen(session, background)
    chosen.entry = replace(entry, settled=False)
    chosen.settling.wait()
    qtbot.waitUntil(lambda: given != [])
    assert given == [(chosen.entry, (scene, scene))]
