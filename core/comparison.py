"""A result beside its ground truth, in numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.base import Base
from core.engine import RestoreResult
from core.metrics import Score, mae, rmse, score_rgb8, score_unit
from core.uptake import uptake
from core.windows import ValueWindow
from io_formats import Scene
from io_formats.progress import CancelToken, Progress, silent

__all__ = ["FIGURES", "compare"]

Array = NDArray[np.float64]
Row = tuple[float, float, float, float, float]

FIGURES = ("psnr", "ssim", "rmse", "mae", "bias")
"""dB; at most 1; root mean square, mean absolute and mean difference in the unit of the scene."""
DECIMALS = 5


def compare(
    scene: Scene,
    result: RestoreResult,
    reference: Scene,
    scale: int,
    *,
    progress: Progress = silent,
    cancel: CancelToken | None = None,
) -> dict[str, Any]:
    """Score input and result against a reference of the result's shape.

    PSNR and SSIM follow the paper's protocol (8-bit RGB inside the value window) for one or three
    bands, and compare floating-point values inside the window for other numbers of bands. RMSE,
    MAE and bias are in physical units, over all values that source and reference measured; PSNR
    and SSIM need whole images and take the others as equal. Alpha is left out: it is carried
    along, and would improve every figure.

    Returns
    -------
    dict
        ``unit``, ``planes``, ``protocol`` (rgb8 or float), ``data_range`` of PSNR and SSIM;
        ``input`` and ``output`` with the mean over planes of each of ``FIGURES``; of several planes
        ``by_plane`` with the same as lists; of PET ``uptake`` (``core.uptake``).

    Raises
    ------
    SourceError, Cancelled
    """
    bands = [index for index, band in enumerate(scene.bands) if band.role != "alpha"]
    window = ValueWindow.described(result.report["window"], bands)
    base = Base(scene, scale)
    images = {"input": base, "output": Base(result.scene, 1)}
    truths = Base(reference, 1)
    whole = (slice(0, base.rows), slice(0, base.columns))
    rows: dict[str, list[Row]] = {name: [] for name in images}
    planes = scene.shape[0]
    for plane in range(planes):
        if cancel is not None:
            cancel.check()
        progress(plane / planes, f"plane {plane + 1} of {planes}")
        truth = truths.physical(plane, *whole)[bands]
        measured = _measured(truth.shape, *(b.valid(plane, *whole) for b in (base, truths)))
        for name, reader in images.items():
            image = np.where(measured, reader.physical(plane, *whole)[bands], truth)
            score = _score(window, image, truth)
            pair = image[measured], truth[measured]
            bias = float(np.mean(pair[0] - pair[1]))
            rows[name].append((score.psnr, score.ssim, rmse(*pair), mae(*pair), bias))
    eight_bit = len(bands) in (1, 3)
    found: dict[str, Any] = {
        "unit": scene.values.unit,
        "planes": planes,
        "protocol": "rgb8" if eight_bit else "float",
        "data_range": 255.0 if eight_bit else 1.0,
        **{name: _named(np.mean(values, axis=0)) for name, values in rows.items()},
    }
    if planes > 1:
        found["by_plane"] = {name: _lists(values) for name, values in rows.items()}
    if scene.source.modality == "PT":
        found["uptake"] = uptake({**images, "truth": truths}, scene, cancel=cancel)
    return found


def _named(row: Sequence[float]) -> dict[str, float]:
    return dict(zip(FIGURES, map(float, row), strict=True))


def _lists(rows: list[Row]) -> dict[str, list[float]]:
    columns = zip(*rows, strict=True)
    return {
        name: [round(value, DECIMALS) for value in column]
        for name, column in zip(FIGURES, columns, strict=True)
    }


def _score(window: ValueWindow, image: Array, truth: Array) -> Score:
    pair = window.to_unit(image), window.to_unit(truth)
    return score_rgb8(*pair) if len(image) in (1, 3) else score_unit(*pair)


def _measured(shape: tuple[int, ...], *masks: NDArray[np.bool_] | None) -> NDArray[np.bool_]:
    """Return where all masks hold, (B, H, W); everywhere if that is nowhere."""
    measured = np.ones(shape, dtype=bool)
    for mask in masks:
        if mask is not None:
            measured &= mask
    return measured if measured.any() else np.ones(shape, dtype=bool)
