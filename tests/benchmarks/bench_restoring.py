"""``python -m tests.benchmarks.bench_restoring``: whether the window waits while a child computes.

Restores a photo in the real window without a screen, by the model it comes with. A timer of 10 ms
runs in the window meanwhile; told is how late it was. Then restorations are cancelled halfway;
told are the seconds until the window may start another. Milliseconds belong to the machine.
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
from PIL import Image
from PySide6.QtCore import QEventLoop, Qt, QTimer

from app import protocol as p
from app.gui.application import make_application
from app.gui.main_window import MainWindow
from tests.benchmarks.bench_viewing import opened, wait

TICK_MS = 10
MOST_LATE_MS, MOST_CANCEL_S = 50, 1.0


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
    late = quantiles(ticks.late_ms, n=100)
    return {
        "p50_ms": round(late[49], 1),
        "p95_ms": round(late[94], 1),
        "largest_ms": round(max(ticks.late_ms), 1),
        "ticks": len(ticks.late_ms),
    }


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
    found = {
        "lateness": {**late, "most_ms": MOST_LATE_MS},
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
