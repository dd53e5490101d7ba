"""Splits that nobody published: made once from seeded numbers and shipped as text.

The files in ``resources/splits`` decide; the functions say how they came to be, and a test makes
them again. UCMerced's 300 test images are no multiple of its 21 classes: each class gives 14, and
6 classes drawn by the same numbers give a fifteenth.

IXI is divided among whole volumes, one per subject, by the SHA-256 of their names: a volume that
is missing moves no more than a neighbour at the border of a part.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from hashlib import sha256
from pathlib import Path

import numpy as np

from core.errors import PairMismatch
from core.training.datasets.pair_set import Split
from core.training.datasets.reading import ImageFile
from resources import locate

__all__ = [
    "SEED",
    "UCMERCED_CLASSES",
    "draw_rice1",
    "draw_ucmerced",
    "restricted",
    "shares",
    "shipped",
]

SEED = 2603
"""Of both shipped splits: the first half of the paper's number, 2603.01725."""

UCMERCED_CLASSES = (
    "agricultural",
    "airplane",
    "baseballdiamond",
    "beach",
    "buildings",
    "chaparral",
    "denseresidential",
    "forest",
    "freeway",
    "golfcourse",
    "harbor",
    "intersection",
    "mediumresidential",
    "mobilehomepark",
    "overpass",
    "parkinglot",
    "river",
    "runway",
    "sparseresidential",
    "storagetanks",
    "tenniscourt",
)
UCMERCED_EACH, UCMERCED_TEST = 100, 300
RICE1_ALL, RICE1_TEST = 500, 100


def draw_ucmerced(seed: int = SEED) -> dict[Split, tuple[str, ...]]:
    """Draw 1800 training and 300 test images of UCMerced, classes alike as far as they can be."""
    random = np.random.default_rng(seed)
    each, rest = divmod(UCMERCED_TEST, len(UCMERCED_CLASSES))
    one_more = _drawn(random, len(UCMERCED_CLASSES), rest)
    everything, test = [], set()
    for at, name in enumerate(UCMERCED_CLASSES):
        everything += [f"{name}{i:02d}" for i in range(UCMERCED_EACH)]
        chosen = _drawn(random, UCMERCED_EACH, each + (at in one_more))
        test |= {f"{name}{i:02d}" for i in chosen}
    return _divided(everything, test)


def draw_rice1(seed: int = SEED) -> dict[Split, tuple[str, ...]]:
    """Draw 400 training and 100 test pairs of RICE1, which are numbered 0 to 499."""
    random = np.random.default_rng(seed)
    test = {str(i) for i in _drawn(random, RICE1_ALL, RICE1_TEST)}
    return _divided([str(i) for i in range(RICE1_ALL)], test)


def shipped(name: str, split: Split) -> tuple[str, ...]:
    """Return the image names of a shipped split, ``ucmerced`` or ``rice1``."""
    return tuple(locate(f"splits/{name}-{split}.txt").read_text(encoding="ascii").split())


def restricted(
    images: Mapping[str, ImageFile], wanted: Collection[str], root: Path
) -> dict[str, ImageFile]:
    """Return the images of a split.

    Raises
    ------
    PairMismatch
        If one of them is missing.
    """
    missing = sorted(set(wanted) - images.keys())
    if missing:
        raise PairMismatch(
            f"{root} lacks the image {missing[0]}",
            why=f"{len(missing)} of the {len(wanted)} images of the split are missing",
            fix="unpack the data set again; its split is in resources/splits",
        )
    return {name: images[name] for name in wanted}


def shares(names: Iterable[str], parts: Mapping[Split, int], seed: int = SEED) -> dict[str, Split]:
    """Divide names among splits in the ratio of ``parts``, the same on every machine.

    Parameters
    ----------
    names : iterable of str
        In any order.
    parts : mapping
        Sizes of the splits of the complete set.
    """
    ordered = sorted(names, key=lambda name: sha256(f"{seed} {name}".encode()).digest())
    whole, counted, start = sum(parts.values()), 0, 0
    found: dict[str, Split] = {}
    for split, size in parts.items():
        counted += size
        stop = round(len(ordered) * counted / whole)
        found |= dict.fromkeys(ordered[start:stop], split)
        start = stop
    return found


def _drawn(random: np.random.Generator, count: int, wanted: int) -> set[int]:
    # The order of plain random numbers is the same in every version of NumPy.
    return {int(i) for i in np.argsort(random.random(count), kind="stable")[:wanted]}


def _divided(everything: Iterable[str], test: set[str]) -> dict[Split, tuple[str, ...]]:
    names = tuple(everything)
    return {
        "train": tuple(name for name in names if name not in test),
        "test": tuple(name for name in names if name in test),
    }
