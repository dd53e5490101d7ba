"""Scoring a model on a folder of pairs, by the paper's protocol and through the same engine."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from core.engine import RestoreRequest, restore
from core.errors import PairMismatch
from core.metrics import Score, score_rgb8
from core.pairs import Pair, PairFolder
from core.progress import CancelToken, Progress, silent
from core.restorer import Restorer
from core.tasks import TASKS, TaskSpec
from core.windows import window_between
from io_formats import Band, Grid, Scene, Source, ValueMap

__all__ = ["evaluate_pairs"]

MODALITY = {"ct-denoise": "CT", "pet-denoise": "PT", "mri-sr4": "MR"}


def evaluate_pairs(
    folder: Path,
    restorer: Restorer,
    *,
    task: str | None = None,
    progress: Progress = silent,
    cancel: CancelToken | None = None,
) -> dict[str, Any]:
    """Restore every degraded image of a folder and score it and the result against the truth.

    Figures: RGB (grey repeated), clipped to the data set's window, 8 bit, whole image, mean over
    images (SSIM over those that are at least 11 pixels wide and high).

    Parameters
    ----------
    folder : Path
        With ``dataset.json``, ``hq/`` and ``lq/`` or a synthesised partner.
    task : str, optional
        Row to use instead of the one the data set names.

    Returns
    -------
    dict
        ``{"task", "model", "n", "input": {"psnr", "ssim"}, "output": {…}, "images": […]}``.

    Raises
    ------
    PairMismatch, SourceError, ComputeError, Cancelled
    """
    pairs = PairFolder(folder)
    name = task or pairs.description.task
    if name not in TASKS:
        raise PairMismatch(
            f"{folder} cannot be evaluated",
            why=f"there is no task {name}",
            fix=f"name one of {', '.join(TASKS)} with --task",
        )
    images = []
    for i, stem in enumerate(pairs.names):
        progress(i / len(pairs.names), stem)
        images.append(_score_pair(pairs, stem, TASKS[name], restorer, cancel or CancelToken()))
    progress(1.0, "evaluated")
    return {
        "task": name,
        "model": restorer.card.name,
        "n": len(images),
        **{side: _mean([image[side] for image in images]) for side in ("input", "output")},
        "images": images,
    }


def _score_pair(
    pairs: PairFolder, stem: str, task: TaskSpec, restorer: Restorer, cancel: CancelToken
) -> dict[str, Any]:
    pair = pairs.load(stem)
    scene = _scene(pairs, pair, task)
    imagery = restorer.card.window_of(task.id).kind == "imagery"
    window = window_between(scene, *map(float, pair.window)) if imagery else None
    request = RestoreRequest(task=task, window=window)
    result = restore(scene, request, restorer, cancel=cancel).scene
    _, bands, rows, columns = result.shape
    restored = result.pixels[slice(0, 1), slice(0, bands), slice(0, rows), slice(0, columns)][0]
    low, high = pair.window
    unit = [(np.asarray(i) - low) / (high - low) for i in (pair.degraded, restored, pair.truth)]
    return {
        "name": stem,
        "input": _as_dict(score_rgb8(unit[0], unit[2])),
        "output": _as_dict(score_rgb8(unit[1], unit[2])),
    }


def _scene(pairs: PairFolder, pair: Pair, task: TaskSpec) -> Scene:
    """Return the degraded image as a scene in physical values."""
    count = len(pair.degraded)
    roles = ("red", "green", "blue") if count == 3 else ("grey",) * count
    default = "photo" if task.domain == "natural" else "raster"
    path = pairs.truths[pair.name]
    return Scene(
        pixels=pair.degraded[None],
        planes=(pair.name,),
        bands=tuple(Band(name=f"b{i + 1}", role=role) for i, role in enumerate(roles)),
        values=ValueMap.linear(unit=pairs.description.stored_to_physical.unit),
        grid=Grid.pixel(),
        source=Source(
            path=path, format="pairs", files=(path,), modality=MODALITY.get(task.id, default)
        ),
    )


def _as_dict(score: Score) -> dict[str, float | None]:
    return {"psnr": score.psnr, "ssim": None if np.isnan(score.ssim) else score.ssim}


def _mean(scores: list[dict[str, float | None]]) -> dict[str, float | None]:
    known = [score["ssim"] for score in scores if score["ssim"] is not None]
    psnr = float(np.mean([score["psnr"] for score in scores if score["psnr"] is not None]))
    return {"psnr": psnr, "ssim": float(np.mean(known)) if known else None}
