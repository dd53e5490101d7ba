"""Folders of degraded and clean images, described by a ``dataset.json``.

Layout: ``hq/NAME`` and either ``lq/NAME`` with equal stems or a rule that makes the degraded
partner from the clean image. Training and evaluation read the same folders through this module.

::

    {"task": "ct-denoise",
     "lq": "lq"   or   {"synthesise": "bicubic-4" | "kspace-4"},
     "stored_to_physical": {"slope": 1, "offset": -1024, "unit": "HU"},
     "window": [-160, 240]   or   {"low": 0, "high": {"manifest": "vmax"}}}
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field, FiniteFloat, ValidationError

from core.errors import PairMismatch
from core.image_files import (
    LEVELS,
    PASSED_OVER,
    FolderName,
    demand_levels,
    demand_partners,
    named,
    plain_stem,
    visible,
    without_opaque,
)
from core.partners import Rule, fitted, made
from core.tasks import TASKS
from io_formats import open_scene

__all__ = ["Pair", "PairDescription", "PairFolder"]

Image = NDArray[np.float64]


class Synthesis(BaseModel):
    """The degraded partner is made from the clean image."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    synthesise: Rule


class StoredToPhysical(BaseModel):
    """``physical = slope * stored + offset``."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    slope: float = Field(1.0, gt=0, allow_inf_nan=False)
    offset: FiniteFloat = 0.0
    unit: str = "sRGB"


class FromManifest(BaseModel):
    """A number per image, in ``manifest.json``."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    manifest: str


class PerImageWindow(BaseModel):
    """A window whose upper edge differs from image to image."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    low: FiniteFloat
    high: FiniteFloat | FromManifest


class PairDescription(BaseModel):
    """The content of a ``dataset.json``."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    task: str
    """Id of a row of ``core.tasks.TASKS``."""
    lq: FolderName | Synthesis
    """Folder of the degraded images, or how to make them."""
    stored_to_physical: StoredToPhysical = StoredToPhysical()
    """From the numbers in the files to physical values."""
    window: tuple[FiniteFloat, FiniteFloat] | PerImageWindow
    """Physical values are clipped to it for the figures."""


@dataclass(frozen=True, kw_only=True)
class Pair:
    """One degraded image with its truth, in physical values."""

    name: str
    """Stem of the file."""
    degraded: Image
    """(B, H, W); B is 1 or 3."""
    truth: Image
    """(B, H, W), same shape."""
    window: tuple[float, float]
    """Low and high of the evaluation window."""


class PairFolder:
    """A folder of pairs.

    Raises
    ------
    PairMismatch
        If the folder has no readable ``dataset.json``, no ``hq`` images, partners are missing, or
        two files differ in their suffix alone.
    SourceMissing
        If a folder cannot be listed.
    """

    def __init__(self, path: Path | str) -> None:
        self.path = Path(path)
        self.description = self._describe()
        self.truths = self._images("hq")
        self.partners: dict[str, Path] = {}
        if isinstance(self.description.lq, str):
            self.partners = self._images(self.description.lq)
            demand_partners(self.partners, self.truths)
        if not self.truths:
            raise self._mismatch("there are no images in hq/")

    @property
    def names(self) -> tuple[str, ...]:
        """Stems of the pairs, sorted."""
        return tuple(sorted(self.truths))

    def load(self, name: str) -> Pair:
        """Read one pair, making the degraded partner where the description says so.

        Raises
        ------
        PairMismatch
            If the two images differ in shape, other than by the factor 4 of super-resolution, are
            no single grey or RGB images, hold values that are not finite or, in sRGB scored within
            0 to 255, no such levels; or if the window is empty.
        SourceError
            If a file cannot be read.
        """
        low, high = window = self._window(name)
        if not low < high < math.inf:
            state = "endless" if high == math.inf else "empty"
            raise self._mismatch(f"the window of {name} is {state}: {low:g} to {high:g}")
        truth = self._read(self.truths[name], window)
        rule, stored = self.description.lq, self.description.stored_to_physical
        if isinstance(rule, Synthesis):
            slope, offset = stored.slope, stored.offset
            pair = made(rule.synthesise, truth, window=window, slope=slope, offset=offset)
            unlike = f"{name} has shape {truth.shape}, too small to be degraded"
        else:
            degraded = self._read(self.partners[name], window)
            pair = fitted(degraded, truth, scale=self._scale)
            unlike = f"{name} has shapes {degraded.shape} and {truth.shape}"
        if pair is None:
            raise self._mismatch(unlike)
        return Pair(name=name, degraded=pair[0], truth=pair[1], window=window)

    @property
    def _scale(self) -> int:
        task = TASKS.get(self.description.task)
        return task.scale if task else 1

    def _read(self, file: Path, window: tuple[float, float]) -> Image:
        scene = open_scene(file)
        rule = self.description.stored_to_physical
        planes, bands, rows, columns = scene.shape
        if planes != 1:
            raise self._mismatch(f"{file.name} has {planes} planes, not one")
        part = scene.pixels[slice(0, 1), slice(0, bands), slice(0, rows), slice(0, columns)]
        stored = without_opaque(part[0].astype(np.float64), scene.bands)
        if len(stored) not in (1, 3):
            raise self._mismatch(f"{file.name} has {len(stored)} bands, not 1 or 3")
        image = stored * rule.slope + rule.offset
        if not np.isfinite(image).all():
            raise self._mismatch(f"{file.name} holds values that are not finite")
        if rule.unit == "sRGB" and window == LEVELS:
            demand_levels(file, image)
        return image

    def _images(self, folder: str) -> dict[str, Path]:
        place = self.path / folder
        inside = visible(place) if place.is_dir() else []
        files = (file for file in inside if file.is_file())
        images = (file for file in files if not file.name.lower().endswith(PASSED_OVER))
        return named((plain_stem(file), file) for file in images)

    def _describe(self) -> PairDescription:
        file = self.path / "dataset.json"
        try:
            return PairDescription.model_validate_json(file.read_bytes())
        except OSError as error:
            raise self._mismatch("it has no readable dataset.json") from error
        except ValidationError as error:
            # Of the alternatives of a field, the one that was meant was followed furthest.
            first = max(error.errors(), key=lambda found: len(found["loc"]))
            where = ".".join(str(part) for part in first["loc"])
            raise self._mismatch(f"dataset.json: {where}: {first['msg']}") from error

    def _window(self, name: str) -> tuple[float, float]:
        window = self.description.window
        if isinstance(window, tuple):
            return window
        if not isinstance(window.high, FromManifest):
            return window.low, window.high
        try:
            return window.low, float(self._manifest[name][window.high.manifest])
        except (KeyError, TypeError, ValueError) as error:
            raise self._mismatch(
                f"manifest.json has no {window.high.manifest} of {name}"
            ) from error

    @cached_property
    def _manifest(self) -> dict[str, dict[str, Any]]:
        try:
            items = json.loads((self.path / "manifest.json").read_bytes())["items"]
            return {item["name"]: item for item in items}
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise self._mismatch("it has no readable manifest.json") from error

    def _mismatch(self, why: str) -> PairMismatch:
        return PairMismatch(
            f"{self.path} is not a folder of pairs",
            why=why,
            fix="give a folder with dataset.json, hq/ and lq/ (see the handbook, guide)",
        )
