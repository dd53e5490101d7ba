"""Where the voxels of a NIfTI volume are, and how the header says so after the grid moved.

References
----------
nifti1.h, "3D IMAGE (VOLUME) ORIENTATION AND LOCATION IN SPACE", methods 1 to 3.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from io_formats.grid import Grid

__all__ = ["axis_codes", "grid_of", "move_grid"]


def grid_of(header: Any) -> tuple[Grid, str, tuple[str, ...]]:
    """Return the grid, which method of the standard gave it, and warnings.

    The sform is preferred, then the qform, then the voxel sizes alone, as nibabel does. A matrix
    that is singular or not finite is passed over with a warning.

    Returns
    -------
    grid : Grid
        Index (i, j, k) of a voxel's centre to patient coordinates, right-anterior-superior.
    method : str
        ``sform``, ``qform``, ``voxel sizes`` or ``none``.
    warnings : tuple of str
    """
    warnings: list[str] = []
    stated = (("sform", _sform(header)), ("qform", qform(header)))
    for method, affine in stated:
        if affine is not None and _usable(affine):
            return _ras(affine), method, (*warnings, *_contradictions(header))
        if int(header[f"{method}_code"]) > 0:
            warnings.append(f"The {method} of the file is not a usable matrix and was ignored.")
    base = np.array(header.get_base_affine(), dtype=np.float64)
    if _usable(base):
        warnings.append(
            "The file states no position and orientation; only voxel sizes are known, and the "
            "sides of the patient are not marked."
        )
        return _ras(base), "voxel sizes", tuple(warnings)
    warnings.append("The file states no usable voxel sizes; 1 was taken for each axis.")
    return _ras(np.eye(4)), "none", tuple(warnings)


def qform(header: Any) -> NDArray[np.float64] | None:
    """Return the matrix of method 2, or None where the file has none or an impossible one."""
    from nibabel.spatialimages import HeaderDataError

    if int(header["qform_code"]) <= 0:
        return None
    copy = header.copy()
    # qfac 0 is to be taken as 1 (nifti1.h, METHOD 2)
    if float(copy["pixdim"][0]) not in (-1.0, 1.0):
        copy["pixdim"][0] = 1
    try:
        return np.array(copy.get_qform(), dtype=np.float64)
    except (HeaderDataError, ValueError):
        return None


def move_grid(header: Any, old: Grid, new: Grid) -> None:
    """Make the header describe the new grid: voxel sizes, qform and sform, codes kept.

    Both matrices follow the same step in index space. They may describe different spaces (the
    scanner's and a template's), so neither is replaced by the other. The grid may be scaled and
    shifted, not turned, so the quaternion stays as it is, digit for digit.

    Raises
    ------
    ValueError
        If the new grid is turned or sheared against the old one: no step of ours does that.
    """
    step = np.linalg.solve(old.affine, new.affine)
    scale = np.diag(step)[:3]
    if not np.allclose(step[:3, :3], np.diag(scale), atol=1e-6) or scale.min() <= 0:
        raise ValueError(f"the grid was turned:\n{step}")
    sform, quaternion = _sform(header), qform(header)
    if sform is not None:
        moved = sform @ step
        for row, name in enumerate(("srow_x", "srow_y", "srow_z")):
            header[name] = moved[row]
    if quaternion is not None:
        origin = (quaternion @ step)[:3, 3]
        for value, name in zip(origin, ("qoffset_x", "qoffset_y", "qoffset_z"), strict=True):
            header[name] = value
    header["pixdim"][1:4] = header["pixdim"][1:4] * scale


def axis_codes(grid: Grid) -> str:
    """Return the anatomical direction of each axis, for example ``RAS``."""
    from nibabel import orientations

    axis_codes_of: Any = orientations.aff2axcodes
    return "".join(code or "?" for code in axis_codes_of(grid.affine))


def _sform(header: Any) -> NDArray[np.float64] | None:
    if int(header["sform_code"]) <= 0:
        return None
    return np.array(header.get_sform(), dtype=np.float64)


def _contradictions(header: Any) -> tuple[str, ...]:
    """Return what is odd about two matrices that both place the voxels.

    They may lead into different spaces (the scanner's and a template's), which their codes tell;
    but no such step exchanges left and right, and into the same space both must lead alike.
    """
    sform, quaternion = _sform(header), qform(header)
    if sform is None or quaternion is None or not (_usable(sform) and _usable(quaternion)):
        return ()
    if np.linalg.det(sform[:3, :3]) * np.linalg.det(quaternion[:3, :3]) < 0:
        return (
            "The sform and the qform of the file are mirror images of each other: left and right "
            "may be exchanged. The sform was taken.",
        )
    if int(header["sform_code"]) != int(header["qform_code"]):
        return ()
    ends = [matrix @ _corners(header) for matrix in (sform, quaternion)]
    apart = float(np.linalg.norm(ends[0] - ends[1], axis=0).max())
    if apart <= float(np.linalg.norm(sform[:3, :3], axis=0).min()):
        return ()
    return (
        "The sform and the qform of the file place the volume differently: by up to "
        f"{apart:.1f} mm, although both state the same space. The sform was taken.",
    )


def _corners(header: Any) -> NDArray[np.float64]:
    """Return indices of the eight outermost voxels, (4, 8), the last row 1."""
    last = [max(int(size) - 1, 0) for size in header["dim"][1:4]]
    corners = np.stack(np.meshgrid(*((0, size) for size in last), indexing="ij")).reshape(3, 8)
    return np.vstack((corners, np.ones(8)))


def _usable(affine: NDArray[np.float64]) -> bool:
    if not np.isfinite(affine).all():
        return False
    lengths = np.linalg.norm(affine[:3, :3], axis=0)
    if lengths.min() == 0:
        return False
    return bool(abs(np.linalg.det(affine[:3, :3] / lengths)) > 1e-6)


def _ras(affine: NDArray[np.float64]) -> Grid:
    return Grid(affine=affine, anchor="centre", frame="patient-ras")
