"""Enlarging and reducing pixels: bicubic in image space, zero-filling in k-space.

All functions work on the last two axes of an array, in float64 and without torch, and share one
convention: pixel centres lie half a pixel inside the edges, and the outer edges of the image stay
where they are. Output pixel ``r`` of an enlargement therefore lies at ``(r + 0.5)/s - 0.5`` source
pixels, which is what ``Grid.scaled`` says about its geometry.

Not here: what the pixels mean (``io_formats.values``) and where they are (``io_formats.grid``).

References
----------
R. G. Keys, "Cubic convolution interpolation for digital image processing", IEEE Transactions on
Acoustics, Speech, and Signal Processing 29 (1981), doi:10.1109/TASSP.1981.1163711; a = -0.5.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = [
    "enlarge",
    "enlarge_window",
    "enlargement_matrix",
    "kspace_truncate",
    "reduce",
    "reduction_matrix",
    "to_uint8",
    "zero_crop",
    "zero_fill",
]

Read = Callable[[slice, slice], NDArray[np.generic]]


def enlarge(image: ArrayLike, scale: int) -> NDArray[np.float64]:
    """Enlarge rows and columns ``scale`` times, bicubic.

    Parameters
    ----------
    image : array_like, (..., H, W)
        Finite real values of any range.
    scale : int
        1 or more.

    Returns
    -------
    ndarray, (..., H * scale, W * scale), float64
        May overshoot the range of the input at sharp edges, as cubic kernels do.
    """
    array = _checked(image, scale)
    for axis in (-2, -1):
        size = array.shape[axis]
        array = _apply(array, _enlarging(size, scale, range(size * scale)), axis)
    return array


def reduce(image: ArrayLike, scale: int) -> NDArray[np.float64]:
    """Reduce rows and columns ``scale`` times, bicubic with antialiasing.

    The kernel is stretched by the factor and the image continued by reflection about its edges,
    as MATLAB's ``imresize`` does.

    Parameters
    ----------
    image : array_like, (..., H, W)
        Finite real values of any range.
    scale : int
        1 or more.

    Returns
    -------
    ndarray, (..., ceil(H / scale), ceil(W / scale)), float64
    """
    array = _checked(image, scale)
    for axis in (-2, -1):
        array = _apply(array, _reducing(array.shape[axis], scale), axis)
    return array


def enlarge_window(
    read: Read, shape: tuple[int, int], scale: int, rows: slice, columns: slice
) -> NDArray[np.float64]:
    """Return one window of an enlargement without reading the whole image.

    Parameters
    ----------
    read : callable
        ``read(rows, columns)`` returns that window of the source, (..., h, w); it is called once,
        with the source pixels the window depends on.
    shape : (int, int)
        Height and width of the whole source.
    scale : int
        1 or more.
    rows, columns : slice
        Window in pixels of the enlargement; bounds follow the rules of slicing.

    Returns
    -------
    ndarray, (..., window height, window width), float64
        The same numbers as ``enlarge(whole, scale)[..., rows, columns]``.
    """
    height, width = shape
    down = _enlarging(height, scale, range(height * scale)[rows])
    across = _enlarging(width, scale, range(width * scale)[columns])
    block = _checked(read(down.source, across.source), scale)
    return _apply(_apply(block, down.moved(), -2), across.moved(), -1)


def enlargement_matrix(size: int, scale: int) -> NDArray[np.float64]:
    """Return (size * scale, size): ``enlarge`` along one axis, for use on another device."""
    return _enlarging(size, scale, range(size * scale)).matrix(size)


def reduction_matrix(size: int, scale: int) -> NDArray[np.float64]:
    """Return (ceil(size / scale), size): ``reduce`` along one axis, for use on another device."""
    return _reducing(size, scale).matrix(size)


def zero_fill(image: ArrayLike, scale: int) -> NDArray[np.float64]:
    """Enlarge ``scale`` times by zero-filling k-space: trigonometric interpolation.

    The spectrum is scaled so that a constant stays that constant, and gets the linear phase that
    puts output pixel ``r`` at ``(r + 0.5)/scale - 0.5`` source pixels. The Nyquist bin of an even
    side is shared between its two signs, so that the result is real.

    Parameters
    ----------
    image : array_like, (..., H, W)
        Finite real values of any range.
    scale : int
        1 or more.

    Returns
    -------
    ndarray, (..., H * scale, W * scale), float64
    """
    array = _checked(image, scale)
    return _zero_fill_axis(_zero_fill_axis(array, scale, -2), scale, -1)


def zero_crop(image: ArrayLike, scale: int) -> NDArray[np.float64]:
    """Reduce ``scale`` times by keeping the centre of k-space: the inverse of ``zero_fill``.

    Parameters
    ----------
    image : array_like, (..., H * scale, W * scale)
        Finite real values of any range.
    scale : int
        1 or more; both sides are multiples of it.

    Returns
    -------
    ndarray, (..., H, W), float64
        ``zero_crop(zero_fill(x, s), s)`` is ``x``.
    """
    array = _checked(image, scale)
    if any(side % scale for side in array.shape[-2:]):
        raise ValueError(f"sides {array.shape[-2:]} are no multiples of {scale}")
    return _zero_crop_axis(_zero_crop_axis(array, scale, -2), scale, -1)


def kspace_truncate(image: ArrayLike, factor: int) -> NDArray[np.float64]:
    """Lower the resolution of a magnitude image by keeping the centre of its k-space.

    Of H rows of the centred spectrum the ``H // factor`` from row ``H//2 - (H//factor)//2`` on are
    kept, the same of the columns; the rest becomes zero. The size stays.

    Parameters
    ----------
    image : array_like, (..., H, W)
        Magnitudes in [0, 1].
    factor : int
        1 to the shorter side.

    Returns
    -------
    ndarray, (..., H, W), float64
        Magnitudes, clipped to [0, 1].
    """
    array = _checked(image, factor)
    spectrum = np.fft.fftshift(np.fft.fft2(array), axes=(-2, -1))
    kept = np.zeros_like(spectrum)
    rows, columns = (_centre(size, factor) for size in array.shape[-2:])
    kept[..., rows, columns] = spectrum[..., rows, columns]
    blurred: NDArray[np.float64] = np.abs(np.fft.ifft2(np.fft.ifftshift(kept, axes=(-2, -1))))
    return np.clip(blurred, 0.0, 1.0)


def to_uint8(image: ArrayLike) -> NDArray[np.uint8]:
    """Clip to 0..255 and round half up, which is how 8-bit pictures are quantised here."""
    clipped = np.clip(np.asarray(image, dtype=np.float64), 0.0, 255.0)
    return np.floor(clipped + 0.5).astype(np.uint8)


@dataclass(frozen=True, kw_only=True)
class _Taps:
    """Source pixels and weights of each output pixel along one axis."""

    index: NDArray[np.intp]
    """(outputs, taps), within the image."""
    weight: NDArray[np.float64]
    """(outputs, taps); each row sums to 1."""

    @property
    def source(self) -> slice:
        """Smallest window of the source that holds every tap."""
        if not self.index.size:
            return slice(0, 0)
        return slice(int(self.index.min()), int(self.index.max()) + 1)

    def matrix(self, size: int) -> NDArray[np.float64]:
        """Return (outputs, size); taps that reflection folds onto one pixel are added up."""
        dense = np.zeros((len(self.index), size))
        np.add.at(dense, (np.arange(len(self.index))[:, None], self.index), self.weight)
        return dense

    def moved(self) -> _Taps:
        """Return the taps counted from the start of ``source``."""
        return _Taps(index=self.index - self.source.start, weight=self.weight)


def _enlarging(size: int, scale: int, outputs: range) -> _Taps:
    return _taps(size, (np.asarray(outputs) + 0.5) / scale - 0.5, stretch=1)


def _reducing(size: int, scale: int) -> _Taps:
    return _taps(size, (np.arange(-(-size // scale)) + 0.5) * scale - 0.5, stretch=scale)


def _taps(size: int, centres: NDArray[np.floating], *, stretch: int) -> _Taps:
    first = np.floor(centres).astype(np.intp) - 2 * stretch + 1
    index = first[:, None] + np.arange(4 * stretch)
    weight = _keys((centres[:, None] - index) / stretch)
    return _Taps(index=_reflected(index, size), weight=weight / weight.sum(axis=1, keepdims=True))


def _keys(distance: NDArray[np.floating]) -> NDArray[np.float64]:
    x = np.abs(distance)
    near = (1.5 * x - 2.5) * x * x + 1.0
    far = ((-0.5 * x + 2.5) * x - 4.0) * x + 2.0
    return np.where(x <= 1.0, near, np.where(x < 2.0, far, 0.0))


def _reflected(index: NDArray[np.intp], size: int) -> NDArray[np.intp]:
    """Continue the image by reflection about its outer edges, each edge pixel seen twice."""
    folded = np.mod(index, 2 * size)
    return np.where(folded < size, folded, 2 * size - 1 - folded)


def _apply(array: NDArray[np.float64], taps: _Taps, axis: int) -> NDArray[np.float64]:
    weight = taps.weight if axis == -1 else taps.weight[:, None, :]
    shape = list(array.shape)
    shape[axis] = len(taps.index)
    result = np.zeros(shape)
    # One tap at a time: the sum has the same order, and so the same bits, in every window.
    for tap in range(taps.index.shape[1]):
        result += weight[..., tap] * np.take(array, taps.index[:, tap], axis=axis)
    return result


def _zero_fill_axis(array: NDArray[np.float64], scale: int, axis: int) -> NDArray[np.float64]:
    if scale == 1:
        return array
    rows = np.moveaxis(array, axis, -1)
    size = rows.shape[-1]
    filled = np.fft.irfft(np.fft.rfft(rows) * _gain(size, scale), n=size * scale)
    return np.moveaxis(filled, -1, axis)


def _zero_crop_axis(array: NDArray[np.float64], scale: int, axis: int) -> NDArray[np.float64]:
    if scale == 1:
        return array
    rows = np.moveaxis(array, axis, -1)
    size = rows.shape[-1] // scale
    # The reduced image's Nyquist bin is the sum of both signs, of which the real part remains.
    kept = np.fft.rfft(rows)[..., : size // 2 + 1] / _gain(size, scale)
    return np.moveaxis(np.fft.irfft(kept, n=size), -1, axis)


def _gain(size: int, scale: int) -> NDArray[np.complex128]:
    """Return what each bin of ``size`` pixels is multiplied with in an enlargement."""
    frequency = np.arange(size // 2 + 1)
    gain: NDArray[np.complex128] = scale * np.exp(
        2j * np.pi * frequency * (0.5 / scale - 0.5) / size
    )
    if size % 2 == 0:
        gain[-1] /= 2
    return gain


def _centre(size: int, factor: int) -> slice:
    kept = size // factor
    start = size // 2 - kept // 2
    return slice(start, start + kept)


def _checked(image: ArrayLike, scale: int) -> NDArray[np.float64]:
    if scale < 1:
        raise ValueError(f"scale must be 1 or more, not {scale}")
    array = np.asarray(image, dtype=np.float64)
    if array.ndim < 2:
        raise ValueError(f"an image has at least two axes, not {array.ndim}")
    return array
