"""A real training of a moment, for the picture of the Train tab; it ends with the pictures."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from app.gui.main_window import MainWindow
from app.training.launch import Order
from app.training.runs import runs_at_hand, status_of
from app.training.sources import Source
from core.training.run_state import ask_to_stop
from resources import locate

__all__ = ["apart", "begin_training"]

PAIRS = 12
STEPS = 200
HOME = ("DATPRL_RUNS", "DATPRL_SETTINGS")
"""Variables that name what belongs to the user."""

Wait = Callable[[Callable[[], bool]], None]
"""Waits until something is true, and lets the window live meanwhile."""


@contextmanager
def apart(wait: Wait) -> Iterator[None]:
    """Take neither runs nor settings of the user, leave none behind, and let no training go on."""
    before = {name: os.environ.get(name) for name in HOME}
    with tempfile.TemporaryDirectory(prefix="datprl-ir-", ignore_cleanup_errors=True) as folder:
        os.environ["DATPRL_RUNS"] = str(Path(folder) / "runs")
        os.environ["DATPRL_SETTINGS"] = str(Path(folder) / "settings.json")
        try:
            yield
            _end_all(wait)
        finally:
            for name, value in before.items():
                if value is None:
                    os.environ.pop(name)
                else:
                    os.environ[name] = value


def begin_training(window: MainWindow, wait: Wait) -> None:
    """Train on copies of the sample photo, if that is not done yet, until there are curves."""
    window.show_tab("train")
    tab = window.train
    if runs_at_hand():
        tab.list.setCurrentRow(0)
    else:
        pairs = Source(path=_pairs(), kind="folder", task="natural-derain")
        order = tab.form.order
        tab.start(
            Order(
                preset="tiny",
                sources=(pairs,),
                name="photos",
                steps=STEPS,
                folder=order.folder.with_name("photos"),
                device="cpu",
            )
        )

    def enough() -> bool:
        tab.look()
        scores = tab.run.scores.points
        return not tab.run.status.alive or max(scores.values(), default=0) > 2

    wait(enough)


def _pairs() -> Path:
    """Write a folder of pairs beside the runs."""
    folder = Path(os.environ["DATPRL_RUNS"]).with_name("pairs")
    for kind, sample in (("hq", "photo_truth.png"), ("lq", "photo.png")):
        (folder / kind).mkdir(parents=True)
        for number in range(PAIRS):
            shutil.copy(locate(f"samples/{sample}"), folder / kind / f"{number:02d}.png")
    return folder


def _end_all(wait: Wait) -> None:
    for run in runs_at_hand():
        if status_of(run).alive:
            ask_to_stop(run)
            wait(lambda run=run: not status_of(run).alive)  # type: ignore[misc]
