"""Several faults in one banner: each once, and under words that fit all of them."""

from __future__ import annotations

import pytest

pytest.importorskip("PySide6.QtWidgets", exc_type=ImportError)

from pytestqt.qtbot import QtBot

from app.gui.banner import Banner
from io_formats.errors import DamagedFile, NotWritable, TargetExists

pytestmark = pytest.mark.gui
BAD = DamagedFile("a.png could not be read", why="it ends too soon", fix="copy it again")
FULL = NotWritable("/b.png could not be written", why="the disk is full", fix="make room")


@pytest.fixture
def banner(qtbot: QtBot) -> Banner:
    banner = Banner()
    qtbot.addWidget(banner)
    return banner


def test_files_that_could_not_be_opened_are_counted(banner: Banner) -> None:
    banner.show_error(BAD)
    banner.show_error(DamagedFile("c.png could not be read", why="it is empty", fix="copy it"))
    assert banner.what.text() == "2 file(s) could not be opened"


def test_a_fault_that_is_no_files_is_not_called_one(banner: Banner) -> None:
    banner.show_error(FULL)
    banner.show_error(TargetExists("d.csv was not written", why="it exists", fix="rename it"))
    assert banner.what.text() == "2 things could not be done."
    assert banner.details.text().count("\n") == 1


def test_the_same_fault_again_is_shown_as_it_is(banner: Banner) -> None:
    for _ in range(3):
        banner.show_error(FULL)
    assert banner.what.text() == "/b.png could not be written."
    assert banner.fix.text() == "Make room."
