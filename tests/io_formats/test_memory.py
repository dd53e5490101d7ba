"""What a scene holds of memory, what there is, and what is refused before it is tried."""

from __future__ import annotations

import gzip
from pathlib import Path

import nibabel as nib
import numpy as np
import pytest
from PIL import Image

from io_formats import Scene, memory, open_scene
from io_formats.dicom import reader
from io_formats.errors import UnsupportedContent
from io_formats.memory import demand_room, free_bytes, gibibytes, held_bytes, machine_bytes
from tests import dicom_factories as dicom
from tests import geotiff_factories as geotiff
from tests.io_formats.test_dicom_archive import packed


def photo(path: Path) -> Path:
    Image.fromarray(np.zeros((40, 50, 3), np.uint8)).save(path)
    return path


def volume(path: Path) -> Path:
    image = nib.Nifti1Image(np.zeros((20, 30, 4), np.int16), np.eye(4))
    content = image.to_bytes()
    path.write_bytes(gzip.compress(content) if path.suffix == ".gz" else content)
    return path


def test_free_memory_is_that_without_swapping(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = tmp_path / "meminfo"
    told.write_text("MemTotal: 900 kB\nMemFree: 10 kB\nMemAvailable:     345 kB\n")
    monkeypatch.setattr(memory, "MEMINFO", told)
    assert free_bytes() == 345 * 1024


@pytest.mark.parametrize("content", ["", "MemAvailable:\n", "MemAvailable: much kB\n", None])
def test_a_system_that_does_not_tell_is_asked_otherwise(
    content: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = tmp_path / "meminfo"
    if content is not None:
        told.write_text(content)
    pages = {"SC_AVPHYS_PAGES": 7, "SC_PHYS_PAGES": 9, "SC_PAGE_SIZE": 4096}
    monkeypatch.setattr(memory, "MEMINFO", told)
    monkeypatch.setattr(memory.os, "sysconf", pages.__getitem__)
    assert (free_bytes(), machine_bytes()) == (7 * 4096, 9 * 4096)


@pytest.mark.parametrize("error", [ValueError, OSError, AttributeError])
def test_or_nothing_is_known_and_nothing_refused(
    error: type[Exception], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(name: str) -> int:
        raise error(name)

    monkeypatch.setattr(memory, "MEMINFO", tmp_path / "nowhere")
    monkeypatch.setattr(memory.os, "sysconf", refuse)
    assert (free_bytes(), machine_bytes()) == (None, None)
    demand_room(tmp_path, 1 << 60)


def test_this_machine_has_no_more_than_is_built_in() -> None:
    free, machine = free_bytes(), machine_bytes()
    assert free is not None
    assert machine is not None
    assert 0 < free <= machine


def test_arrays_count_and_maps_do_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def held(scene: Scene) -> int:
        return held_bytes(scene.pixels) + held_bytes(scene.valid)

    assert held(open_scene(photo(tmp_path / "a.png"))) == 40 * 50 * 3
    assert held(open_scene(volume(tmp_path / "a.nii.gz"))) == 20 * 30 * 4 * 2
    assert held(open_scene(volume(tmp_path / "a.nii"))) == 0
    assert held(open_scene(geotiff.multispectral(tmp_path / "a.tif"))) == 5 * 64 * 48 * 2
    folder = dicom.series(tmp_path / "ct")
    assert held(open_scene(folder)) == 5 * 16 * 24 * 2
    monkeypatch.setattr(reader, "LONG_BYTES", 0)
    monkeypatch.setattr("io_formats.dicom.planes.CACHE_BYTES", 3 * 16 * 24 * 2)
    assert held(open_scene(folder)) == 3 * 16 * 24 * 2
    assert held_bytes(None) == 0


def test_a_large_raster_holds_a_share_of_the_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("io_formats.geotiff.windows.machine_bytes", lambda: 20_000)
    assert held_bytes(open_scene(geotiff.rgb(tmp_path / "a.tif")).pixels) == 1000


@pytest.mark.parametrize("kind", ["photo", "volume", "archive"])
def test_what_cannot_fit_is_refused_before_it_is_decoded(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = {
        "photo": lambda: photo(tmp_path / "a.png"),
        "volume": lambda: volume(tmp_path / "a.nii.gz"),
        "archive": lambda: packed(tmp_path / "a.zip", dicom.series(tmp_path / "ct")),
    }[kind]()
    monkeypatch.setattr(memory, "free_bytes", lambda: 1000)
    with pytest.raises(UnsupportedContent, match="1 MiB are free") as refused:
        open_scene(path)
    assert str(path) in refused.value.what


def test_bytes_are_said_as_people_say_them() -> None:
    said = [gibibytes(n) for n in (0, 1, 2**20, 2**20 + 1, 3 * 2**29, 2**40)]
    assert said == ["0 MiB", "1 MiB", "1 MiB", "2 MiB", "1.5 GiB", "1024.0 GiB"]
