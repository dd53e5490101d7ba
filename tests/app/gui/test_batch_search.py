"""Searches that overtake each other: the last one alone is heard of."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("PySide6.QtWidgets", exc_type=ImportError)

from pytestqt.qtbot import QtBot

from app.batch_state import Listing
from app.gui.background import Background
from app.gui.batch_search import BatchSearch
from io_formats.errors import SourceMissing
from io_formats.progress import CancelToken
from tests.core.batch.runs import photos

pytestmark = pytest.mark.gui


@pytest.fixture
def background(qtbot: QtBot) -> Iterator[Background]:
    made = Background()
    yield made
    made.stop()


def test_images_of_a_folder_are_found(qtbot: QtBot, background: Background, tmp_path: Path) -> None:
    folder = photos(tmp_path / "in", ["a.png", "deeper/b.png"])
    search = BatchSearch(background, background)
    for recursive, names in ((True, ["a.png", "b.png"]), (False, ["a.png"])):
        with qtbot.waitSignal(search.found) as told:
            search.begin([folder], None, recursive=recursive)
        assert [Path(row.shown).name for row in told.args[0].rows] == names


def test_the_last_search_alone_is_heard_of(
    qtbot: QtBot, background: Background, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = threading.Event()

    def slowly(
        inputs: tuple[Path, ...], output: Path | None, *, recursive: bool, cancel: CancelToken
    ) -> Listing:
        if inputs == (tmp_path / "first",):
            go_on.wait(60)
            cancel.check()
        if inputs == (tmp_path / "gone",):
            raise SourceMissing("the folder could not be read", why="it is gone", fix="look for it")
        return Listing(rows=(), passed_over=7)

    monkeypatch.setattr("app.gui.batch_search.looked_up", slowly)
    search = BatchSearch(background, background)
    heard: list[object] = []
    search.found.connect(lambda listing: heard.append(listing.passed_over))
    search.failed.connect(lambda error: heard.append(error.code))
    search.begin([tmp_path / "first"], None, recursive=True)
    search.begin([tmp_path / "second"], None, recursive=True)
    go_on.set()
    qtbot.waitUntil(lambda: heard == [7] and background.idle)
    search.begin([tmp_path / "gone"], None, recursive=True)
    qtbot.waitUntil(lambda: heard == [7, "SOURCE-MISSING"])
    search.begin([tmp_path / "second"], None, recursive=True)
    search.give_up()
    qtbot.waitUntil(lambda: background.idle)
    assert heard == [7, "SOURCE-MISSING"]
