"""Which existing targets may be replaced: a folder only if this program wrote all of it."""

from __future__ import annotations

from pathlib import Path

from io_formats.dicom.attributes import foreign, quietly
from io_formats.dicom.identity import IMPLEMENTATION_CLASS_UID
from io_formats.dicom.probe import is_dicom, read_head
from io_formats.errors import TargetExists

__all__ = ["demand_replaceable"]

SIDECAR = ".json"


def demand_replaceable(target: Path, *, folder: bool) -> None:
    """Refuse to replace a folder that holds anything but results of this program.

    Called when replacing was asked for; a target that does not exist passes.

    Raises
    ------
    TargetExists
    """
    if not target.exists() or (target.is_file() and not folder):
        return
    if target.is_dir() != folder:
        here, wanted = ("folder", "file") if target.is_dir() else ("file", "folder")
        raise TargetExists(
            f"{target} was not written",
            why=f"it is a {here}, and the result is a {wanted}",
            fix="choose another name",
        )
    stranger = next((file for file in sorted(target.rglob("*")) if not _is_ours(file)), None)
    if stranger is not None:
        raise TargetExists(
            f"{target} was not replaced",
            why=f"the folder holds {stranger.name}, which is no result of this program",
            fix="choose another folder, or move that file away",
        )


def _is_ours(path: Path) -> bool:
    if path.is_dir():
        return True
    if path.suffix == SIDECAR:
        return True
    if not is_dicom(read_head(path)):
        return False
    from pydicom.filereader import read_file_meta_info

    try:
        with quietly():
            meta = read_file_meta_info(path)
    except foreign(OSError):
        return False
    return str(meta.get("ImplementationClassUID", "")) == IMPLEMENTATION_CLASS_UID
