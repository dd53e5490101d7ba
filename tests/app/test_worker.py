"""Ends of jobs: a result that cannot be kept, one that takes another's place, a late cancel."""

from __future__ import annotations

import errno
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import numpy as np
import pytest

import app.results
import core.job
from app import protocol as p
from app.mapped import MappedArray
from app.worker import Envelope, _Worker
from core.options import RestoreOptions, SaveOptions
from io_formats import open_scene
from resources import locate
from tests.models import tiny_card


class Told:
    """The way back to the window."""

    def __init__(self) -> None:
        self.events: list[p.Event] = []

    def send(self, event: p.Event) -> None:
        self.events.append(event)


class Child:
    """The process that computes, in this one."""

    def __init__(self, folder: Path, model: Path) -> None:
        self.folder, self.told, self._model = folder / "pixels", Told(), str(model)
        self.folder.mkdir()
        self.cancel = threading.Event()
        self._worker = _Worker(cast(Any, self.told), self.cancel, threading.Event(), self.folder)

    def restore(self, job: int, path: Path, **options: Any) -> tuple[p.Restore, p.Event]:
        request = p.Restore(
            scene="a", path=path, model=self._model, device="cpu", options=RestoreOptions(**options)
        )
        self._worker.answer(Envelope(job=job, request=request))
        return request, self.told.events[-1]

    def save(self, earlier: tuple[p.Restore, p.Restored], output: Path) -> p.Event:
        request = p.Save(scene="a", options=SaveOptions(output=output), strength=1.0)
        self._worker.answer(Envelope(job=9, request=request, earlier=earlier))
        return self.told.events[-1]

    @property
    def files(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in self.folder.iterdir()}


@pytest.fixture
def child(tmp_path: Path) -> Child:
    return Child(tmp_path, tiny_card(tmp_path / "model"))


def full(*_: object, **__: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def no_scene(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app.results, "placed", full)


def no_mask(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(MappedArray, "copy", full)


@pytest.mark.parametrize("break_", [no_scene, no_mask])
def test_a_result_that_cannot_be_kept_leaves_the_last_one(
    child: Child, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    break_: Callable[[pytest.MonkeyPatch], None],
) -> None:  # fmt: skip
    scene = locate("samples/scene.tif")
    assert open_scene(scene).valid is not None
    first, answer = child.restore(1, scene, scale=2)
    assert isinstance(answer, p.Restored)
    kept = child.files
    assert sorted(Path(name).suffix for name in kept) == [".correction", ".pixels", ".valid"]
    with monkeypatch.context() as broken:
        break_(broken)
        failed = child.restore(2, scene, scale=2, tile=64)[1]
    assert isinstance(failed, p.Failed)
    assert (failed.job, failed.code, failed.why) == (2, "SYSTEM", "No space left on device")
    assert child.files == kept
    saved = child.save((first, answer), tmp_path / "out.tif")
    assert isinstance(saved, p.Saved)
    written = open_scene(saved.path)
    window = tuple(slice(0, size) for size in written.shape)
    np.testing.assert_array_equal(written.pixels[window], answer.part.pixels.open())


def test_a_result_takes_the_place_of_the_last_one_at_its_end(child: Child) -> None:
    photo = locate("samples/photo.png")
    child.restore(1, photo)
    assert all(name.startswith("1-") for name in child.files)
    answer = child.restore(2, photo)[1]
    assert isinstance(answer, p.Restored)
    assert sorted(child.files) == ["2-1.correction", "2-1.pixels"]


def test_what_was_written_before_a_cancel_came_is_told_as_written(
    child: Child, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    earlier = child.restore(1, locate("samples/photo.png"))
    save = core.job.save

    def save_then_hear_of_it(*args: Any, **named: Any) -> Any:
        done = save(*args, **named)
        child.cancel.set()
        return done

    monkeypatch.setattr(core.job, "save", save_then_hear_of_it)
    saved = child.save(cast(Any, earlier), tmp_path / "out.png")
    assert isinstance(saved, p.Saved)
    assert saved.path.is_file()
