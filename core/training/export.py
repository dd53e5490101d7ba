"""A run becomes a model: weights as safetensors, and a card with measured figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import torch

from core.analysis import hear_set, make_profiles, store_profiles
from core.classical import Tuned
from core.evaluation import evaluate
from core.evaluation.beside import method_text
from core.models.card import Figure, ModelCard, Size
from core.models.datprl import Datprl
from core.models.registry import read_card
from core.models.weights import save_weights
from core.restorer import load_restorer
from core.training.config import TrainConfig
from core.training.datasets import PairSet
from core.training.run_folder import RunFolder
from io_formats.atomic import replacing
from io_formats.progress import CancelToken, Progress, silent

__all__ = ["export", "figure_of", "measure", "profile"]

RESEARCH = "Research use only, not for diagnostic use."
STORED = {"fp32": torch.float32, "fp16": torch.float16, "bf16": torch.bfloat16}


def export(run: RunFolder, folder: Path, *, checkpoint: str = "last.pt") -> Path:
    """Write the weights a run arrived at, and their card; return the card's path.

    Parameters
    ----------
    run : RunFolder
        The run.
    folder : Path
        Where to write ``NAME.json`` and ``NAME.safetensors``; those of that name are replaced.
    checkpoint : str
        ``last.pt``, or ``best.pt``.

    Raises
    ------
    WeightsMismatch, TargetError, UnusableConfig
    """
    config, state = run.config(), run.read(checkpoint)
    net = Datprl(config.net)
    net.load_state_dict(arrived_at(config, state))
    name = config.card.name
    weights = f"{name}.safetensors"
    checksum = save_weights(
        net.state_dict(), folder / weights, dtype=STORED[config.card.weights], force=True
    )
    card = ModelCard(
        name=name,
        title=config.card.title,
        net=config.net,
        weights=weights,
        sha256=checksum,
        size=Size(multiple=net.backbone.multiple),
        tasks=tuple(state["tasks"]),
        windows=config.card.windows,
        refinements=config.card.refinements,
        description=_description(config, state),
        licence=config.card.licence,
        cautions=(RESEARCH, *config.card.cautions),
    )
    return write_card(card, folder / f"{name}.json")


def arrived_at(config: TrainConfig, state: Mapping[str, Any]) -> dict[str, torch.Tensor]:
    """Return the weights of a checkpoint: the average, if the run keeps one."""
    if config.optimiser.decay or "objective" not in state:
        average: dict[str, torch.Tensor] = state["average"]
        return average
    own = "net."
    return {k[len(own) :]: t for k, t in state["objective"].items() if k.startswith(own)}


def measure(
    path: Path,
    sets: Sequence[tuple[str, PairSet]],
    *,
    limit: int | None = None,
    classical: Mapping[str, Tuned] | None = None,
    device: str = "cpu",
    progress: Progress = silent,
    cancel: CancelToken | None = None,
) -> Path:
    """Score the stored model through the engine and write the figures into its card.

    Parameters
    ----------
    path : Path
        The card.
    sets : sequence of (str, PairSet)
        What to score it on, each with the name that the card shall give it.
    limit : int, optional
        Images of each at most.
    classical : mapping, optional
        By task the method without learning that is scored beside it.
    device : str
        Where to compute, in fp32.

    Raises
    ------
    PairMismatch, SourceError, ModelError, ComputeError, TargetError, Cancelled
    """
    restorer, _ = load_restorer(str(path), device=device, precision="fp32")
    figures = []
    for name, pairs in sets:
        table = evaluate(
            pairs,
            restorer,
            limit=limit,
            classical=(classical or {}).get(pairs.task),
            dataset=name,
            progress=progress,
            cancel=cancel,
        )
        figures.append(figure_of(table))
    return write_card(read_card(path).model_copy(update={"figures": tuple(figures)}), path)


def figure_of(table: Mapping[str, Any]) -> Figure:
    """Return what ``core.evaluation.evaluate`` found as a card states it, rounded."""
    classical = table.get("classical")
    sides = {"input": table["input"], "output": table["output"]}
    if classical:
        sides["classical"] = classical
    told = {
        f"{side}_{name}": _rounded(figures[name], 4 if name.startswith("ssim") else 2)
        for side, figures in sides.items()
        for name in ("psnr", "psnr_se", "ssim", "ssim_se")
    }
    return Figure(
        dataset=table["dataset"],
        task=table["task"],
        images=table["n"],
        gain_se=_rounded(table["gain"]["psnr_se"], 2),
        classical=method_text(classical) if classical else "",
        **told,
    )


def _rounded(value: float | None, digits: int) -> float | None:
    return None if value is None else round(value, digits)


def profile(
    path: Path,
    sets: Sequence[PairSet],
    *,
    limit: int,
    device: str = "cpu",
    cancel: CancelToken | None = None,
) -> Path:
    """Write into the card how the prompts answer to each task (``core.analysis``).

    Parameters
    ----------
    path : Path
        The card.
    sets : sequence of PairSet
        Images whose task is known.
    limit : int
        Images of each set at most.
    device : str
        Where to compute, in fp32.
    """
    restorer, _ = load_restorer(str(path), device=device, precision="fp32")
    heard = [hear_set(pairs, restorer, limit=limit, cancel=cancel) for pairs in sets]
    store_profiles(path, make_profiles(heard))
    return path


def write_card(card: ModelCard, path: Path) -> Path:
    """Write a card, replacing the one before."""
    with replacing(path, force=True) as part:
        part.write_text(card.model_dump_json(indent=1) + "\n", encoding="utf-8")
    return path


def _description(config: TrainConfig, state: Mapping[str, Any]) -> str:
    told = config.sampling
    minutes = state.get("seconds", 0.0) / 60
    sentences = (
        config.card.data,
        f"Trained {state['step']} steps of {told.batch} crops of {told.patch} px"
        + (f", later {told.late_patch} px" if told.late_patch else "")
        + f", seed {config.run.seed}"
        + (f", in {minutes:.0f} minutes" if minutes else "")
        + ".",
    )
    return " ".join(sentence for sentence in sentences if sentence)
