"""Which task row fits a scene, and what was assumed in saying so."""

from __future__ import annotations

from dataclasses import dataclass

from core.errors import TaskNotSupported
from core.models.card import ModelCard
from core.tasks import TASKS, Domain, TaskSpec, WindowRule
from io_formats import Scene
from io_formats.errors import UnsupportedContent

__all__ = ["Choice", "choose_task", "domain_of_format", "knows_domain"]

BY_MODALITY = {"CT": "ct-denoise", "PT": "pet-denoise", "MR": "mri-sr4"}
ACTIVITY_UNITS = ("BQML", "SUV", "GML", "CNTS")


def domain_of_format(format_id: str) -> Domain:
    """Return the domain of images that come in a format of ``io_formats``."""
    if format_id in ("dicom", "nifti"):
        return "medical"
    return "remote" if format_id == "geotiff" else "natural"


def knows_domain(card: ModelCard, domain: Domain) -> bool:
    """Tell whether a model was trained for some task of a domain."""
    return any(TASKS[task].domain == domain for task in card.tasks)


@dataclass(frozen=True)
class Choice:
    """A task row for a scene."""

    task: TaskSpec
    """The row that sets window and bands."""
    label: str
    """What the report calls it: the task's id, or ``auto``."""
    scale: int
    """Enlargement."""
    notes: tuple[str, ...]
    """What was assumed, for the user."""


def choose_task(scene: Scene, name: str, scale: int | None, card: ModelCard) -> Choice:
    """Choose the row by name, or by modality and georeference for ``auto``.

    The row sets window, bands and default scale; the network finds out for itself what is wrong
    with the image. The default scale is 1 under ``auto``; naming a super-resolution task sets 4.

    Raises
    ------
    TaskNotSupported
        If there is no such task, or its window has no meaning for the scene's values.
    UnsupportedContent
        If the values are classes, which cannot be restored.
    """
    if scene.source.facts.get("label_map"):
        raise UnsupportedContent(
            f"{scene.source.path} was not restored",
            why="its values look like labels, which have no in-between",
            fix="give the image the labels were drawn on",
        )
    if name == "auto":
        task, notes = _assume(scene, card)
        return Choice(task, "auto", scale or 1, notes)
    task = _named(name)
    _check_unit(scene, task, card.window_of(task.id))
    notes = _coverage(task.id, card)
    if scale is None and task.scale in card.scales:
        scale = task.scale
    elif scale is None:
        notes += (f"{card.name} does not enlarge {task.scale}x; the scale stays 1",)
    return Choice(task, name, scale or 1, notes)


def _named(name: str) -> TaskSpec:
    if name in TASKS:
        return TASKS[name]
    raise TaskNotSupported(
        f"there is no task {name}",
        why=f"the tasks are {', '.join(TASKS)}",
        fix="choose one of them, or auto",
    )


def _assume(scene: Scene, card: ModelCard) -> tuple[TaskSpec, tuple[str, ...]]:
    modality = scene.source.modality
    if modality in BY_MODALITY:
        task = TASKS[BY_MODALITY[modality]]
        return task, (f"assumed from the file: {modality}", *_coverage(task.id, card))
    if modality == "photo":
        said = "assumed: a natural photo, since it has no georeference"
        return TASKS["natural-derain"], (said, *_familiarity("natural", card))
    if modality == "raster":
        said = "assumed: an optical satellite or aerial scene"
        return TASKS["rs-dehaze"], (said, *_familiarity("remote", card))
    row = TASKS["rs-dehaze" if modality == "SAR" else "mri-sr4"]
    warning = f"the model was not trained on {modality}; its card does not cover this result"
    return row, (warning,)


def _familiarity(domain: Domain, card: ModelCard) -> tuple[str, ...]:
    """Warn where the model knows no task of the domain: which of them it is, it finds out."""
    if knows_domain(card, domain):
        return ()
    return (f"{card.name} was not trained on {domain} images; its card does not cover this",)


def _coverage(task: str, card: ModelCard) -> tuple[str, ...]:
    if task in card.tasks:
        return ()
    return (f"{card.name} was not trained for {task}; its card does not cover this result",)


def _check_unit(scene: Scene, task: TaskSpec, window: WindowRule) -> None:
    """Refuse a window in HU or SUV for values that are certainly something else."""
    unit = scene.values.unit
    allowed = {"HU": ("HU", "arbitrary"), "SUV": (*ACTIVITY_UNITS, "arbitrary")}
    if window.kind != "fixed" or unit in allowed.get(window.unit, (unit,)):
        return
    raise TaskNotSupported(
        f"{task.id} does not fit {scene.source.path}",
        why=f"the task needs values in {window.unit}, the file holds {unit}",
        fix="choose the task automatically (--task auto), or give the original file instead of "
        "a picture of it",
    )
