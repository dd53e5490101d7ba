"""A river landscape in five Sentinel-2 bands, under haze and a thin cloud, and in clear air."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from build_spec.samples.fields import Field, fractal, smoothstep

__all__ = ["write_raster"]

SIDE = 192
BANDS = ("B02", "B03", "B04", "B08", "B11")
WATER = (0.045, 0.050, 0.032, 0.018, 0.010)
FOREST = (0.022, 0.042, 0.024, 0.290, 0.130)
SOIL = (0.085, 0.115, 0.155, 0.235, 0.320)
TOWN = (0.130, 0.140, 0.150, 0.190, 0.200)
CROPS = (
    (0.030, 0.068, 0.034, 0.420, 0.190),
    (0.045, 0.085, 0.060, 0.340, 0.220),
    (0.070, 0.100, 0.125, 0.215, 0.290),
    (0.095, 0.130, 0.170, 0.260, 0.330),
    (0.050, 0.095, 0.050, 0.380, 0.210),
)
# Scattering falls with wavelength; the shortwave infrared sees through most of it.
VEIL = (1.00, 0.88, 0.78, 0.55, 0.22)
AIRLIGHT = (0.36, 0.35, 0.34, 0.36, 0.30)
SCALE = 0.0001
NODATA = 0


def write_raster(path: Path, truth_path: Path) -> None:
    """Write the hazy and the clear scene, uint16 reflectance, (5, 192, 192)."""
    random = np.random.default_rng(192)
    clear = _reflectance(random)
    veil = _veil(random)
    hazy = np.stack(
        [
            band * (1 - strength * veil) + light * strength * veil
            for band, strength, light in zip(clear, VEIL, AIRLIGHT, strict=True)
        ]
    )
    for place, image in ((truth_path, clear), (path, hazy)):
        place.parent.mkdir(parents=True, exist_ok=True)
        _write(place, image)


def _reflectance(random: np.random.Generator) -> Field:
    shape = (SIDE, SIDE)
    relief = fractal(random, shape, beta=2.0)
    wood = smoothstep(-0.08, 0.08, relief + 0.25 * fractal(random, shape, beta=1.0) - 0.55)
    fields, ridge = _parcels(random)
    image = np.stack([np.take(np.array(CROPS), fields, axis=0)[..., band] for band in range(5)])
    image = image * (1 - 0.35 * ridge)
    rows, columns = np.mgrid[:SIDE, :SIDE] / SIDE
    course = 0.42 + 0.16 * np.sin(5.5 * rows + 0.6) + 0.035 * fractal(random, shape, beta=2.4)
    river = 1 - smoothstep(0.016, 0.026, np.abs(columns - course))
    bank = 1 - smoothstep(0.026, 0.05, np.abs(columns - course))
    centre = np.hypot(rows - 0.68, columns - 0.74)
    town = 1 - smoothstep(0.10, 0.17, centre + 0.02 * fractal(random, shape, beta=1.5))
    blocks = np.kron(random.random((SIDE // 4, SIDE // 4)), np.ones((4, 4)))
    road = 1 - smoothstep(0.002, 0.007, np.abs(rows - 0.30 - 0.18 * columns))
    for mask, spectrum in ((wood, FOREST), (0.6 * bank, FOREST), (town, TOWN), (road, SOIL)):
        image = _over(image, mask, spectrum)
    image = image * (1 + 0.9 * town * (blocks - 0.5))
    image = _over(image, river, WATER)
    grain = fractal(random, shape, beta=0.6)
    light = 1 + 0.06 * grain * (1 - river) + 0.05 * (relief - np.roll(relief, 1, axis=1)) * wood * 4
    return np.clip(image * light + 0.0006 * random.standard_normal(image.shape), 0.002, 1.0)


def _over(image: Field, mask: Field, spectrum: tuple[float, ...]) -> Field:
    return image * (1 - mask) + np.array(spectrum)[:, None, None] * mask


def _parcels(random: np.random.Generator) -> tuple[np.ndarray, Field]:
    """Return the crop of each pixel's parcel, and 1 where parcels meet."""
    seeds = random.uniform(-0.1, 1.1, (90, 2))
    rows, columns = (np.mgrid[:SIDE, :SIDE] + 0.5) / SIDE
    # Distances along turned axes: parcels become slanted blocks and not honeycombs.
    down = np.abs((rows[..., None] - seeds[:, 0]) + 0.3 * (columns[..., None] - seeds[:, 1]))
    across = np.abs((columns[..., None] - seeds[:, 1]) - 0.3 * (rows[..., None] - seeds[:, 0]))
    distance = np.maximum(down, 1.6 * across)
    nearest = np.partition(distance, 1, axis=-1)
    ridge = 1 - smoothstep(0.0, 0.012, nearest[..., 1] - nearest[..., 0])
    crop = random.integers(0, len(CROPS), len(seeds))
    return crop[np.argmin(distance, axis=-1)], ridge


def _veil(random: np.random.Generator) -> Field:
    """Return how much of the ground is hidden in the blue: haze all over, a cloud in places."""
    haze = 0.14 + 0.04 * fractal(random, (SIDE, SIDE), beta=2.8)
    cloud = smoothstep(0.3, 2.4, fractal(random, (SIDE, SIDE), beta=2.1))
    return np.clip(haze + 0.4 * cloud, 0.0, 0.9)


def _write(path: Path, reflectance: Field) -> None:
    import rasterio
    from rasterio.transform import from_origin

    stored = np.clip(np.rint(reflectance / SCALE), 1, 10000).astype(np.uint16)
    rows, columns = np.mgrid[:SIDE, :SIDE]
    # The edge of the satellite's swath crosses the upper left corner.
    stored[:, rows * 1.4 + columns < 0.28 * SIDE] = NODATA
    with rasterio.open(
        path,
        "w",
        driver="GTiff",
        width=SIDE,
        height=SIDE,
        count=len(BANDS),
        dtype="uint16",
        crs="EPSG:32633",
        transform=from_origin(499_980.0, 5_400_000.0, 20.0, 20.0),
        nodata=NODATA,
        compress="deflate",
        predictor=2,
        tiled=True,
        blockxsize=64,
        blockysize=64,
    ) as raster:
        raster.write(stored)
        raster.descriptions = BANDS
        raster.scales = (SCALE,) * len(BANDS)
        raster.update_tags(TIFFTAG_DATETIME="2026:01:02 03:04:05")
