"""What a photo lets see through is not shown, whatever colours lie hidden there."""

from __future__ import annotations

import numpy as np

from app.display.looks import looks_of
from app.display.orientation import orientations_of
from app.display.planes import picture_of
from app.display.pyramid import Pyramid
from app.display.thumbnail import VOID, thumbnail
from io_formats import Scene
from tests.core.scenes import RGB, scene_of


def cut_out() -> Scene:
    """A photo of one colour; the first rows are transparent, the next nearly so."""
    pixels = np.full((1, 4, 40, 30), 200, "uint8")
    pixels[0, 3, :10] = 0
    pixels[0, 3, 10:20] = 1
    return scene_of(pixels, modality="photo", roles=(*RGB, "alpha"))


def test_transparent_pixels_are_seen_through_and_others_are_not() -> None:
    scene = cut_out()
    look = looks_of(scene)[0]
    picture = picture_of(scene, orientations_of(scene)[0], 0, look.bands)
    assert picture.void is not None
    assert picture.void[:10].all()
    assert not picture.void[10:].any()
    assert (picture.values[10:] == 200).all()


def test_large_photos_are_seen_through_as_well() -> None:
    scene = cut_out()
    picture = Pyramid(scene, (0, 1, 2)).overview()
    assert picture.void is not None
    assert (picture.void[:10].all(), picture.void[10:].any()) == (True, False)


def test_the_small_picture_has_no_hidden_colours() -> None:
    scene = cut_out()
    small = thumbnail(scene, looks_of(scene)[0], 40)
    assert (small[:10] == VOID).all()
    assert (small[10:] == 200).all()


def test_an_opaque_photo_has_nothing_to_be_seen_through() -> None:
    scene = scene_of(np.full((1, 4, 8, 8), 255, "uint8"), modality="photo", roles=(*RGB, "alpha"))
    assert picture_of(scene, orientations_of(scene)[0], 0, (0, 1, 2)).void is None
