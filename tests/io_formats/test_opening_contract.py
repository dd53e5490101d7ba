"""Every reader tells how far it is, and stops where it is told to, leaving nothing behind."""

from __future__ import annotations

import gzip
import tempfile
from collections.abc import Callable
from pathlib import Path

import nibabel as nib
import numpy as np
import pytest
from PIL import Image

from io_formats import Scene, open_scene, series_of
from io_formats.errors import Cancelled
from io_formats.nifti import container
from io_formats.progress import CancelToken
from tests import dicom_factories as dicom
from tests import enhanced_factories as enhanced
from tests import geotiff_factories as geotiff
from tests.io_formats.test_dicom_archive import packed


def _folder(place: Path) -> Path:
    return dicom.series(place / "ct", count=5)


def _archive(place: Path) -> Path:
    return packed(place / "ct.zip", _folder(place))


def _frames(place: Path) -> Path:
    return dicom.save(enhanced.ct(count=4), place / "frames.dcm")


def _volume(place: Path) -> Path:
    stored = np.random.default_rng(0).normal(size=(64, 64, 40)).astype(np.float32)
    stored[0, 0, 7] = np.nan
    image = nib.Nifti1Image(stored, np.diag([2.0, 2.0, 3.0, 1.0]))
    path = place / "volume.nii.gz"
    path.write_bytes(gzip.compress(image.to_bytes(), 1))
    return path


def _raster(place: Path) -> Path:
    empty = np.zeros((1, 1200, 1200), np.uint16)
    return geotiff.write_raster(place / "empty.tif", empty, nodata=0)


def _photo(place: Path) -> Path:
    path = place / "photo.png"
    Image.fromarray(np.arange(60, dtype=np.uint8).reshape(4, 5, 3)).save(path)
    return path


SOURCES: dict[str, Callable[[Path], Path]] = {
    "folder": _folder,
    "archive": _archive,
    "frames": _frames,
    "volume": _volume,
    "raster": _raster,
    "photo": _photo,
}


@pytest.fixture(autouse=True)
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    place = tmp_path / "scratch"
    place.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    monkeypatch.setattr(container, "BLOCK_BYTES", 1 << 17)
    return place


@pytest.fixture(params=SOURCES)
def source(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return SOURCES[request.param](tmp_path)


class StopAt:
    """Cancels at a report of that number, from 1."""

    def __init__(self, wanted: int) -> None:
        self.wanted, self.heard, self.token = wanted, 0, CancelToken()

    def __call__(self, share: float, text: str) -> None:
        self.heard += 1
        if self.heard == self.wanted:
            self.token.cancel()


def heard(path: Path) -> list[tuple[float, str]]:
    told: list[tuple[float, str]] = []
    open_scene(path, progress=lambda share, text: told.append((share, text)))
    return told


def whole(scene: Scene) -> bytes:
    planes, bands, rows, columns = scene.shape
    return scene.pixels[slice(planes), slice(bands), slice(rows), slice(columns)].tobytes()


def test_shares_rise_to_one_and_say_what_is_done(source: Path) -> None:
    told = heard(source)
    shares = [share for share, _ in told]
    assert shares == sorted(shares)
    assert (shares[0], told[-1]) == (0.0, (1.0, "opened"))
    assert all(text for _, text in told)
    assert len(told) > 2


def test_cancelling_at_any_report_stops_and_leaves_nothing(source: Path, scratch: Path) -> None:
    before = {path: path.read_bytes() for path in dicom.files(source.parent)}
    for wanted in range(1, len(heard(source))):
        stop = StopAt(wanted)
        with pytest.raises(Cancelled):
            open_scene(source, progress=stop, cancel=stop.token)
        assert stop.heard == wanted, "not one more piece was done"
        assert list(scratch.iterdir()) == []
    assert {path: path.read_bytes() for path in dicom.files(source.parent)} == before


def test_a_raised_token_lets_nothing_begin(source: Path) -> None:
    cancel, told = CancelToken(), list[str]()
    cancel.cancel()
    with pytest.raises(Cancelled):
        open_scene(source, progress=lambda share, text: told.append(text), cancel=cancel)
    assert told == []


def test_who_listens_sees_the_same_pixels(source: Path) -> None:
    listened = open_scene(source, progress=lambda share, text: None, cancel=CancelToken())
    assert whole(listened) == whole(open_scene(source))


def test_a_series_is_told_of_file_by_file_and_image_by_image(tmp_path: Path) -> None:
    texts = [text for _, text in heard(_folder(tmp_path))]
    assert texts == [
        *(f"file {n} of 5" for n in range(1, 6)),
        *(f"image {n} of 5" for n in range(1, 6)),
        "opened",
    ]


def test_a_compressed_volume_is_told_of_byte_by_byte(tmp_path: Path) -> None:
    texts = [text for _, text in heard(_volume(tmp_path))]
    blocks = 64 * 64 * 40 * 4 // (1 << 17)
    assert texts.count("decompressing") == blocks
    assert texts[-2] == "plane 40 of 40"


def test_an_archive_is_told_of_by_its_bytes(tmp_path: Path) -> None:
    told = heard(_archive(tmp_path))
    shares = [share for share, text in told if text == "unpacking"]
    assert len(shares) == 5
    assert 0.2 < shares[-1] < 0.3


def test_listing_the_series_can_be_stopped_too(tmp_path: Path, scratch: Path) -> None:
    path = _archive(tmp_path)
    for wanted in range(1, 10):
        stop = StopAt(wanted)
        with pytest.raises(Cancelled):
            series_of(path, progress=stop, cancel=stop.token)
        assert stop.heard == wanted
        assert list(scratch.iterdir()) == []
