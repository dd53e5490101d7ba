"""A long series is restored like a short one, in memory that does not grow with its pixels."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from pydicom import Dataset

from core import sink
from core.engine import RestoreRequest, restore
from core.tasks import TASKS
from io_formats import Derivation, Scene, open_scene, save_scene
from io_formats.dicom import planes, reader
from tests import dicom_factories as factory
from tests import enhanced_factories as enhanced
from tests.core.restorers import Blur, card

SIDE = 256
COUNT = 300
HEADER_BYTES = 40_000
"""Of an image, kept for the object that is derived from it; a made one takes about 30 kB."""
WORK_BYTES = 11 * 2**20
"""What one image takes on its way through the engine, and the libraries that are loaded."""


def series(folder: Path, count: int) -> Path:
    folder.mkdir()
    for index in range(count):
        pixels = factory.stored(index, rows=SIDE, columns=SIDE)
        factory.save(factory.ct(index, pixels), folder / f"{index:04d}.dcm")
    return folder


def frames(path: Path) -> Path:
    path.mkdir()
    return factory.save(enhanced.ct(count=4), path / "frames.dcm")


def restored(scene: Scene, task: str, scale: int = 1, tile: int = 64) -> Scene:
    request = RestoreRequest(task=TASKS[task], tile=tile, overlap=16, scale=scale)
    return restore(scene, request, Blur(card(scales=(1, 4)))).scene


def whole(scene: Scene) -> NDArray[np.generic]:
    return scene.pixels[(slice(None),) * 4]


def padded(dataset: Dataset, index: int) -> None:
    dataset.PixelPaddingValue = -2000
    pixels = factory.stored(index)
    pixels[:3, :4] = -2000
    factory.pour(dataset, pixels)


KINDS: dict[str, tuple[Callable[[Path], Path], str, int]] = {
    "CT": (factory.series, "ct-denoise", 1),
    "CT with padding": (lambda path: factory.series(path, edit=padded), "ct-denoise", 1),
    "PET": (lambda path: factory.series(path, factory.pt), "pet-denoise", 1),
    "MR enlarged": (lambda path: factory.series(path, factory.mr), "mri-sr4", 4),
    "enhanced CT": (frames, "ct-denoise", 1),
}


@pytest.mark.parametrize("kind", KINDS)
def test_the_result_is_that_of_a_short_series(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, derivation: Derivation
) -> None:
    make, task, scale = KINDS[kind]
    source = make(tmp_path / "source")
    expected = restored(open_scene(source), task, scale)
    monkeypatch.setattr(reader, "LONG_BYTES", 0)
    monkeypatch.setattr(planes, "CACHE_BYTES", 1)
    result = restored(open_scene(source), task, scale)
    assert np.array_equal(whole(result), whole(expected))
    assert np.array_equal(result.values.slope, expected.values.slope)
    save_scene(result, tmp_path / "out", derivation)
    assert np.array_equal(whole(open_scene(tmp_path / "out")), whole(expected))


def test_memory_does_not_hold_the_pixels_of_a_long_series(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = series(tmp_path / "long", COUNT)
    pixel_bytes = COUNT * SIDE * SIDE * 2
    monkeypatch.setattr(reader, "LONG_BYTES", pixel_bytes - 1)
    monkeypatch.setattr(planes, "CACHE_BYTES", 2**20)
    monkeypatch.setattr(sink, "MEMORY_LIMIT", 2**20)
    restored(open_scene(factory.series(tmp_path / "warm")), "ct-denoise")
    tracemalloc.start()
    try:
        scene = open_scene(folder)
        _, opened = tracemalloc.get_traced_memory()
        result = restored(scene, "ct-denoise", tile=SIDE)
        _, done = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert opened < COUNT * HEADER_BYTES < pixel_bytes / 3
    assert done < COUNT * HEADER_BYTES + WORK_BYTES < pixel_bytes / 1.5
    assert result.shape == (COUNT, 1, SIDE, SIDE)
