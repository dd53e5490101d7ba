"""The results that wait in the child: their pixels in files, the rest in memory.

A result outlives the child that made it: the window remembers the request and the answer, and
from these two and the source a new child makes the same result again, without computing.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app import protocol as p
from app.mapped import MappedArray, correction_in, placed
from core.bands import choose_bands
from core.choice import Choice
from core.engine import RestoreResult
from core.errors import ComputeError
from core.models.card import Size
from core.partial import with_surroundings
from core.region import Region
from core.restoration import Restored, enlarged_region
from core.strength_job import at_strength
from core.tasks import TASKS
from io_formats import Scene, ValueMap, open_scene
from io_formats.progress import CancelToken

__all__ = ["Results", "Shown"]

Send = Callable[[p.Event], Any]

MOST_KEPT = 2 << 30
"""Bytes of a correction that is kept, so that the strength can be changed without a network."""


@dataclass
class Shown:
    """Makes the file of a result and tells which blocks of it are finished."""

    job: int
    folder: Path
    scene: Scene
    scale: int
    region: Region | None
    around: Region | None
    send: Send
    part: p.Part = field(init=False)
    keeps: bool = field(init=False)
    """Whether there is room for the correction beside the pixels."""
    _changes: NDArray[np.float32] | None = None
    _count: int = 0

    def __post_init__(self) -> None:
        planes, bands, rows, columns = self.scene.shape
        if self.region is not None:
            planes, rows, columns = (span.stop - span.start for span in self.region.slices)
        size = planes * bands * rows * columns * self.scale**2 * np.dtype(np.float32).itemsize
        self.keeps = size <= min(MOST_KEPT, shutil.disk_usage(self.folder).free // 2)

    def corrections(self) -> NDArray[np.float32] | None:
        """Return the array of a second file, where there is room for it."""
        return self._changes

    def allocate(self, shape: tuple[int, ...], dtype: np.dtype[Any]) -> NDArray[Any]:
        """Return the array behind a new file, filled with zeros."""
        self.discard()
        self._count += 1
        correction = None
        if self.keeps:
            beside = self.folder / f"{self.job}-{self._count}.correction"
            correction, self._changes = MappedArray.create(beside, shape, np.dtype(np.float32))
        path = self.folder / f"{self.job}-{self._count}.pixels"
        mapped, array = MappedArray.create(path, shape, dtype)
        planes, rows, columns = (self.region or Region().within(self.scene)).slices
        values = self.scene.values
        grid = self.scene.grid
        if self.region is not None:
            grid = grid.cropped(row=rows.start, column=columns.start, plane=planes.start)
            values = values.of_planes(planes)
        self.part = p.Part(
            pixels=mapped,
            values=values,
            grid=grid.scaled(self.scale) if self.scale > 1 else grid,
            scale=self.scale,
            region=self.region,
            correction=correction,
            around=self.around,
        )
        self.send(p.Started(job=self.job, part=self.part))
        return array

    def finished(self, plane: int, rows: slice, columns: slice, values: ValueMap) -> None:
        """Tell of a block."""
        self.part = replace(self.part, values=values)
        self.send(
            p.Tile(
                job=self.job,
                plane=plane,
                rows=(rows.start, rows.stop),
                columns=(columns.start, columns.stop),
                values=values,
            )
        )

    def discard(self) -> None:
        """Remove what was written so far."""
        if self._count:
            _remove(self.part)


class Results:
    """The last result of each scene.

    Parameters
    ----------
    folder : Path
        Where pixels lie.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._kept: dict[str, tuple[Restored, p.Part, int]] = {}
        self._maps: dict[tuple[str, str], p.Part] = {}
        self._weaker: dict[str, Restored] = {}

    def begin(
        self, job: int, request: p.Restore, scene: Scene, scale: int, size: Size, send: Send
    ) -> Shown:
        """Return where the pixels of a new result go."""
        region = request.options.region
        box = None if region is None else region.within(scene)
        around = None if box is None or scale == 1 else with_surroundings(box, scene, size)
        return Shown(job, self._folder, scene, scale, box, around, send)

    def keep(self, job: int, request: p.Restore, restored: Restored, shown: Shown) -> p.Restored:
        """Keep a result instead of the scene's last one, and return what the window hears of it.

        The last one goes when the new one is complete: where that fails, nothing has changed.
        """
        result = restored.result.scene
        part = replace(shown.part, history=result.history)
        if part.scale > 1 and result.valid is not None:
            valid = MappedArray.copy(self._folder / f"{job}.valid", result.valid)
            part = shown.part = replace(part, valid=valid)
        placed_scene = placed(restored.original, part)
        restored = replace(restored, result=replace(restored.result, scene=placed_scene))
        self.forget(request.scene)
        self._kept[request.scene] = restored, part, job
        return p.Restored(
            job=job,
            scene=request.scene,
            part=part,
            report=dict(restored.report),
            task=restored.choice.task.id,
            choice=restored.choice.label,
            notes=restored.choice.notes,
            model=restored.model,
            model_sha256=restored.model_sha256,
            precision=restored.precision,
            device=restored.device,
            warnings=(*restored.original.source.warnings, *restored.report["warnings"]),
            strength=restored.options.strength,
        )

    def of(
        self,
        scene: str,
        earlier: tuple[p.Restore, p.Restored] | None,
        strength: float = 1.0,
        cancel: CancelToken | None = None,
    ) -> Restored:
        """Return the result of a scene at a strength, where its correction was kept.

        It is made again where another child had made it.

        Raises
        ------
        ComputeError
            If there is none.
        SourceError
            If the source cannot be read any more.
        Cancelled
        """
        full = self._full(scene, earlier)
        part = self._kept[scene][1]
        correction = correction_in(full.original, part)
        if correction is None or strength == full.options.strength:
            return full
        known = self._weaker.get(scene)
        if known is not None and known.options.strength == strength:
            return known
        weaker = self._weaker[scene] = at_strength(full, correction, strength, cancel=cancel)
        answer = None if earlier is None else earlier[1]
        if answer is not None and answer.measured_at == strength and "metrics" in answer.report:
            report = {**weaker.report, "metrics": answer.report["metrics"]}
            weaker = self._weaker[scene] = replace(weaker, report=report)
        return weaker

    def _full(self, scene: str, earlier: tuple[p.Restore, p.Restored] | None) -> Restored:
        """Return the result of a scene as it was made.

        Raises
        ------
        ComputeError
            If there is none.
        SourceError
            If the source cannot be read any more.
        """
        kept = self._kept.get(scene)
        if kept is not None and (earlier is None or earlier[1].job == kept[2]):
            return kept[0]
        if earlier is None or not earlier[1].part.pixels.path.exists():
            raise ComputeError(
                "there is no result",
                why="the image was not restored yet, or its result was removed",
                fix="restore it first",
            )
        restored = _made_again(*earlier)
        self._weaker.pop(scene, None)
        self._kept[scene] = restored, earlier[1].part, earlier[1].job
        return restored

    def replace(self, scene: str, restored: Restored) -> None:
        """Keep a result that was measured since."""
        full, part, job = self._kept[scene]
        if restored.options.strength == full.options.strength:
            self._kept[scene] = restored, part, job
        else:
            self._weaker[scene] = restored

    def add_map(
        self, job: int, scene: str, kind: str, map_scene: Scene, near: Restored, scale: int
    ) -> p.Part:
        """Write what is told of every pixel of a result, instead of the last of its kind.

        Parameters
        ----------
        kind : str
            ``truth``, ``spread`` or ``residual``; the file's suffix.
        map_scene : Scene
            On the grid of the result ``near``, or of what it was made from.
        scale : int
            That of the result, or 1.
        """
        region = enlarged_region(near)
        valid = None
        if map_scene.valid is not None:
            valid = MappedArray.copy(self._folder / f"{job}.{kind}-valid", map_scene.valid)
        part = p.Part(
            pixels=MappedArray.copy(self._folder / f"{job}.{kind}", map_scene.pixels),
            values=map_scene.values,
            grid=map_scene.grid,
            scale=scale,
            region=region,
            valid=valid,
        )
        self._remove_map(scene, kind)
        self._maps[scene, kind] = part
        return part

    def _remove_map(self, scene: str, kind: str) -> None:
        part = self._maps.pop((scene, kind), None)
        if part is not None:
            _remove(part)

    def forget(self, scene: str) -> None:
        """Remove the result of a scene, and what was told of it."""
        for owner, kind in list(self._maps):
            if owner == scene:
                self._remove_map(owner, kind)
        self._weaker.pop(scene, None)
        kept = self._kept.pop(scene, None)
        if kept is not None:
            _remove(kept[1])


def _remove(part: p.Part) -> None:
    for mapped in (part.pixels, part.valid, part.correction):
        if mapped is not None:
            mapped.remove()


def _made_again(request: p.Restore, answer: p.Restored) -> Restored:
    opened = open_scene(request.path, request.options.series)
    original = choose_bands(opened, request.options.bands)
    choice = Choice(TASKS[answer.task], answer.choice, answer.part.scale, answer.notes)
    report = dict(answer.report)
    if answer.measured_at != answer.strength:
        report.pop("metrics", None)
    return Restored(
        original=original,
        result=RestoreResult(scene=placed(original, answer.part), report=report),
        choice=choice,
        options=replace(request.options, strength=answer.strength),
        report=report,
        model=answer.model,
        model_sha256=answer.model_sha256,
        precision=answer.precision,
        device=answer.device,
    )
