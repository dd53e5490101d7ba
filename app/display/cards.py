"""Model cards as a person reads them: figures in rows, what the network is, what to know of it.

Not here: finding and changing models (``core.models``), and widgets.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from core.choice import knows_domain
from core.models.card import Figure, ModelCard
from core.models.collection import weights_of
from core.tasks import TASKS, Domain

__all__ = ["FigureRow", "figure_rows", "network_of", "serves", "size_text", "suggested_name"]

MIB = 1024 * 1024


@dataclass(frozen=True, kw_only=True)
class FigureRow:
    """One data set: the degraded images, the best classical method, the model."""

    dataset: str
    """Which images."""
    task: str
    """Title of the task."""
    domain: Domain
    """Of the task."""
    images: str
    """How many."""
    degraded: str
    """dB and SSIM of what the model is given."""
    classical: str
    """dB and SSIM of the best method without learning; a dash where none was tried."""
    method: str
    """Which one; empty: none."""
    restored: str
    """dB and SSIM of the result."""
    gain: str
    """dB more than degraded, with the standard error of the mean where it is known."""


def figure_rows(card: ModelCard) -> tuple[FigureRow, ...]:
    """Return what the model was seen to do, a row per data set, in the card's order."""
    return tuple(_row(figure) for figure in card.figures)


def _row(figure: Figure) -> FigureRow:
    gain = f"{figure.output_psnr - figure.input_psnr:+.2f}"
    return FigureRow(
        dataset=figure.dataset,
        task=TASKS[figure.task].title,
        domain=TASKS[figure.task].domain,
        images=str(figure.images),
        degraded=_scores(figure.input_psnr, figure.input_ssim),
        classical=_scores(figure.classical_psnr, figure.classical_ssim),
        method=figure.classical,
        restored=_scores(figure.output_psnr, figure.output_ssim),
        gain=gain if figure.gain_se is None else f"{gain} ± {figure.gain_se:.2f}",
    )


def _scores(psnr: float | None, ssim: float | None) -> str:
    if psnr is None:
        return "–"
    return f"{psnr:.2f}" if ssim is None else f"{psnr:.2f}   {ssim:.3f}"


def network_of(card: ModelCard) -> str:
    """Return what is built: backbone, width and the two pools."""
    prompts = card.net.prompts
    pools = f"{prompts.task_prompts} + {prompts.domain_prompts} prompts"
    return f"{card.net.backbone.title()}, {card.net.width} channels wide, {pools}"


def size_text(path: Path, card: ModelCard) -> str:
    """Return the size of the weights file in MB of 1024 x 1024; empty where there is none."""
    weights = weights_of(path, card)
    if weights is None or not weights.is_file():
        return ""
    return f"{weights.stat().st_size / MIB:.1f} MB"


def serves(card: ModelCard, domain: Domain) -> bool:
    """Tell whether a model can be preferred for a domain: it has weights and knows a task of it."""
    return bool(card.weights) and knows_domain(card, domain)


def suggested_name(stem: str, taken: Iterable[str]) -> str:
    """Return a free name for a new model: small letters, digits, dot, dash and underscore."""
    kept = "".join(c if c.isascii() and (c.isalnum() or c in "._-") else "-" for c in stem.lower())
    name = kept.strip("._-") or "model"
    others, number, free = set(taken), 2, name
    while free in others:
        free, number = f"{name}-{number}", number + 1
    return free
