"""What nibabel finds different in the header, the affine and the stored values of a volume."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nibabel as nib
import numpy as np

__all__ = ["differences"]


def differences(source: Path, target: Path) -> list[str]:
    """Return one line per difference, by the names of nifti1.h."""
    before, after = _loaded(source), _loaded(target)
    found = [
        f"nibabel: changed {name}"
        for name in before.header.keys()  # noqa: SIM118, no mapping
        if _bytes(before.header[name]) != _bytes(after.header[name])
    ]
    if before.affine.tobytes() != after.affine.tobytes():
        found.append("nibabel: affine differs")
    values = [np.asarray(image.dataobj.get_unscaled()) for image in (before, after)]
    if values[0].dtype != values[1].dtype or values[0].tobytes() != values[1].tobytes():
        found.append("nibabel: stored values differ")
    texts = [
        [extension.get_content() for extension in i.header.extensions] for i in (before, after)
    ]
    if texts[0] != texts[1]:
        found.append("nibabel: extensions differ")
    return found


def _loaded(path: Path) -> Any:
    if path.name.endswith(".img"):
        path = path.with_suffix(".hdr")
    return nib.load(path)


def _bytes(field: Any) -> bytes:
    return np.asarray(field).tobytes()
