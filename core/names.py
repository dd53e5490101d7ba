"""The name of a file without its suffix, where suffixes are not what they seem."""

from __future__ import annotations

__all__ = ["stem_of"]


def stem_of(name: str) -> str:
    """Return a file's name without its suffix; ``.nii.gz`` is one, the end of a UID is none."""
    lower = name.lower()
    if lower.endswith(".nii.gz"):
        return name[:-7]
    stem, _, last = name.rpartition(".")
    # Slices are often named by their UID: what follows its last dot is no suffix.
    return name if not stem or last.isdigit() else stem
