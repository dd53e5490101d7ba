"""Batches made ahead of the step that needs them: by a thread, or by processes of their own.

One thread keeps up with a processor and a small GPU. A large GPU uses up crops faster than one
interpreter makes them; then each of several processes makes whole batches. What a batch holds is
decided by its step alone, so the way it was made cannot be told from it.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeAlias

import torch
from torch.utils.data import DataLoader, Dataset

from io_formats.errors import RestorationError

if TYPE_CHECKING:
    from core.training.samples import Batch

__all__ = ["by_processes", "by_thread"]

At: TypeAlias = tuple[int, int]
"""Step, and side of the crops."""

AHEAD = 2
"""Batches made ahead by a thread, and by each process."""


def by_thread(
    draw: Callable[[int, int], Batch], wanted: Iterator[At]
) -> Generator[Batch, None, None]:
    """Yield ``draw(step, side)`` of what is wanted, made ahead in a thread.

    An error in the making of a batch is raised where that batch would have come.
    """
    threads = torch.get_num_threads()
    with ThreadPoolExecutor(1, "batches", torch.set_num_threads, (1,)) as thread:
        ahead: list[Future[Batch]] = []
        try:
            for step, side in wanted:
                ahead.append(thread.submit(draw, step, side))
                if len(ahead) > AHEAD:
                    yield ahead.pop(0).result()
            while ahead:
                yield ahead.pop(0).result()
        finally:
            for future in ahead:
                future.cancel()
            # What one thread sets is what later threads start with.
            torch.set_num_threads(threads)


def by_processes(
    draw: Callable[[int, int], Batch], wanted: Iterator[At], workers: int, *, pinned: bool
) -> Generator[Batch, None, None]:
    """Yield the same batches, in the same order, made by processes.

    Parameters
    ----------
    draw : callable
        Makes a batch; goes to every process with all that it holds.
    wanted : iterator
        Step and side of the crops.
    workers : int
        Number of processes.
    pinned : bool
        Put batches into page-locked memory, from which they go to a GPU while it computes.

    Raises
    ------
    RestorationError
        What ``draw`` raised, where that batch would have come.
    """
    loader: Iterable[Batch | RestorationError] = DataLoader(
        _Drawn(draw),
        sampler=_Once(wanted),
        batch_size=None,
        num_workers=workers,
        prefetch_factor=AHEAD,
        pin_memory=pinned,
    )
    for batch in loader:
        if isinstance(batch, RestorationError):
            raise batch
        yield batch


class _Drawn(Dataset["Batch | RestorationError"]):
    """A data set whose items are whole batches.

    Errors are items, too: the loader would build them anew in the parent from one string, which
    those of this family do not allow.
    """

    def __init__(self, draw: Callable[[int, int], Batch]) -> None:
        self.draw = draw

    def __getitem__(self, at: At) -> Batch | RestorationError:
        try:
            return self.draw(*at)
        except RestorationError as error:
            return error


class _Once:
    """What ``DataLoader`` takes for a sampler: it wants no more than to go over it."""

    def __init__(self, wanted: Iterator[At]) -> None:
        self.wanted = wanted

    def __iter__(self) -> Iterator[At]:
        return self.wanted
