"""``python -m tests.benchmarks.bench_restoring``: whether the window waits while a child computes.

Restores a photo in the real window without a screen, by the model it comes with. A timer of 10 ms
runs in the window meanwhile; told is how late it was. Then restorations of a photo of many tiles
are cancelled after the first; told are the seconds until the window may start another, and how many
ended by themselves before they could be cancelled, whose times are not counted. Last, a made raster
too large to be shown whole is restored for some seconds by a tiny model, while its preview fills by
tiles and the view is moved over it.
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
CANCEL_SIDE = 1536
"""A photo of so many tiles that most of them are still to do when it is cancelled."""
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


def cancelling(path: Path, rounds: int) -> dict[str, float | int | None]:
    """Cancel restorations once a tile is there; return seconds until it was answered."""
    window = opened(path)
    taken, missed = [], 0
    happened, panel = window.restore.bridge.happened, window.restore.inspector.panel
    ends: list[p.Event] = []
    happened.connect(lambda event: ends.append(event) if isinstance(event, p.FINAL) else None)
    for _ in range(rounds):
        wait(happened, panel.button.click, lambda event: isinstance(event, (p.Tile, *p.FINAL)))
        since = time.perf_counter()
        if not ends:
            wait(happened, panel.stop.click, lambda event: isinstance(event, p.FINAL))
        if ends and isinstance(ends[-1], p.Cancelled):
            taken.append(time.perf_counter() - since)
        else:
            missed += 1
        ends.clear()
        rest = QEventLoop()
        QTimer.singleShot(200, rest.quit)
        rest.exec()
    window.close()
    return {
        "median_seconds": round(median(taken), 2) if taken else None,
        "largest_seconds": round(max(taken), 2) if taken else None,
        "most_seconds": MOST_CANCEL_S,
        "not_cancelled": missed,
    }


def photo(path: Path, side: int) -> Path:
    """Write a square photo of noise."""
    noise = np.random.default_rng(0).integers(0, 256, (side, side, 3), dtype=np.uint8)
    Image.fromarray(noise).save(path)
    return path


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
        window = opened(photo(Path(name) / "photo.png", told.side))
        late = lateness(window, told.rounds)
        window.close()
        cancelled = cancelling(photo(Path(name) / "many.png", CANCEL_SIDE), told.rounds)
        large = filling(Path(name), told.seconds)
    found = {
        "lateness": {**late, "most_ms": MOST_LATE_MS},
        "large_raster": {**large, "most_ms": MOST_LATE_MS},
        "cancel": cancelled,
        "load": round(os.getloadavg()[0], 1),
    }
    sys.stdout.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    main()
