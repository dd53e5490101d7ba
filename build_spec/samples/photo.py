"""A portrait in the public domain, in rain and in the dry."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from build_spec.samples.fields import Field

__all__ = ["write_photo"]

SIDE = 256
TOP, LEFT = 0, 96
DROPS = 300


def write_photo(path: Path, truth_path: Path) -> None:
    """Write the rainy and the dry picture, 8-bit RGB PNG, 256 x 256."""
    from PIL import Image
    from skimage.data import astronaut

    dry = astronaut()[TOP : TOP + SIDE, LEFT : LEFT + SIDE]
    rain = _streaks(np.random.default_rng(256))
    wet = np.minimum(dry + rain[..., None], 255.0)
    for place, image in ((truth_path, dry), (path, wet)):
        place.parent.mkdir(parents=True, exist_ok=True)
        Image.fromarray(np.floor(image + 0.5).astype(np.uint8)).save(place, optimize=True)


def _streaks(random: np.random.Generator) -> Field:
    """Return light added by falling drops during the exposure, in grey levels, (256, 256)."""
    rows, columns = np.mgrid[:SIDE, :SIDE].astype(np.float64)
    layer = np.zeros((SIDE, SIDE))
    slant = np.deg2rad(14.0)
    for _ in range(DROPS):
        row, column = random.uniform(-20, SIDE + 20, 2)
        turn = slant + random.normal(0.0, 0.03)
        half, width = random.uniform(7, 20), random.uniform(0.45, 0.95)
        top, left = (max(int(place - 24), 0) for place in (row, column))
        window = np.s_[top : max(int(row) + 25, 0), left : max(int(column) + 25, 0)]
        dr, dc = rows[window] - row, columns[window] - column
        along = dr * np.cos(turn) - dc * np.sin(turn)
        across = dc * np.cos(turn) + dr * np.sin(turn)
        shape = np.exp(-0.5 * (across / width) ** 2) / (1 + np.exp((np.abs(along) - half) / 1.5))
        layer[window] += random.uniform(15, 85) * shape
    return layer
