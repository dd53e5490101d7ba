"""From a scene to its restoration: the order of the steps, and no arithmetic of its own.

::

    physical ─▶ unit ─▶ groups of three ─▶ tiles ─▶ network ─▶ mosaic ─▶ bands ─▶ physical ─▶ stored

The network's *correction* (restored minus input) is blended and added to the source. A pixel the
network leaves alone therefore keeps its stored value bit for bit, whatever its dtype and scaling.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from core.bands import BandPlan, is_restored
from core.base import Base
from core.errors import NonFiniteOutput, OutOfMemory, TaskNotSupported
from core.probes import Answers, Probes, Scope
from core.readout import Readout
from core.refinement import refined
from core.restorer import Restorer
from core.sink import Observer, Sink, allocate
from core.strength import correction_of, left_alone, weakened
from core.tasks import TaskSpec
from core.tiles import FINISH_COLUMNS, SMALLEST_TILE, Mosaic, Tile, TilePlan
from core.window_blend import WindowBlend, fit_windows
from core.windows import TAPER_MARGIN, ValueWindow
from io_formats import Scene, Step
from io_formats.progress import CancelToken, Progress, silent

__all__ = ["RestoreRequest", "RestoreResult", "restore"]


@dataclass(frozen=True, kw_only=True)
class RestoreRequest:
    """What the user asked for."""

    task: TaskSpec
    """Row that sets window and bands."""
    scale: int = 1
    """Enlargement before restoration: 1, 2 or 4."""
    tile: int | None = None
    """Side of the tiles; None: the card's."""
    overlap: int | None = None
    """Pixels that tiles share; None: the card's."""
    strength: float = 1.0
    """Share of the correction that is applied, 0 to 1: a blend with the original, or with it
    enlarged without a network, in physical units (``core.strength``)."""
    prompts: Scope = "auto"
    """One choice of prompts per plane, or one for the volume so that slices do not flicker; auto:
    per volume for medical scenes of several planes."""
    window: ValueWindow | WindowBlend | None = None
    """Window to use instead of fitting the card's; a blend where they were fitted already."""
    refined: bool = True
    """Whether results are refined as the card says; without, the network is asked once."""


@dataclass(frozen=True, kw_only=True)
class RestoreResult:
    """A restored scene and how it came to be."""

    scene: Scene
    """Same kind of scene, new pixels."""
    report: dict[str, Any]
    """JSON-able: window, tiles, prompts, counts, timings, warnings."""


def restore(
    scene: Scene,
    request: RestoreRequest,
    restorer: Restorer,
    *,
    progress: Progress = silent,
    cancel: CancelToken | None = None,
    observer: Observer | None = None,
) -> RestoreResult:
    """Restore every plane and band of a scene; an observer sees its blocks as they are finished.

    The same input gives the same bytes on the same machine with the same thread count and tile.

    Raises
    ------
    TaskNotSupported
        If the card does not list the scale.
    OutOfMemory
        If even the smallest tile does not fit the device.
    NonFiniteOutput
        If the network returns NaN or infinity.
    SourceError
        If a lazily read file turns out to be damaged.
    Cancelled
    """
    if request.scale not in restorer.card.scales:
        offered = ", ".join(f"{scale}x" for scale in restorer.card.scales)
        raise TaskNotSupported(
            f"{restorer.card.name} cannot enlarge {request.scale} times",
            why=f"its card offers {offered}",
            fix="choose one of these (--scale)",
        )
    model = refined(restorer, request.task.id) if request.refined else restorer
    run = Run(scene, request, model, progress, cancel or CancelToken(), observer)
    while True:
        try:
            return run.execute()
        except (RuntimeError, MemoryError) as error:
            if not _ran_out(error):
                raise
            run = run.with_smaller_tile(error)
        # Only here, since the error's traceback kept the tensors of the failed attempt alive.
        if torch.cuda.is_available():
            torch.cuda.empty_cache()


def _ran_out(error: Exception) -> bool:
    """Tell lack of memory from other errors: only CUDA and XPU have a class for it."""
    if isinstance(error, torch.OutOfMemoryError | MemoryError):
        return True
    return any(words in str(error) for words in ("out of memory", "not enough memory"))


class Run:
    """One attempt to restore a scene with a certain tile."""

    def __init__(
        self,
        scene: Scene,
        request: RestoreRequest,
        restorer: Restorer,
        progress: Progress,
        cancel: CancelToken,
        observer: Observer | None = None,
        windows: WindowBlend | None = None,
    ) -> None:
        size = restorer.card.size
        self.scene, self.request, self.restorer = scene, request, restorer
        self.progress, self.cancel, self.observer = progress, cancel, observer
        self.base = Base(scene, request.scale)
        self.bands = BandPlan.of(scene.bands)
        if isinstance(request.window, WindowBlend):
            windows = request.window
        elif windows is None and request.window is not None:
            windows = WindowBlend(windows=(request.window,))
        self.windows = windows or fit_windows(scene, restorer.card.window_of(request.task.id))
        tile = request.tile or size.tile
        overlap = size.overlap if request.overlap is None else request.overlap
        overlap = min(overlap, tile // 2)
        self.plan = TilePlan(self.base.rows, self.base.columns, tile, overlap, size.multiple)
        self.readout = Readout()
        self.warnings: list[str] = []

    def with_smaller_tile(self, error: Exception) -> Run:
        """Return a run with half the tile and the same window."""
        tile = self.plan.side // 2
        if tile < SMALLEST_TILE:
            raise OutOfMemory(
                "the device's memory does not suffice",
                why=f"a tile of {self.plan.side} pixels did not fit, and smaller ones do not pay",
                fix="close other programs that use the device, or choose the processor "
                "(--device cpu)",
            ) from error
        request = replace(self.request, tile=tile)
        told = self.progress, self.cancel, self.observer
        run = Run(self.scene, request, self.restorer, *told, windows=self.windows)
        run.warnings = [*self.warnings, f"memory ran out; the tile was halved to {tile} pixels"]
        return run

    def execute(self) -> RestoreResult:
        """Restore all planes."""
        begun = time.monotonic()
        planes, bands, _, _ = self.scene.shape
        shape = (planes, bands, self.base.rows, self.base.columns)
        sink = Sink(shape, self.scene.pixels.dtype, self.scene.values, self.observer)
        probes = Probes(
            base=self.base,
            plan=self.plan,
            bands=self.bands,
            windows=self.windows,
            restorer=self.restorer,
            cancel=self.cancel,
        )
        together = probes.planes_for(self.request.prompts)
        looks = planes * self.plan.count * len(self.windows.windows)
        self._done = self._tile = 0
        self._total = (looks + probes.count(self.request.prompts)) * max(len(self.bands.groups), 1)
        shared = None if together is None else self._ask(probes, together)
        for plane in range(planes):
            self._restore_plane(plane, shared or self._ask(probes, [plane]), sink)
        self.progress(1.0, "restored")
        return RestoreResult(
            scene=self._result_scene(sink), report=self._report(sink, time.monotonic() - begun)
        )

    def _ask(self, probes: Probes, planes: list[int]) -> Answers:
        """Return what some planes ask the prompts; it counts as work like that of restoring."""
        before, groups = self._done, len(self.bands.groups)

        def tell(tiles: int) -> None:
            self.progress((before + tiles * groups) / self._total, "asking the prompts")

        answers = probes.of_planes(planes, tell)
        self._done += len(planes) * len(probes.tiles(len(planes))) * groups
        return answers

    def _restore_plane(self, plane: int, queries: Answers, sink: Sink) -> None:
        groups, views = len(self.bands.groups), len(self.windows.windows)
        mosaic = Mosaic(self.plan, 3 * groups * views)
        tile_rows = list(self.plan.bands())
        for i, tiles in enumerate(tile_rows):
            for tile in tiles:
                self._tile += 1
                mosaic.add(tile, self._correct_tile(plane, tile, queries))
            last = i + 1 == len(tile_rows)
            until = self.plan.rows if last else tile_rows[i + 1][0].row
            rows = slice(mosaic.top, until)
            size = (until - rows.start, self.plan.columns)
            blended = mosaic.pop(until).reshape(views, groups, 3, *size)
            for left in range(0, self.plan.columns, FINISH_COLUMNS):
                columns = slice(left, min(left + FINISH_COLUMNS, self.plan.columns))
                corrections = [self.bands.join(view[..., columns]) for view in blended]
                self._finish_block(plane, rows, columns, np.stack(corrections), sink)

    def _at(self, plane: int) -> str:
        """Return where the work is: the plane, or in a single one the tile."""
        planes = self.scene.shape[0]
        if planes > 1:
            return f"plane {plane + 1} of {planes}"
        return f"tile {self._tile} of {self.plan.count}"

    def _correct_tile(self, plane: int, tile: Tile, queries: Answers) -> NDArray[np.float32]:
        """Return the corrections of one tile, (3 G K, h, w), in [0, 1] units of each window."""
        physical = self.base.physical(plane, *tile.slices)
        corrections = []
        for window, needed in zip(self.windows.windows, self._needed(plane, tile), strict=True):
            groups_GCHW = self.bands.split(window.to_unit(physical))
            correct = self._correct_groups if needed else self._leave_groups
            corrections.append(correct(plane, groups_GCHW, queries))
        return np.concatenate(corrections)

    def _needed(self, plane: int, tile: Tile) -> tuple[bool, ...]:
        """Tell which windows show anything of a tile; what lies around it has a say."""
        if len(self.windows.windows) == 1:
            return (True,)
        sides = zip(tile.slices, (self.plan.rows, self.plan.columns), strict=True)
        return self.windows.needed(
            self.base.physical(plane, *(_widened(span, side)[0] for span, side in sides))
        )

    def _correct_groups(
        self, plane: int, groups_GCHW: NDArray[np.float32], queries: Answers
    ) -> NDArray[np.float32]:
        """Return what the network would change, (3 G, h, w)."""
        changes = np.empty_like(groups_GCHW)
        for i, (x_CHW, query) in enumerate(zip(groups_GCHW, queries, strict=True)):
            self.cancel.check()
            self.progress(self._done / self._total, self._at(plane))
            y_BCHW, trace = self.restorer(x_CHW[None], query)
            if not np.isfinite(y_BCHW).all():
                raise NonFiniteOutput(
                    "the model returned values that are no numbers",
                    why="its precision overflowed or its weights are damaged",
                    fix="run it again in the precision fp32 (--precision fp32), or verify "
                    "the model",
                )
            self.readout.add(trace)
            changes[i] = y_BCHW[0] - x_CHW
            self._done += 1
        return changes.reshape(-1, *groups_GCHW.shape[2:])

    def _leave_groups(
        self, plane: int, groups_GCHW: NDArray[np.float32], queries: Answers
    ) -> NDArray[np.float32]:
        """Return no change: nothing of the tile is seen through this window."""
        self._done += len(groups_GCHW)
        return np.zeros((3 * len(groups_GCHW), *groups_GCHW.shape[2:]), np.float32)

    def _finish_block(
        self,
        plane: int,
        rows: slice,
        columns: slice,
        corrections_KBHW: NDArray[np.float64],
        sink: Sink,
    ) -> None:
        """Turn a block of finished corrections into stored values."""
        wide_rows, inner_rows = _widened(rows, self.plan.rows)
        wide_columns, inner_columns = _widened(columns, self.plan.columns)
        source = self.base.physical(plane, wide_rows, wide_columns)
        shares = [
            share if isinstance(share, float) else share[:, inner_rows, inner_columns]
            for share in self.windows.shares(source)
        ]
        corrections = corrections_KBHW.astype(np.float64)
        before = source[:, inner_rows, inner_columns]
        physical = self.windows.correct(before, corrections, shares)
        physical = np.where((corrections == 0).all(0), before, physical)
        stored = self.base.stored(plane, rows, columns)
        valid = self.base.valid(plane, rows, columns)
        if sink.corrections is not None:
            sink.corrections[plane, :, rows, columns] = correction_of(before, physical)
        if self.request.strength < 1:
            change = correction_of(before, physical)
            physical = weakened(before, change, self.request.strength)
        same = left_alone(before, physical, valid, self.request.scale)
        sink.put(
            plane,
            rows,
            physical,
            same_BHW=same,
            stored_BHW=stored,
            valid_1HW=valid,
            columns=columns,
        )

    def _result_scene(self, sink: Sink) -> Scene:
        scale = self.request.scale
        return self.scene.with_pixels(
            sink.pixels,
            step=Step(
                name="restored",
                parameters={
                    "model": self.restorer.card.name,
                    "task": self.request.task.id,
                    "scale": scale,
                    "strength": self.request.strength,
                    "bands": [n for n, b in enumerate(self.scene.bands, 1) if is_restored(b)],
                },
            ),
            grid=self.scene.grid.scaled(scale) if scale > 1 else None,
            values=sink.values,
            valid=self._result_valid(),
        )

    def _result_valid(self) -> Any:
        scene, scale = self.scene, self.request.scale
        if scene.valid is None or scale == 1:
            return scene.valid
        planes, _, rows, columns = scene.shape
        valid = allocate((planes, 1, rows * scale, columns * scale), np.dtype(bool))
        everything = slice(0, self.base.columns)
        for plane in range(planes):
            for top in range(0, self.base.rows, self.plan.side):
                part = slice(top, min(top + self.plan.side, self.base.rows))
                valid[plane, :, part] = self.base.valid(plane, part, everything)
        return valid

    def _refinement(self) -> dict[str, Any] | None:
        rule = self.restorer.card.refinements.get(self.request.task.id)
        return rule.model_dump() if rule and self.request.refined else None

    def _report(self, sink: Sink, seconds: float) -> dict[str, Any]:
        warnings = list(self.warnings)
        if self.windows.main.note:
            warnings.append(self.windows.main.note)
        warnings.extend(sink.notes())
        return {
            "window": self.windows.describe(),
            "tile": self.plan.side,
            "overlap": self.plan.overlap,
            "refinement": self._refinement(),
            "tiles": self.plan.count,
            "prompts": self.readout.summary(self.restorer.card.profiles),
            "clipped": sink.clipped,
            "nudged": sink.nudged,
            "refitted": sink.refitted,
            "seconds": round(seconds, 3),
            "warnings": warnings,
        }


def _widened(span: slice, length: int) -> tuple[slice, slice]:
    """Return the span with the taper's margin, and where the span lies in it."""
    wide = slice(max(span.start - TAPER_MARGIN, 0), min(span.stop + TAPER_MARGIN, length))
    return wide, slice(span.start - wide.start, span.stop - wide.start)
