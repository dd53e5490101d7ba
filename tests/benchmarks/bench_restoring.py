"""``python -m tests.benchmarks.bench_restoring``: whether the window waits while a child computes.

Restores a photo in the real window without a screen, by the model it comes with. A timer of 10 ms
runs in the window meanwhile; told is how late it was. Then restorations are cancelled halfway;
told are the seconds until the window may start another. Last, a made raster too large to be shown
whole is restored for some seconds by a tiny model, while its preview fills by tiles and the view is
moved over it.
Milliseconds belong to the machine.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from pathlib import Path
from statistics import median, quantiles

import numpy as np
import rasterio
from PIL import Image
from PySide6.QtCore import QEventLoop, Qt, QTimer

from app import protocol as p
from app.gui.application import make_application
from app.gui.main_window import MainWindow
from tests.benchmarks.bench_viewing import opened, wait
from tests.geotiff_factories import NORTH_UP, UTM
from tests.models import tiny_card

TICK_MS = 10
MOST_LATE_MS, MOST_CANCEL_S = 50, 1.0
RASTER = (3, 5000, 6000)
PAN_MS = 100


class Ticks:
    """A timer of the window's thread, and how late each of its ticks was."""

    def __init__(self, window: MainWindow) -> None:
        self.late_ms: list[float] = []
        self._timer = QTimer(window)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._last = time.perf_counter()

    def start(self) -> None:
        self._last = time.perf_counter()
        self._timer.start(TICK_MS)

    def stop(self) -> None:
        self._timer.stop()

    def figures(self) -> dict[str, float]:
        """Return how late the ticks were."""
        late = quantiles(self.late_ms, n=100)
        return {
            "p50_ms": round(late[49], 1),
            "p95_ms": round(late[94], 1),
            "largest_ms": round(max(self.late_ms), 1),
            "ticks": len(self.late_ms),
        }

    def _tick(self) -> None:
        now = time.perf_counter()
        self.late_ms.append(max(0.0, 1000 * (now - self._last) - TICK_MS))
        self._last = now


def lateness(window: MainWindow, rounds: int) -> dict[str, float]:
    """Restore a photo some times; return how late the window was meanwhile."""
    ticks, happened = Ticks(window), window.restore.bridge.happened
    button = window.restore.inspector.panel.button
    wait(happened, button.click, lambda event: isinstance(event, p.Restored))
    ticks.start()
    for _ in range(rounds):
        wait(happened, button.click, lambda event: isinstance(event, p.Restored))
    ticks.stop()
    return ticks.figures()


def filling(folder: Path, seconds: float) -> dict[str, float]:
    """Restore a large raster for some seconds; return how late the window was meanwhile."""
    bands, rows, columns = RASTER
    path = folder / "raster.tif"
    with rasterio.open(
        path, "w", driver="GTiff", width=columns, height=rows, count=bands, dtype="uint16",
        crs=UTM, transform=NORTH_UP, tiled=True, photometric="RGB",
    ) as file:  # fmt: skip
        file.write(np.random.default_rng(0).integers(1, 4000, RASTER, dtype=np.uint16))
    os.environ["DATPRL_MODELS"] = str(tiny_card(folder / "models").parent)
    window = opened(path)
    happened, panel = window.restore.bridge.happened, window.restore.inspector.panel
    panel.model.setCurrentIndex(panel.model.findData("tiny"))
    wait(happened, panel.button.click, lambda event: isinstance(event, p.Started))
    tiles: list[p.Tile] = []
    happened.connect(lambda event: tiles.append(event) if isinstance(event, p.Tile) else None)
    box, pan = window.restore.viewer.canvas.box, QTimer(window)
    box.scaleBy((0.3, 0.3))
    pan.timeout.connect(lambda: box.translateBy(x=columns / 500, y=0))
    ticks, loop = Ticks(window), QEventLoop()
    QTimer.singleShot(round(seconds * 1000), loop.quit)
    ticks.start()
    pan.start(PAN_MS)
    loop.exec()
    ticks.stop()
    pan.stop()
    wait(happened, panel.stop.click, lambda event: isinstance(event, p.Cancelled))
    window.close()
    return {**ticks.figures(), "blocks": len(tiles)}


def cancelling(window: MainWindow, rounds: int) -> list[float]:
    """Cancel restorations once tiles are there; return seconds until it was answered."""
    taken = []
    happened, panel = window.restore.bridge.happened, window.restore.inspector.panel
    for _ in range(rounds):
        wait(happened, panel.button.click, lambda event: isinstance(event, p.Tile))
        since = time.perf_counter()
        wait(happened, panel.stop.click, lambda event: isinstance(event, p.Cancelled))
        taken.append(time.perf_counter() - since)
        rest = QEventLoop()
        QTimer.singleShot(200, rest.quit)
        rest.exec()
    return taken


def main() -> None:
    """Measure, and print JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--side", type=int, default=256)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=30)
    told = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    make_application("light")
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "photo.png"
        shape = (told.side, told.side, 3)
        Image.fromarray(np.random.default_rng(0).integers(0, 256, shape, dtype=np.uint8)).save(path)
        window = opened(path)
        late = lateness(window, told.rounds)
        cancelled = cancelling(window, told.rounds)
        window.close()
        large = filling(Path(name), told.seconds)
    found = {
        "lateness": {**late, "most_ms": MOST_LATE_MS},
        "large_raster": {**large, "most_ms": MOST_LATE_MS},
        "cancel": {
            "median_seconds": round(median(cancelled), 2),
            "largest_seconds": round(max(cancelled), 2),
            "most_seconds": MOST_CANCEL_S,
        },
        "load": round(os.getloadavg()[0], 1),
    }
    sys.stdout.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    main()
