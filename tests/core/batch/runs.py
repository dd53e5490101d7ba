"""Small batches of photos, and a model for them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from core.batch.begin import begin
from core.batch.item import Item
from core.batch.journal import Journal
from core.batch.options import BatchOptions
from core.batch.plan import Found, PassedOver, find
from core.batch.runner import Unwatched, run_batch
from core.restorer import NetRestorer
from io_formats.progress import CancelToken
from tests import photo_factories as photo

__all__ = ["Ended", "found", "listing", "photos", "ran", "started", "states"]


def photos(folder: Path, names: Iterable[str]) -> Path:
    """Write a small photo under each name; return the folder."""
    for number, name in enumerate(names):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(photo.png(photo.samples(20 + number % 7, 24)))
    return folder


def found(inputs: Sequence[Path], output: Path, *, recursive: bool = True) -> list[Found]:
    """Return the scenes that are found."""
    seen = find(inputs, output, recursive=recursive, cancel=CancelToken())
    return [one for one in seen if not isinstance(one, PassedOver)]


def started(source: Path, output: Path, **options: Any) -> Journal:
    """Begin a batch."""
    return begin([source], output, BatchOptions(**options), CancelToken())


def ran(journal: Journal, restorer: NetRestorer) -> dict[str, str]:
    """Run a batch to its end; return the state of each input."""
    run_batch(journal, lambda name: restorer, cancel=CancelToken())
    return states(journal)


def states(journal: Journal) -> dict[str, str]:
    """Return the state of each input."""
    return {item.shown: item.state for item in journal.items()}


def listing(folder: Path) -> list[str]:
    """Return the results and records below a folder, without journal and reports."""
    return sorted(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith("batch-")
    )


class Ended(Unwatched):
    """Remembers the items that ended."""

    def __init__(self) -> None:
        self.items: list[Item] = []

    def ended(self, item: Item) -> None:
        self.items.append(item)
