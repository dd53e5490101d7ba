"""The clean images of a data set as a captioner sees them: RGB in [0, 1], with what headers say.

``DATASET`` is a folder of pairs or a ``DATA.toml`` that lists data sets. Nothing of the degraded
partner is looked at: the description is of the image that the network shall arrive at.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from core.errors import PairMismatch
from core.tasks import TASKS, Domain
from core.training.datasets.listing import open_listing
from core.training.datasets.pair_set import PairSet, SelfDescribed
from io_formats import open_scene
from io_formats.errors import SourceError
from io_formats.scene import Scene

__all__ = ["Header", "Truth", "TruthSource", "image_key", "open_truths"]

PLANES = ("sagittal", "coronal", "axial")
"""Name of a slice by the patient axis that it stands upright on: left, posterior, superior."""


@dataclass(frozen=True, kw_only=True)
class Header:
    """What the file of a clean image says about it; empty text where it is silent."""

    modality: str = ""
    """CT, PT, MR or another DICOM modality; raster, SAR or photo."""
    body_part: str = ""
    """Body part examined, in lower case."""
    plane: str = ""
    """Axial, coronal or sagittal."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Truth:
    """One clean image."""

    key: str
    """``dataset/name``: how a description and its features are found again."""
    unit: NDArray[np.float32]
    """(3, H, W) in [0, 1] of the evaluation window; three equal bands where there is one."""
    domain: Domain
    """Domain of the task."""
    task: str
    """Id of the task."""
    header: Header
    """What the file says."""

    @property
    def rgb(self) -> NDArray[np.uint8]:
        """(H, W, 3), 0 to 255, rounded: what a model of vision is shown."""
        return np.rint(np.moveaxis(self.unit, 0, -1) * 255).astype(np.uint8)


class TruthSource:
    """The clean images of several data sets, read one at a time.

    Raises
    ------
    PairMismatch
        If two images would have the same key, or a task is unknown.
    """

    def __init__(self, datasets: Sequence[PairSet]) -> None:
        self.places: dict[str, tuple[PairSet, str]] = {}
        for dataset in datasets:
            if dataset.task not in TASKS:
                raise PairMismatch(
                    f"the data set {dataset.kind} cannot be described",
                    why=f"there is no task {dataset.task}",
                    fix=f"name one of {', '.join(TASKS)}",
                )
            for name in dataset.names:
                key = image_key(dataset, name)
                if key in self.places:
                    raise PairMismatch(
                        f"the image {key} is there twice",
                        why="two folders of one name hold images of one name",
                        fix="rename one of the folders",
                    )
                self.places[key] = dataset, name

    @property
    def keys(self) -> tuple[str, ...]:
        """Keys of all images, in order of the data sets."""
        return tuple(self.places)

    def read(self, key: str) -> Truth:
        """Read one clean image.

        Raises
        ------
        PairMismatch, SourceError
        """
        dataset, name = self.places[key]
        pair = dataset.load(name)
        low, high = pair.window
        unit = np.clip((pair.truth - low) / (high - low), 0, 1).astype(np.float32)
        return Truth(
            key=key,
            unit=np.broadcast_to(unit, (3, *unit.shape[1:])),
            domain=TASKS[dataset.task].domain,
            task=dataset.task,
            header=header_of(dataset.files(name)[-1], unit.shape[1:]),
        )


def open_truths(path: Path) -> TruthSource:
    """Open a folder of pairs, or every data set of a ``DATA.toml``.

    Raises
    ------
    PairMismatch, SourceError
    """
    return TruthSource(open_listing(path) if path.suffix == ".toml" else [SelfDescribed(path)])


def image_key(dataset: PairSet, name: str) -> str:
    """Return ``dataset/name``; of an own folder, its name stands for the data set."""
    return f"{dataset.label}/{name}"


def header_of(file: Path, size: tuple[int, ...]) -> Header:
    """Return what a file says; nothing if it is no scene.

    Parameters
    ----------
    file : Path
        The file of the clean image.
    size : tuple of int
        (H, W) of the clean image. A plane is named only where the file's slices have that size,
        since otherwise the image was cut from the volume some other way.
    """
    try:
        scene = _opened(file)
    except SourceError:
        return Header()
    plane = _plane(scene) if scene.shape[2:] == tuple(size) else ""
    body_part = str(scene.source.facts.get("body_part") or "").lower()
    return Header(modality=scene.source.modality, body_part=body_part, plane=plane)


@lru_cache(maxsize=1)
def _opened(file: Path) -> Scene:
    # The slices of one volume follow each other: its header is read once.
    return open_scene(file)


def _plane(scene: Scene) -> str:
    """Return the plane of a scene's slices, by the patient axis nearest to their normal."""
    if not scene.grid.frame.startswith("patient"):
        return ""
    column, row = scene.grid.affine[:3, 0], scene.grid.affine[:3, 1]
    normal = np.abs(np.cross(column, row))
    return PLANES[int(np.argmax(normal))] if normal.any() else ""
