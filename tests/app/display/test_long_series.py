"""A series that is decoded as it is looked at shows what one in memory shows."""

from __future__ import annotations

import numpy as np
import pytest

from app.display.looks import looks_of
from app.display.orientation import orientations_of
from app.display.planes import picture_of
from app.display.probe import probe
from app.display.reduce import sample
from app.display.thumbnail import thumbnail
from io_formats import Scene, open_scene
from io_formats.dicom import reader
from io_formats.dicom.planes import PlaneReader
from resources import locate


@pytest.fixture
def either(monkeypatch: pytest.MonkeyPatch) -> tuple[Scene, Scene]:
    """The sample series, in memory and as a long one."""
    held = open_scene(locate("samples/ct"))
    monkeypatch.setattr(reader, "LONG_BYTES", 0)
    decoded = open_scene(locate("samples/ct"))
    assert isinstance(decoded.pixels, PlaneReader)
    return held, decoded


@pytest.mark.parametrize("way", [0, 1, 2], ids=["axial", "coronal", "sagittal"])
def test_every_view(either: tuple[Scene, Scene], way: int) -> None:
    seen = []
    for scene in either:
        orientation = orientations_of(scene)[way]
        picture = picture_of(scene, orientation, orientation.count // 2, (0,))
        said = probe(scene, orientation, 3, (0,), (5.0, 4.0))
        seen.append((picture.values, said))
    np.testing.assert_array_equal(seen[0][0], seen[1][0])
    assert seen[0][1] == seen[1][1] != ""


def test_levels_and_small_picture(either: tuple[Scene, Scene]) -> None:
    held, decoded = either
    np.testing.assert_array_equal(sample(held, 0), sample(decoded, 0))
    assert looks_of(held) == looks_of(decoded)
    look = looks_of(held)[0]
    np.testing.assert_array_equal(thumbnail(held, look, 64), thumbnail(decoded, look, 64))
