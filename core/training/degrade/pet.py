"""Low-count PET: what fewer counts change in a slice, made in projections and reconstructed.

Activity is projected, attenuated, scaled to counts and joined by randoms and scatter; counts are
drawn and reconstructed by OSEM with the same model, then smoothed. The same reconstruction of the
counts' *expectation* is taken off, so that the slice keeps the resolution it has and changes by the
effect of counting alone:

    degraded = truth + OSEM(Poisson(y)) - OSEM(y)
    y        = sensitivity * attenuation * P truth + background

After L. A. Shepp and Y. Vardi, doi:10.1109/TMI.1982.4307558, and H. M. Hudson and R. S. Larkin,
doi:10.1109/42.363108. Computed on the processor: the system matrix is sparse and its adjoint exact.
Not modelled: planes across each other, positron range, time of flight, motion.
"""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import torch
from numpy.typing import NDArray
from scipy import ndimage, sparse
from torch import Tensor

from core.training.degrade.projector import bins_for

__all__ = ["PET", "PetRanges", "pet", "system_matrix"]

WATER_PER_MM = 0.0096
"""Attenuation of water at 511 keV."""
ANGLES, SUBSETS = 96, 12
BODY_SUV = 0.1
"""Smoothed uptake beyond which a place belongs to the body."""
SCATTER_MM = 60.0
"""Standard deviation by which scattered events spread over the detector."""

Array = NDArray[np.float32]
"""Of the matrix's type: another would copy the matrix at each product."""


@dataclass(frozen=True, kw_only=True)
class PetRanges:
    """What is drawn for each slice, uniformly unless said otherwise."""

    counts: tuple[float, float] = (6.0, 50.0)
    """Coincidences per SUV and mm2, before attenuation, that are left, log-uniform. With 24 the
    noise is that of a twelfth of a whole-body scan."""
    background: tuple[float, float] = (0.2, 0.5)
    """Randoms and scatter, as a share of all counts."""
    thickness: tuple[float, float] = (0.9, 1.3)
    """Factor of the attenuation's line integrals: what is not seen of the body."""
    iterations: tuple[int, int] = (2, 4)
    """Passes over all subsets."""
    filter_mm: tuple[float, float] = (2.0, 7.0)
    """Full width at half maximum of the smoothing afterwards."""
    spacing_mm: tuple[float, float] = (3.5, 5.5)
    """Side of a pixel, where the caller does not know it."""


PET = PetRanges()


def pet(
    truth_CHW: Tensor,
    random: np.random.Generator,
    *,
    spacing_mm: float | None = None,
    ranges: PetRanges = PET,
) -> Tensor:
    """Count less.

    Parameters
    ----------
    truth_CHW : Tensor, (C, H, W), float32
        SUV, not negative, C equal bands; best a whole axial slice.
    random : Generator
        Source of all randomness.
    spacing_mm : float, optional
        Side of a pixel; drawn where it is not given.
    ranges : PetRanges
        What is drawn.

    Returns
    -------
    Tensor, (C, H, W), float32
        SUV, not negative.
    """
    drawn_mm = random.uniform(*ranges.spacing_mm)
    spacing_mm = drawn_mm if spacing_mm is None else spacing_mm
    suv: Array = truth_CHW[0].float().clamp(min=0).cpu().numpy()
    height, width = suv.shape
    matrix = system_matrix(height, width)
    gain = _gain(matrix, suv, spacing_mm, random, ranges)
    trues = gain * (matrix @ suv.ravel())
    background = _background(trues, spacing_mm, random.uniform(*ranges.background))
    expected = trues + background
    counted = random.poisson(expected).astype(np.float32)
    iterations = int(random.integers(ranges.iterations[0], ranges.iterations[1] + 1))
    both = _osem(matrix, np.stack([counted, expected], 1), gain, background, iterations)
    change = (both[:, 0] - both[:, 1]).reshape(height, width)
    width_mm = random.uniform(*ranges.filter_mm)
    change = ndimage.gaussian_filter(change, width_mm / spacing_mm / math.sqrt(8 * math.log(2)))
    change_HW = torch.from_numpy(change).to(truth_CHW.device)
    return (truth_CHW + change_HW).clamp(min=0)


@lru_cache(maxsize=4)
def system_matrix(height: int, width: int) -> sparse.csr_matrix:
    """Return the projection of a slice as a matrix, (96 * S, H * W), float32.

    Each quarter of a pixel falls into the two detector bins nearest to it, in the geometry of
    ``projector``. Projections that belong to one subset follow each other.
    """
    quarters = [_quarter(height, width, *at) for at in itertools.product((-0.25, 0.25), repeat=2)]
    return sum(quarters[1:], quarters[0])


def _quarter(height: int, width: int, down: float, across: float) -> sparse.csr_matrix:
    bins = bins_for(height, width)
    row, column = (axis.ravel() for axis in np.mgrid[:height, :width])
    row, column = row + down - (height - 1) / 2, column + across - (width - 1) / 2
    order = np.arange(ANGLES).reshape(-1, SUBSETS).T.ravel()
    angle = (np.pi * order / ANGLES)[:, None]
    place = column * np.cos(angle) + row * np.sin(angle) + (bins - 1) / 2
    left = np.floor(place).astype(np.int32)
    right = (place - left).astype(np.float32).ravel()
    first = (np.arange(ANGLES, dtype=np.int32)[:, None] * bins + left).ravel()
    pixel = np.tile(np.arange(height * width, dtype=np.int32), ANGLES)
    shares = np.concatenate([1 - right, right]) / 4
    places = np.concatenate([first, first + 1]), np.concatenate([pixel, pixel])
    return sparse.csr_matrix((shares, places), shape=(ANGLES * bins, height * width))


def _gain(
    matrix: sparse.csr_matrix,
    suv: Array,
    spacing_mm: float,
    random: np.random.Generator,
    ranges: PetRanges,
) -> Array:
    """Return the expected counts in each bin per SUV and pixel of length, (96 * S,)."""
    body = ndimage.binary_fill_holes(ndimage.gaussian_filter(suv, 1.0) > BODY_SUV)
    length = matrix @ body.astype(np.float32).ravel()
    thickness = random.uniform(*ranges.thickness)
    survival: Array = np.exp(np.float32(-WATER_PER_MM * spacing_mm * thickness) * length)
    counts = math.exp(random.uniform(*np.log(ranges.counts)))
    return survival * np.float32(counts * spacing_mm**2 / ANGLES)


def _background(trues: Array, spacing_mm: float, share: float) -> Array:
    """Return randoms, spread evenly, and as much scatter, spread around the body; (96 * S,)."""
    rows = trues.reshape(ANGLES, -1)
    scatter = ndimage.gaussian_filter1d(rows, SCATTER_MM / spacing_mm, axis=1, mode="constant")
    half = float(trues.sum()) * share / (1 - share) / 2
    around: Array = scatter.ravel() * np.float32(half / max(float(scatter.sum()), 1e-9))
    return around + np.float32(half / trues.size)


def _osem(
    matrix: sparse.csr_matrix, counts: Array, gain: Array, background: Array, iterations: int
) -> Array:
    """Return the activity of each column of ``counts``, (H * W, columns)."""
    part = matrix.shape[0] // SUBSETS
    subsets = [slice(first, first + part) for first in range(0, matrix.shape[0], part)]
    systems = [matrix[rows] for rows in subsets]
    weights = [
        np.maximum(system.T @ gain[rows], 1e-12)
        for system, rows in zip(systems, subsets, strict=True)
    ]
    activity = np.ones((matrix.shape[1], counts.shape[1]), np.float32)
    for _ in range(iterations):
        for system, rows, weight in zip(systems, subsets, weights, strict=True):
            model = gain[rows, None] * (system @ activity) + background[rows, None]
            ratio = counts[rows] / np.maximum(model, 1e-12)
            activity *= (system.T @ (gain[rows, None] * ratio)) / weight[:, None]
    return activity
