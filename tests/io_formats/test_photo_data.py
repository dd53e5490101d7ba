"""Real photos return pixel for pixel."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageOps

from io_formats.adapter import Derivation, WriteOptions
from io_formats.photo import PhotoAdapter

ADAPTER = PhotoAdapter()


@pytest.mark.data
def test_photos_read_as_pillow_sees_them_and_return_unchanged(
    data_root: Path, tmp_path: Path, derivation: Derivation
) -> None:
    files = [
        path
        for folder in ("val/derain/lq", "val/deblur/lq", "extended/clean")
        for path in sorted((data_root / "natural" / folder).iterdir())[:2]
    ]
    assert files
    for number, path in enumerate(files):
        scene = ADAPTER.read(path)
        with Image.open(path) as picture:
            expected = np.array(ImageOps.exif_transpose(picture))
        assert np.array_equal(np.moveaxis(np.asarray(scene.pixels[:])[0], 0, -1), expected), path
        target = tmp_path / f"{number}{ADAPTER.suffix_for(scene, WriteOptions())}"
        ADAPTER.write(scene, target, derivation, WriteOptions())
        assert np.array_equal(ADAPTER.read(target).pixels[:], scene.pixels[:]), path
