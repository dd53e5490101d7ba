"""Scenes and cards as lines of text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from core.models.card import ModelCard
from io_formats import Scene

__all__ = ["card_lines", "describe_scene", "scene_lines"]


def describe_scene(scene: Scene) -> dict[str, Any]:
    """Return what a user wants to know of a scene: no pixels, no patient names; JSON-able."""
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
        "facts": dict(source.facts),
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
        assumed = ", assumed" if window.assumed else ""
        lines.append(f"window       {task}: {edges} {window.unit}{assumed}")
    for figure in card.figures:
        lines.append(
            f"figure       {figure.dataset} ({figure.task}, {figure.images} images): "
            f"{figure.input_psnr:.2f} -> {figure.output_psnr:.2f} dB"
        )
    return lines + [f"caution      {sentence}" for sentence in card.cautions]


def _text(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        return ", ".join(_text(item) for item in value)
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {_text(item)}" for key, item in value.items())
    return str(value)
