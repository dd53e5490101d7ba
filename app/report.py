"""Scenes and cards as lines of text."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from core.models.card import ModelCard
from core.tasks import TASKS
from io_formats import Scene

__all__ = ["card_lines", "describe_scene", "readout_lines", "scene_lines"]

SHOWN_TASKS = 3
PLACES = ("bounds",)
"""Facts that say where on Earth a scene is."""


def describe_scene(scene: Scene, *, places: bool = False) -> dict[str, Any]:
    """Return what a user wants to know of a scene: no pixels, no patient names; JSON-able.

    Parameters
    ----------
    places : bool
        Say between which coordinates it lies, too: they name a place as a word would.
    """
    planes, bands, rows, columns = scene.shape
    source = scene.source
    return {
        "path": str(source.path),
        "format": source.format,
        "modality": source.modality,
        "planes": planes,
        "bands": bands,
        "rows": rows,
        "columns": columns,
        "dtype": str(scene.pixels.dtype),
        "unit": scene.values.unit,
        "band_names": [band.name for band in scene.bands],
        "band_roles": [band.role for band in scene.bands],
        "spacing": list(scene.grid.spacing),
        "frame": scene.grid.frame,
        "lossy": source.lossy,
        "facts": {k: v for k, v in source.facts.items() if places or k not in PLACES},
        "warnings": list(source.warnings),
    }


def scene_lines(facts: Mapping[str, Any]) -> list[str]:
    """Return the same as lines for a terminal."""
    shown = {k: v for k, v in facts.items() if k not in ("facts", "warnings", "band_roles")}
    lines = [f"{key:18} {_text(value)}" for key, value in shown.items()]
    lines += [f"{key:18} {_text(value)}" for key, value in facts["facts"].items()]
    return lines + [f"warning: {sentence}" for sentence in facts["warnings"]]


def card_lines(card: ModelCard) -> list[str]:
    """Return a card as lines for a terminal."""
    net = card.net
    lines = [
        f"{card.name} {card.version}: {card.title}",
        f"network      {net.backbone}, width {net.width}, {net.prompts.fusion} fusion",
        f"prompts      {net.prompts.task_prompts} task, {net.prompts.domain_prompts} domain",
        f"tiles        {card.size.tile} px, overlap {card.size.overlap} px",
        f"scales       {', '.join(f'{scale}x' for scale in card.scales)}",
        f"tasks        {', '.join(card.tasks)}",
        f"weights      {card.weights} (sha256 {card.sha256})",
        f"training     {card.description}",
        f"licence      {card.licence}",
    ]
    if card.unverified:
        lines.append("unverified   no reference output exists that this model was compared with")
    for task, window in card.windows.items():
        edges = (
            "percentiles" if window.kind == "percentile" else f"{window.low:g} to {window.high:g}"
        )
        edges = ", then ".join([edges, *(f"{low:g} to {high:g}" for low, high in window.further)])
        assumed = ", assumed" if window.assumed else ""
        lines.append(f"window       {task}: {edges} {window.unit}{assumed}")
    for figure in card.figures:
        lines.append(
            f"figure       {figure.dataset} ({figure.task}, {figure.images} images): "
            f"{figure.input_psnr:.2f} -> {figure.output_psnr:.2f} dB"
            + (f"; {figure.classical}: {figure.classical_psnr:.2f} dB" if figure.classical else "")
        )
    for task, profile in card.profiles.items():
        lines.append(
            f"profile      {task}: {profile.images} images, "
            f"{profile.recognised:.0%} of them recognised"
        )
    return lines + [f"caution      {sentence}" for sentence in card.cautions]


def readout_lines(path: Path, prompts: Mapping[str, Any], card: ModelCard) -> list[str]:
    """Return what answered to an image: likeness to tasks, and the prompts of each pool."""
    lines = []
    for i, found in enumerate(prompts.get("closest", [])[:SHOWN_TASKS]):
        known = card.profiles[found["task"]].recognised
        said = "closest to" if i == 0 else "then"
        lines.append(
            f"{said}: {TASKS[found['task']].title} {found['similarity']:.2f} "
            f"(recognised in {known:.0%} of its own images)"
        )
    for pool in ("task", "domain"):
        weights = prompts.get(pool, [])
        ranked = sorted(range(len(weights)), key=lambda i: -weights[i])
        chosen = [f"{i + 1} ({weights[i]:.2f})" for i in ranked if weights[i]]
        if chosen:
            lines.append(f"{pool} prompts: {', '.join(chosen)}")
    return [f"{path}: {line}" for line in lines]


def _text(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        return ", ".join(_text(item) for item in value)
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {_text(item)}" for key, item in value.items())
    return str(value)
