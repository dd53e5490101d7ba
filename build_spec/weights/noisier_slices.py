"""More noise over the slices of the image packs: CT at other doses, PET with other counts.

A hundred slices with one noise each are learnt by heart; the program's own degradations draw it
anew, over whole slices and with their spacing. Not here: pictures (``further_pairs``).
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image

from core.training.degrade.ct import CtRanges, noise_hu
from core.training.degrade.pet import PetRanges, pet

__all__ = ["SETS", "NoisierSet", "write_noisier"]

Slice = NDArray[np.float32]

SEED = 6
STORED = (0, 65535)
"""Values that the files can hold."""

CT = CtRanges(dose=(0.2, 0.3), thickness=(0.95, 1.05))
"""About a quarter of the dose, as in the packs."""
PET = PetRanges(counts=(14.0, 40.0))
"""About a twelfth of the counts, as in the packs."""


@dataclass(frozen=True, kw_only=True)
class NoisierSet:
    """One set of the packs, and what is made of it."""

    name: str
    """Folder that is written."""
    source: str
    """Folder of the packs' medical training sets."""
    each: int
    """Pairs made from every slice."""
    degrade: Callable[[Slice, np.random.Generator, float], Slice]
    """(slice in physical values, randomness, spacing in mm) -> the same with more noise."""


def _ct(truth: Slice, random: np.random.Generator, spacing_mm: float) -> Slice:
    noise = noise_hu(torch.from_numpy(truth), random, spacing_mm=spacing_mm, ranges=CT)
    return truth + noise.numpy()


def _pet(truth: Slice, random: np.random.Generator, spacing_mm: float) -> Slice:
    there = pet(torch.from_numpy(truth[None]), random, spacing_mm=spacing_mm, ranges=PET)
    return there[0].numpy()


SETS = (
    NoisierSet(name="redosed", source="ct_lowdose", each=4, degrade=_ct),
    NoisierSet(name="recounted", source="pet_lowcount", each=1, degrade=_pet),
)


def write_noisier(
    told: NoisierSet, pack: Path, out: Path, slices: list[Path], pool: Executor
) -> None:
    """Write the pairs of one set.

    Parameters
    ----------
    told : NoisierSet
        What to make.
    pack : Path
        The packs' set, with ``dataset.json`` and ``manifest.json``.
    out : Path
        Folder to write.
    slices : list of Path
        Clean slices that may be used.
    pool : Executor
        Where it is computed.
    """
    for part in ("lq", "hq"):
        (out / part).mkdir(parents=True, exist_ok=True)
    shutil.copy(pack / "dataset.json", out)
    said = json.loads((pack / "dataset.json").read_text("utf-8"))["stored_to_physical"]
    items = json.loads((pack / "manifest.json").read_text("utf-8"))["items"]
    spacing_mm = {item["name"]: float(np.mean(item["pixel_mm"])) for item in items}
    work = partial(_write_slice, told, out, (said["slope"], said["offset"]), spacing_mm)
    list(pool.map(work, count(), slices))


def _write_slice(
    told: NoisierSet,
    out: Path,
    values: tuple[float, float],
    spacing_mm: dict[str, float],
    number: int,
    path: Path,
) -> None:
    torch.set_num_threads(1)  # Every process of the pool has a core, and no more.
    random, (slope, offset) = np.random.default_rng([SEED, number]), values
    stored = np.asarray(Image.open(path)).astype(np.float32)
    for repeat in range(told.each):
        name = f"{path.stem}_{repeat}.png"
        noisy = told.degrade(stored * slope + offset, random, spacing_mm[path.stem])
        _put(out / "lq" / name, (noisy - offset) / slope)
        _put(out / "hq" / name, stored)


def _put(path: Path, stored: NDArray[Any]) -> None:
    levels = np.clip(np.rint(stored), *STORED).astype(np.uint16)
    Image.fromarray(levels).save(path, compress_level=1)
