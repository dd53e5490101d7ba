"""Scenes and cards as lines of text."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.models.card import ModelCard
from core.tasks import TASKS
from io_formats import Scene
from io_formats.errors import RestorationError
from io_formats.memory import gibibytes

__all__ = [
    "card_lines",
    "describe_memory",
    "describe_scene",
    "readout_lines",
    "scene_lines",
    "trust_lines",
]

if TYPE_CHECKING:
    from core.trust_files import TrustMap

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


def describe_memory(scene: Scene) -> dict[str, Any]:
    """Return what restoring a scene on the processor takes at most, scale by scale; JSON-able.

    Empty where the scene cannot be restored, and with the model that comes with the program.
    """
    from core.choice import choose_task
    from core.estimate import PROGRAM_BYTES, need_of
    from core.models.registry import DEFAULT_MODEL, find_card

    _, card = find_card(DEFAULT_MODEL)
    try:
        task = choose_task(scene, "auto", None, card).task.id
    except RestorationError:
        return {}
    needs = {
        str(scale): need_of(scene, card, card.window_of(task), scale=scale) for scale in card.scales
    }
    one = next(iter(needs.values()))
    return {
        "model": card.name,
        "open_bytes": one.held,
        "restore_bytes": {scale: PROGRAM_BYTES + need.further for scale, need in needs.items()},
        "temporary_file_bytes": {scale: need.disk for scale, need in needs.items()},
        "free_bytes": one.free,
        "free_disk_bytes": one.free_disk,
    }


def scene_lines(facts: Mapping[str, Any]) -> list[str]:
    """Return the same as lines for a terminal."""
    apart = ("facts", "warnings", "band_roles", "memory")
    shown = {k: v for k, v in facts.items() if k not in apart}
    lines = [f"{key:18} {_text(value)}" for key, value in shown.items()]
    lines += [f"{key:18} {_text(value)}" for key, value in facts["facts"].items()]
    lines += _memory_lines(facts.get("memory") or {})
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
    for task, rule in card.refinements.items():
        turns = f"mean of {rule.rotations} quarter turns" if rule.rotations > 1 else "one turn"
        kept = f", mean within {rule.keep_mean_px:g} px kept" if rule.keep_mean_px else ""
        lines.append(f"refined      {task}: {turns}{kept}")
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


def trust_lines(found: TrustMap) -> list[str]:
    """Return how far a result may be trusted: spread, and of an enlarged one the residual."""
    trust, unit = found.trust, "" if found.unit == "arbitrary" else f" {found.unit}"
    lines = [
        f"  spread {trust.spread_mean:.4g}{unit} on average, {trust.spread_largest:.4g}{unit} at "
        f"most -> {found.path}"
    ]
    if (rest := trust.residual) is not None:
        lines.append(
            f"  shrunk back {rest.rms:.4g}{unit} from the input, a plain enlargement "
            f"{rest.plain_rms:.4g}{unit}"
        )
    return lines


def _memory_lines(memory: Mapping[str, Any]) -> list[str]:
    if not memory:
        return []
    files = memory["temporary_file_bytes"]
    wanted = []
    for scale, size in memory["restore_bytes"].items():
        beside = f" and {gibibytes(files[scale])} of disk" if files[scale] else ""
        wanted.append(f"{scale}x {gibibytes(size)}{beside}")
    free = memory["free_bytes"]
    return [
        f"{'memory when open':18} {gibibytes(memory['open_bytes'])}",
        f"{'memory to restore':18} at most {', '.join(wanted)}",
        f"{'memory free':18} {'unknown' if free is None else gibibytes(free)}",
    ]


def _text(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        return ", ".join(_text(item) for item in value)
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {_text(item)}" for key, item in value.items())
    return str(value)
