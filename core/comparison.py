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
    MAE are in physical units, over all values.
    """
    window = _window_of(result)
    base = Base(scene, scale)
    whole = (slice(0, base.rows), slice(0, base.columns))
    rows: dict[str, list[tuple[float, float, float, float]]] = {"input": [], "output": []}
    for plane in range(scene.shape[0]):
        truth = _physical(reference, plane)
        for name, image in (
            ("input", base.physical(plane, *whole)),
            ("output", _physical(result.scene, plane)),
        ):
            score = _score(window, image, truth)
            rows[name].append((score.psnr, score.ssim, rmse(image, truth), mae(image, truth)))
    means = {name: np.mean(values, axis=0) for name, values in rows.items()}
    return {
        "unit": scene.values.unit,
        "planes": scene.shape[0],
        "protocol": "rgb8" if scene.shape[1] in (1, 3) else "float",
        **{
            name: dict(zip(("psnr", "ssim", "rmse", "mae"), map(float, mean), strict=True))
            for name, mean in means.items()
        },
    }


def _window_of(result: RestoreResult) -> ValueWindow:
    described = dict(result.report["window"])
    low, high = (np.array(described.pop(edge))[:, None, None] for edge in ("low", "high"))
    return ValueWindow(low=low, high=high, **described)


def _score(window: ValueWindow, image: Array, truth: Array) -> Score:
    pair = window.to_unit(image), window.to_unit(truth)
    return score_rgb8(*pair) if len(image) in (1, 3) else score_unit(*pair)


def _physical(scene: Scene, plane: int) -> Array:
    part = slice(plane, plane + 1)
    _, bands, rows, columns = scene.shape
    stored = scene.pixels[part, slice(0, bands), slice(0, rows), slice(0, columns)]
    physical: Array = scene.values.to_physical(stored, planes=part)[0]
    return physical
