"""Decoded images of the data sets, each in the smallest type that loses nothing, else in float32.

A small data set is read once; of a large one, what does not fit the budget is read each time.
Images are tensors, on the processor or on the device that trains. Not here: crops and values in
[0, 1] (``core.training.samples``).
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from core.errors import PairMismatch
from core.tasks import TASKS
from core.training.datasets.pair_set import PairSet
from core.training.priors.truths import image_key

__all__ = ["CachedPair", "Images", "Some", "sorted_by_task"]

GIB = 2**30

Entry = tuple[PairSet, str]


@dataclass(frozen=True, kw_only=True, eq=False)
class CachedPair:
    """One pair in physical values."""

    key: str
    """``dataset/name``, also of its text features."""
    file: str
    """Path of the clean image."""
    degraded: Tensor
    """(1 or 3, H, W)."""
    truth: Tensor
    """(1 or 3, H, W)."""
    window: tuple[float, float]
    """Physical values of 0 and 1: the task's where that is fixed, else the image's."""

    @property
    def bytes(self) -> int:
        """Memory it takes."""
        return self.degraded.nbytes + self.truth.nbytes


class Some:
    """Some pairs of a data set."""

    def __init__(self, pairs: PairSet, names: Sequence[str]) -> None:
        self.kind, self.label, self.task, self.unit = (
            pairs.kind,
            pairs.label,
            pairs.task,
            pairs.unit,
        )
        self.names = tuple(names)
        self.load, self.files = pairs.load, pairs.files


def sorted_by_task(
    sets: Iterable[PairSet], tasks: Sequence[str], hold_out: int
) -> tuple[dict[str, list[Entry]], dict[str, list[Entry]]]:
    """Return the pairs to train on and those held out, by task.

    Without ``tasks`` every task that the sets have counts. Every
    ``hold_out``-th pair of a set, in the order of names, is held out; 0 holds out none.

    Raises
    ------
    PairMismatch
        If a task has no pairs.
    """
    train: dict[str, list[Entry]] = {}
    held: dict[str, list[Entry]] = {}
    for pairs in sets:
        for i, name in enumerate(pairs.names):
            kept = hold_out and i % hold_out == hold_out - 1
            (held if kept else train).setdefault(pairs.task, []).append((pairs, name))
    tasks = tasks or sorted(train, key=list(TASKS).index)
    for task in tasks:
        if task not in train:
            raise PairMismatch(
                f"there is nothing to train {task} on",
                why="all pairs of it are held out"
                if task in held
                else "no data set of the sources has pairs of it",
                fix="add some to DATA.toml, or leave the task out of data.tasks",
            )
    if not tasks:
        raise PairMismatch(
            "there is nothing to train on",
            why="the data sets of the sources have no pairs",
            fix="look at them with: datprl-ir train --check DATA.toml",
        )
    return {t: train[t] for t in tasks}, {t: held[t] for t in tasks if t in held}


class Images:
    """Pairs by task and number, read when asked for and kept while the budget lasts.

    Parameters
    ----------
    entries : mapping
        Pairs of each task, as ``sorted_by_task`` returns them.
    budget_gib : float
        Memory for decoded images, in GiB.
    device : torch.device
        Where they are kept.
    """

    def __init__(
        self,
        entries: dict[str, list[Entry]],
        *,
        budget_gib: float = 8.0,
        device: torch.device | None = None,
    ) -> None:
        self.entries = entries
        self.device = device or torch.device("cpu")
        self._left = budget_gib * GIB
        self._kept: dict[tuple[str, int], CachedPair] = {}
        self._lock = threading.Lock()

    def __getstate__(self) -> dict[str, Any]:
        """Return what a process that makes batches gets: the images, and a lock of its own."""
        return {name: value for name, value in vars(self).items() if name != "_lock"}

    def __setstate__(self, state: dict[str, Any]) -> None:
        vars(self).update(state, _lock=threading.Lock())

    @property
    def sets(self) -> list[Some]:
        """The pairs again as data sets."""
        names: dict[int, tuple[PairSet, list[str]]] = {}
        for entries in self.entries.values():
            for pairs, name in entries:
                names.setdefault(id(pairs), (pairs, []))[1].append(name)
        return [Some(pairs, found) for pairs, found in names.values()]

    @property
    def counts(self) -> dict[str, int]:
        """Number of pairs of each task."""
        return {task: len(entries) for task, entries in self.entries.items()}

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 of the order of all pairs: another one would give other batches."""
        lines = [
            f"{task} {image_key(*entry)}\n"
            for task, entries in self.entries.items()
            for entry in entries
        ]
        return hashlib.sha256("".join(lines).encode()).hexdigest()

    def keys(self) -> set[str]:
        """Return ``dataset/name`` of every pair."""
        return {image_key(*entry) for entries in self.entries.values() for entry in entries}

    def pair(self, task: str, number: int) -> CachedPair:
        """Return a pair. May be called from several threads.

        Raises
        ------
        PairMismatch
            If pixels are not finite numbers.
        SourceError
        """
        place = (task, number)
        with self._lock:
            if place in self._kept:
                return self._kept[place]
        pairs, name = self.entries[task][number]
        pair = self._read(pairs, name)
        with self._lock:
            if pair.bytes <= self._left:
                self._left -= pair.bytes
                self._kept[place] = pair
        return pair

    def read_all(self) -> None:
        """Read what the budget has room for, several images at a time.

        Raises
        ------
        PairMismatch, SourceError
        """
        places = [(task, n) for task, count in self.counts.items() for n in range(count)]
        with ThreadPoolExecutor(thread_name_prefix="images") as threads:
            for done in [threads.submit(self.pair, *place) for place in places]:
                done.result()

    def _read(self, pairs: PairSet, name: str) -> CachedPair:
        loaded = pairs.load(name)
        for image in (loaded.degraded, loaded.truth):
            if not np.isfinite(image).all():
                raise PairMismatch(
                    f"{pairs.files(name)[-1]} cannot be trained on",
                    why="it or its partner has pixels that are no finite numbers",
                    fix="leave it out, or fill those pixels",
                )
        rule = TASKS[pairs.task].window
        low, high = (rule.low, rule.high) if rule.kind == "fixed" else loaded.window
        return CachedPair(
            key=image_key(pairs, name),
            file=str(pairs.files(name)[-1]),
            degraded=self._stored(loaded.degraded),
            truth=self._stored(loaded.truth),
            window=(float(low), float(high)),
        )

    def _stored(self, image: NDArray[np.float64]) -> Tensor:
        return torch.from_numpy(smallest(image)).to(self.device)


def smallest(image: NDArray[np.float64]) -> NDArray[np.generic]:
    """Return the image as uint8 or int16 if nothing is lost, else as float32."""
    low, high = image.min(), image.max()
    for kind in (np.uint8, np.int16):
        limits = np.iinfo(kind)
        if limits.min <= low and high <= limits.max:
            cast = image.astype(kind)
            if np.array_equal(cast, image):
                return cast
    return image.astype(np.float32)
