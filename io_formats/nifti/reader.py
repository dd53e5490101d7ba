"""NIfTI file to scene: planes, values, grid, and what the header says besides.

Not here: the bytes (``container``) and the matrices (``geometry``).
"""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from io_formats.errors import UnsupportedContent
from io_formats.nifti.container import load, open_header
from io_formats.nifti.geometry import axis_codes, grid_of
from io_formats.nifti.hounsfield import looks_like_hounsfield
from io_formats.nifti.labels import looks_like_labels
from io_formats.progress import CancelToken, Progress, each, part_of
from io_formats.scene import Band, Scene, Source
from io_formats.values import ValueMap

__all__ = ["plane_labels", "read", "scaling", "stem_of"]

MODALITIES = {"MR": "MR", "MRI": "MR", "CT": "CT", "PT": "PT", "PET": "PT"}
SIDECAR_BYTES = 1 << 20
LABEL_INTENT = 1002
LOADING = 0.9
"""Share of the time before the values are looked at."""


def read(path: Path, *, progress: Progress, cancel: CancelToken) -> Scene:
    """Read a 2-D, 3-D or 4-D volume, reporting by the bytes of a compressed one.

    Returns
    -------
    Scene
        Pixels (K*T, 1, H, W) with ``pixels[t*K + k, 0, j, i] = stored[i, j, k, t]``, unscaled and
        in native byte order. ``valid`` is False where a floating point value is not finite.

    Raises
    ------
    SourceMissing, DamagedFile, UnsupportedContent, Cancelled
    """
    container, stated, stored = load(path, progress=part_of(progress, 0.0, LOADING), cancel=cancel)
    columns, rows, slices, volumes = _four_axes(path, stated)
    header = open_header(container)
    pixels = stored.reshape(volumes * slices, 1, rows, columns)
    slope, offset, odd_scaling = scaling(header)
    grid, method, odd_geometry = grid_of(header)
    modality, unit, said = _modality(path, hounsfield=looks_like_hounsfield(pixels, slope, offset))
    labels = _is_label_map(header, pixels, plain=(slope, offset) == (1.0, 0.0))
    facts = _facts(header, container.version, stated, pixels.dtype)
    facts |= {"orientation": axis_codes(grid), "geometry": method}
    warnings = [*said, *odd_scaling, *odd_geometry]
    if labels:
        facts["label_map"] = True
        warnings.append("The values look like labels, not intensities; restoring would blur them.")
    return Scene(
        pixels=pixels,
        planes=plane_labels(slices, volumes),
        bands=(Band(name="b1", role="value"),),
        values=ValueMap.linear(slope=slope, offset=offset, unit=unit),
        grid=grid,
        valid=_finite(pixels, progress=part_of(progress, LOADING, 1.0), cancel=cancel),
        source=Source(
            path=path,
            format="nifti",
            files=container.files,
            modality=modality,
            facts=facts,
            warnings=tuple(warnings),
            template=container,
        ),
    )


def scaling(header: Any) -> tuple[float, float, tuple[str, ...]]:
    """Return slope and offset of the stored values, and warnings.

    A slope of zero, or one that is not finite, means that values are stored as they are
    (nifti1.h, "DATA SCALING").
    """
    slope, offset = float(header["scl_slope"]), float(header["scl_inter"])
    if slope == 0 or not math.isfinite(slope):
        return 1.0, 0.0, ()
    if not math.isfinite(offset):
        return slope, 0.0, ("The offset of the stored values is not a number; 0 was taken.",)
    return slope, offset, ()


def stem_of(path: Path) -> Path:
    """Return the path without its NIfTI suffix, of which ``.nii.gz`` is a double one."""
    name = path.name
    for suffix in (".nii.gz", ".hdr.gz", ".img.gz", ".nii", ".hdr", ".img"):
        if name.lower().endswith(suffix):
            return path.with_name(name[: -len(suffix)])
    return path


def _four_axes(path: Path, shape: tuple[int, ...]) -> tuple[int, int, int, int]:
    if len(shape) < 2 or any(n > 1 for n in shape[4:]):
        raise UnsupportedContent(
            f"{path} cannot be restored",
            why=f"it has the shape {'×'.join(map(str, shape))}, and only images, volumes and "
            "series of volumes are handled",
            fix="split it into volumes first",
        )
    columns, rows, slices, volumes = (*shape[:4], 1, 1)[:4]
    return columns, rows, slices, volumes


def plane_labels(slices: int, volumes: int) -> tuple[str, ...]:
    """Return a label per plane; the slices of a volume follow each other."""
    names = tuple(f"slice {k + 1}" for k in range(slices))
    if volumes == 1:
        return names
    return tuple(f"volume {t + 1} {name}" for t in range(volumes) for name in names)


def _finite(
    pixels: NDArray[Any], *, progress: Progress, cancel: CancelToken
) -> NDArray[np.bool_] | None:
    if pixels.dtype.kind != "f":
        return None
    valid: NDArray[np.bool_] | None = None
    for plane in each(range(len(pixels)), "plane", progress=progress, cancel=cancel):
        finite = np.isfinite(pixels[plane])
        if valid is None and not finite.all():
            valid = np.ones(pixels.shape, dtype=np.bool_)
        if valid is not None:
            valid[plane] = finite
    return valid


def _is_label_map(header: Any, pixels: NDArray[Any], *, plain: bool) -> bool:
    if int(header["intent_code"]) == LABEL_INTENT:
        return True
    return plain and looks_like_labels(pixels)


def _modality(path: Path, *, hounsfield: bool) -> tuple[str, str, tuple[str, ...]]:
    """Return modality, unit and warnings: of the BIDS sidecar where one lies beside, else assumed.

    Parameters
    ----------
    hounsfield : bool
        The values look like those of a CT.
    """
    sidecar = stem_of(path).with_name(stem_of(path).name + ".json")
    try:
        readable = sidecar.is_file() and sidecar.stat().st_size <= SIDECAR_BYTES
        said = json.loads(sidecar.read_text(encoding="utf-8")) if readable else {}
    except (OSError, ValueError):
        said = {}
    said = said if isinstance(said, dict) else {}
    modality = MODALITIES.get(str(said.get("Modality", "")).upper())
    if modality is None and hounsfield:
        note = "NIfTI does not name its modality; CT is assumed, since the values look like HU."
        return "CT", "HU", (note,)
    if modality is None:
        return "MR", "arbitrary", ("NIfTI does not name its modality; MR is assumed.",)
    if modality == "CT":
        return modality, "HU", ("Values are taken as HU, since the sidecar file says CT.",)
    becquerel = str(said.get("Units", "")).upper().replace("/", "") == "BQML"
    return modality, "BQML" if becquerel else "arbitrary", ()


def _facts(
    header: Any, version: int, shape: tuple[int, ...], dtype: np.dtype[Any]
) -> dict[str, Any]:
    """Return JSON-able facts; ``descrip`` and extensions stay out, they may hold names."""
    space, time = _units(header)
    sizes = [_number(n) for n in header["pixdim"][1 : 1 + len(shape)]]
    facts: dict[str, Any] = {
        "version": version,
        "shape": list(shape),
        "dtype": dtype.name,
        "zooms": sizes,
        "units": [space, time],
        "sform_code": int(header["sform_code"]),
        "qform_code": int(header["qform_code"]),
        "intent_code": int(header["intent_code"]),
    }
    if len(shape) > 3:
        facts["repetition_time"] = sizes[3]
    return facts


def _units(header: Any) -> tuple[str, str]:
    try:
        space, time = header.get_xyzt_units()
    except KeyError:
        return "unknown", "unknown"
    return str(space), str(time)


def _number(value: Any) -> float | None:
    return float(value) if math.isfinite(value) else None
