"""Names of files: their stems, where suffixes are not what they seem, and the record beside one."""

from __future__ import annotations

from pathlib import Path

__all__ = ["sidecar_path", "stem_of"]

DOUBLE_SUFFIXES = (".nii.gz", ".hdr.gz", ".img.gz")


def stem_of(name: str) -> str:
    """Return a file's name without its suffix; ``.nii.gz`` is one, the end of a UID is none."""
    lower = name.lower()
    for suffix in DOUBLE_SUFFIXES:
        if lower.endswith(suffix):
            return name[: -len(suffix)]
    stem, _, last = name.rpartition(".")
    # Slices are often named by their UID: what follows its last dot is no suffix.
    return name if not stem or last.isdigit() else stem


def sidecar_path(target: Path) -> Path:
    """Return where the sidecar of a result lies.

    ``scan.nii.gz`` has ``scan.json``, as the Brain Imaging Data Structure wants it; every other
    file or folder ``name`` has ``name.json``.
    """
    for suffix in (".nii.gz", ".nii"):
        if target.name.lower().endswith(suffix):
            return target.with_name(target.name[: -len(suffix)] + ".json")
    return target.with_name(target.name + ".json")
