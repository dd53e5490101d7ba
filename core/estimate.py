"""What a restoration will need of memory and disk, told before it begins.

The numbers are bounds, not predictions: each part is counted as it would be at its largest. Torch
is not needed, so that ``info`` answers quickly. Not here: what is done where memory runs out after
all (``core.engine``).
"""

from __future__ import annotations

import math
import shutil
import tempfile
from dataclasses import dataclass

from core import sink
from core.bands import BandPlan
from core.errors import OutOfMemory
from core.models.card import ModelCard
from core.models.config import NetConfig
from core.region import Region
from core.tasks import WindowRule
from core.tiles import FINISH_COLUMNS, SMALLEST_TILE
from core.windows import SAMPLE_VALUES
from io_formats import Scene
from io_formats.errors import NotWritable
from io_formats.memory import free_bytes, gibibytes, held_bytes

__all__ = ["PROGRAM_BYTES", "Need", "demand_fit", "need_of"]

PROGRAM_BYTES = 450 * 2**20
"""Of a process that has loaded torch and a network of the bundled one's size."""
FLOAT = 8
FLOAT32 = 4
SAMPLE_BYTES = 24
"""Per value that a window is fitted to: stored, physical, gathered, sorted."""
ACTIVATIONS = {"nafnet": 20, "restormer": 60}
"""Values per pixel and channel that a network holds at its peak, by its backbone. Measured on a
processor: 11 to 16 and 46, for tiles of 128 to 1024 pixels; here with a margin."""
FILLING = 6
"""Arrays of a window's size while invalid pixels are filled, or values enlarged."""
FINISHING = 8
"""Arrays of a block's size while it is turned into stored values."""
PER_WINDOW = 3
"""The same, more of them for each window."""
MARGIN_PX = 64
"""Read around a window on both sides together, as a bound."""
SPECTRUM_BYTES = 32
"""Per pixel of an enlarged MR plane: its spectrum and the plane."""
WAITING_BYTES = 12
"""Per value of a plane that waits for its slope: physical, stored, and two masks."""


@dataclass(frozen=True, kw_only=True)
class Need:
    """Bytes that a job takes at most, and those that there are."""

    held: int
    """Memory of the opened scene."""
    result: int
    """Memory of the result; 0 where it is kept in a temporary file."""
    work: int
    """Memory of one plane on its way, tiles and network included."""
    least_work: int
    """The same with the smallest tiles that the engine would come down to."""
    disk: int
    """Temporary file of the result; 0 where it is kept in memory."""
    free: int | None
    """Memory that can be had now; None where the system does not tell."""
    free_disk: int | None
    """Disk for temporary files; None where the system does not tell."""

    @property
    def further(self) -> int:
        """Memory besides the scene, which is open already."""
        return self.result + self.work

    @property
    def fits(self) -> bool | None:
        """Whether there is enough; None where the system does not tell."""
        if self.free is None:
            return None
        return self.further <= self.free and self.disk <= (self.free_disk or self.disk)


def need_of(
    scene: Scene,
    card: ModelCard,
    rule: WindowRule,
    *,
    scale: int,
    tile: int | None = None,
    region: Region | None = None,
    on_processor: bool = True,
) -> Need:
    """Return what restoring a scene takes at most.

    Parameters
    ----------
    rule : WindowRule
        Window of the task, from ``card.window_of``.
    tile : int, optional
        Side of the tiles; None: the card's.
    region : Region, optional
        What is restored of it; None: all.
    on_processor : bool
        False where an accelerator with memory of its own computes.
    """
    planes, bands, rows, columns = scene.shape
    if region is not None:
        box = region.within(scene).slices
        planes, rows, columns = (span.stop - span.start for span in box)
    shape = (planes, bands, rows * scale, columns * scale)
    in_memory, on_disk = _result(scene, shape, scale)
    if region is not None:
        # what is cut out of the scene, read into memory
        in_memory += math.prod(shape) // scale**2 * scene.pixels.dtype.itemsize
    fit = _fit_bytes(scene, rule)
    plane = _plane_bytes(scene, shape, scale)
    sides = (tile or card.size.tile, SMALLEST_TILE)
    work, least = (
        max(fit, plane + _tile_bytes(scene, shape, rule, card.net, side, on_processor))
        for side in sides
    )
    return Need(
        held=held_bytes(scene.pixels) + held_bytes(scene.valid),
        result=in_memory,
        work=work,
        least_work=min(work, least),
        disk=on_disk,
        free=free_bytes(),
        free_disk=_free_disk(),
    )


def demand_fit(need: Need, scene: Scene) -> tuple[str, ...]:
    """Refuse what cannot fit, and return a warning where it may not.

    Raises
    ------
    NotWritable
        If the disk has no room for the temporary file of the result.
    OutOfMemory
        If even the smallest tiles leave too little memory.
    """
    name = scene.source.path
    if need.disk and need.free_disk is not None and need.disk > need.free_disk:
        raise NotWritable(
            f"{name} was not restored",
            why=f"its result needs a temporary file of {gibibytes(need.disk)}, and "
            f"{gibibytes(need.free_disk)} are free in {tempfile.gettempdir()}",
            fix="make room there, or name another folder in the environment variable TMPDIR",
        )
    if need.free is None or need.further <= need.free:
        return ()
    least = need.result + need.least_work
    if least > need.free:
        raise OutOfMemory(
            f"{name} was not restored",
            why=f"it needs {gibibytes(least)} of memory even with the smallest tiles, and "
            f"{gibibytes(need.free)} are free",
            fix="close other programs, or restore it with less enlargement or in parts",
        )
    return (
        f"{gibibytes(need.further)} of memory may be needed, and {gibibytes(need.free)} are free; "
        "if it runs out, choose smaller tiles (--tile)",
    )


def _result(scene: Scene, shape: tuple[int, ...], scale: int) -> tuple[int, int]:
    """Return the bytes of the result and its validity in memory, and on disk."""
    sizes = [math.prod(shape) * scene.pixels.dtype.itemsize]
    if scale > 1 and scene.valid is not None:
        sizes.append(math.prod(shape) // shape[1])
    kept = [size for size in sizes if size <= sink.MEMORY_LIMIT]
    return sum(kept), sum(sizes) - sum(kept)


def _fit_bytes(scene: Scene, rule: WindowRule) -> int:
    """Return what fitting the window takes: nothing where its edges are fixed in the unit."""
    known = rule.unit != "SUV" or bool(scene.source.facts.get("suv_factor"))
    if rule.kind == "fixed" and known:
        return 0
    return SAMPLE_BYTES * min(math.prod(scene.shape), SAMPLE_VALUES)


def _plane_bytes(scene: Scene, shape: tuple[int, ...], scale: int) -> int:
    """Return what is held of a whole plane of the result."""
    _, bands, rows, columns = shape
    each = bands * rows * columns
    enlarged = SPECTRUM_BYTES if scale > 1 and scene.source.modality == "MR" else 0
    return each * (enlarged + (WAITING_BYTES if scene.values.refit else 0))


def _tile_bytes(
    scene: Scene,
    shape: tuple[int, ...],
    rule: WindowRule,
    net: NetConfig,
    side: int,
    on_processor: bool,
) -> int:
    """Return what a row of tiles takes: its strip, a block that is finished, and the network."""
    _, bands, rows, columns = shape
    height, width = min(side, rows), min(side, columns)
    windows = 1 + len(rule.further)
    channels = 3 * max(len(BandPlan.of(scene.bands).groups), 1) * windows
    strip = 3 * (channels + 1) * height * columns * FLOAT
    block = bands * (height + MARGIN_PX) * (min(columns, FINISH_COLUMNS) + MARGIN_PX) * FLOAT
    finishing = (FINISHING + PER_WINDOW * windows) * block
    padded = (height + MARGIN_PX) * (width + MARGIN_PX)
    tile = (FILLING * bands * FLOAT + 4 * channels * FLOAT32) * padded
    network = ACTIVATIONS[net.backbone] * net.width * padded * FLOAT32 if on_processor else 0
    return strip + max(finishing, tile + network)


def _free_disk() -> int | None:
    try:
        return shutil.disk_usage(tempfile.gettempdir()).free
    except OSError:
        return None
