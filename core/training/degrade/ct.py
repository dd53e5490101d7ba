"""Low-dose CT: what fewer photons add to a slice, made in projections and reconstructed.

The slice becomes attenuation, line integrals p and photon counts; the reconstruction of the counts'
error is added. A slice that already holds the noise of the full dose becomes one of dose fraction q
by N_eff = N0 q / (1 - q) photons per ray, since 1 / (q N0) = 1 / N0 + 1 / N_eff:

    counts = Poisson(N_eff exp(-p)) + sqrt((1 + q) / (1 - q)) * electronic noise
    noise  = FBP(-ln(counts / N_eff) - p)

The tube current follows the thickness of the body, N0 ~ exp(aec p95). After L. Yu et al.,
"Development and validation of a practical lower-dose-simulation tool for optimizing computed
tomography scan protocols", doi:10.1097/RCT.0b013e318258e891. Not modelled: fan
beam, spectrum, scatter, bow-tie filter, iterative reconstruction.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional as F

from core.training.degrade.projector import back_project, bins_for, filtered, project

__all__ = ["CT", "CtRanges", "counting_error", "ct", "line_integrals", "noise_hu"]

WATER_PER_MM = 0.0192
"""Attenuation of water at about 70 keV."""
AIR_HU, METAL_HU = -1000.0, 3000.0
ANGLES = 360
COARSE_PX = 128
"""Line integrals are smooth: they are taken of a slice reduced to about this side."""
PHOTONS_COSINE, PHOTONS_HANN = 1.56e6, 8.1e5
"""Photons per ray at full dose and ``REFERENCE``, for either filter: about the same noise."""
REFERENCE = 6.2
"""The 95th percentile of line integrals to which these belong: 32 cm of water."""
TISSUE_HU = -500.0
"""What is denser belongs to the body."""


@dataclass(frozen=True, kw_only=True)
class CtRanges:
    """What is drawn for each slice, uniformly unless said otherwise."""

    dose: tuple[float, float] = (0.15, 0.4)
    """Fraction q of the full dose, log-uniform; quarter dose is the usual one."""
    exposure: tuple[float, float] = (0.5, 2.0)
    """Factor of the photons, log-uniform: scanners and protocols differ."""
    thickness: tuple[float, float] = (0.8, 1.25)
    """Factor of all line integrals, log-uniform: the same anatomy in a smaller or larger body."""
    aec: float = 0.75
    """Exponent of the exposure control; 1 would keep the photons behind the body constant."""
    around_mm: tuple[float, float] = (0.0, 250.0)
    """Water along each ray outside of a crop, in so far as tissue touches the crop's edges."""
    oblate: tuple[float, float] = (0.0, 0.7)
    """So much more of it lies sideways, and less upright: bodies are wide, which makes streaks."""
    smoothness: tuple[float, float] = (0.9, 2.1)
    """Of the reconstruction filter: 1 cosine, 2 Hann."""
    electronic: tuple[float, float] = (4.0, 12.0)
    """Standard deviation of the detector's own noise, in photons."""
    spacing_mm: tuple[float, float] = (0.75, 1.0)
    """Side of a pixel, where the caller does not know it."""


CT = CtRanges()


def ct(truth_CHW: Tensor, random: np.random.Generator) -> Tensor:
    """Lower the dose of a slice or crop.

    Parameters
    ----------
    truth_CHW : Tensor, (C, H, W), float32
        HU, C equal bands. What lies around a crop is made up; where whole slices are at hand,
        draw ``noise_hu`` of each once and cut slice and noise alike.
    random : Generator
        Source of all randomness.

    Returns
    -------
    Tensor, (C, H, W), float32
        HU, not clipped; the same noise in all bands.
    """
    return truth_CHW + noise_hu(truth_CHW[0], random)


def noise_hu(
    slice_HW: Tensor,
    random: np.random.Generator,
    *,
    spacing_mm: float | None = None,
    ranges: CtRanges = CT,
) -> Tensor:
    """Draw what a lower dose adds to a whole slice.

    Parameters
    ----------
    slice_HW : Tensor, (H, W), float32
        HU.
    random : Generator
        Source of all randomness.
    spacing_mm : float, optional
        Side of a pixel; drawn where it is not given.
    ranges : CtRanges
        What is drawn.

    Returns
    -------
    Tensor, (H, W), float32
        HU, of mean about zero.
    """
    height, width = slice_HW.shape
    drawn_mm = random.uniform(*ranges.spacing_mm)
    spacing_mm = drawn_mm if spacing_mm is None else spacing_mm
    q, exposure, thickness = (
        math.exp(random.uniform(*np.log(each)))
        for each in (ranges.dose, ranges.exposure, ranges.thickness)
    )
    smoothness = random.uniform(*ranges.smoothness)
    around_mm = random.uniform(*ranges.around_mm) * _touching(slice_HW)
    # Rays of angle zero run along the columns, upright.
    upright = np.cos(2 * np.pi * np.arange(ANGLES) / ANGLES)
    sideways_mm = around_mm * (1 - random.uniform(*ranges.oblate) * upright)
    integrals = line_integrals(slice_HW, spacing_mm) + WATER_PER_MM * sideways_mm[:, None]
    integrals *= thickness
    beside = (integrals.shape[1] - min(height, width)) // 2
    thick = float(np.percentile(integrals[:, beside : integrals.shape[1] - beside], 95))
    photons = PHOTONS_COSINE * (PHOTONS_HANN / PHOTONS_COSINE) ** (smoothness - 1)
    photons *= exposure * math.exp(ranges.aec * (thick - REFERENCE))
    error = counting_error(
        integrals, random, photons=photons, dose=q, electronic=random.uniform(*ranges.electronic)
    )
    error_AS = torch.from_numpy(error.astype(np.float32)).to(slice_HW.device)
    noise_HW = back_project(filtered(error_AS, smoothness), height, width)
    return noise_HW * (1000 / (WATER_PER_MM * spacing_mm))


def counting_error(
    integrals: NDArray[np.float64],
    random: np.random.Generator,
    *,
    photons: float,
    dose: float,
    electronic: float,
) -> NDArray[np.float64]:
    """Draw by how much line integrals err more at a lower dose than at the full one.

    Parameters
    ----------
    integrals : ndarray, any shape
        Line integrals p.
    random : Generator
        Source of all randomness.
    photons : float
        N0 per ray at the full dose, before the body.
    dose : float
        Fraction q of it, less than 1.
    electronic : float
        Standard deviation s of the detector's own noise, in photons; the same at any dose.

    Returns
    -------
    ndarray, as integrals
        Of variance ``exp(p) / N0 (1 / q - 1) + (s exp(p) / N0)^2 (1 / q^2 - 1)``, as long as many
        photons arrive: what the low dose has less what the full one has.
    """
    missing = photons * dose / (1 - dose)
    counts = random.poisson(missing * np.exp(-integrals)).astype(np.float64)
    added = electronic * math.sqrt((1 + dose) / (1 - dose))
    counts += added * random.standard_normal(counts.shape)
    return -np.log(np.maximum(counts, 1.0) / missing) - integrals


def line_integrals(slice_HW: Tensor, spacing_mm: float) -> NDArray[np.float64]:
    """Return (360, S), none negative: attenuation along the rays of ``projector``, air outside."""
    height, width = slice_HW.shape
    factor = max(1, round(max(height, width) / COARSE_PX))
    relative_HW = 1 + slice_HW.clamp(AIR_HU, METAL_HU) / 1000
    # Air on all sides keeps the middle of the slice in the middle, to half a pixel.
    below, right = -height % factor, -width % factor
    sides = (right // 2, right - right // 2, below // 2, below - below // 2)
    small = F.avg_pool2d(F.pad(relative_HW, sides)[None, None], factor)[0, 0]
    coarse = project(small * (WATER_PER_MM * spacing_mm * factor), ANGLES // factor)
    # After half a turn the first ray comes again, seen from the other end.
    angle = torch.arange(ANGLES, device=coarse.device)[:, None] * (len(coarse) / ANGLES)
    coarse = torch.cat((coarse, coarse[:1].flip(1)))
    angles, bins = coarse.shape
    wide = bins_for(height, width)
    place = (torch.arange(wide, device=coarse.device) - (wide - 1) / 2) / factor
    column = (2 * place / bins).expand(ANGLES, -1)
    row = ((2 * angle + 1) / angles - 1).expand(-1, wide)
    grid = torch.stack((column, row), -1)[None]
    fine = F.grid_sample(coarse[None, None], grid, padding_mode="border", align_corners=False)
    integrals: NDArray[np.float64] = fine[0, 0].clamp(min=0).double().cpu().numpy()
    return integrals


def _touching(slice_HW: Tensor) -> float:
    """Return the share of tissue among the pixels of the four edges."""
    edges = torch.cat([slice_HW[0], slice_HW[-1], slice_HW[:, 0], slice_HW[:, -1]])
    return float((edges > TISSUE_HU).float().mean())
