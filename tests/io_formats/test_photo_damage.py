"""Bytes changed at random: a file opens or is refused in our words, never anything else."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
import tifffile

from io_formats.errors import DamagedFile, RestorationError
from io_formats.photo import PhotoAdapter
from tests.photo_factories import XMP, exif_block, icc_profile, pillow, samples

ADAPTER = PhotoAdapter()
TILED = {"photometric": "rgb", "compression": "lzw", "tile": (16, 16), "byteorder": "<"}


def tiled() -> bytes:
    file = BytesIO()
    tifffile.imwrite(file, samples(40, 40, 3, "u2"), metadata=None, **TILED)
    return file.getvalue()


def seeds() -> dict[str, bytes]:
    known = {"exif": exif_block(6, thumbnail=True), "icc_profile": icc_profile()}
    return {
        "png": pillow(samples(), "PNG", **known),
        "jpeg": pillow(samples(32, 40), "JPEG", xmp=XMP, **known),
        "webp": pillow(samples(), "WEBP", xmp=XMP, **known),
        "tiff": pillow(samples(), "TIFF", **known),
        "tiled": tiled(),
        "bmp": pillow(samples(), "BMP"),
    }


@pytest.mark.parametrize("kind", ["png", "jpeg", "webp", "tiff", "tiled", "bmp"])
@pytest.mark.filterwarnings("ignore::UserWarning:PIL")
def test_random_damage_is_survived(tmp_path: Path, kind: str) -> None:
    rng = np.random.default_rng(7)
    seed = seeds()[kind]
    path = tmp_path / "photo"
    refused = 0
    for turn in range(80):
        data = bytearray(seed)
        reach = len(data) if turn % 2 else min(len(data), 300)
        for _ in range(3):
            data[rng.integers(4, reach)] = rng.integers(0, 256)
        path.write_bytes(data[: rng.integers(4, len(data))] if turn % 8 == 0 else data)
        if not ADAPTER.match(path, path.read_bytes()[:4096]):
            continue
        try:
            ADAPTER.read(path)
        except RestorationError:
            refused += 1
    assert refused


def with_tag(data: bytes, tag: int, kind: int, count: int, value: int) -> bytes:
    """Overwrite a field of the first directory of a little-endian TIFF."""
    page = tifffile.TiffFile(BytesIO(data)).pages[0]
    at = page.tags[tag].offset
    field = [tag.to_bytes(2, "little"), kind.to_bytes(2, "little")]
    field += [count.to_bytes(4, "little"), value.to_bytes(4, "little")]
    return data[:at] + b"".join(field) + data[at + 12 :]


@pytest.mark.parametrize(
    ("tag", "kind", "count", "value"),
    [(322, 3, 2, 16), (322, 4, 1, 2**31), (323, 3, 1, 0), (277, 3, 1, 40), (325, 4, 1, 9)],
    ids=["two widths", "giant tiles", "flat tiles", "forty bands", "one length"],
)
def test_tags_that_contradict_are_damage(
    tmp_path: Path, tag: int, kind: int, count: int, value: int
) -> None:
    path = tmp_path / "photo.tif"
    path.write_bytes(with_tag(tiled(), tag, kind, count, value))
    with pytest.raises(RestorationError) as caught:
        ADAPTER.read(path)
    assert tag == 277 or isinstance(caught.value, DamagedFile)
