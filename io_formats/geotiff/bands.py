"""What the bands of a raster are: names, roles, units and the map to physical values.

References
----------
ESA, Sentinel-2 MSI user guide, "Spatial and spectral resolutions"; USGS, "Landsat 8-9 and
Landsat 4-7 Collection 2 Level 2 product guides", band designations.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

import numpy as np

from io_formats.scene import Band
from io_formats.values import ValueMap

if TYPE_CHECKING:
    from rasterio.io import DatasetReader

__all__ = ["bands_of", "modality_of", "value_map"]

SENTINEL2 = {
    "B02": "blue", "B03": "green", "B04": "red", "B08": "nir", "B8A": "nir",
    "B11": "swir", "B12": "swir",
}  # fmt: skip
LANDSAT_8 = {
    "SR_B2": "blue", "SR_B3": "green", "SR_B4": "red", "SR_B5": "nir", "SR_B6": "swir",
    "SR_B7": "swir",
}  # fmt: skip
LANDSAT_7 = {
    "SR_B1": "blue", "SR_B2": "green", "SR_B3": "red", "SR_B4": "nir", "SR_B5": "swir",
    "SR_B7": "swir",
}  # fmt: skip
WORDS = {
    "red": "red", "green": "green", "blue": "blue", "nir": "nir", "nir1": "nir", "swir": "swir",
    "swir1": "swir", "swir2": "swir", "swir16": "swir", "swir22": "swir", "pan": "pan",
    "panchromatic": "pan", "gray": "grey", "grey": "grey",
}  # fmt: skip
INTERPRETATIONS = {"red", "green", "blue", "alpha", "pan", "nir", "swir"}
POLARISATIONS = {"VV", "VH", "HH", "HV"}
DIMENSIONLESS = {"", "1", "none", "unitless", "dimensionless"}
LARGEST_REFLECTANCE_STEP = 0.01
"""Reflectance is stored in steps of 0.0001 or so; elevation and rain in steps of 0.01 and more."""


def bands_of(dataset: DatasetReader) -> tuple[Band, ...]:
    """Return the bands; a description says more about a band than its colour interpretation.

    False-colour composites store near infrared where the red channel is, so what the file calls
    a band is asked first.
    """
    descriptions = [description or "" for description in dataset.descriptions]
    colours = [interp.name for interp in dataset.colorinterp]
    landsat = _landsat_roles(descriptions)
    values = sum(colour != "alpha" for colour in colours)
    bands = []
    for index, (description, colour) in enumerate(zip(descriptions, colours, strict=True), start=1):
        role = "alpha" if colour == "alpha" else _described_role(description, landsat)
        # The first band of any multispectral TIFF is "gray": that is the container speaking.
        grey = "grey" if colour == "gray" and values == 1 else "value"
        role = role or (colour if colour in INTERPRETATIONS else grey)
        bands.append(Band(name=description or f"b{index}", role=role))
    return tuple(bands)


def _landsat_roles(descriptions: list[str]) -> dict[str, str]:
    names = {description.upper() for description in descriptions}
    # Landsat 4 to 7 have no surface reflectance in band 6, which is thermal there.
    older = "SR_B6" not in names and {"SR_B1", "SR_B7"} <= names
    return LANDSAT_7 if older else LANDSAT_8


def _described_role(description: str, landsat: dict[str, str]) -> str:
    name = description.upper()
    if name in SENTINEL2 or name in landsat:
        return SENTINEL2.get(name) or landsat[name]
    words = re.findall(r"[a-z0-9]+", description.lower())
    if "edge" in words or "rededge" in words:
        return "value"
    if "infrared" in words:
        short = {"short", "shortwave", "swir"} & set(words)
        near = {"near", "nir"} & set(words)
        return "swir" if short else "nir" if near else "value"
    roles = {WORDS[word] for word in words if word in WORDS}
    if len(roles) == 1:
        return roles.pop()
    coded = [SENTINEL2[word.upper()] for word in words if word.upper() in SENTINEL2]
    return coded[0] if len(coded) == 1 else ""


def modality_of(dataset: DatasetReader) -> str:
    """Return SAR where a band is named after a radar polarisation, else raster."""
    words = (
        re.findall(r"[A-Z]+", (description or "").upper()) for description in dataset.descriptions
    )
    return "SAR" if any(POLARISATIONS & set(found) for found in words) else "raster"


def value_map(dataset: DatasetReader, bands: tuple[Band, ...]) -> ValueMap:
    """Return the map from stored to physical values: the scale and offset the file declares.

    Scales are never guessed: the offset of Sentinel-2 changed between processing baselines, and
    only the file knows which one holds.
    """
    slope = [scale if _usable(scale) else 1.0 for scale in dataset.scales]
    offset = [value if math.isfinite(value) else 0.0 for value in dataset.offsets]
    nodata = tuple(
        None if band.role == "alpha" else value
        for band, value in zip(bands, dataset.nodatavals, strict=True)
    )
    return ValueMap.linear(
        slope=[slope],
        offset=[offset],
        unit=_unit(dataset, bands),
        nodata=nodata if any(value is not None for value in nodata) else (),
        stored_range=_stored_range(dataset),
    )


def _usable(scale: float) -> bool:
    return math.isfinite(scale) and scale != 0


def _unit(dataset: DatasetReader, bands: tuple[Band, ...]) -> str:
    colours = [band.role for band in bands if band.role != "alpha"]
    declared = {
        unit or ""
        for unit, band in zip(dataset.units, bands, strict=True)
        if band.role != "alpha"
    }  # fmt: skip
    if any(unit.lower() not in DIMENSIONLESS for unit in declared):
        return declared.pop() if len(declared) == 1 else "arbitrary"
    scales = [scale for scale in dataset.scales if _usable(scale) and scale != 1]
    fine = any(abs(scale) <= LARGEST_REFLECTANCE_STEP for scale in scales)
    if fine and modality_of(dataset) != "SAR":
        return "reflectance"
    # Nothing says what a floating point or a scaled value is: heights, decibels, reflectance.
    if scales or np.dtype(dataset.dtypes[0]).kind == "f":
        return "arbitrary"
    eight_bit = dataset.dtypes[0] == "uint8"
    return "sRGB" if eight_bit and colours == ["red", "green", "blue"] else "counts"


def _stored_range(dataset: DatasetReader) -> tuple[float, float] | None:
    # A 12-bit sensor in a 16-bit type: values beyond 4095 would mean nothing to its readers.
    bits = dataset.tags(1, ns="IMAGE_STRUCTURE").get("NBITS")
    if bits is None or np.dtype(dataset.dtypes[0]).kind != "u":
        return None
    return 0.0, float(2 ** int(bits) - 1)
