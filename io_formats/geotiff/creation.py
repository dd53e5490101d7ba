"""How a result file is laid out: its creation options, chosen so that nothing is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from io_formats.geotiff.affine import transform_of
from io_formats.scene import Scene

if TYPE_CHECKING:
    from rasterio.io import DatasetReader

__all__ = ["creation_options"]

TILE_PX = 512
RGB = ["red", "green", "blue"]


def creation_options(scene: Scene, source: DatasetReader) -> dict[str, Any]:
    """Return the creation options of the GTiff driver for a result.

    References
    ----------
    GDAL documentation, "GTiff -- GeoTIFF File Format", creation options.
    """
    structure = source.tags(ns="IMAGE_STRUCTURE")
    return {
        "BIGTIFF": "IF_SAFER",
        "INTERLEAVE": structure.get("INTERLEAVE", "PIXEL"),
        **_layout(*scene.shape[2:]),
        **_compression(scene, structure),
        **_colour(source, structure),
        **_georeference(scene, source),
        **({} if source.nodata is None else {"nodata": source.nodata}),
    }


def _layout(height: int, width: int) -> dict[str, Any]:
    if max(height, width) < TILE_PX:
        return {"TILED": False}
    # Tiles are multiples of 16 (TIFF 6.0, section 15); narrow rasters get narrow ones.
    return {
        "TILED": True,
        "BLOCKXSIZE": min(TILE_PX, -(-width // 16) * 16),
        "BLOCKYSIZE": min(TILE_PX, -(-height // 16) * 16),
    }


def _compression(scene: Scene, structure: dict[str, str]) -> dict[str, Any]:
    chosen = "ZSTD" if structure.get("COMPRESSION") == "ZSTD" else "DEFLATE"
    predictor = 3 if scene.pixels.dtype.kind == "f" else 2
    return {"COMPRESS": chosen, "PREDICTOR": predictor}


def _colour(source: DatasetReader, structure: dict[str, str]) -> dict[str, Any]:
    colours = [interp.name for interp in source.colorinterp]
    base = 3 if colours[:3] == RGB else 1
    options = {"PHOTOMETRIC": "RGB" if base == 3 else "MINISBLACK", "ALPHA": "NO"}
    if structure.get("MINISWHITE") == "YES":
        options["PHOTOMETRIC"] = "MINISWHITE"
    if len(colours) > base and colours[base] == "alpha":
        # Only the first extra sample can be declared here; others by colour interpretation.
        kind = source.tags(base + 1, ns="IMAGE_STRUCTURE").get("ALPHA", "")
        options["ALPHA"] = "PREMULTIPLIED" if kind == "PREMULTIPLIED" else "NON-PREMULTIPLIED"
    profile = source.tags(ns="COLOR_PROFILE").get("SOURCE_ICC_PROFILE")
    if profile:
        options["SOURCE_ICC_PROFILE"] = profile
    return options


def _georeference(scene: Scene, source: DatasetReader) -> dict[str, Any]:
    options: dict[str, Any] = {}
    if source.crs:
        options["crs"] = source.crs
    if scene.grid.frame == "crs":
        options["transform"] = transform_of(scene.grid.affine)
    return options
