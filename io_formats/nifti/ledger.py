"""What became of every field of a NIfTI header, found by comparing the written one with its source.

Not here: the stored values, which the engine counts itself.

References
----------
NIfTI-1 standard, nifti1.h: the fields and what they mean.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from io_formats.ledger import Ledger

__all__ = ["SUBJECTS", "TYPE", "compare", "enter_bytes"]

TYPE = "stored type"

SUBJECTS: dict[str, tuple[str, ...]] = {
    TYPE: ("datatype", "bitpix"),
    "scaling of the stored values": ("scl_slope", "scl_inter"),
    "size": ("dim",),
    "voxel sizes": ("pixdim:0-4",),
    "repetition time": ("pixdim:4-5",),
    "further axes": ("pixdim:5-8",),
    "units": ("xyzt_units",),
    "sform and qform": (
        "srow_x", "srow_y", "srow_z", "quatern_b", "quatern_c", "quatern_d", "qoffset_x",
        "qoffset_y", "qoffset_z",
    ),
    "sform and qform codes": ("sform_code", "qform_code"),
    "intent": ("intent_code", "intent_p1", "intent_p2", "intent_p3"),
    "intent_name": ("intent_name",),
    "axes of the acquisition": ("dim_info",),
    "slice timing": ("slice_start", "slice_end", "slice_code", "slice_duration", "toffset"),
    "display range (cal_min, cal_max)": ("cal_min", "cal_max"),
    "description": ("descrip",),
    "aux_file": ("aux_file",),
    "db_name": ("db_name",),
    "data_type": ("data_type",),
}  # fmt: skip
"""What a user asks about, and the fields that say it; of arrays the part in question."""


def enter_bytes(ledger: Ledger, name: str, before: bytes, after: bytes) -> None:
    """Enter one thing by its bytes; nothing but zeros says nothing."""
    ledger.enter(name, before if any(before) else b"", after if any(after) else b"")


def compare(source: Any, result: Any, *, extensions: tuple[bytes, bytes]) -> Ledger:
    """Return what a written header says of what its source says.

    Parameters
    ----------
    source, result : Nifti1Header or Nifti2Header
        Of the same version and byte order.
    extensions : tuple of bytes
        What stands between header and values, before and after.
    """
    ledger = Ledger()
    for subject, names in SUBJECTS.items():
        parts = [b"".join(_bytes(header, names)) for header in (source, result)]
        enter_bytes(ledger, subject, *parts)
    enter_bytes(ledger, "header extensions", *(one.rstrip(b"\0") for one in extensions))
    if _magic(source) != _magic(result):
        ledger.changed.append("container (.hdr/.img to a single file)")
    return ledger


def _bytes(header: Any, names: tuple[str, ...]) -> Iterator[bytes]:
    for name in names:
        name, _, span = name.partition(":")
        if name in header.keys():  # noqa: SIM118, no mapping
            value = np.atleast_1d(header[name])
            start, stop = map(int, span.split("-")) if span else (0, len(value))
            yield value[start:stop].tobytes()


def _magic(header: Any) -> bytes:
    return bytes(header["magic"])[:3]
