"""What a model does to images that need nothing: a good image should come back as it is.

The truth of every pair is given to the model in place of its degraded partner. Photos, scenes and
MRI are clean; a CT or PET of full dose still has noise of its own, so there the change is compared
with what the model does to the degraded partner, and it is looked at what was taken away: a shift
of the mean, or structure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from core.errors import PairMismatch
from core.evaluation.means import mean_and_error
from core.metrics import psnr8
from core.pair_scene import restored_pair
from core.pairs import Pair
from core.restorer import Restorer
from core.tasks import TASKS
from core.tiles import at_most
from core.training.datasets import PairSet
from io_formats.progress import CancelToken, Progress, silent

__all__ = ["UNCHANGED_DB", "edge_ratio", "unharmed", "unharmed_table"]

Image = NDArray[np.float64]

UNCHANGED_DB = 60.0
"""dB that an image which comes back as it was counts as; nothing counts as more."""
BODY = {"HU": -500.0, "SUV": 0.2}
"""Least value of what counts as body; the mean of a whole image is ruled by the air around it."""
EDGE_SIGMA = 2.0
"""Pixels over which edges are looked for, so that noise is none."""
EDGE_SHARE, PLAIN_SHARE = 0.05, 0.5
"""Shares of the pixels that count as edges and as plain ground."""


def unharmed(
    pair_set: PairSet,
    restorer: Restorer,
    *,
    task: str | None = None,
    limit: int | None = None,
    dataset: str = "",
    progress: Progress = silent,
    cancel: CancelToken | None = None,
) -> dict[str, Any]:
    """Restore the clean images of a data set and tell how much they were changed.

    Returns
    -------
    dict
        JSON-able: ``dataset``, ``task``, ``model``, ``unit``, ``n`` and means over images, each
        with its standard error: ``psnr`` of the result against the clean image, 8-bit RGB, at most
        ``UNCHANGED_DB``; ``change``, RMS difference from it inside the window, in the unit;
        ``share``, that over the RMS change of the degraded partner; ``shift``, mean difference in
        the body, in HU or in per cent of its mean SUV (None for other units); ``edges``, see
        ``edge_ratio``.

    Raises
    ------
    PairMismatch, SourceError, ComputeError, Cancelled
    """
    name, token = task or pair_set.task, cancel or CancelToken()
    chosen = at_most(pair_set.names, limit)
    if name not in TASKS or not chosen:
        raise PairMismatch(
            f"{dataset or pair_set.kind} cannot be looked at",
            why="it has no images" if not chosen else f"there is no task {name}",
            fix="give a data set with images of one of the tasks",
        )
    images = []
    for i, stem in enumerate(chosen):
        progress(i / len(chosen), stem)
        pair = pair_set.load(stem)
        files = pair_set.files(stem)

        def result(given: Pair, files: Any = files) -> Image:
            return restored_pair(
                given, TASKS[name], restorer, unit=pair_set.unit, files=files, cancel=token
            )

        clean = result(replace(pair, degraded=pair.truth))
        images.append({"name": stem, **_change(pair, clean, result(pair), pair_set.unit)})
    progress(1.0, "looked at")
    return {
        "dataset": dataset or pair_set.kind,
        "task": name,
        "model": restorer.card.name,
        "unit": pair_set.unit,
        "n": len(images),
        **_summary(images),
        "images": images,
    }


def edge_ratio(removed_BHW: Image, truth_BHW: Image) -> float | None:
    """Return how much more was changed at edges than on plain ground: 1 is noise alone.

    Parameters
    ----------
    removed_BHW, truth_BHW : ndarray
        What was changed, and the image.

    Returns
    -------
    float or None
        Mean size of the change where the gradient of the smoothed image is among its greatest
        twentieth, over that where it is in the lower half; None where plain ground is unchanged.
    """
    slope = ndimage.gaussian_gradient_magnitude(truth_BHW.mean(0), EDGE_SIGMA)
    size = np.abs(removed_BHW).mean(0)
    edges = size[slope >= np.quantile(slope, 1 - EDGE_SHARE)].mean()
    plain = size[slope <= np.quantile(slope, PLAIN_SHARE)].mean()
    return None if plain == 0 else float(edges / plain)


def _change(pair: Pair, clean: Image, restored: Image, unit: str) -> dict[str, float | None]:
    low, high = pair.window
    truth, clean, degraded, restored = (
        np.clip(image, low, high) for image in (pair.truth, clean, pair.degraded, restored)
    )
    changed, corrected = clean - truth, restored - degraded
    usual = _rms(corrected)
    return {
        "psnr": min(psnr8(clean, truth, window=pair.window), UNCHANGED_DB),
        "change": _rms(changed),
        "share": _rms(changed) / usual if usual else None,
        "shift": _shift(pair.truth, changed, unit),
        "edges": edge_ratio(changed, truth),
    }


def _shift(truth: Image, changed: Image, unit: str) -> float | None:
    """Return the mean change in the body: in HU, or in per cent of the mean SUV."""
    if unit not in BODY or not (body := truth > BODY[unit]).any():
        return None
    shift = float(changed[body].mean())
    return 100 * shift / float(truth[body].mean()) if unit == "SUV" else shift


def _rms(image: Image) -> float:
    return float(np.sqrt(np.mean(image**2)))


def _summary(images: Sequence[dict[str, Any]]) -> dict[str, float | None]:
    found = {}
    for name in ("psnr", "change", "share", "shift", "edges"):
        found[name], found[f"{name}_se"] = mean_and_error([image[name] for image in images])
    return found


HEAD = (
    *("Data set", "Task", "Images", "PSNR", "Change", "of the degraded partner's", "Mean shift"),
    "At edges",
)


def unharmed_table(tables: Sequence[dict[str, Any]]) -> str:
    """Return what ``unharmed`` found as a Markdown table, with a sentence on what it shows."""
    rows = [HEAD, ["---"] * len(HEAD), *(_row(table) for table in tables)]
    return (
        f"Model {tables[0]['model']} on clean images. PSNR against the clean image, 8-bit RGB, "
        f"unchanged ones count as {UNCHANGED_DB:g} dB; RMS change inside the window, and as a "
        "share of that of the degraded partner; mean shift in the body; change at edges over that "
        "on plain ground. ± is the standard error of the mean over images.\n\n"
        + "\n".join(f"| {' | '.join(row)} |" for row in rows)
        + "\n"
    )


def _row(table: dict[str, Any]) -> list[str]:
    unit = table["unit"]
    return [
        table["dataset"],
        table["task"],
        str(table["n"]),
        _text(table, "psnr", ".2f"),
        f"{_text(table, 'change', '.3g')} {'levels' if unit == 'sRGB' else unit}",
        _text(table, "share", ".2f"),
        f"{_text(table, 'shift', '+.2f')} {'%' if unit == 'SUV' else unit}"
        if table["shift"] is not None
        else "-",
        _text(table, "edges", ".2f"),
    ]


def _text(table: dict[str, Any], name: str, form: str) -> str:
    value, error = table[name], table[f"{name}_se"]
    if value is None:
        return "-"
    return f"{value:{form}}" + ("" if error is None else f" ± {error:{form.lstrip('+')}}")
