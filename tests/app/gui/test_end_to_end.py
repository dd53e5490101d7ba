"""The whole program on a screen: opened from the menu, restored, swiped, saved; nothing inside."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("PySide6.QtWidgets", exc_type=ImportError)

from numpy.typing import NDArray
from PIL import Image

from app.gui.theme import LIGHT
from resources import locate
from tests.app.gui.screen import Screen, own_user, screen, soon, until

pytestmark = [pytest.mark.gui, pytest.mark.external]

ROOT = Path(__file__).parents[3]
TITLE = "DATPRL-IR Desktop"
FILE_MENU = (20, 14)
ATTEMPTS = 4
"""To name the file: proposals of Qt's dialog may take the Return that is meant for the field."""
CANVAS = int(LIGHT.canvas[1:3], 16)
LEAST_LINE = 300
"""Rows of white between dark by which the line between before and after is known."""


def line(picture: NDArray[np.uint8]) -> tuple[int, int] | None:
    """Return column and a row of the line between before and after; None: it is not shown."""
    white = (picture > 250).all(axis=2)
    dark = (picture < 120).all(axis=2)
    edge = white[:, 1:-2] & white[:, 2:-1] & dark[:, :-3] & dark[:, 3:]
    counts = edge.sum(axis=0)
    column = int(counts.argmax())
    if counts[column] < LEAST_LINE:
        return None
    rows = np.flatnonzero(edge[:, column])
    return column + 2, int(rows[len(rows) // 4])


def open_from_the_menu(shown: Screen, path: Path) -> None:
    x, y = shown.window(TITLE)
    shown.click(x + FILE_MENU[0], y + FILE_MENU[1])
    shown.do("key", "Down", "Return")
    shown.window("Open files")
    for _ in range(ATTEMPTS):
        shown.do("key", "ctrl+a")
        shown.do("type", "--delay", "5", str(path))
        shown.do("key", "Return")
        if soon(lambda: shown.gone("Open files"), 8):
            break
    else:
        pytest.fail("the dialog is still open")
    shown.window(TITLE)


def strip(picture: NDArray[np.uint8], row: int, left: int, right: int) -> NDArray[np.int16]:
    return picture[row : row + 100, left:right].astype(np.int16)


def test_photo_is_opened_restored_swiped_and_saved(
    judge: Callable[[str], str], tmp_path: Path
) -> None:
    photo = tmp_path / "photos" / "photo.png"
    photo.parent.mkdir()
    shutil.copy(locate("samples/photo.png"), photo)
    source = photo.read_bytes()
    with screen(judge("Xvfb"), judge("xdotool"), tmp_path / "screen") as shown:
        program = subprocess.Popen(
            [sys.executable, "-m", "app"],
            cwd=ROOT, env={**own_user(tmp_path), "DISPLAY": shown.display},
        )  # fmt: skip
        try:
            walk(shown, photo)
            shown.do("key", "ctrl+q")
            assert program.wait(20) == 0
        finally:
            program.kill()
            program.wait(10)
    assert photo.read_bytes() == source
    assert "photo.png" in (tmp_path / "settings.json").read_text(encoding="utf-8")


def walk(shown: Screen, photo: Path) -> None:
    open_from_the_menu(shown, photo)
    # The canvas alone is neutral grey in every theme: it is seen once the photo is.
    until(lambda: (shown.picture() == CANVAS).all(axis=2).mean() > 0.1, "the photo is shown")
    shown.do("key", "r")
    until(lambda: line(shown.picture()), "before and after are compared", 60)
    shown.do("key", "s")
    until(lambda: line(shown.picture()) is None, "the swipe is off")
    shown.do("key", "s")
    column, row = until(lambda: line(shown.picture()), "the swipe is on")
    halves = shown.picture()
    shown.drag(column, row, column + 150)
    moved = until(
        lambda: (at := line(shown.picture())) and abs(at[0] - column - 150) <= 2 and at,
        "the line has followed the mouse",
    )
    swiped = shown.picture()
    # What lay right of the line lies left of it now: after became before, and nothing else moved.
    after, before = (strip(p, row, column + 30, moved[0] - 30) for p in (halves, swiped))
    assert np.abs(after - before).max() > 2
    left = [strip(p, row, column - 130, column - 30) for p in (halves, swiped)]
    np.testing.assert_array_equal(*left)
    right = [strip(p, row, moved[0] + 30, moved[0] + 60) for p in (halves, swiped)]
    np.testing.assert_array_equal(*right)
    shown.do("key", "ctrl+s")
    record = until(lambda: next(photo.parent.glob("photo*.json"), None), "the record is written")
    saved = record.with_suffix("")
    with Image.open(saved) as result, Image.open(photo) as original:
        assert (result.format, result.size) == ("PNG", original.size)
        change = np.asarray(result, np.int16) - np.asarray(original, np.int16)
    assert np.abs(change).max() > 2
    assert json.loads(record.read_text(encoding="utf-8"))["model"]
