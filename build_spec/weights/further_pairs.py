"""More pairs from the image packs: rain over other photos, photos to enlarge, photos in motion.

``python -m build_spec.weights.further_pairs PACKS OUT`` writes three folders of pairs, two of
slices under new noise (``noisier_slices``), copies of the extended remote-sensing packs under names
of their own (a description belongs to a set's name), and ``DATA.toml``, which lists everything that
the bundled model is trained on.
"""

from __future__ import annotations

import importlib.util
import shutil
import sys
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from itertools import chain, count
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from build_spec.weights.noisier_slices import SETS, write_noisier

__all__ = ["write_further_pairs"]

Pixels = NDArray[np.uint8]
Two = tuple[Pixels, Pixels]
"""Degraded and clean."""

SEED = 5
EACH = 5
"""Pairs made from every photo."""
SIDE, MARGIN = 256, 45
"""Largest side of a pair, and what the shake needs around it, in pixels."""
SMALLEST = 96
HELD_OUT = 10
"""The training holds out every tenth pair of a set: its scene and its rain appear nowhere else."""

NATURAL = ("sr4", "derain", "deblur")
MEDICAL = ("mri_sr", "ct_lowdose", "pet_lowcount")
REMOTE = ("sr", "cloud", "cloud_syn", "dehaze")
EXTENDED = ("cloud", "cloud_syn", "dehaze_syn", "sr")


def write_further_pairs(packs: Path, out: Path) -> None:
    """Write the pairs and the listing.

    Parameters
    ----------
    packs : Path
        Folder with ``natural``, ``medical``, ``remote`` and ``tools``.
    out : Path
        Where to write; what is there is replaced.
    """
    natural = packs / "natural"
    clean = sorted((natural / "extended" / "clean").glob("*.webp"))
    dry = _kept(natural / "train" / "derain" / "hq")
    photos = [*clean, *dry, *_kept(natural / "train" / "sr4" / "hq")]
    names = {path.stem for path in dry}
    layers = sorted((natural / "extended" / "rain_streaks").glob("*.png"))
    rain = [path for path in layers if path.stem in names]
    for name, source in (("rained", "derain"), ("photos", "sr4"), ("shaken", "deblur")):
        (out / name).mkdir(parents=True, exist_ok=True)
        shutil.copy(natural / "train" / source / "dataset.json", out / name)
    generator = packs / "tools" / "synth_natural.py"
    with ProcessPoolExecutor() as pool:
        rained = pool.map(partial(_rained_ones, rain, generator), count(), photos)
        _write(out / "rained", chain.from_iterable(rained))
        shaken = pool.map(partial(_shaken_ones, generator), count(), photos)
        _write(out / "shaken", chain.from_iterable(shaken))
        for noisier in SETS:
            pack = packs / "medical" / "train" / noisier.source
            write_noisier(noisier, pack, out / noisier.name, _kept(pack / "hq"), pool)
    for path in clean:
        _put(out / "photos" / "hq" / f"{path.stem}.png", _read(path))
    for name in EXTENDED:
        shutil.copytree(
            packs / "remote" / "extended" / name, out / f"more_{name}", dirs_exist_ok=True
        )
    _list(packs, out)


def _rained_ones(rain: list[Path], generator: Path, number: int, path: Path) -> list[Two]:
    made_by, random, photo = _generator(generator), _random(number), _read(path)
    layers = [_read(rain[random.randint(len(rain))], "L") for _ in range(EACH)]
    return [_rained(photo, layer, made_by, random) for layer in layers]


def _shaken_ones(generator: Path, number: int, path: Path) -> list[Two]:
    made_by, random, photo = _generator(generator), _random(number), _read(path)
    made = (_shaken(photo, made_by, random) for _ in range(EACH))
    return [pair for pair in made if pair is not None]


def _random(number: int) -> np.random.RandomState:
    """Return numbers of a photo's own: the pairs do not depend on how many are made at once."""
    return np.random.RandomState([SEED, number])


def _kept(folder: Path) -> list[Path]:
    paths = sorted(folder.iterdir())
    return [path for i, path in enumerate(paths) if i % HELD_OUT != HELD_OUT - 1]


def _rained(
    photo: Pixels, layer: Pixels, made_by: ModuleType, random: np.random.RandomState
) -> Two:
    """Return (degraded, clean): a crop of the photo, and the same under a crop of real rain."""
    if random.rand() < 0.5:
        layer = layer[:, ::-1]
    height, width = (min(*sides, SIDE) for sides in zip(photo.shape, layer.shape, strict=False))
    top, left = (
        random.randint(n - m + 1) for n, m in zip(photo.shape, (height, width), strict=False)
    )
    up, across = (
        random.randint(n - m + 1) for n, m in zip(layer.shape, (height, width), strict=True)
    )
    truth = photo[top : top + height, left : left + width]
    return made_by.add_rain(truth, layer[up : up + height, across : across + width]), truth


def _shaken(photo: Pixels, made_by: ModuleType, random: np.random.RandomState) -> Two | None:
    """Return (degraded, clean) of a crop; None where the photo has no room for its margin."""
    room = min(photo.shape[:2]) - 2 * MARGIN
    side = SIDE if room >= SIDE else room // 4 * 4
    if side < SMALLEST:
        return None
    top, left = (MARGIN + random.randint(n - side - 2 * MARGIN + 1) for n in photo.shape[:2])
    return (
        made_by.motion_blur(photo, top, left, side, random),
        photo[top : top + side, left : left + side],
    )


def _write(folder: Path, pairs: Iterable[Two]) -> None:
    for number, pair in enumerate(pairs):
        for kind, image in zip(("lq", "hq"), pair, strict=True):
            _put(folder / kind / f"{number:05d}.png", image)


def _list(packs: Path, out: Path) -> None:
    roots = [packs / "natural" / "train" / name for name in NATURAL]
    roots += [packs / "medical" / "train" / name for name in MEDICAL]
    roots += [packs / "remote" / "train" / name for name in REMOTE]
    roots += [out / name for name in ("rained", "photos", "shaken")]
    roots += [out / noisier.name for noisier in SETS]
    roots += [out / f"more_{name}" for name in EXTENDED]
    entries = (f'[[dataset]]\nkind = "pairs"\nroot = "{root.resolve()}"\n' for root in roots)
    (out / "DATA.toml").write_text("\n".join(entries), encoding="utf-8")


def _generator(path: Path) -> ModuleType:
    """Return the packs' own generator, so that these pairs are like those of the packs."""
    spec = importlib.util.spec_from_file_location("synth_natural", path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _read(path: Path, mode: str = "RGB") -> Any:
    return np.asarray(Image.open(path).convert(mode))


def _put(path: Path, image: Pixels) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(image).save(path, compress_level=1)


if __name__ == "__main__":
    write_further_pairs(Path(sys.argv[1]), Path(sys.argv[2]))
