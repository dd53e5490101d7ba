"""The general paired folder: ``hq`` and ``lq`` of any format, described in DATA.toml.

What lies in the two folders is paired by its path below them, less the suffix. Pictures, GeoTIFF
and single DICOM files are one pair each; volumes, which are NIfTI files and folders of one DICOM
series, give a pair per plane.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, FiniteFloat, field_validator, model_validator

from core.errors import PairMismatch
from core.image_files import (
    LEVELS,
    PASSED_OVER,
    FolderName,
    demand_levels,
    demand_partners,
    named,
    plain_stem,
    unusable,
    visible,
)
from core.partners import Rule
from core.tasks import TASKS
from core.training.datasets.file_pairs import FilePairs
from core.training.datasets.pair_set import Split
from core.training.datasets.reading import Image, ImageFile, open_volume, read_image
from io_formats import sniff
from io_formats.errors import UnknownFormat

__all__ = ["FolderDescription", "images_in", "open_folder", "undescribed"]

VOLUMES = (".nii", ".nii.gz", ".hdr", ".hdr.gz")
UNITS = {"ct-denoise": "HU", "pet-denoise": "SUV", "mri-sr4": "arbitrary"}


class FolderDescription(BaseModel):
    """What the pixels of a paired folder mean."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    task: str
    """Id of a row of ``core.tasks.TASKS``."""
    hq: FolderName = "hq"
    """Folder of the clean images, below the root."""
    lq: FolderName = "lq"
    """Folder of the degraded images, below the root."""
    synthesise: Rule | None = None
    """Makes the degraded images from the clean ones; ``lq`` is then not looked at."""
    slope: float = Field(1.0, gt=0, allow_inf_nan=False)
    """``physical = slope * value + offset``, after the scaling that a file itself states."""
    offset: FiniteFloat = 0.0
    """See ``slope``."""
    unit: str = ""
    """Unit of the physical values; empty: that of the task."""
    window: tuple[FiniteFloat, FiniteFloat] | None = None
    """Evaluation window; None: that of the task, 0 to 255 for photos and scenes."""

    @field_validator("task")
    @classmethod
    def _known(cls, task: str) -> str:
        if task not in TASKS:
            raise ValueError(f"there is no task {task}; name one of {', '.join(TASKS)}")
        return task

    @model_validator(mode="after")
    def _windowed(self) -> Self:
        low, high = self.edges
        if not low < high:
            raise ValueError(f"the window is empty: {low:g} to {high:g}")
        return self

    @property
    def edges(self) -> tuple[float, float]:
        """Low and high of the evaluation window."""
        rule = TASKS[self.task].window
        if self.window is None and rule.kind == "percentile":
            raise ValueError(
                f"{self.task} has no window of its own; state one: window = [low, high]"
            )
        return self.window or (rule.low, rule.high)


def undescribed(root: Path, split: Split) -> FilePairs:
    """Refuse a folder of which nobody said what it holds.

    Raises
    ------
    PairMismatch
    """
    raise PairMismatch(
        f"{root} cannot be opened by its path alone",
        why="nothing says what its pixels mean",
        fix="list it in a DATA.toml with task and window (see the handbook, data sets)",
    )


def open_folder(root: Path, description: FolderDescription) -> FilePairs:
    """Find the pairs of a folder. Volumes are opened, to count their planes.

    Raises
    ------
    PairMismatch
        If an image has no partner, or a volume has another number of planes than its partner.
    SourceError
        If a volume cannot be read.
    """
    truths = images_in(root / description.hq)
    partners = {} if description.synthesise else images_in(root / description.lq)
    if not description.synthesise:
        demand_partners(partners, truths)
    for volume in [name for name, image in truths.items() if _is_volume(image.path)]:
        _spread(volume, truths, partners)
    unit = description.unit or UNITS.get(description.task, "sRGB")
    return FilePairs(
        kind="folder",
        root=root,
        task=description.task,
        unit=unit,
        window=description.edges,
        truths=truths,
        partners=partners,
        rule=description.synthesise,
        read=partial(_read, description, unit),
    )


def _read(description: FolderDescription, unit: str, image: ImageFile) -> Image:
    values = read_image(image, unit=unit) * description.slope + description.offset
    if unit == "sRGB" and description.edges == LEVELS:
        demand_levels(image, values)
    return values


def _spread(volume: str, truths: dict[str, ImageFile], partners: dict[str, ImageFile]) -> None:
    """Put the planes of a volume and of its partner in the place of the two files."""
    clean, degraded = truths.pop(volume).path, partners.pop(volume, None)
    planes = open_volume(clean).shape[0]
    if degraded is not None and (count := open_volume(degraded.path).shape[0]) != planes:
        raise unusable(degraded, f"it has {count} planes, and {clean} has {planes}")
    for at in range(planes):
        name = volume if planes == 1 else f"{volume}/z{at:04d}"
        truths[name] = ImageFile(clean, at)
        if degraded is not None:
            partners[name] = ImageFile(degraded.path, at)


def images_in(folder: Path) -> dict[str, ImageFile]:
    """Return what lies in a folder by its name, the path below it less the suffix.

    Raises
    ------
    PairMismatch
        If there is nothing, or two files of one name.
    """
    if not folder.is_dir():
        raise PairMismatch(
            f"{folder} cannot be read", why="there is no such folder", fix="check hq and lq"
        )
    found = named((_name(path, folder), path) for path in _walk(folder))
    if not found:
        raise PairMismatch(
            f"{folder} cannot be read", why="it holds no images", fix="give a folder that does"
        )
    return {name: ImageFile(path) for name, path in found.items()}


def _name(path: Path, folder: Path) -> str:
    """Return the path below the folder, less the suffix; a series is a folder and has none."""
    below = path.relative_to(folder)
    return (below if path.is_dir() else below.parent / plain_stem(path)).as_posix()


def _walk(folder: Path) -> Iterator[Path]:
    """Yield files, and folders that hold a DICOM series; other folders are descended into."""
    for path in visible(folder):
        if path.name.lower().endswith(PASSED_OVER):
            continue
        if path.is_dir() and not _is_series(path):
            yield from _walk(path)
        else:
            yield path


def _is_series(folder: Path) -> bool:
    """Tell whether DICOM files lie in the folder itself."""
    inside = [path for path in visible(folder) if path.is_file()]
    try:
        return any(sniff(path).id == "dicom" for path in inside[:1]) and bool(sniff(folder))
    except UnknownFormat:
        return False


def _is_volume(path: Path) -> bool:
    return path.is_dir() or path.name.lower().endswith(VOLUMES)
