"""A result beside its ground truth, in numbers."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.base import Base
from core.engine import RestoreResult
from core.metrics import Score, mae, rmse, score_rgb8, score_unit
from core.windows import ValueWindow
from io_formats import Scene

__all__ = ["compare"]

Array = NDArray[np.float64]


def compare(scene: Scene, result: RestoreResult, reference: Scene, scale: int) -> dict[str, Any]:
    """Score input and result against a reference of the result's shape, mean over planes.

    PSNR and SSIM follow the paper's protocol (8-bit RGB inside the value window) for one or three
    bands, and compare floating-point values inside the window for other numbers of bands. RMSE and
    MAE are in physical units, over all values that source and reference measured; PSNR and SSIM
    need whole images and take the others as equal. Alpha is left out: it is carried along, and
    would improve every figure.
    """
    bands = [index for index, band in enumerate(scene.bands) if band.role != "alpha"]
    window = ValueWindow.described(result.report["window"], bands)
    base = Base(scene, scale)
    images = {"input": base, "output": Base(result.scene, 1)}
    truths = Base(reference, 1)
    whole = (slice(0, base.rows), slice(0, base.columns))
    rows: dict[str, list[tuple[float, float, float, float]]] = {name: [] for name in images}
    for plane in range(scene.shape[0]):
        truth = truths.physical(plane, *whole)[bands]
        measured = _measured(truth.shape, *(b.valid(plane, *whole) for b in (base, truths)))
        for name, reader in images.items():
            image = np.where(measured, reader.physical(plane, *whole)[bands], truth)
            score = _score(window, image, truth)
            pair = image[measured], truth[measured]
            rows[name].append((score.psnr, score.ssim, rmse(*pair), mae(*pair)))
    means = {name: np.mean(values, axis=0) for name, values in rows.items()}
    return {
        "unit": scene.values.unit,
        "planes": scene.shape[0],
        "protocol": "rgb8" if len(bands) in (1, 3) else "float",
        **{
            name: dict(zip(("psnr", "ssim", "rmse", "mae"), map(float, mean), strict=True))
            for name, mean in means.items()
        },
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
