"""Parallel-beam projection and filtered back-projection of one slice, on any device.

Lengths are in pixels. Ray (angle, s) is the line ``column * cos + row * sin = s``, counted from the
middle of the image; angles cover half a turn. Not here: the system matrix of PET, which needs an
exact adjoint (``pet``), and everything that is known about scanners.

References
----------
A. C. Kak and M. Slaney, Principles of Computerized Tomographic Imaging, SIAM 2001, section 3.3,
doi:10.1137/1.9780898719277.
"""

from __future__ import annotations

import math

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

__all__ = ["back_project", "bins_for", "filtered", "project"]


def bins_for(height: int, width: int) -> int:
    """Return the number of detector bins, one pixel wide, that see the whole image."""
    return math.ceil(math.hypot(height, width)) + 2


def project(image_HW: Tensor, angles: int) -> Tensor:
    """Integrate along rays, nothing being outside of the image.

    Parameters
    ----------
    image_HW : Tensor, (H, W), float32
        Per pixel of length.
    angles : int
        Number of angles over half a turn.

    Returns
    -------
    Tensor, (A, S), float32
        ``S`` is ``bins_for(H, W)``.
    """
    height, width = image_HW.shape
    bins = bins_for(height, width)
    along = torch.arange(bins, device=image_HW.device) - (bins - 1) / 2
    sinogram = image_HW.new_empty(angles, bins)
    for number in range(angles):
        cosine, sine = _direction(number, angles)
        # Rows of the grid are rays, columns the steps along them.
        column = along[:, None] * cosine - along * sine
        row = along[:, None] * sine + along * cosine
        grid = torch.stack((2 * column / width, 2 * row / height), -1)
        seen = F.grid_sample(
            image_HW[None, None],
            grid[None],
            mode="bilinear",
            padding_mode="zeros",
            align_corners=False,
        )
        sinogram[number] = seen[0, 0].sum(1)
    return sinogram


def filtered(sinogram_AS: Tensor, smoothness: float = 0.0) -> Tensor:
    """Filter each projection by a ramp, band-limited and apodised.

    Parameters
    ----------
    sinogram_AS : Tensor, (A, S), float32
    smoothness : float
        The ramp is multiplied by ``cos(pi f / 2 f_N) ** smoothness``: 0 leaves it as it is (Kak and
        Slaney, eq. 61), 1 is the cosine filter, 2 the Hann filter.

    Returns
    -------
    Tensor, (A, S), float32
    """
    bins = sinogram_AS.shape[-1]
    size = 1 << (2 * bins - 1).bit_length()
    at = np.minimum(np.arange(size), size - np.arange(size))
    kernel = np.zeros(size)
    kernel[0] = 0.25
    odd = at % 2 == 1
    kernel[odd] = -1 / (np.pi * at[odd]) ** 2
    ramp = np.fft.rfft(kernel).real
    ramp *= np.clip(np.cos(np.linspace(0, np.pi / 2, len(ramp))), 0, 1) ** smoothness
    gain = torch.from_numpy(ramp.astype(np.float32)).to(sinogram_AS.device)
    spectrum = torch.fft.rfft(sinogram_AS, n=size) * gain
    rows: Tensor = torch.fft.irfft(spectrum, n=size)
    return rows[:, :bins]


def back_project(filtered_AS: Tensor, height: int, width: int) -> Tensor:
    """Smear filtered projections over the image: the inverse of ``project`` after ``filtered``.

    Returns
    -------
    Tensor, (H, W), float32
        Per pixel of length.
    """
    angles, bins = filtered_AS.shape
    device = filtered_AS.device
    row = torch.arange(height, device=device)[:, None] - (height - 1) / 2
    column = torch.arange(width, device=device) - (width - 1) / 2
    image = filtered_AS.new_zeros(height, width)
    for number in range(angles):
        cosine, sine = _direction(number, angles)
        place = row * sine + (column * cosine + (bins - 1) / 2)
        left = place.long()
        values = filtered_AS[number]
        image += torch.lerp(values[left], values[left + 1], place - left)
    return image * (math.pi / angles)


def _direction(number: int, angles: int) -> tuple[float, float]:
    angle = math.pi * number / angles
    return math.cos(angle), math.sin(angle)
