"""How a result file is laid out: its creation options, chosen so that nothing is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from io_formats.geotiff.affine import transform_of
from io_formats.geotiff.metadata import Ledger
from io_formats.scene import Scene

if TYPE_CHECKING:
    from rasterio.io import DatasetReader

__all__ = ["creation_options"]

TILE_PX = 512
RGB = ["red", "green", "blue"]


def creation_options(scene: Scene, source: DatasetReader, ledger: Ledger) -> dict[str, Any]:
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
        **_compression(scene, source, structure, ledger),
        **_colour(source, structure, ledger),
        **_georeference(scene, source, ledger),
        **_nodata(source, ledger),
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


def _compression(
    scene: Scene, source: DatasetReader, structure: dict[str, str], ledger: Ledger
) -> dict[str, Any]:
    stored = structure.get("COMPRESSION", "none")
    chosen = "ZSTD" if stored == "ZSTD" else "DEFLATE"
    if structure.get("LAYOUT") == "COG":
        ledger.changed.append("cloud-optimised layout to ordinary tiles")
    if stored != chosen:
        lossless = " (lossless)" if scene.source.lossy else ""
        ledger.changed.append(f"compression {stored} to {chosen}{lossless}")
    bits = source.tags(1, ns="IMAGE_STRUCTURE").get("NBITS")
    if bits is not None:
        ledger.changed.append(f"{bits} bits per value to {8 * scene.pixels.dtype.itemsize}")
    predictor = 3 if scene.pixels.dtype.kind == "f" else 2
    return {"COMPRESS": chosen, "PREDICTOR": predictor}


def _colour(source: DatasetReader, structure: dict[str, str], ledger: Ledger) -> dict[str, Any]:
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
        ledger.kept.append("colour profile")
    return options


def _georeference(scene: Scene, source: DatasetReader, ledger: Ledger) -> dict[str, Any]:
    options: dict[str, Any] = {}
    if source.crs:
        options["crs"] = source.crs
        ledger.kept.append("coordinate reference system")
    if scene.grid.frame == "crs":
        options["transform"] = transform_of(scene.grid.affine)
        same = options["transform"] == source.transform
        (ledger.kept if same else ledger.changed).append("geotransform")
    return options


def _nodata(source: DatasetReader, ledger: Ledger) -> dict[str, Any]:
    if source.nodata is None:
        return {}
    ledger.kept.append("nodata")
    return {"nodata": source.nodata}
