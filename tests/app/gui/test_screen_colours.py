"""Photos of other colour spaces are painted as their profile means them; their values stay."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("PySide6.QtWidgets", exc_type=ImportError)

from PIL import Image, ImageCms
from pytestqt.qtbot import QtBot

from app.gui.main_window import MainWindow
from app.gui.ready import ready
from app.gui.screen_colours import converted, to_screen
from app.opening import Opened, Place
from io_formats import open_scene
from tests.app.gui.made import give_result
from tests.app.gui.test_window import read
from tests.icc_factories import adobe_rgb, display_p3

pytestmark = pytest.mark.gui

RED = (200, 40, 40)


def photo(path: Path, profile: bytes = b"", mode: str = "RGB") -> Path:
    picture = Image.new(mode, (60, 40), RED if mode == "RGB" else 90)
    picture.save(path, icc_profile=profile or None)
    return path


def judged(profile: bytes) -> tuple[int, ...]:
    """Return what Little CMS makes of the red, in sRGB."""
    found = ImageCms.profileToProfile(
        Image.new("RGB", (1, 1), RED), ImageCms.ImageCmsProfile(BytesIO(profile)),
        ImageCms.createProfile("sRGB"), renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
    )  # fmt: skip
    assert found is not None
    colour = found.getpixel((0, 0))
    assert isinstance(colour, tuple)
    return tuple(int(value) for value in colour)


def painted(window: MainWindow) -> tuple[int, int, int]:
    canvas = window.restore.viewer.canvas
    colour = canvas.grab().toImage().pixelColor(canvas.rect().center())
    return colour.red(), colour.green(), colour.blue()


@pytest.mark.parametrize("profile", [adobe_rgb, display_p3])
def test_colours_are_painted_as_the_profile_means_them(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, profile: Callable[[], bytes]
) -> None:
    read(qtbot, window, photo(tmp_path / "red.png", profile()))
    meant = judged(profile())
    assert max(abs(a - b) for a, b in zip(meant, RED, strict=True)) > 8
    np.testing.assert_allclose(painted(window), meant, atol=2)
    scene = window.restore.viewer.scene
    assert scene is not None
    assert tuple(scene.pixels[0, :, 0, 0]) == RED  # type: ignore[index]


def test_a_result_is_painted_in_the_colours_of_its_original(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    read(qtbot, window, photo(tmp_path / "red.png", adobe_rgb()))
    give_result(window, tmp_path / "parts", lambda stored: stored)
    window.restore.viewer.set_mode("single")
    np.testing.assert_allclose(painted(window), judged(adobe_rgb()), atol=2)


def test_what_is_opened_next_is_painted_in_its_own_colours(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    read(qtbot, window, photo(tmp_path / "red.png", adobe_rgb()))
    read(qtbot, window, photo(tmp_path / "plain.png"))
    window.restore.list.choose(1)
    assert painted(window) == RED


def test_the_small_picture_has_the_same_colours(tmp_path: Path) -> None:
    path = photo(tmp_path / "red.png", adobe_rgb())
    shown = ready(Opened(place=Place(path=path), scene=open_scene(path)), 64)
    assert not isinstance(shown, Exception)
    np.testing.assert_allclose(shown.picture[10, 10], judged(adobe_rgb()), atol=2)


def test_no_profile_that_of_the_screen_and_one_of_grey_change_nothing(tmp_path: Path) -> None:
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for name, profile in (("none", b""), ("srgb", srgb), ("broken", b"no profile" * 30)):
        way = to_screen(open_scene(photo(tmp_path / f"{name}.png", profile)))
        colours = np.full((2, 3, 3), RED, np.uint8)
        np.testing.assert_allclose(converted(colours, way), colours, atol=1)
