"""``python -m tests.benchmarks.bench_start``: how soon the window is seen after a double click.

Seconds from starting a process until the whole window has been painted for the first time, in fresh
processes with a fresh user folder, beside the same for Qt's empty window. The first run warms the
disk and is not counted. Where other work goes on, the processor's seconds are the ones to read.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from statistics import median

LIMIT_S = 1.5
OURS = """
import sys, time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from app.gui import application
from app.gui.main_window import MainWindow

class Timed(MainWindow):
    painted = False
    def paintEvent(self, event):
        super().paintEvent(event)
        if not self.painted:
            self.painted = True
            QTimer.singleShot(0, self.tell)
    def tell(self):
        print(time.time(), time.process_time(), "torch" in sys.modules, flush=True)
        self.close()

application.MainWindow = Timed
from app.__main__ import main
sys.argv = ["datprl-ir"]
main()
"""
EMPTY = """
import time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

class Timed(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        print(time.time(), time.process_time(), False, flush=True)
        QTimer.singleShot(0, self.close)

application = QApplication([])
window = Timed()
window.show()
application.exec()
"""


def seconds(program: str, folder: str) -> tuple[float, float, bool]:
    """Return seconds until the window was painted and of the processor, and whether torch came."""
    places = {name: f"{folder}/{name}" for name in ("DATPRL_SETTINGS", "DATPRL_LOGS")}
    since = time.time()
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True,
        env={"QT_QPA_PLATFORM": "offscreen", **os.environ, **places},
    )  # fmt: skip
    painted, computed, torch = ran.stdout.split()[:3]
    return float(painted) - since, float(computed), torch == "True"


def main() -> None:
    """Measure, and print JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder:
        runs = [(seconds(OURS, folder), seconds(EMPTY, folder)) for _ in range(rounds + 1)][1:]
    ours, empty = ([run[i] for run in runs] for i in (0, 1))
    found = {
        "window_seconds": round(median(wall for wall, _, _ in ours), 2),
        "all_seconds": [round(wall, 2) for wall, _, _ in ours],
        "processor_seconds": round(median(computed for _, computed, _ in ours), 2),
        "empty_window_seconds": round(median(wall for wall, _, _ in empty), 2),
        "torch_loaded": any(torch for _, _, torch in ours),
        "limit_seconds": LIMIT_S,
        "load": round(os.getloadavg()[0], 1),
    }
    sys.stdout.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    main()
