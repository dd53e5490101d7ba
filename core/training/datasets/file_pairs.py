"""A data set whose pairs are files, or planes of volumes: what every layout returns."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from core.errors import PairMismatch
from core.image_files import LEVELS
from core.pairs import Pair
from core.partners import SCALE, Rule, cropped, fitted, made
from core.tasks import TASKS
from core.training.datasets.reading import Image, ImageFile, read_picture

__all__ = ["FilePairs", "pictures"]


@dataclass(frozen=True, kw_only=True)
class FilePairs:
    """Pairs by name, read one at a time."""

    kind: str
    """Row of the table of layouts."""
    root: Path
    """Folder that was opened."""
    task: str
    """Id of a row of ``core.tasks.TASKS``."""
    unit: str
    """Unit of the physical values."""
    window: tuple[float, float]
    """Low and high of the evaluation window."""
    truths: Mapping[str, ImageFile]
    """Clean images by name."""
    partners: Mapping[str, ImageFile]
    """Degraded images by name; those that lack are made by the rule."""
    rule: Rule | None = None
    """How a partner is made that is not stored."""
    crop: bool = False
    """Crop both images to sides that are multiples of 4, as super-resolution is scored."""
    read: Callable[[ImageFile], Image]
    """Reads one image in physical values."""

    @property
    def label(self) -> str:
        """How the keys of its images begin: the layout's id, or of an own folder its name."""
        return self.root.resolve().name if self.kind == "folder" else self.kind

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Names of the pairs, sorted."""
        return tuple(sorted(self.truths))

    def load(self, name: str) -> Pair:
        """Read one pair in physical values.

        Raises
        ------
        PairMismatch
            If the two images differ in shape, other than by the factor 4 of super-resolution.
        SourceError
            If a file cannot be read.
        """
        scale = TASKS[self.task].scale
        truth = self.read(self.truths[name])
        partner = self.partners.get(name)
        if partner is None:
            if self.rule is None:
                raise ValueError(f"{name} has neither a partner nor a rule")
            pair = made(self.rule, truth, window=self.window)
            why = f"its shape is {truth.shape}, too small to be degraded"
        else:
            degraded = self.read(partner)
            pair = fitted(degraded, truth, scale=scale)
            why = f"its shape is {truth.shape}, that of {partner} is {degraded.shape}"
        if pair is None:
            quarter = ", or the degraded one a quarter of it," if scale == SCALE else ""
            raise PairMismatch(
                f"{self.truths[name]} and its partner do not fit",
                why=why,
                fix=f"both need one size{quarter} and equal bands",
            )
        first, second = (cropped(image) for image in pair) if self.crop else pair
        return Pair(name=name, degraded=first, truth=second, window=self.window)

    def files(self, name: str) -> tuple[Path, ...]:
        """Return the files of a pair, the clean one last."""
        partner = self.partners.get(name)
        return (*([partner.path] if partner else []), self.truths[name].path)


def pictures(
    kind: str,
    root: Path,
    task: str,
    truths: Mapping[str, ImageFile],
    partners: Mapping[str, ImageFile],
    *,
    resolution: bool = False,
) -> FilePairs:
    """Return pairs of 8-bit pictures, 0 to 255.

    Parameters
    ----------
    resolution : bool
        A super-resolution set: sides are cropped to multiples of 4, and a partner that is not
        stored is made with bicubic reduction.
    """
    return FilePairs(
        kind=kind,
        root=root,
        task=task,
        unit="sRGB",
        window=LEVELS,
        truths=truths,
        partners=partners,
        rule="bicubic-4" if resolution else None,
        crop=resolution,
        read=read_picture,
    )
