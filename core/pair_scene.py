"""A pair as the engine sees it: its degraded image as a scene, and what is asked for it.

Evaluation and analysis go through here, so that figures, profiles and a user's results come from
the same window and the same modality.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from core.engine import RestoreRequest, restore
from core.models.card import ModelCard
from core.pairs import Pair
from core.restorer import Restorer
from core.tasks import TaskSpec
from core.windows import window_between
from io_formats import Band, Grid, Scene, Source, ValueMap
from io_formats.progress import CancelToken

__all__ = ["pair_request", "pair_scene", "restored_pair"]

MODALITY = {"ct-denoise": "CT", "pet-denoise": "PT", "mri-sr4": "MR"}


def pair_scene(pair: Pair, task: TaskSpec, *, unit: str, files: tuple[Path, ...]) -> Scene:
    """Return the degraded image of a pair as a scene of one plane.

    Parameters
    ----------
    pair : Pair
        In physical values.
    task : TaskSpec
        Its task; tells the modality.
    unit : str
        Unit of the values.
    files : tuple of Path
        Files of the pair, the clean one last.
    """
    count = len(pair.degraded)
    roles = ("red", "green", "blue") if count == 3 else ("grey",) * count
    default = "photo" if task.domain == "natural" else "raster"
    return Scene(
        pixels=pair.degraded[None],
        planes=(pair.name,),
        bands=tuple(Band(name=f"b{i + 1}", role=role) for i, role in enumerate(roles)),
        values=ValueMap.linear(unit=unit),
        grid=Grid.pixel(),
        source=Source(
            path=files[-1],
            format="pairs",
            files=files,
            modality=MODALITY.get(task.id, default),
        ),
    )


def pair_request(scene: Scene, pair: Pair, task: TaskSpec, card: ModelCard) -> RestoreRequest:
    """Return what the engine is asked: imagery is seen through the pair's own window."""
    imagery = card.window_of(task.id).kind == "imagery"
    window = window_between(scene, *map(float, pair.window)) if imagery else None
    return RestoreRequest(task=task, window=window)


def restored_pair(
    pair: Pair,
    task: TaskSpec,
    restorer: Restorer,
    *,
    unit: str,
    files: tuple[Path, ...],
    cancel: CancelToken | None = None,
) -> NDArray[np.float64]:
    """Return the degraded image of a pair as the engine restores it, (B, H, W), physical values.

    Raises
    ------
    ComputeError, Cancelled
    """
    scene = pair_scene(pair, task, unit=unit, files=files)
    request = pair_request(scene, pair, task, restorer.card)
    result = restore(scene, request, restorer, cancel=cancel).scene
    _, bands, rows, columns = result.shape
    restored = result.pixels[slice(0, 1), slice(0, bands), slice(0, rows), slice(0, columns)]
    return np.asarray(restored[0], dtype=np.float64)
