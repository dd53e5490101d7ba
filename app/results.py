"""The results that wait in the child: their pixels in files, the rest in memory.

A result outlives the child that made it: the window remembers the request and the answer, and
from these two and the source a new child makes the same result again, without computing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app import protocol as p
from app.mapped import MappedArray, placed
from core.bands import choose_bands
from core.choice import Choice
from core.engine import RestoreResult
from core.errors import ComputeError
from core.job import Restored, enlarged_region
from core.region import Region
from core.tasks import TASKS
from io_formats import Scene, ValueMap, open_scene

__all__ = ["Results", "Shown"]

Send = Callable[[p.Event], Any]


@dataclass
class Shown:
    """Makes the file of a result and tells which blocks of it are finished."""

    job: int
    folder: Path
    scene: Scene
    scale: int
    region: Region | None
    send: Send
    part: p.Part = field(init=False)
    _count: int = 0

    def allocate(self, shape: tuple[int, ...], dtype: np.dtype[Any]) -> NDArray[Any]:
        """Return the array behind a new file, filled with zeros."""
        self.discard()
        self._count += 1
        path = self.folder / f"{self.job}-{self._count}.pixels"
        mapped, array = MappedArray.create(path, shape, dtype)
        planes, rows, columns = (self.region or Region().within(self.scene)).slices
        values = self.scene.values
        grid = self.scene.grid
        if self.region is not None:
            grid = grid.cropped(row=rows.start, column=columns.start, plane=planes.start)
            values = _planes_of(values, planes)
        self.part = p.Part(
            pixels=mapped,
            values=values,
            grid=grid.scaled(self.scale) if self.scale > 1 else grid,
            scale=self.scale,
            region=self.region,
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
            self.part.pixels.remove()


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

    def begin(self, job: int, request: p.Restore, scene: Scene, scale: int, send: Send) -> Shown:
        """Return where the pixels of a new result go."""
        region = request.options.region
        box = None if region is None else region.within(scene)
        return Shown(job, self._folder, scene, scale, box, send)

    def keep(self, job: int, request: p.Restore, restored: Restored, shown: Shown) -> p.Restored:
        """Keep a result instead of the scene's last one, and return what the window hears of it."""
        self.forget(request.scene)
        result = restored.result.scene
        part = replace(shown.part, history=result.history)
        if part.scale > 1 and result.valid is not None:
            valid = MappedArray.copy(self._folder / f"{job}.valid", result.valid)
            part = replace(part, valid=valid)
        placed_scene = placed(restored.original, part)
        restored = replace(restored, result=replace(restored.result, scene=placed_scene))
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
        )

    def of(self, scene: str, earlier: tuple[p.Restore, p.Restored] | None) -> Restored:
        """Return the result of a scene, made again where another child had made it.

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
        self._kept[scene] = restored, earlier[1].part, earlier[1].job
        return restored

    def replace(self, scene: str, restored: Restored) -> None:
        """Keep a result that was measured since."""
        _, part, job = self._kept[scene]
        self._kept[scene] = restored, part, job

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
        self._remove_map(scene, kind)
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
        self._maps[scene, kind] = part
        return part

    def _remove_map(self, scene: str, kind: str) -> None:
        part = self._maps.pop((scene, kind), None)
        for mapped in (part.pixels, part.valid) if part is not None else ():
            if mapped is not None:
                mapped.remove()

    def forget(self, scene: str) -> None:
        """Remove the result of a scene, and what was told of it."""
        for owner, kind in list(self._maps):
            if owner == scene:
                self._remove_map(owner, kind)
        kept = self._kept.pop(scene, None)
        if kept is None:
            return
        for mapped in (kept[1].pixels, kept[1].valid):
            if mapped is not None:
                mapped.remove()


def _made_again(request: p.Restore, answer: p.Restored) -> Restored:
    opened = open_scene(request.path, request.options.series)
    original = choose_bands(opened, request.options.bands)
    choice = Choice(TASKS[answer.task], answer.choice, answer.part.scale, answer.notes)
    report = dict(answer.report)
    return Restored(
        original=original,
        result=RestoreResult(scene=placed(original, answer.part), report=report),
        choice=choice,
        options=request.options,
        report=report,
        model=answer.model,
        model_sha256=answer.model_sha256,
        precision=answer.precision,
        device=answer.device,
    )


def _planes_of(values: ValueMap, planes: slice) -> ValueMap:
    slope, offset = (
        array if array.shape[0] == 1 else array[planes] for array in (values.slope, values.offset)
    )
    return replace(values, slope=slope, offset=offset)
