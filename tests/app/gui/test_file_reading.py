"""Lots of files that are read one after the other, and what a cancel leaves of them."""

from __future__ import annotations

import threading
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("PySide6.QtWidgets", exc_type=ImportError)

from pytestqt.qtbot import QtBot

from app.gui.background import Background
from app.gui.file_reading import FileReading
from app.gui.main_window import MainWindow
from app.gui.ready import ReadyScene
from app.opening import Opened, Place
from io_formats.errors import SourceMissing
from io_formats.progress import CancelToken
from resources import locate

pytestmark = pytest.mark.gui

PHOTO, MRI = locate("samples/photo.png"), locate("samples/mri.nii.gz")


class Heard:
    """What a reading told, in order."""

    def __init__(self, reading: FileReading) -> None:
        self.begun, self.ends = 0, 0
        self.arrived: list[Any] = []
        self.first: list[str] = []
        reading.begun.connect(self._begin)
        reading.arrived.connect(self.arrived.append)
        reading.moved.connect(self._move)

    def _begin(self) -> None:
        self.begun += 1

    def _move(self, share: float, name: str) -> None:
        if share == 0.0:
            self.first.append(name)
        if not name:
            self.ends += 1


@pytest.fixture
def reading(qtbot: QtBot) -> Iterator[FileReading]:
    background = Background()
    yield FileReading(background, background)
    background.stop()


def test_what_comes_meanwhile_is_read_after(qtbot: QtBot, reading: FileReading) -> None:
    heard = Heard(reading)
    reading.read([PHOTO])
    reading.read([MRI])
    reading.read([MRI.with_name("gone.png")])
    qtbot.waitUntil(lambda: heard.ends == 1)
    photo, volume, gone = heard.arrived
    assert isinstance(photo, ReadyScene)
    assert (photo.place.path, volume.place.path) == (PHOTO, MRI)
    assert isinstance(gone, SourceMissing)
    assert heard.begun == 2, "all that waited is one lot"
    assert heard.first[0] == PHOTO.name


def test_cancel_keeps_what_has_arrived_and_drops_what_waits(
    qtbot: QtBot, reading: FileReading, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on, lots = threading.Event(), []

    def slowly(paths: Sequence[Path], *, progress: object, cancel: CancelToken) -> Iterator[Opened]:
        lots.append(list(paths))
        error = SourceMissing(f"{paths[0]} could not be opened", why="it is gone", fix="look")
        yield Opened(place=Place(path=paths[0]), error=error)
        go_on.wait(60)
        cancel.check()
        yield Opened(place=Place(path=paths[0]), error=error)

    monkeypatch.setattr("app.gui.file_reading.open_all", slowly)
    heard = Heard(reading)
    reading.read([PHOTO])
    reading.read([MRI])
    qtbot.waitUntil(lambda: len(heard.arrived) == 1)
    reading.cancel()
    go_on.set()
    qtbot.waitUntil(lambda: heard.ends == 1)
    assert len(heard.arrived) == 1
    assert lots == [[PHOTO]]
    reading.read([MRI])
    qtbot.waitUntil(lambda: heard.ends == 2)
    assert lots == [[PHOTO], [MRI]]
    assert len(heard.arrived) == 3


def test_a_mixed_archive_is_unpacked_beside_itself_by_one_click(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    path = tmp_path / "mixed.zip"
    with zipfile.ZipFile(path, "w") as file:
        file.write(PHOTO, "holiday/photo.png")
        file.write(MRI, "mri.nii.gz")
        file.writestr("notes.txt", "no image")
    tab = window.restore
    tab.open_paths([path])
    qtbot.waitUntil(lambda: len(tab.banner.ways_out) == 1)
    assert tab.entry is None
    tab.banner.ways_out[0].click()
    qtbot.waitUntil(lambda: len(tab.session.entries) == 2)
    places = {entry.place.path for entry in tab.session.entries}
    assert places == {tmp_path / "mixed/holiday/photo.png", tmp_path / "mixed/mri.nii.gz"}
    assert tab.banner.isHidden()
    tab.open_paths([path.with_name("gone.zip"), PHOTO])
    qtbot.waitUntil(lambda: len(tab.session.entries) == 3)
    assert tab.banner.isVisible()
    assert tab.banner.ways_out == [], "what is not there cannot be unpacked"
