"""What a folder of pairs is that nobody described: which two folders, which task, which window.

Names and one file are enough for a proposal, every part of which is told in a sentence, so that a
person can see what was assumed. Not here: reading the pairs (``folder``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from core.errors import PairMismatch
from core.image_files import visible
from core.tasks import TASKS
from core.tiles import at_most
from core.training.datasets.file_pairs import FilePairs
from core.training.datasets.folder import FolderDescription, images_in, open_folder
from core.training.datasets.reading import open_volume, read_image
from io_formats import open_scene
from io_formats.errors import RestorationError

__all__ = ["Guess", "assumptions", "demand_guess", "guess", "open_guessed", "with_task"]

CLEAN = (
    "hq", "gt", "hr", "target", "targets", "clear", "clean", "sharp", "truth", "ground_truth",
    "groundtruth", "norain", "full", "full_dose", "high", "reference",
)  # fmt: skip
"""Folders of clean images, in lower case; a name nearer to the front wins."""
DEGRADED = (
    "lq", "lr", "input", "inputs", "hazy", "haze", "rainy", "rain", "blur", "blurry", "blurred",
    "cloud", "cloudy", "noisy", "noise", "degraded", "quarter", "low_dose", "low",
)  # fmt: skip
"""Folders of degraded images."""
BY_WORD = {
    "haz": "rs-dehaze", "dehaz": "rs-dehaze", "rain": "natural-derain", "blur": "natural-deblur",
    "cloud": "rs-cloud", "mri": "mri-sr4", "pet": "pet-denoise", "ct": "ct-denoise",
}  # fmt: skip
"""Beginnings of words in names of folders, and the task that they speak of."""
BY_MODALITY = {"CT": "ct-denoise", "PT": "pet-denoise", "MR": "mri-sr4"}
LOOKED_AT = 16
"""Clean images whose values make a window where the task has none of its own."""


@dataclass(frozen=True, kw_only=True)
class Guess:
    """A folder of pairs as it is understood."""

    root: Path
    hq: str
    """Folder of the clean images, below the root."""
    lq: str
    """Folder of the degraded images, below the root."""
    task: str = ""
    """Id of the task; empty where nothing tells it."""
    window: tuple[float, float] | None = None
    """Evaluation window where the task has none of its own."""
    pairs: int = 0
    """Names that both folders have."""
    notes: tuple[str, ...] = ()
    """What was assumed, for the user."""
    problems: tuple[str, ...] = ()
    """What does not fit, names first."""

    @property
    def description(self) -> FolderDescription:
        """What a DATA.toml would say; of a guess with a task."""
        return FolderDescription(task=self.task, hq=self.hq, lq=self.lq, window=self.window)


def guess(root: Path) -> Guess | None:
    """Return what a folder of pairs is taken for; None where it has no two folders of pairs.

    Pairs have equal names, less the suffix. The task follows from the names of the folders, else
    from the kind of the first clean image; where neither tells, a person must.
    """
    below = {path.name.lower(): path.name for path in visible(root) if path.is_dir()}
    hq, lq = (
        next((below[name] for name in names if name in below), "") for names in (CLEAN, DEGRADED)
    )
    if not hq or not lq:
        return None
    found = Guess(root=root, hq=hq, lq=lq, notes=(f"{hq} holds the clean images, {lq} the others",))
    try:
        clean, degraded = images_in(root / hq), images_in(root / lq)
    except RestorationError as error:
        return replace(found, problems=(f"{error.what}: {error.why}",))
    alone = sorted(clean.keys() ^ degraded.keys())
    found = replace(
        found,
        pairs=len(clean.keys() & degraded.keys()),
        problems=tuple(f"{name} is in {hq if name in clean else lq} alone" for name in alone),
    )
    task, why = _task_of(root, lq, clean[min(clean)].path)
    return with_task(found, task, why) if task else found


def with_task(found: Guess, task: str, why: str = "as chosen") -> Guess:
    """Return a guess with a task, and with a window where that has none of its own."""
    notes = (found.notes[0], f"the task is {TASKS[task].title}", why)
    if TASKS[task].window.kind == "percentile":
        with suppress(RestorationError):
            low, high = _window_of(found)
            seen = f"values from {low:g} to {high:g}, those of some clean images"
            return replace(found, task=task, window=(low, high), notes=(*notes, seen))
    return replace(found, task=task, window=None, notes=notes)


def open_guessed(root: Path) -> FilePairs:
    """Find the pairs of a folder that nobody described.

    Raises
    ------
    PairMismatch
        If it has no two folders of pairs, its task is not told, or pairs do not fit.
    SourceError
        If a volume cannot be read.
    """
    return open_folder(root, demand_guess(root).description)


def assumptions(paths: Iterable[Path]) -> Iterator[str]:
    """Yield a line for each folder that nobody described: what it is taken for."""
    for path in paths:
        if path.is_dir() and not (path / "dataset.json").is_file():
            found = guess(path)
            if found is not None:
                yield f"{path}, assumed: {'; '.join(found.notes)}"


def demand_guess(root: Path) -> Guess:
    """Return what a folder is taken for, with its task.

    Raises
    ------
    PairMismatch
        If it has no two folders of pairs, or its task is not told.
    """
    found = guess(root)
    if found is None:
        raise PairMismatch(
            f"{root} holds no pairs that are known",
            why="it has no dataset.json, and no two folders such as hq and lq or gt and input",
            fix="put clean images into hq and degraded ones of the same names into lq below it",
        )
    if not found.task:
        raise PairMismatch(
            f"{root} cannot be opened by its path alone",
            why="neither its name nor its images tell the task",
            fix="list it in a DATA.toml with its task (see the handbook, data sets)",
        )
    return found


def _task_of(root: Path, lq: str, first: Path) -> tuple[str, str]:
    for name in (lq, *reversed(root.resolve().parts[-3:])):
        for word in name.lower().replace("-", "_").split("_"):
            for begin, task in BY_WORD.items():
                if word == begin or (len(begin) > 2 and begin != "pet" and word.startswith(begin)):
                    return task, f"after the name {name}"
    with suppress(RestorationError):
        modality = open_scene(first).source.modality
        if modality in BY_MODALITY:
            return BY_MODALITY[modality], f"after the kind of the images, {modality}"
    return "", ""


def _window_of(found: Guess) -> tuple[float, float]:
    """Return the least and greatest value of some clean images; 0 where none lies below."""
    low, high = 0.0, 0.0
    images = images_in(found.root / found.hq)
    for name in at_most(tuple(sorted(images)), LOOKED_AT):
        path = images[name].path
        if path.is_dir() or path.name.lower().endswith((".nii", ".nii.gz")):
            scene = open_volume(path)
            middle = slice(scene.shape[0] // 2, scene.shape[0] // 2 + 1)
            _, bands, rows, columns = scene.shape
            window = (middle, slice(0, bands), slice(0, rows), slice(0, columns))
            values = scene.values.to_physical(scene.pixels[window], planes=middle)
        else:
            values = read_image(images[name])
        low, high = min(low, float(values.min())), max(high, float(values.max()))
    return low, high or 1.0
