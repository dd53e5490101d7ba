"""``python -m tests.benchmarks.bench_start``: how soon the window is seen after a double click.

Visible means: the program as ``datprl-ir`` starts it; its own main window, not a picture of it,
with theme, menus, tabs and the empty Restore tab, exposed and painted for the first time. The clock
starts with the process and is read when the event loop comes back from that painting. Complete
means: every tab was made after it, and nothing is left to load but what a file or torch needs.

Fresh processes with a fresh user folder, beside the same for Qt's empty window. The first run warms
the disk and is not counted. Where other work goes on, the processor's seconds are the ones to read:
user and system, of the process until then.
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
from typing import Any

LIMIT_S = 1.5
OURS = """
import json, multiprocessing, sys, time
from PySide6.QtCore import QTimer
from app.gui import application
from app.gui.main_window import MainWindow
from app.gui.tabs import TABS

class Timed(MainWindow):
    seen = None
    def paintEvent(self, event):
        super().paintEvent(event)
        if self.seen is None:
            assert self.windowHandle().isExposed() and self.target.isVisible()
            self.seen = {}
            QTimer.singleShot(0, self.tell)
    def now(self):
        return {"time": time.time(), "processor": time.process_time()}
    def tell(self):
        self.seen = self.now() | {
            "torch": "torch" in sys.modules, "children": len(multiprocessing.active_children())
        }
        for row in TABS:
            self.tabs.when_made(row.id, lambda _: self.look())
    def look(self):
        if all(self.tabs.made(row.id) for row in TABS):
            print(json.dumps({"seen": self.seen, "complete": self.now()}), flush=True)
            QTimer.singleShot(0, self.close)

application.MainWindow = Timed
from app.__main__ import main
sys.argv = ["datprl-ir"]
main()
"""
EMPTY = """
import json, time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

class Timed(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, self.tell)
    def tell(self):
        print(json.dumps({"seen": {"time": time.time()}}), flush=True)
        self.close()

application = QApplication([])
window = Timed()
window.show()
application.exec()
"""


def told(program: str, folder: str) -> dict[str, dict[str, Any]]:
    """Return what a program tells of its moments, ``time`` in seconds since its process began."""
    places = {name: f"{folder}/{name}" for name in ("DATPRL_SETTINGS", "DATPRL_LOGS")}
    since = time.time()
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True,
        env={"QT_QPA_PLATFORM": "offscreen", **os.environ, **places},
    )  # fmt: skip
    moments: dict[str, dict[str, Any]] = json.loads(ran.stdout.splitlines()[0])
    return {name: {**facts, "time": facts["time"] - since} for name, facts in moments.items()}


def main() -> None:
    """Measure, and print JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder:
        runs = [(told(OURS, folder), told(EMPTY, folder)) for _ in range(rounds + 1)][1:]
    ours, empty = ([run[i] for run in runs] for i in (0, 1))
    seen, complete = ([run[name] for run in ours] for name in ("seen", "complete"))
    found = {
        "window_seconds": round(median(moment["time"] for moment in seen), 2),
        "all_seconds": [round(moment["time"], 2) for moment in seen],
        "processor_seconds": round(median(moment["processor"] for moment in seen), 2),
        "complete_seconds": round(median(moment["time"] for moment in complete), 2),
        "complete_processor_seconds": round(median(m["processor"] for m in complete), 2),
        "empty_window_seconds": round(median(run["seen"]["time"] for run in empty), 2),
        "torch_loaded": any(moment["torch"] for moment in seen),
        "children_before_it": max(moment["children"] for moment in seen),
        "limit_seconds": LIMIT_S,
        "load": round(os.getloadavg()[0], 1),
    }
    sys.stdout.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    main()
