"""A long series is decoded image by image, and nobody can tell but by the memory it takes."""

from __future__ import annotations

import pickle
import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydicom import Dataset, dcmread
from pydicom.uid import (
    DeflatedExplicitVRLittleEndian,
    ImplicitVRLittleEndian,
    JPEG2000Lossless,
    JPEGLSLossless,
    RLELossless,
)

from io_formats import Scene, open_scene
from io_formats.dicom import planes, reader
from io_formats.dicom.planes import PlaneReader
from io_formats.errors import DamagedFile, RestorationError
from tests import dicom_factories as factory
from tests import enhanced_factories as enhanced
from tests.io_formats.test_dicom_archive import packed


def padded(dataset: Dataset, index: int) -> None:
    """Name a padding value that only some of the images hold."""
    dataset.PixelPaddingValue = -2000
    if index % 2:
        pixels = factory.stored(index)
        pixels[:3, :4] = -2000
        factory.pour(dataset, pixels)


def coded(syntax: str) -> Callable[[Dataset, int], None]:
    def edit(dataset: Dataset, index: int) -> None:
        dataset.compress(syntax, generate_instance_uid=False)

    return edit


def larger(index: int) -> Dataset:
    """Return a CT with room for the wavelet levels of JPEG 2000."""
    return factory.ct(index, factory.stored(index, rows=64, columns=72))


def deflated(dataset: Dataset, index: int) -> None:
    dataset.file_meta.TransferSyntaxUID = DeflatedExplicitVRLittleEndian


def implicit(dataset: Dataset, index: int) -> None:
    dataset.file_meta.TransferSyntaxUID = ImplicitVRLittleEndian


def frames(path: Path, dataset: Dataset, syntax: str = "") -> Path:
    path.mkdir()
    if syntax:
        dataset.compress(syntax, generate_instance_uid=False)
    return factory.save(dataset, path / "frames.dcm")


SERIES: dict[str, Callable[[Path], Path]] = {
    "ct": factory.series,
    "pt": lambda path: factory.series(path, factory.pt),
    "mr": lambda path: factory.series(path, factory.mr),
    "padded": lambda path: factory.series(path, edit=padded),
    "rle": lambda path: factory.series(path, edit=coded(RLELossless)),
    "j2k": lambda path: factory.series(path, larger, edit=coded(JPEG2000Lossless)),
    "deflated": lambda path: factory.series(path, edit=deflated),
    "implicit": lambda path: factory.series(path, edit=implicit),
    "frames": lambda path: frames(path, enhanced.ct(count=5, order=[3, 0, 4, 1, 2])),
    "frames-pt": lambda path: frames(path, enhanced.pt(count=4)),
    "frames-jls": lambda path: frames(path, enhanced.mr(count=4), JPEGLSLossless),
    "frames-rle": lambda path: frames(path, enhanced.ct(count=4), RLELossless),
}


@pytest.fixture
def long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "LONG_BYTES", 0)


def pair(path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Scene, Scene]:
    """Open a series at once, and as a long one."""
    eager = open_scene(path)
    monkeypatch.setattr(reader, "LONG_BYTES", 0)
    lazy = open_scene(path)
    assert isinstance(eager.pixels, np.ndarray)
    assert isinstance(lazy.pixels, PlaneReader)
    return eager, lazy


def assert_same(eager: Scene, lazy: Scene) -> None:
    assert (lazy.shape, lazy.pixels.dtype) == (eager.shape, eager.pixels.dtype)
    everything = (slice(None),) * 4
    assert np.array_equal(lazy.pixels[everything], eager.pixels[everything])
    assert (lazy.planes, lazy.bands, lazy.grid) == (eager.planes, eager.bands, eager.grid)
    assert np.array_equal(lazy.values.slope, eager.values.slope)
    assert np.array_equal(lazy.values.offset, eager.values.offset)
    assert lazy.values.nodata == eager.values.nodata
    assert (lazy.source.facts, lazy.source.warnings) == (eager.source.facts, eager.source.warnings)
    assert lazy.source.files == eager.source.files
    if eager.valid is None:
        assert lazy.valid is None or lazy.valid[everything].all()
    else:
        assert lazy.valid is not None
        assert np.array_equal(lazy.valid[everything], eager.valid[everything])


@pytest.mark.parametrize("kind", SERIES)
def test_a_long_series_is_what_a_short_one_is(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert_same(*pair(SERIES[kind](tmp_path / kind), monkeypatch))


@pytest.mark.data
def test_every_series_of_the_zoo_is_the_same_read_either_way(
    data_root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared, multi = 0, 0
    for path in sorted((data_root / "medical" / "zoo" / "dicom").rglob("*")):
        monkeypatch.setattr(reader, "LONG_BYTES", 1 << 40)
        try:
            eager = open_scene(path)
        except RestorationError:
            continue
        if eager.source.format != "dicom" or path.suffix == ".zip":
            continue
        monkeypatch.setattr(reader, "LONG_BYTES", 0)
        assert_same(eager, open_scene(path))
        compared, multi = compared + 1, multi + (eager.shape[0] > 1)
    assert compared > 100
    assert multi > 3


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_any_window_is_cut_out_of_the_whole(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.getbasetemp() / "windows"
    if not folder.exists():
        factory.series(folder, edit=padded)
    with pytest.MonkeyPatch.context() as patch:
        eager, lazy = pair(folder, patch)
    window = tuple(
        slice(*sorted(data.draw(st.tuples(*[st.integers(0, size + 2)] * 2))))
        for size in eager.shape
    )
    assert np.array_equal(lazy.pixels[window], eager.pixels[window])
    assert lazy.pixels[window].shape == eager.pixels[window].shape
    assert lazy.valid is not None
    assert eager.valid is not None
    assert np.array_equal(lazy.valid[window], eager.valid[window])


def test_skipping_windows_are_a_defect(tmp_path: Path, long: None) -> None:
    lazy = open_scene(factory.series(tmp_path / "ct"))
    with pytest.raises(ValueError, match="step 1"):
        lazy.pixels[slice(0, 5, 2), slice(0, 1), slice(0, 4), slice(0, 4)]


def test_an_archive_is_decoded_while_it_is_unpacked(tmp_path: Path, long: None) -> None:
    scene = open_scene(packed(tmp_path / "ct.zip", factory.series(tmp_path / "ct")))
    assert isinstance(scene.pixels, np.ndarray)


def test_a_short_series_is_held_in_memory(tmp_path: Path) -> None:
    assert isinstance(open_scene(factory.series(tmp_path / "ct")).pixels, np.ndarray)


def _plane(scene: Scene, index: int) -> bytes:
    return scene.pixels[slice(index, index + 1), slice(0, 1), slice(0, 99), slice(0, 99)].tobytes()


@pytest.mark.parametrize("syntax", ["", RLELossless])
def test_a_damaged_image_is_told_of_when_it_is_reached(
    tmp_path: Path, long: None, syntax: str
) -> None:
    folder = factory.series(tmp_path / "ct", edit=coded(syntax) if syntax else None)
    path = next(p for p in factory.files(folder) if dcmread(p).InstanceNumber == 3)
    dataset = dcmread(path)
    dataset.PixelData = dataset.PixelData[: len(dataset.PixelData) // 2]
    dataset.save_as(path)
    scene = open_scene(folder)
    assert _plane(scene, 1) == factory.stored(1).tobytes()
    with pytest.raises(DamagedFile, match=path.name):
        _plane(scene, 2)
    assert _plane(scene, 3) == factory.stored(3).tobytes()


def test_a_damaged_frame_is_told_of_when_it_is_reached(tmp_path: Path, long: None) -> None:
    dataset = enhanced.ct(count=4)
    dataset.compress(RLELossless, generate_instance_uid=False)
    path = factory.save(dataset, tmp_path / "frames.dcm")
    expected = _plane(open_scene(path), 0)
    content = bytearray(path.read_bytes())
    content[-200:] = bytes(200)
    path.write_bytes(content)
    scene = open_scene(path)
    assert _plane(scene, 0) == expected
    with pytest.raises(DamagedFile, match=r"frames\.dcm"):
        _plane(scene, 3)


def test_a_file_that_ends_early_is_told_of_at_once(tmp_path: Path, long: None) -> None:
    folder = factory.series(tmp_path / "ct", larger)
    path = next(iter(factory.files(folder)))
    path.write_bytes(path.read_bytes()[: -64 * 72])
    with pytest.raises(DamagedFile, match="ends before"):
        open_scene(folder)


@pytest.mark.parametrize("change", ["rewritten", "gone"])
def test_a_file_that_changes_meanwhile_is_told_of(tmp_path: Path, long: None, change: str) -> None:
    folder = factory.series(tmp_path / "ct")
    scene = open_scene(folder)
    path = scene.source.files[2]
    if change == "gone":
        path.unlink()
    else:
        factory.save(factory.ct(4), path)
    with pytest.raises(DamagedFile, match="since the series was opened"):
        _plane(scene, 2)
    assert _plane(scene, 1) == factory.stored(1).tobytes()


def test_images_are_kept_as_far_as_there_is_room(
    tmp_path: Path, long: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    plane_bytes = factory.ROWS * factory.COLUMNS * 2
    monkeypatch.setattr(planes, "CACHE_BYTES", 2 * plane_bytes)
    scene = open_scene(factory.series(tmp_path / "ct"))
    decoded: list[Path] = []
    plain = planes.decode
    monkeypatch.setattr(
        planes, "decode", lambda path, frames: decoded.append(path) or plain(path, frames)
    )
    for index in (0, 0, 1, 0, 2, 0, 1):
        assert _plane(scene, index) == factory.stored(index).tobytes()
    files = scene.source.files
    assert decoded == [files[0], files[1], files[2], files[1]]
    assert isinstance(scene.pixels, PlaneReader)
    assert scene.pixels.held_bytes == 2 * plane_bytes


def test_frames_are_read_alone(tmp_path: Path, long: None, monkeypatch: pytest.MonkeyPatch) -> None:
    scene = open_scene(factory.save(enhanced.ct(count=4), tmp_path / "frames.dcm"))
    monkeypatch.setattr(planes, "decode", None)
    assert _plane(scene, 3) == _plane(open_scene(scene.source.path), 3)


def test_several_threads_see_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    eager, lazy = pair(factory.series(tmp_path / "ct", count=8), monkeypatch)
    monkeypatch.setattr(planes, "CACHE_BYTES", 1)
    wrong: list[int] = []

    def look(seed: int) -> None:
        for index in np.random.default_rng(seed).integers(0, 8, 30).tolist():
            if _plane(lazy, index) != _plane(eager, index):
                wrong.append(index)

    threads = [threading.Thread(target=look, args=(seed,)) for seed in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_it_travels_to_another_process(tmp_path: Path, long: None) -> None:
    scene = open_scene(factory.series(tmp_path / "ct"))
    again = pickle.loads(pickle.dumps(scene.pixels))
    window = (slice(None),) * 4
    assert np.array_equal(again[window], scene.pixels[window])
