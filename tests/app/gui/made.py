"""Results without a network: what the process that computes would have said."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app import protocol as p
from app.gui.main_window import MainWindow
from app.mapped import MappedArray
from core.region import Region
from io_formats import Scene

__all__ = ["begin", "finish", "give_result", "part_of"]

Change = Callable[[NDArray[Any]], NDArray[Any]]


def part_of(
    folder: Path, scene: Scene, change: Change, scale: int = 1, region: Region | None = None
) -> p.Part:
    """Return a result in a file: the stored values of a scene, enlarged and changed."""
    box = region.within(scene) if region is not None else Region().within(scene)
    planes, rows, columns = box.slices
    stored = np.array(scene.pixels[planes, slice(0, scene.shape[1]), rows, columns])
    made = change(stored.repeat(scale, axis=2).repeat(scale, axis=3))
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{len(list(folder.iterdir()))}.pixels"
    mapped, array = MappedArray.create(path, made.shape, scene.pixels.dtype)
    array[:] = made
    grid = scene.grid.scaled(scale) if scale > 1 else scene.grid
    kept = box if region is not None else None
    return p.Part(pixels=mapped, values=scene.values, grid=grid, scale=scale, region=kept)


def begin(window: MainWindow, job: int) -> Scene:
    """Let the chosen scene be restored under a number; return it."""
    tab = window.restore
    entry = tab.entry
    assert entry is not None
    assert entry.scene is not None
    tab.session.sent(tab.session.restore(entry.id, model="compact"), job)
    return entry.scene


def finish(window: MainWindow, job: int, part: p.Part) -> None:
    """Let the process tell that a result is there."""
    entry = window.restore.entry
    assert entry is not None
    window.restore.bridge.happened.emit(
        p.Restored(
            job=job, scene=entry.id, part=part, task="natural-derain", choice="auto", notes=(),
            report={"window": {"low": [0.0], "high": [255.0]}}, model="compact",
            model_sha256="0", precision="fp32", device="cpu", warnings=(),
        )
    )  # fmt: skip


def give_result(
    window: MainWindow,
    folder: Path,
    change: Change,
    *,
    scale: int = 1,
    region: Region | None = None,
    job: int = 7,
) -> p.Part:
    """Give the chosen scene a result."""
    part = part_of(folder, begin(window, job), change, scale, region)
    finish(window, job, part)
    return part
