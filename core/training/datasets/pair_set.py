"""What a data set is: pairs by name, read when they are asked for.

Not here: where the pairs of a downloaded data set lie (one file per layout beside this one), and
the folders of pairs that describe themselves (``core.pairs``).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

from core.pairs import Pair, PairFolder

__all__ = ["SPLITS", "Layout", "PairSet", "SelfDescribed", "Split"]

Split = Literal["train", "val", "test"]
SPLITS: tuple[Split, ...] = ("train", "val", "test")


class PairSet(Protocol):
    """Pairs of degraded and clean images of one task."""

    @property
    def kind(self) -> str:
        """Row of the table of layouts."""

    @property
    def label(self) -> str:
        """How the keys of its images begin: the layout's id, or of an own folder its name."""

    @property
    def task(self) -> str:
        """Id of a row of ``core.tasks.TASKS``."""

    @property
    def unit(self) -> str:
        """Unit of the physical values: HU, SUV, sRGB or another."""

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the pairs, sorted, each once."""

    def load(self, name: str) -> Pair:
        """Read one pair in physical values.

        Raises
        ------
        PairMismatch
            If the two images do not fit each other.
        SourceError
            If a file cannot be read.
        """

    def files(self, name: str) -> tuple[Path, ...]:
        """Return the files that the pair is read from, the clean one last."""


@dataclass(frozen=True, kw_only=True)
class Layout:
    """One way in which a data set lies on disk."""

    id: str
    """Short name, as on the command line and in DATA.toml."""
    title: str
    """Name as shown to a user."""
    task: str
    """Id of its task; empty where the folder itself tells."""
    splits: tuple[Split, ...]
    """Splits that it has."""
    open: Callable[[Path, Split], PairSet]
    """``open(root, split)`` finds the pairs and reads none; raises PairMismatch."""


class SelfDescribed:
    """A folder with a ``dataset.json``; its split is the folder itself.

    Raises
    ------
    PairMismatch
        If the folder is no folder of pairs.
    """

    kind = "pairs"

    def __init__(self, path: Path) -> None:
        self.folder = PairFolder(path)
        self.label = path.resolve().name
        self.task = self.folder.description.task
        self.unit = self.folder.description.stored_to_physical.unit
        self.names = self.folder.names

    def load(self, name: str) -> Pair:
        """Read one pair in physical values."""
        return self.folder.load(name)

    def files(self, name: str) -> tuple[Path, ...]:
        """Return the files of a pair, the clean one last."""
        partner = self.folder.partners.get(name)
        return (*([partner] if partner else []), self.folder.truths[name])
