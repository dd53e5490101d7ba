"""The folder of a run: what it was told, how it went, where it goes on.

::

    config.json        the frozen configuration
    log.jsonl          a line per log, one per validation
    events/            the same for TensorBoard, where its library is installed
    samples/           degraded, restored, true: one picture per task and validation
    last.pt            where the run goes on
    best.pt            the average weights that validated best
    model/             the card and the weights, at the end
    state.json, lock, stop    how it stands (``core.training.run_state``)

Checkpoints are tensors and numbers only and are read back with ``weights_only``. Each is written
whole or not at all.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from pickle import UnpicklingError
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from numpy.typing import NDArray

from core.errors import UnsafeWeights, UnusableConfig, WeightsMismatch
from core.provenance import PROGRAM
from core.training.config import TrainConfig
from core.training.config_file import frozen_config
from core.training.run_log import parsed
from core.version import __version__
from io_formats import Derivation, WriteOptions, save_scene
from io_formats.atomic import replacing
from io_formats.errors import NotWritable, TargetExists
from io_formats.photo import drawn

if TYPE_CHECKING:
    from torch.utils.tensorboard import SummaryWriter

__all__ = ["RunFolder"]

PASSING = {("run", "log_every"), ("run", "save_every"), ("run", "validate_every")}
"""Keys that may change when a run goes on: they leave its weights as they would be."""


class RunFolder:
    """Reads and writes the folder of one run."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._events: SummaryWriter | None = None

    @property
    def begun(self) -> bool:
        """Whether a run has saved its state here."""
        return (self.path / "last.pt").exists()

    def begin(self, config: TrainConfig, *, resume: bool) -> dict[str, Any] | None:
        """Freeze the configuration; return the state to go on from, or None at the start.

        Raises
        ------
        TargetExists
            If a run is here and is not to be resumed.
        UnusableConfig
            If it is to be resumed with another configuration; names the keys.
        WeightsMismatch
            If its checkpoint cannot be read.
        """
        if self.begun and not resume:
            raise TargetExists(
                f"no run was begun in {self.path}",
                why="another run has saved its state there",
                fix="go on with it by --resume, or name another folder",
            )
        self._tidy()
        state = None
        if self.begun or (self.path / "config.json").exists():
            self._compare(config)
            if self.begun:
                state = self.read("last.pt")
            self._forget_after(int(state["step"]) if state else 0)
        self._write("config.json", config.model_dump_json(indent=1).encode())
        return state

    def config(self) -> TrainConfig:
        """Return the frozen configuration.

        Raises
        ------
        UnusableConfig
        """
        return frozen_config(self.path)

    def save(self, name: str, state: Mapping[str, Any]) -> None:
        """Write a checkpoint, replacing the one before when it has reached the disk.

        Raises
        ------
        NotWritable
            If there is no room; the checkpoint before is as it was.
        """
        with replacing(self.path / name, force=True) as part:
            try:
                torch.save(dict(state), part)
            except RuntimeError as error:  # torch's writer reports a full disk so
                raise OSError(28, f"no space left, or {error}") from error
            with part.open("rb") as file:
                os.fsync(file.fileno())

    def read(self, name: str) -> dict[str, Any]:
        """Return a checkpoint; nothing in it is executed.

        Raises
        ------
        UnsafeWeights
            If it would have to run code.
        WeightsMismatch
            If it is damaged.
        """
        path = self.path / name
        try:
            state: Any = torch.load(path, weights_only=True, map_location="cpu")
        except UnpicklingError as error:
            raise UnsafeWeights(
                f"the checkpoint {path} was not read",
                why="it holds more than tensors and numbers",
                fix="do not trust it; begin the run again",
            ) from error
        except (OSError, RuntimeError, EOFError) as error:
            raise WeightsMismatch(
                f"the checkpoint {path} cannot be read", why=str(error), fix="begin the run again"
            ) from error
        if not isinstance(state, dict) or not isinstance(state.get("step"), int):
            raise WeightsMismatch(
                f"the checkpoint {path} cannot be used",
                why="it is not the state of a run",
                fix="name the folder of another run, or begin anew in an empty one",
            )
        return dict(state)

    def note(self, record: Mapping[str, Any]) -> None:
        """Append a line to the log, and to the events.

        Raises
        ------
        NotWritable
        """
        try:
            with (self.path / "log.jsonl").open("a", encoding="utf-8") as file:
                file.write(json.dumps(record) + "\n")
            self._send(record)
        except OSError as error:
            raise NotWritable(
                f"the log of {self.path} could not be written",
                why=error.strerror or str(error),
                fix="make room and go on with --resume",
            ) from error

    def _send(self, record: Mapping[str, Any]) -> None:
        events = self._writer(int(record["step"]))
        if events is None:
            return
        for name, value in record.items():
            if isinstance(value, float):
                events.add_scalar(name, value, int(record["step"]))
        events.flush()

    def draw(self, step: int, pictures: Mapping[str, NDArray[np.uint8]]) -> None:
        """Write pictures (H, W, 3) of a validation as PNG.

        Raises
        ------
        TargetError
        """
        for task, picture in pictures.items():
            target = self.path / "samples" / f"{task}-{step:07d}.png"
            told = Derivation(
                software=PROGRAM,
                version=__version__,
                model=f"step {step}",
                model_sha256="",
                task=task,
                scale=1,
                tile=0,
                precision="",
                strength=1.0,
                created=datetime.now(UTC),
            )
            scene = drawn(picture, "degraded, restored, true")
            save_scene(scene, target, told, WriteOptions(force=True))

    def lines(self) -> list[dict[str, Any]]:
        """Return the log; half a line at its end is left out."""
        path = self.path / "log.jsonl"
        if not path.exists():
            return []
        return parsed(path.read_text(encoding="utf-8", errors="replace"))

    def _compare(self, config: TrainConfig) -> None:
        told, before = (_flat(c.model_dump(mode="json")) for c in (config, self.config()))
        changed = [
            ".".join(key)
            for key in sorted(told.keys() | before.keys())
            if told.get(key) != before.get(key) and key not in PASSING
        ]
        if changed:
            raise UnusableConfig(
                f"the run in {self.path} cannot go on so",
                why=f"it was begun with other values of {', '.join(changed)}",
                fix="go on with its own config.json, or begin another run",
            )

    def _tidy(self) -> None:
        """Remove what a killed run had not finished writing."""
        for part in self.path.glob(".*.tmp-*"):
            part.unlink(missing_ok=True)

    def _forget_after(self, step: int) -> None:
        """Drop what was logged after the checkpoint: it will be logged again."""
        kept = [json.dumps(line) + "\n" for line in self.lines() if line["step"] <= step]
        self._write("log.jsonl", "".join(kept).encode())

    def _write(self, name: str, content: bytes) -> None:
        with replacing(self.path / name, force=True) as part:
            part.write_bytes(content)

    def _writer(self, step: int) -> SummaryWriter | None:
        if self._events is None:
            try:
                from torch.utils.tensorboard import SummaryWriter
            except ImportError:  # the optional extra "training"
                return None
            self._events = SummaryWriter(str(self.path / "events"), purge_step=step)
        return self._events


def _flat(table: Mapping[str, Any], prefix: tuple[str, ...] = ()) -> dict[tuple[str, ...], Any]:
    flat: dict[tuple[str, ...], Any] = {}
    for key, value in table.items():
        place = (*prefix, key)
        flat |= _flat(value, place) if isinstance(value, dict) and value else {place: value}
    return flat
