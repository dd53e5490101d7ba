"""Tiny NIfTI files, made with nibabel and, where nibabel refuses, by patching bytes."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any

import nibabel as nib
import numpy as np
from numpy.typing import NDArray

__all__ = ["OBLIQUE", "ramp", "save_nifti"]

OBLIQUE = np.array(
    [
        [-1.9, 0.12, 0.31, 41.0],
        [0.15, 2.4, -0.62, -52.5],
        [0.28, 0.55, 2.9, 17.25],
        [0.0, 0.0, 0.0, 1.0],
    ]
)


def ramp(shape: tuple[int, ...], dtype: str = "<i2") -> NDArray[Any]:
    """Return an array in which every value tells its index."""
    return np.arange(np.prod(shape)).reshape(shape).astype(dtype)


def save_nifti(
    path: Path,
    stored: NDArray[Any],
    *,
    affine: NDArray[Any] = OBLIQUE,
    version: int = 1,
    endian: str = "<",
    scaling: tuple[float, float] | None = None,
    **fields: Any,
) -> Path:
    """Save stored values exactly; ``fields`` are header fields, set by patching bytes."""
    kind: Any = nib.Nifti1Image if version == 1 else nib.Nifti2Image
    header = kind.header_class(endianness=endian)
    header.set_data_dtype(stored.dtype)
    header.set_xyzt_units("mm", "sec")
    extensions = fields.pop("extensions", ())
    image = kind(stored, affine, header)
    image.header.extensions.extend(extensions)
    image.header.set_qform(affine, 1)
    image.header.set_sform(affine, 4)
    image.to_filename(path)
    if scaling:
        fields |= {"scl_slope": scaling[0], "scl_inter": scaling[1]}
    _patch(path, kind.header_class, fields)
    return path


def _patch(path: Path, header_class: Any, fields: dict[str, Any]) -> None:
    """Set header fields behind nibabel's back: saving through it would quantise and correct."""
    raw = path.read_bytes()
    packed = raw.startswith(b"\x1f\x8b")
    raw = gzip.decompress(raw) if packed else raw
    header = header_class(raw[: header_class.sizeof_hdr], check=False)
    for name, value in fields.items():
        header[name] = value
    raw = header.binaryblock + raw[header_class.sizeof_hdr :]
    path.write_bytes(gzip.compress(raw) if packed else raw)
