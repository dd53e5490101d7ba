"""Tiny rasters, one per convention that a GeoTIFF reader or writer is known to get wrong."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import rasterio
from affine import Affine
from numpy.typing import NDArray
from rasterio.control import GroundControlPoint
from rasterio.enums import ColorInterp

UTM = "EPSG:32633"
NORTH_UP = Affine(10.0, 0.0, 500_000.0, 0.0, -10.0, 5_000_000.0)
ROTATED = Affine.translation(5e5, 5e6) @ Affine.rotation(17.0) @ Affine.scale(10.0, -10.0)
SOUTH_UP = Affine(10.0, 0.0, 500_000.0, 0.0, 10.0, 4_999_000.0)
RPC = {
    "LINE_OFF": "15.5", "SAMP_OFF": "20.25", "LINE_SCALE": "16", "SAMP_SCALE": "21",
    "LAT_OFF": "45", "LONG_OFF": "15", "HEIGHT_OFF": "100",
    "LAT_SCALE": "0.01", "LONG_SCALE": "0.01", "HEIGHT_SCALE": "500",
    "LINE_NUM_COEFF": " ".join(["0", "0", "-1", *["0"] * 17]),
    "LINE_DEN_COEFF": " ".join(["1", *["0"] * 19]),
    "SAMP_NUM_COEFF": " ".join(["0", "1", *["0"] * 18]),
    "SAMP_DEN_COEFF": " ".join(["1", *["0"] * 19]),
}  # fmt: skip


def ramp(
    bands: int, height: int, width: int, dtype: str, *, low: int = 1, high: int = 250
) -> NDArray[Any]:
    """Return (B, H, W) values between low and high in which neighbours, rows and bands differ."""
    count = np.arange(bands * height * width).reshape(bands, height, width)
    return (low + count * 7 % (high - low)).astype(dtype)


@contextmanager
def opened(path: Path) -> Iterator[rasterio.DatasetReader]:
    """Open a raster without the library's remark on missing georeference."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", rasterio.errors.NotGeoreferencedWarning)
        raster = rasterio.open(path)
    with raster:
        yield raster


def stored_in(path: Path) -> NDArray[Any]:
    """Return all stored values, (B, H, W)."""
    with opened(path) as raster:
        return raster.read()


def write_raster(
    path: Path,
    pixels: NDArray[Any],
    *,
    crs: str | None = UTM,
    transform: Affine | None = NORTH_UP,
    colours: tuple[str, ...] = (),
    tags: dict[str, str] | None = None,
    domains: dict[str, dict[str, str]] | None = None,
    band_tags: dict[int, dict[str, str]] | None = None,
    mask: NDArray[np.uint8] | None = None,
    overviews: tuple[int, ...] = (),
    attributes: dict[str, Any] | None = None,
    **creation: Any,
) -> Path:
    """Write (B, H, W) pixels as a GeoTIFF with just what is asked for.

    ``attributes`` are set on the open dataset: descriptions, units, scales, offsets, gcps.
    """
    bands, height, width = pixels.shape
    with rasterio.Env(GDAL_TIFF_INTERNAL_MASK=True), warnings.catch_warnings():
        warnings.simplefilter("ignore", rasterio.errors.NotGeoreferencedWarning)
        place = {"crs": crs, "transform": transform}
        creation = {**{key: value for key, value in place.items() if value}, **creation}
        with rasterio.open(
            path, "w", driver="GTiff", count=bands, height=height, width=width,
            dtype=pixels.dtype, **creation,
        ) as raster:  # fmt: skip
            if colours:
                raster.colorinterp = [ColorInterp[colour] for colour in colours]
            for name, value in (attributes or {}).items():
                setattr(raster, name, value)
            raster.update_tags(**(tags or {}))
            for domain, items in (domains or {}).items():
                raster.update_tags(ns=domain, **items)
            for band, items in (band_tags or {}).items():
                raster.update_tags(band, **items)
            raster.write(pixels)
            if mask is not None:
                raster.write_mask(mask)
        if overviews:
            with rasterio.open(path, "r+") as raster:
                raster.build_overviews(overviews, rasterio.enums.Resampling.average)
    return path


def rgb(path: Path) -> Path:
    return write_raster(path, ramp(3, 30, 40, "uint8"), photometric="RGB")


def multispectral(path: Path) -> Path:
    """Five bands of 16 bits with a corner of nodata, names, tags and two overviews."""
    pixels = ramp(5, 64, 48, "uint16", low=200, high=9000)
    pixels[:, :5, :6] = 0
    return write_raster(
        path,
        pixels,
        nodata=0,
        tags={"PRODUCT": "S2B_MSIL2A_20240101", "STATISTICS_VERSION": "1"},
        domains={"MISSION": {"ORBIT": "22"}},
        band_tags={2: {"WAVELENGTH": "560", "STATISTICS_MEAN": "4711"}},
        overviews=(2, 4),
        attributes={
            "descriptions": ("B02", "B03", "B04", "B08", "SCL"),
            "scales": (1e-4,) * 5,
            "offsets": (-0.1,) * 5,
        },
        photometric="MINISBLACK",
    )


def float_nan(path: Path) -> Path:
    pixels = ramp(2, 20, 24, "float32") / np.float32(250)
    pixels[0, 3, 4] = np.nan
    pixels[1, 5, 6] = np.inf
    return write_raster(path, pixels, nodata=np.nan)


def float_nodata(path: Path) -> Path:
    """Nodata that equals the stored float32 only after rounding."""
    pixels = ramp(1, 20, 24, "float32") / np.float32(250)
    pixels[0, :2] = np.float32(-3.4028234663852886e38)
    return write_raster(path, pixels, nodata=-3.4028234663852886e38)


def scaled_int16(path: Path) -> Path:
    """Signed values with a scale, an offset and a unit per band, nodata -9999."""
    pixels = ramp(2, 20, 24, "int16", low=-3000, high=3000)
    pixels[1, 7, 8] = -9999
    attributes = {"scales": (0.1, 0.01), "offsets": (273.15, -5.0), "units": ("K", "m")}
    return write_raster(path, pixels, nodata=-9999, attributes=attributes)


def internal_mask(path: Path) -> Path:
    mask = np.full((30, 40), 255, np.uint8)
    mask[:10, 20:] = 0
    return write_raster(path, ramp(3, 30, 40, "uint8"), mask=mask, photometric="RGB")


def alpha(path: Path) -> Path:
    pixels = ramp(4, 30, 40, "uint8")
    pixels[3] = 255
    pixels[3, 20:, :3] = 0
    return write_raster(path, pixels, photometric="RGB", alpha="YES")


def alpha_bgr_uint16(path: Path) -> Path:
    pixels = ramp(4, 30, 40, "uint16")
    return write_raster(path, pixels, colours=("blue", "green", "red", "alpha"))


def rotated(path: Path) -> Path:
    return write_raster(path, ramp(1, 30, 40, "uint8"), transform=ROTATED)


def rotated_without_crs(path: Path) -> Path:
    return write_raster(path, ramp(1, 30, 40, "uint8"), transform=ROTATED, crs=None)


def south_up(path: Path) -> Path:
    return write_raster(path, ramp(1, 30, 40, "uint8"), transform=SOUTH_UP)


def geographic(path: Path) -> Path:
    degrees = Affine(0.001, 0.0, 15.0, 0.0, -0.001, 45.0)
    return write_raster(path, ramp(1, 30, 40, "uint8"), crs="EPSG:4326", transform=degrees)


def no_georeference(path: Path) -> Path:
    return write_raster(path, ramp(2, 30, 40, "float32"), crs=None, transform=None)


def gcps_only(path: Path) -> Path:
    points = [
        GroundControlPoint(row=row, col=column, x=15 + column / 1000, y=45 - row / 1000, z=7)
        for row, column in ((0.0, 0.0), (0.0, 40.0), (30.0, 0.0), (12.5, 20.25))
    ]
    placed = {"gcps": (points, rasterio.crs.CRS.from_epsg(4326))}
    return write_raster(
        path, ramp(1, 30, 40, "uint8"), crs=None, transform=None, attributes=placed
    )  # fmt: skip


def rpcs(path: Path) -> Path:
    return write_raster(
        path, ramp(1, 30, 40, "uint16"), crs=None, transform=None, domains={"RPC": RPC}
    )


def pixel_is_point(path: Path) -> Path:
    return write_raster(path, ramp(1, 30, 40, "int16"), tags={"AREA_OR_POINT": "Point"})


def planar(path: Path) -> Path:
    return write_raster(
        path, ramp(4, 30, 40, "uint16"), interleave="band", photometric="MINISBLACK"
    )


def pixel_interleaved(path: Path) -> Path:
    return write_raster(path, ramp(7, 30, 40, "uint8"), interleave="pixel", compress="zstd")


def big_tiff(path: Path) -> Path:
    return write_raster(path, ramp(1, 30, 40, "uint8"), BIGTIFF="YES")


def one_pixel(path: Path) -> Path:
    return write_raster(path, ramp(1, 1, 1, "uint8"))


def one_row(path: Path) -> Path:
    return write_raster(path, ramp(3, 1, 700, "uint8"))


def several_tiles(path: Path) -> Path:
    """Larger than one block of the writer along both axes, and no multiple of it."""
    mask = np.full((530, 1030), 255, np.uint8)
    mask[500:520, 500:530] = 0
    return write_raster(path, ramp(1, 530, 1030, "uint8"), mask=mask, tiled=True)


def radar(path: Path) -> Path:
    pixels = ramp(2, 20, 24, "float32")
    return write_raster(path, pixels, attributes={"descriptions": ("Sigma0_VV", "Sigma0_VH")})


def jpeg(path: Path) -> Path:
    return write_raster(
        path, ramp(3, 32, 48, "uint8"), compress="jpeg", photometric="YCbCr", interleave="pixel"
    )


def twelve_bits(path: Path) -> Path:
    return write_raster(path, ramp(1, 20, 24, "uint16", high=4000), NBITS=12)


def min_is_white(path: Path) -> Path:
    return write_raster(path, ramp(1, 20, 24, "uint8"), photometric="MINISWHITE")


CASES: dict[str, Callable[[Path], Path]] = {
    factory.__name__: factory
    for factory in (
        rgb, multispectral, float_nan, float_nodata, scaled_int16, internal_mask, alpha,
        alpha_bgr_uint16, rotated, rotated_without_crs, south_up, geographic, no_georeference,
        gcps_only, rpcs, pixel_is_point, planar, pixel_interleaved, big_tiff, one_pixel, one_row,
        several_tiles, radar, jpeg, twelve_bits, min_is_white,
    )
}  # fmt: skip
"""Every raster that shall be read and written back without loss."""
