"""A scene with what is needed to list and show it, made away from the window's thread."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.display.looks import Look, looks_of
from app.display.thumbnail import thumbnail
from app.gui.screen_colours import converted, to_screen
from app.opening import Opened, Place
from io_formats import Scene
from io_formats.errors import RestorationError

__all__ = ["ReadyScene", "ready"]


@dataclass(frozen=True, kw_only=True, eq=False)
class ReadyScene:
    """What the window shows of a scene."""

    place: Place
    """Where it is."""
    scene: Scene
    """The scene."""
    title: str
    """Name of its file or series."""
    looks: tuple[Look, ...]
    """Ways to show it, the usual one first."""
    picture: NDArray[np.uint8]
    """Small picture, (H, W, 3)."""


def ready(opened: Opened, side: int) -> ReadyScene | RestorationError:
    """Return what the window needs, or why the place cannot be shown."""
    if opened.scene is None:
        assert opened.error is not None
        return opened.error
    try:
        looks = looks_of(opened.scene)
        picture = thumbnail(opened.scene, looks[0], side)
        if len(looks[0].bands) > 1:
            picture = converted(picture, to_screen(opened.scene))
    except RestorationError as error:
        return error
    title = opened.place.title or opened.place.path.name
    return ReadyScene(
        place=opened.place, scene=opened.scene, title=title, looks=looks, picture=picture
    )
