"""``DATA.toml``: which data sets a training, a check or a description is about.

::

    [[dataset]]
    kind = "gopro"              # a row of core.training.datasets.DATASETS
    root = "GOPRO_Large"        # relative to the file
    split = "train"

    [[dataset]]
    kind = "folder"             # the general paired folder says what it holds
    root = "chest"
    task = "ct-denoise"
    window = [-160, 240]
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag, ValidationError

from core.errors import PairMismatch
from core.image_files import FolderPath
from core.training.datasets import open_dataset
from core.training.datasets.folder import FolderDescription, open_folder
from core.training.datasets.pair_set import PairSet, Split

__all__ = ["Entry", "FolderEntry", "LayoutEntry", "Listing", "open_listing", "read_listing"]

NAMED, FOLDER = "<layout>", "<folder>"


class LayoutEntry(BaseModel):
    """A data set as it was downloaded."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    kind: str
    """Row of the table of layouts."""
    root: FolderPath
    """Folder into which it was unpacked."""
    split: Split = "train"
    """Which part of it."""

    def open(self, beside: Path) -> PairSet:
        """Find the pairs; a relative root lies beside the file."""
        return open_dataset(self.kind, beside / self.root, self.split)


class FolderEntry(FolderDescription):
    """A paired folder, with what its pixels mean."""

    kind: str
    """``folder``."""
    root: FolderPath
    """Folder that holds ``hq`` and ``lq``."""
    split: Split = "train"
    """What the images are for; the folder is all of one split."""

    def open(self, beside: Path) -> PairSet:
        """Find the pairs; a relative root lies beside the file."""
        return open_folder(beside / self.root, self)


def _tag(entry: Any) -> str:
    kind = entry.get("kind") if isinstance(entry, Mapping) else getattr(entry, "kind", None)
    return FOLDER if kind == "folder" else NAMED


Entry = Annotated[
    Annotated[LayoutEntry, Tag(NAMED)] | Annotated[FolderEntry, Tag(FOLDER)],
    Discriminator(_tag),
]


class Listing(BaseModel):
    """The content of a ``DATA.toml``."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    dataset: tuple[Entry, ...] = Field(min_length=1)
    """Data sets, in order."""


def read_listing(path: Path) -> Listing:
    """Read a ``DATA.toml``; no data set is opened.

    Raises
    ------
    PairMismatch
        If it cannot be read, or a key is unknown, missing or wrong; the key is named.
    """
    try:
        return Listing.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise _no_listing(path, error.strerror or str(error)) from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"] if part not in (NAMED, FOLDER))
        raise _no_listing(path, f"{where}: {first['msg']}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise _no_listing(path, f"it is no TOML: {error}") from error


def open_listing(path: Path) -> tuple[PairSet, ...]:
    """Find the pairs of every data set in a ``DATA.toml``.

    Raises
    ------
    PairMismatch
        If the file or one of the data sets is not as it should be.
    SourceError
        If a volume of a paired folder cannot be read.
    """
    return tuple(entry.open(path.parent) for entry in read_listing(path).dataset)


def _no_listing(path: Path, why: str) -> PairMismatch:
    return PairMismatch(
        f"{path} is no list of data sets",
        why=why,
        fix="write [[dataset]] entries, counted from 0 here (see the handbook, data sets)",
    )
