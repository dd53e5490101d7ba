"""A training is prepared: its folder, its list of data sets, and the command line that starts it.

Not here: starting that process (``app.gui``), and training (``core.training.job``).
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.program import own_command
from app.training.runs import is_run
from app.training.sources import LISTING, Source, listing_text
from core.errors import UnusableConfig
from core.places import user_runs
from core.training.config_file import preset, read_config
from core.training.run_state import write_state
from io_formats.atomic import replacing
from io_formats.errors import NotWritable, TargetExists

__all__ = ["Order", "free_folder", "prepare", "resumed", "started"]

LOGGED = 1000
"""Points of a curve, about: more are not seen."""
VALIDATIONS = 10
"""Of a run at least, where images are held out."""
SAVED = 20
"""Checkpoints of a run at least: so much of it can be lost."""


@dataclass(frozen=True, kw_only=True)
class Order:
    """What a person wants to be trained."""

    preset: str
    """Name of a preset."""
    sources: tuple[Source, ...]
    """What to learn from."""
    name: str
    """Of the model."""
    steps: int
    """Length of the run."""
    folder: Path
    """Of the run."""
    device: str = "auto"
    """As the command line's ``--device``."""

    @property
    def changes(self) -> list[str]:
        """Return what differs from the preset, as ``--set`` takes it."""
        told = preset(self.preset).run
        often = {
            "log_every": min(told.log_every, self.steps // LOGGED),
            "validate_every": min(told.validate_every, self.steps // VALIDATIONS),
            "save_every": min(told.save_every, self.steps // SAVED),
        }
        rows: dict[str, str | int] = {
            "card.name": self.name,
            "card.title": self.name,
            "optimiser.steps": self.steps,
        }
        rows |= {f"run.{key}": max(every, 1) for key, every in often.items()}
        return [f"{key}={json.dumps(value)}" for key, value in rows.items()]


def free_folder(name: str) -> Path:
    """Return a folder for a run of that name, where none is yet."""
    home, number = user_runs(), 2
    folder = home / name
    while folder.exists():
        folder, number = home / f"{name}-{number}", number + 1
    return folder


def prepare(order: Order) -> list[str]:
    """Make the folder of a run and return the command line that trains in it.

    Raises
    ------
    UnusableConfig
        If there is nothing to learn from, a task is not chosen, or a setting is impossible.
    TargetExists
        If another run is in the folder.
    NotWritable
    """
    if not order.sources:
        raise UnusableConfig(
            "there is nothing to train on",
            why="no data set was added",
            fix="drop a folder with hq and lq, or add one",
        )
    for source in order.sources:
        if not source.complete:
            raise UnusableConfig(
                f"{source.path} cannot be trained on yet",
                why="nothing says what its images are of",
                fix="choose its task in the table",
            )
    read_config(order.preset, order.changes)
    if is_run(order.folder):
        raise TargetExists(
            f"no training was begun in {order.folder}",
            why="another run is there",
            fix="resume that one, or name another folder",
        )
    return own_command(_words(order, _write_listing(order)))


def _write_listing(order: Order) -> list[Path]:
    """Write the list of single data sets; return all lists."""
    listings = [source.path.resolve() for source in order.sources if source.kind == LISTING]
    if text := listing_text(order.sources):
        own = order.folder / "data.toml"
        with replacing(own, force=True) as part:
            part.write_text(text, encoding="utf-8")
        listings.insert(0, own.resolve())
    _tell_start(order.folder)
    return listings


def _words(order: Order, listings: Sequence[Path]) -> list[str]:
    words = ["train", order.preset, "-o", str(order.folder.resolve()), "--device", order.device]
    for path in listings:
        words += ["--data", str(path)]
    for change in order.changes:
        words += ["--set", change]
    return words


def resumed(folder: Path, device: str = "auto") -> list[str]:
    """Return the command line that goes on with a run, whose state says so from now on.

    Raises
    ------
    NotWritable
    """
    _tell_start(folder)
    return own_command(["train", "-o", str(folder.resolve()), "--resume", "--device", device])


def started(folder: Path, pid: int) -> None:
    """Note which process was started; one that ends at once is then known to have died."""
    write_state(folder, "starting", pid=pid)


def _tell_start(folder: Path) -> None:
    """Say that a process is being started: this one's number stands until it has its own."""
    try:
        (folder / "stop").unlink(missing_ok=True)
    except OSError as error:
        raise NotWritable(
            f"{folder} cannot be trained in",
            why=error.strerror or str(error),
            fix="check the folder's permissions",
        ) from error
    write_state(folder, "starting", pid=os.getpid())
