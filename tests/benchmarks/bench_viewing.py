"""``python -m tests.benchmarks.bench_viewing``: how smoothly the window shows what is asked of it.

Window and level dragged over a float image of 4096 x 4096 pixels, in pictures painted per second;
then all slices of a made CT series of 512 x 512 x 300, decoded at once and as they are asked for,
in milliseconds from the turn of the wheel until the slice is painted; then a tiled scene of 12,288
x 12,288 pixels without overviews, which is opened and pushed over the screen at one pixel to one.
All in the real window without a screen. Milliseconds belong to the machine and what else it does.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median, quantiles
from typing import Any

import numpy as np
import tifffile
from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer

from app.gui.application import make_application
from app.gui.main_window import MainWindow
from io_formats.dicom import reader
from tests.dicom_factories import ct, save

SIDE, SLICES = 4096, 300
ROWS, COLUMNS = 512, 512
LEAST_PER_SECOND, MOST_MS = 30, 33
SCENE_SIDE, BLOCK = 12_288, 512
PUSH_PX, PUSH_MS = 24, 16
"""Of the scene's pixels, every so often."""
WAIT_MS = 120_000


class Painted(QObject):
    """Counts how often a canvas was painted."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.count = 0
        window.restore.viewer.canvas.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.Paint
        return False


def wait(signal: Any, begin: Callable[[], Any], enough: Callable[..., bool]) -> None:
    """Begin something and wait until a signal says enough."""
    loop = QEventLoop()
    signal.connect(lambda *told: loop.quit() if enough(*told) else None)
    QTimer.singleShot(WAIT_MS, loop.quit)
    begin()
    loop.exec()


def opened(path: Path) -> MainWindow:
    """Return a window that shows a file or folder."""
    window = MainWindow()
    window.show()
    wait(
        window.restore.reading,
        lambda: window.open_paths([path]),
        lambda s, name: s >= 1 > len(name),
    )
    assert len(window.restore.session.entries) == 1, window.restore.banner.details.text()
    return window


def drag_levels(folder: Path, seconds: float) -> dict[str, float]:
    """Drag for some seconds without a pause; return what was painted."""
    values = np.random.default_rng(0).normal(1000, 200, (SIDE, SIDE)).astype(np.float32)
    path = folder / "float.tif"
    tifffile.imwrite(path, values)
    window = opened(path)
    painted, box = Painted(window), window.restore.viewer.canvas.box
    pull = QTimer(window)
    pull.timeout.connect(lambda: box.levelled.emit(0.002, 1.001))
    pull.start(1)
    loop = QEventLoop()
    QTimer.singleShot(round(seconds * 1000), loop.quit)
    since, computed = time.perf_counter(), time.process_time()
    loop.exec()
    wall = time.perf_counter() - since
    computed = time.process_time() - computed
    pull.stop()
    window.close()
    return {
        "pictures_per_second": round(painted.count / wall, 1),
        "processor_ms_a_picture": round(1000 * computed / max(painted.count, 1), 1),
    }


def turn_slices(folder: Path, orientation: int) -> dict[str, float]:
    """Turn through a series, slice by slice; return times until each is painted."""
    window = opened(folder)
    viewer = window.restore.viewer
    viewer.choose_orientation(orientation)
    slider, port = viewer.plane_bar.slider, viewer.canvas.viewport()
    slider.setValue(0)
    port.repaint()
    taken = []
    for _ in range(slider.maximum()):
        since = time.perf_counter()
        viewer.step(1)
        port.repaint()
        taken.append(1000 * (time.perf_counter() - since))
    window.close()
    return {"median_ms": round(median(taken), 1), "p95_ms": round(quantiles(taken, n=20)[-1], 1)}


def make_series(folder: Path) -> Path:
    """Write a CT series of noise."""
    folder.mkdir()
    noise = np.random.default_rng(0).integers(-900, 1500, (ROWS + SLICES, COLUMNS)).astype(np.int16)
    for index in range(SLICES):
        save(ct(index, noise[index : index + ROWS]), folder / f"{index:04d}.dcm")
    return folder


def make_scene(path: Path) -> Path:
    """Write a scene of three bands, block by block: waves and a little noise."""
    import rasterio
    from rasterio.windows import Window

    noise = np.random.default_rng(0).integers(0, 24, (3, BLOCK, BLOCK))
    grid = np.mgrid[0:BLOCK, 0:BLOCK].sum(axis=0) / 40
    tiling: dict[str, Any] = {"tiled": True, "blockxsize": BLOCK, "blockysize": BLOCK}
    with rasterio.open(
        path, "w", driver="GTiff", width=SCENE_SIDE, height=SCENE_SIDE, count=3, dtype="uint8",
        crs="EPSG:32633", transform=rasterio.Affine(10, 0, 5e5, 0, -10, 5.4e6),
        compress="deflate", zlevel=1, photometric="RGB", **tiling,
    ) as scene:  # fmt: skip
        for row in range(0, SCENE_SIDE, BLOCK):
            for column in range(0, SCENE_SIDE, BLOCK):
                waves = 110 + 100 * np.sin(grid + row / 900 + column / 700)
                window = Window(column, row, BLOCK, BLOCK)
                scene.write((noise + waves).astype(np.uint8), window=window)
    return path


def push(path: Path, seconds: float) -> dict[str, float]:
    """Open a scene and push it over the screen; return what was painted, and what was missing."""
    since = time.perf_counter()
    window = opened(path)
    open_ms = 1000 * (time.perf_counter() - since)
    viewer = window.restore.viewer
    canvas = viewer.canvas
    canvas.one_to_one()
    painted, ticks, loop = Painted(window), [time.perf_counter()], QEventLoop()

    def move() -> None:
        ticks.append(time.perf_counter())
        way = 1 if len(ticks) // 150 % 2 == 0 else -1
        canvas.box.translateBy(x=way * PUSH_PX, y=way * PUSH_PX / 2)

    pull = QTimer(window)
    pull.timeout.connect(move)
    pull.start(PUSH_MS)
    QTimer.singleShot(round(seconds * 1000), loop.quit)
    loop.exec()
    pull.stop()
    wall, stopped = ticks[-1] - ticks[0], time.perf_counter()
    rested = QTimer(window)
    rested.timeout.connect(lambda: None if viewer.sides.before_busy else loop.quit())
    rested.start(5)
    QTimer.singleShot(WAIT_MS, loop.quit)
    loop.exec()
    sharp_ms = 1000 * (time.perf_counter() - stopped)
    gaps = 1000 * np.diff(ticks)
    window.close()
    return {
        "open_ms": round(open_ms),
        "pictures_per_second": round(painted.count / wall, 1),
        "tick_p95_ms": round(float(np.percentile(gaps, 95)), 1),
        "sharp_after_ms": round(sharp_ms),
    }


def main() -> None:
    """Measure, and print JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=3)
    told = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    make_application("light")
    with tempfile.TemporaryDirectory() as name:
        levels = drag_levels(Path(name), told.seconds)
        folder = make_series(Path(name) / "ct")
        slices = {"held_axial": turn_slices(folder, 0), "held_coronal": turn_slices(folder, 1)}
        reader.LONG_BYTES = 0
        pushed = push(make_scene(Path(name) / "scene.tif"), told.seconds)
        slices["decoded_when_asked_axial"] = turn_slices(folder, 0)
    found = {
        "levels": {**levels, "least_per_second": LEAST_PER_SECOND},
        "slices": {**slices, "most_ms": MOST_MS},
        "pushed": {**pushed, "least_per_second": LEAST_PER_SECOND},
        "load": round(os.getloadavg()[0], 1),
    }
    sys.stdout.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    main()
